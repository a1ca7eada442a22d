"""Builds, checks and serves portals of plain pages, each time beside the C program that does the least.

    python3 Benchmarks/portal.py .build/release/flowdocs [--pages 100 1000 10000] [--runs 3]

The pages are those of corpus.py, and floor.c is compiled for it. Output goes to a memory file system, so that the disk
is not measured. Compare the multiples of the C program, not the seconds, which depend on the machine and on what else it
does.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request

import corpus
from measure import PATH, Run, cold, median, resident_mb, run, used

HERE = os.path.dirname(os.path.abspath(__file__))
# With only the system's programs, `check` asks no wrapper script of a version manager for its version.
SYSTEM = dict(os.environ, PATH="/usr/bin:/bin", NO_COLOR="1")
SYSTEM.pop("FLOWDOCS_KEY", None)


def flags(package: str) -> list[str]:
    return subprocess.check_output(["pkg-config", "--cflags", "--libs", package], text=True).split()


def compiled(folder: str) -> str:
    program = os.path.join(folder, "floor")
    source = os.path.join(HERE, "floor.c")
    subprocess.check_call(
        ["cc", "-O2", "-o", program, source, *flags("libcmark-gfm"), "-lcmark-gfm-extensions"])
    return program


class Table:
    """Rows with multiples of the first one."""

    def __init__(self) -> None:
        self.least = 0.0

    def row(self, name: str, result: Run) -> None:
        self.least = self.least or result.cpu
        print(
            f"{name:<48} {result.wall:8.3f} s wall {result.cpu:8.3f} s CPU {result.cpu / self.least:7.2f} x"
            f" {result.peak_mb:6.0f} MB", flush=True)


def touch(path: str, number: int) -> None:
    """Another word at the end of a page, in place, as editors save."""
    with open(path, "a") as page:
        page.write(f"\nSaved {number} times.\n")


def project(folder: str, pages: int, code: bool = False) -> str:
    root = os.path.join(folder, f"portal-{pages}")
    corpus.write(pages, os.path.join(root, "content"), code)
    os.mkdir(os.path.join(root, "site"))
    with open(os.path.join(root, "site", "portal.yml"), "w") as settings:
        settings.write("title: Benchmark\n")
    return root


def builds(table: Table, flowdocs: str, root: str, pages: int, runs: int) -> None:
    page = os.path.join(root, "content", corpus.path(pages // 2))
    out = os.path.join(root, "_site")
    build = [flowdocs, "build", root, "--out", out]
    table.row(f"build, {pages} pages, cold", cold(build, root, runs, env=SYSTEM))
    table.row("  again, nothing changed", median([run(build, env=SYSTEM) for _ in range(runs)]))
    touched = []
    for number in range(runs):
        touch(page, number)
        touched.append(run(build, env=SYSTEM))
    table.row("  again, one page touched", median(touched))


def checks(table: Table, flowdocs: str, root: str, pages: int, runs: int) -> None:
    check = [flowdocs, "check", root]
    table.row(f"check, {pages} pages", cold(check, root, runs, env=SYSTEM))
    table.row("  again, nothing changed", median([run(check, env=SYSTEM) for _ in range(runs)]))


def code_checks(table: Table, flowdocs: str, folder: str, runs: int) -> None:
    """Blocks of code, which compilers and interpreters parse."""
    root = project(folder, 1000, code=True)
    checked = cold([flowdocs, "check", root], root, runs, env={**SYSTEM, "PATH": PATH})
    table.row("check, 1000 pages, 1800 blocks of code", checked)
    shutil.rmtree(root)


def served(address: str, text: str, patience: float = 60) -> bool:
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        with urllib.request.urlopen(address) as answer:
            if text in answer.read().decode():
                return True
        time.sleep(0.002)
    return False


def serve(table: Table, flowdocs: str, root: str, pages: int, saves: int = 7, idle: float = 5) -> None:
    page = corpus.path(pages // 2)
    file = os.path.join(root, "content", page)
    server = subprocess.Popen(
        [flowdocs, "serve", root, "--port", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=SYSTEM)
    try:
        found = next(filter(None, (re.search(r"http://\S+/", line) for line in server.stderr)), None)
        if not found:
            raise SystemExit("portal.py: `flowdocs serve` ended before it printed its address")
        address = found.group(0) + page[:-3] + ".html"
        time.sleep(1)
        start = used(server.pid)
        time.sleep(idle)
        rest = used(server.pid) - start
        walls = []
        start = used(server.pid)
        for number in range(saves):
            begin = time.perf_counter()
            touch(file, 1000 + number)
            if not served(address, f"Saved {1000 + number} times"):
                raise SystemExit("portal.py: the saved page was not served within a minute")
            walls.append(time.perf_counter() - begin)
            time.sleep(max(1.0, pages / 2000))
        cpu = (used(server.pid) - start) / saves
        table.row(
            f"serve, {pages} pages, from save to served", Run(statistics.median(walls), cpu, resident_mb(server.pid, peak=True)))
        table.row("  idle, each second", Run(1, rest / idle, resident_mb(server.pid, peak=True)))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("flowdocs")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000, 10000])
    arguments = parser.parse_args()
    flowdocs = os.path.abspath(arguments.flowdocs)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        # The key that signs what is kept.
        SYSTEM["XDG_STATE_HOME"] = os.path.join(folder, "state")
        floor = compiled(folder)
        for pages in arguments.pages:
            root = project(folder, pages)
            table = Table()
            least = [
                run([floor, os.path.join(root, "content"), os.path.join(folder, "floor-out")])
                for _ in range(arguments.runs)
            ]
            table.row(f"C on libcmark-gfm, {pages} pages", median(least))
            shutil.rmtree(os.path.join(folder, "floor-out"))
            if shutil.which("hugo"):
                hugo(table, folder, root, arguments.runs)
            builds(table, flowdocs, root, pages, arguments.runs)
            checks(table, flowdocs, root, pages, arguments.runs)
            serve(table, flowdocs, root, pages)
            shutil.rmtree(root)
            if pages == 1000:
                code_checks(table, flowdocs, folder, arguments.runs)
            print()


def hugo(table: Table, folder: str, root: str, runs: int) -> None:
    """Hugo with the barest theme, where it is installed."""
    site = os.path.join(folder, "hugo")
    layouts = os.path.join(site, "layouts", "_default")
    os.makedirs(layouts, exist_ok=True)
    for name in ("single", "list"):
        with open(os.path.join(layouts, name + ".html"), "w") as layout:
            layout.write("<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n")
    with open(os.path.join(site, "hugo.toml"), "w") as settings:
        settings.write('baseURL = "https://docs.example/"\ndisableKinds = ["taxonomy", "rss", "sitemap"]\n')
    command = ["hugo", "--source", site, "--contentDir", os.path.join(root, "content"), "--quiet"]
    results = []
    for turn in range(runs):
        out = os.path.join(folder, f"hugo-out-{turn}")
        results.append(run([*command, "--destination", out]))
        shutil.rmtree(out)
    table.row("hugo, bare theme", median(results))


if __name__ == "__main__":
    main()
