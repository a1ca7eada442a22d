"""What the checks share: findings, and how a check is run. What they share with the checkers is in site/checkers."""

import argparse
import pathlib
import re
import sys
from dataclasses import dataclass

from markdown_it import MarkdownIt


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


# Pages


@dataclass
class Block:
    page: str
    line: int  # of the first line of code
    language: str
    info: str
    code: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    def attribute(self, name: str) -> str | None:
        found = re.search(rf'(?:^|\s){name}=("[^"]*"|\S+)', self.info)
        return found.group(1).strip('"') if found else None


ALIASES = {"bash": "sh", "shell": "sh", "zsh": "sh", "yml": "yaml", "py": "python", "shell-session": "console"}


def blocks(project: pathlib.Path, languages: set[str]) -> list[Block]:
    """The fenced blocks of all pages in these languages, in page order."""
    parser = MarkdownIt("commonmark")
    found = []
    for path in sorted((project / "content").rglob("*.md")):
        text = path.read_text()
        body, skipped = text, 0
        if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
            body = text[end + 5:]
            skipped = text.count("\n", 0, end + 5)
        for token in parser.parse(body):
            words = token.info.split() if token.type == "fence" else []
            if words and ALIASES.get(words[0].lower(), words[0].lower()) in languages:
                found.append(Block(
                    str(path.relative_to(project)), token.map[0] + 2 + skipped,
                    ALIASES.get(words[0].lower(), words[0].lower()), token.info, token.content))
    return found
