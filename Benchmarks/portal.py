"""Builds synthetic portals of 1,000 and 10,000 pages, beside the C program that does the same work.

    python3 Benchmarks/portal.py FLOWDOCS [--bench FOLDER] [--runs 3]

The corpus and the C program are not part of this repository; the folder that holds `make_corpus.py` and
`floor/` is given by --bench. Output goes to a memory file system, so that the disk is not measured.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from measure import median, row, run


def flags(package: str) -> list[str]:
    return subprocess.check_output(["pkg-config", "--cflags", "--libs", package], text=True).split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("flowdocs")
    parser.add_argument("--bench", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10000])
    arguments = parser.parse_args()
    flowdocs = os.path.abspath(arguments.flowdocs)
    corpus = os.path.join(arguments.bench, "make_corpus.py")
    if not os.path.exists(corpus):
        sys.exit(f"portal.py: no make_corpus.py in {arguments.bench}; name its folder with --bench")
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        floor = os.path.join(folder, "floor")
        source = os.path.join(arguments.bench, "floor", "floor.c")
        subprocess.check_call(
            ["gcc", "-O2", "-o", floor, source, *flags("libcmark-gfm"), "-lcmark-gfm-extensions", "-lpthread"])
        for pages in arguments.pages:
            content = os.path.join(folder, f"content-{pages}")
            subprocess.check_call(
                [sys.executable, corpus, "--layout", "plain", "--pages", str(pages), "--out", content],
                stdout=subprocess.DEVNULL)
            programs = {
                "C on libcmark-gfm": lambda out: [floor, "-j", "2", content, out],
                "flowdocs build": lambda out: [flowdocs, "build", content, "--out", out],
            }
            for name, command in programs.items():
                results = []
                for turn in range(arguments.runs):
                    out = os.path.join(folder, f"out-{turn}")
                    os.makedirs(out, exist_ok=True)
                    results.append(run(command(out)))
                    if name == "flowdocs build" and turn == arguments.runs - 1:
                        again = run(command(out))
                    shutil.rmtree(out)
                print(row(f"{name}, {pages} pages, cold", median(results)), flush=True)
            print(row(f"flowdocs build, {pages} pages, nothing changed", again), flush=True)


if __name__ == "__main__":
    main()
