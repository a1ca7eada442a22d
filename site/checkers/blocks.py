"""What the checkers share: the blocks that flowdocs gives them, and how they answer.

`flowdocs verify` starts each checker that site/portal.yml names, in the project's folder, with the blocks as JSON on its
standard input; content/flowdocs/checkers.md says what they hold and what the answer looks like.
"""

import json
import sys
import traceback
from dataclasses import dataclass


@dataclass
class Block:
    page: str
    path: str  # of the page, or of the included file
    line: int  # of the first line of code in that file
    language: str
    code: str
    file: str | None = None
    region: str | None = None
    session: str | None = None
    title: str | None = None
    fails: str | None = None
    captured: str = ""  # names of variables from earlier blocks, with spaces between them


class Answers:
    """What is said of the blocks: lines and columns count from 1 in the block's code."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.found = False

    def add(self, block: Block, line: int, message: str, column: int | None = None) -> None:
        self.found = True
        last = max(1, len(block.code.splitlines()))
        place = block.line + min(max(1, line), last) - 1
        said = message.strip().replace("\n", "\n  ")
        self.lines.append(f"{block.path}:{place}:{f'{column}:' if column else ''} {said}")

    def leave_out(self, block: Block, why: str) -> None:
        self.lines.append(f"{block.path}:{block.line}: not checked: {why}")


def main(check) -> None:
    """Runs `check(blocks, answers)` on the blocks of standard input."""
    blocks = [Block(**members) for members in json.load(sys.stdin)]
    answers = Answers()
    try:
        check(blocks, answers)
    except SystemExit as broken:
        # A tool that does not do its work has found nothing.
        print(broken, file=sys.stderr)
        sys.exit(2)
    except Exception:
        traceback.print_exc()
        sys.exit(2)
    print(*answers.lines, sep="\n")
    sys.exit(1 if answers.found else 0)


def commands(block: Block) -> str:
    """What a reader types: a console block without its prompts and output."""
    if block.language != "console":
        return block.code
    typed, continues = [], False
    for line in block.code.splitlines():
        if line.startswith(("$ ", "# ")) or (continues and line.startswith("> ")):
            typed.append(line[2:])
            continues = True
        else:
            typed.append("")  # so that lines keep their numbers
            continues = False
    return "\n".join(typed) + "\n"


def prompt(block: Block, line: int) -> int:
    """By how many columns a prompt moves what stands on a line of `commands(block)`."""
    lines = block.code.splitlines()
    return 2 if block.language == "console" and lines[line - 1:line] and lines[line - 1][:2] in {"$ ", "> "} else 0
