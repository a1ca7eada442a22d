"""This portal: build and check, each from nothing, the same with a contract of 4 MB, and verify with nothing changed.

    python3 Benchmarks/own.py .build/release/flowdocs [--runs 3] [--verify]

Build and check work on a copy of the tree in a memory file system. With --verify the portal itself is verified twice; the
first run proves what is not proven yet, for which `make portal` has compiled the mock.
"""
import argparse
import os
import shutil
import subprocess
import tempfile

from measure import PATH, cold, median, row, run

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CONTRACT = "content/api/openrpc.json"
MEGABYTES = 4


def copied(root: str) -> None:
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=PROJECT, text=True).split("\0")
    for name in filter(None, names):
        if os.path.isfile(os.path.join(PROJECT, name)):
            os.makedirs(os.path.join(root, os.path.dirname(name)), exist_ok=True)
            shutil.copy(os.path.join(PROJECT, name), os.path.join(root, name), follow_symlinks=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flowdocs")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--verify", action="store_true")
    options = parser.parse_args()
    flowdocs = os.path.abspath(options.flowdocs)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        root = os.path.join(folder, "portal")
        environment = {**os.environ, "NO_COLOR": "1", "PATH": PATH, "XDG_STATE_HOME": os.path.join(folder, "state")}
        copied(root)
        for command in ("build", "check"):
            result = cold([flowdocs, command], root, options.runs, env=environment, cwd=root)
            print(row(f"this portal, {command}", result), flush=True)
        # White space, so that the pages and what is found on them stay the same.
        with open(os.path.join(root, CONTRACT), "a") as contract:
            contract.write("\n" * (MEGABYTES << 20))
        for command in ("build", "check"):
            result = cold([flowdocs, command], root, options.runs, env=environment, cwd=root)
            print(row(f"  with a contract of {MEGABYTES} MB, {command}", result), flush=True)
    if options.verify:
        print(row("this portal, verify what is not proven", run([flowdocs, "verify"], cwd=PROJECT)), flush=True)
        warm = [run([flowdocs, "verify"], cwd=PROJECT) for _ in range(options.runs)]
        print(row("this portal, verify, nothing changed", median(warm)), flush=True)


if __name__ == "__main__":
    main()
