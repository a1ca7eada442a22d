"""What the checks share: findings, and how a check is run. What they share with the checkers is in site/checkers."""

import argparse
import pathlib
import sys


class Findings:
    """What a check found wrong, and what it counted."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, place: str, message: str) -> None:
        self.lines.append(f"{place}: {message}")


def main(name: str, check) -> None:
    """Runs `check(project, findings) -> summary` on the project named on the command line."""
    parser = argparse.ArgumentParser(description=check.__doc__)
    parser.add_argument("project", type=pathlib.Path, nargs="?", default=pathlib.Path.cwd())
    project = parser.parse_args().project.resolve()
    findings = Findings()
    summary = check(project, findings)
    for line in findings.lines:
        print(line, file=sys.stderr)
    found = len(findings.lines)
    print(f"{name}: {summary}; {found} finding{'' if found == 1 else 's'}", flush=True)
    sys.exit(1 if found else 0)
