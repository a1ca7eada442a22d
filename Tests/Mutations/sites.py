"""Where a file can be changed: JSON members with their places, the fences of a Markdown page, the literals of code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring


@dataclass(frozen=True)
class Site:
    """One value, or the name of one member, of a JSON text: `start`…`end` are offsets of the text itself."""

    path: tuple[str | int, ...]
    start: int
    end: int
    value: object
    is_name: bool = False


def json_sites(text: str) -> list[Site]:
    """Every value and every member name of the text, with places. The text is known to be valid."""
    found: list[Site] = []
    decoder = json.JSONDecoder()

    def blank(at: int) -> int:
        while text[at] in " \t\r\n":
            at += 1
        return at

    def value(at: int, path: tuple[str | int, ...]) -> int:
        at = blank(at)
        start = at
        if text[at] == "{":
            at = blank(at + 1)
            while text[at] != "}":
                name, end = scanstring(text, at + 1)
                found.append(Site(path + (name,), at, end, name, is_name=True))
                at = blank(value(blank(end) + 1, path + (name,)))
                if text[at] == ",":
                    at = blank(at + 1)
            end = at + 1
            found.append(Site(path, start, end, {}))
        elif text[at] == "[":
            at, index = blank(at + 1), 0
            while text[at] != "]":
                at = blank(value(at, path + (index,)))
                index += 1
                if text[at] == ",":
                    at = blank(at + 1)
            end = at + 1
            found.append(Site(path, start, end, []))
        else:
            scalar, end = decoder.raw_decode(text, at)
            found.append(Site(path, start, end, scalar))
        return end

    value(0, ())
    return found


@dataclass(frozen=True)
class Fence:
    """The code of one fenced block: `start`…`end` are offsets of the page, `line` is that of its first line."""

    language: str
    info: str
    start: int
    end: int
    line: int


FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)\n", re.M)


def fences(text: str) -> Iterator[Fence]:
    at = 0
    while opened := FENCE.search(text, at):
        closing = re.compile(rf"^ *{re.escape(opened['mark'])}[`~]* *$", re.M).search(text, opened.end())
        end = closing.start() if closing else len(text)
        info = opened["info"].strip()
        yield Fence(info.split(" ")[0], info, opened.end(), end, text.count("\n", 0, opened.end()) + 1)
        at = closing.end() if closing else len(text)


def prose(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a page outside its fences, without the front matter."""
    at = 0
    if text.startswith("---\n"):
        at = text.index("\n---\n", 3) + 5
    for fence in fences(text):
        if fence.start > at:
            yield at, fence.start
        at = fence.end
    yield at, len(text)


def string_literals(source: str) -> Iterator[tuple[int, int, str]]:
    """The plain one-line string literals of Swift or Python code, without its comment lines."""
    offset = 0
    for line in source.splitlines(keepends=True):
        if not line.lstrip().startswith(("//", "#", "*")):
            for match in re.finditer(r'"([^"\\\n]*)"', line):
                yield offset + match.start(1), offset + match.end(1), match[1]
        offset += len(line)
