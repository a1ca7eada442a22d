"""Runs a command and reads the operating system's own account of it."""
import os
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass

# The system's programs and Swift: wrapper scripts of version managers would be measured, too.
PATH = ":".join(["/usr/bin", "/bin", os.path.dirname(shutil.which("swiftc") or "")]).rstrip(":")


@dataclass
class Run:
    wall: float
    cpu: float
    peak_mb: float


def run(command: list[str], cwd: str | None = None, expect: int = 0, env: dict | None = None) -> Run:
    """One run: wall and CPU seconds (children included), peak resident megabytes of the largest process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expect:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode()[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def used(process: int) -> float:
    """CPU seconds of a process that runs."""
    with open(f"/proc/{process}/stat") as status:
        fields = status.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int, peak: bool = False) -> float:
    """Memory of a process that runs: now, or the most that it had."""
    with open(f"/proc/{process}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)" if peak else r"VmRSS:\s+(\d+)", status.read())[1]) / 1024


def median(runs: list[Run]) -> Run:
    """The median of each figure on its own."""
    return Run(
        statistics.median(r.wall for r in runs),
        statistics.median(r.cpu for r in runs),
        statistics.median(r.peak_mb for r in runs),
    )


def cold(
    command: list[str], root: str, runs: int, expect: int = 0, env: dict | None = None, cwd: str | None = None
) -> Run:
    """The median of runs that each begin with nothing that an earlier one has kept or written in the project."""
    results = []
    for _ in range(runs):
        for made in (".flowdocs", "_site"):
            shutil.rmtree(os.path.join(root, made), ignore_errors=True)
        results.append(run(command, cwd, expect, env))
    return median(results)


def row(name: str, result: Run) -> str:
    return f"{name:<44} {result.wall:8.2f} s wall {result.cpu:8.2f} s CPU {result.peak_mb:8.0f} MB"
