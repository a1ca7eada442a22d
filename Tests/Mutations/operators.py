"""The mechanical changes: each operator reads the sources and gives one mutant for every place it applies to.

No place is named here. A field, a limit or a code that is added to the contract tomorrow is changed tomorrow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sites import Site, fences, json_sites, prose, string_literals


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the bytes `start`…`end` of its text become `after`."""

    operator: str
    path: str
    line: int
    start: int
    end: int
    before: str
    after: str
    # Words one of which a finding elsewhere must say, so that its reader learns what was changed.
    words: tuple[str, ...]
    rebuild: bool = False

    @property
    def title(self) -> str:
        before, after = (" ".join(text.split())[-40:] for text in (self.before, self.after))
        return f"{self.path}:{self.line}: {self.operator}: {before} -> {after}"


class Sources:
    """The texts of a project, and the words that its contract defines."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str] = {}
        self.contract_path = "content/api/openrpc.json"
        self.contract_text = self.read(self.contract_path)
        self.contract = json.loads(self.contract_text)
        self.sites = json_sites(self.contract_text)
        self.methods = {method["name"] for method in self.contract["methods"]}
        self.permissions = {m["x-permission"] for m in self.contract["methods"] if "x-permission" in m}
        self.codes = {
            str(site.value) for site in self.sites
            if site.path[-1:] == ("code",) and "errors" in site.path and type(site.value) is int
        }
        self.fields = {
            str(site.value) for site in self.sites
            if (site.is_name and len(site.path) > 1 and site.path[-2] == "properties")
            or (len(site.path) == 5 and site.path[0] == "methods" and site.path[2] == "params"
                and site.path[4] == "name")
        }

    def read(self, path: str) -> str:
        if path not in self.texts:
            self.texts[path] = (self.root / path).read_text()
        return self.texts[path]

    def files(self, folder: str, suffix: str) -> list[str]:
        found = (self.root / folder).rglob(f"*{suffix}")
        return sorted(str(path.relative_to(self.root)) for path in found)

    def mutant(
        self, operator: str, path: str, start: int, end: int, after: str, words: tuple[str, ...] | None = None,
        rebuild: bool = False,
    ) -> Mutant:
        text = self.read(path)
        before = text[start:end]
        line = text.count("\n", 0, start) + 1
        said = (before.strip('"'), after.strip('"')) if words is None else words
        return Mutant(operator, path, line, start, end, before, after, said, rebuild)


Operator = Callable[[Sources], Iterator[Mutant]]


def other(name: str) -> str:
    """A typo: the last two letters of a name swapped, or an `x` added when they are the same."""
    stem, last = name[:-2], name[-2:]
    return stem + (last[::-1] if last[0] != last[1] else last + "x")


# The contract


def in_schema(site: Site) -> bool:
    """Is this a keyword of a schema, and not a member of an example or of an extension?"""
    path = site.path
    if any(step in ("examples", "example") or str(step).startswith("x-") for step in path):
        return False
    return path[:2] == ("components", "schemas") or "schema" in path


def contract_values(
    operator: str, keywords: tuple[str, ...], change: Callable[[object], object | None]
) -> Operator:
    """Changes the value of every schema keyword of these names."""

    def operate(sources: Sources) -> Iterator[Mutant]:
        for site in sources.sites:
            named = site.path and site.path[-1] in keywords and site.path[-2:-1] != ("properties",)
            if site.is_name or not named or not in_schema(site):
                continue
            after = change(site.value)
            if after is not None:
                owner = next(
                    (str(step) for step, before in zip(site.path[:0:-1], site.path[-2::-1])
                     if before in ("properties", "schemas")),
                    "")
                yield sources.mutant(
                    operator, sources.contract_path, site.start, site.end, json.dumps(after), (owner,) if owner else ())

    return operate


def rename_property(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if site.is_name and site.path[-2:-1] == ("properties",) and in_schema(site):
            yield sources.mutant(
                "rename a property", sources.contract_path, site.start, site.end,
                json.dumps(other(str(site.value))))


def rename_parameter(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if (not site.is_name and len(site.path) == 5 and site.path[0] == "methods"
                and site.path[2] == "params" and site.path[4] == "name"):
            yield sources.mutant(
                "rename a parameter", sources.contract_path, site.start, site.end,
                json.dumps(other(str(site.value))))


def rename_method(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if not site.is_name and len(site.path) == 3 and site.path[0] == "methods" and site.path[2] == "name":
            yield sources.mutant(
                "rename a method", sources.contract_path, site.start, site.end,
                json.dumps(other(str(site.value))))


def optional_member(sources: Sources) -> Iterator[Mutant]:
    """Takes the last name out of a list of required members."""
    for site in sources.sites:
        if site.is_name or not in_schema(site) or site.path[-1:] != ("required",) or site.value != []:
            continue
        names = json.loads(sources.contract_text[site.start:site.end])
        yield sources.mutant(
            "a required member becomes optional", sources.contract_path, site.start, site.end,
            json.dumps(names[:-1]), (names[-1],))


def contract_code(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if (not site.is_name and site.path[-1:] == ("code",) and type(site.value) is int
                and site.path[:2] == ("components", "errors")):
            yield sources.mutant(
                "change an error code", sources.contract_path, site.start, site.end, str(site.value - 50))


def contract_permission(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if not site.is_name and site.path[-1:] == ("x-permission",) and isinstance(site.value, str):
            swapped = next(one for one in sorted(sources.permissions) if one != site.value)
            yield sources.mutant(
                "change a permission", sources.contract_path, site.start, site.end, json.dumps(swapped))


def contract_limit(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if not site.is_name and site.path[-2:] == ("x-rateLimit", "requests"):
            method = sources.contract["methods"][site.path[1]]["name"]
            yield sources.mutant(
                "change a rate limit", sources.contract_path, site.start, site.end, str(site.value + 7),
                (method,))


def shifted(value: object) -> object | None:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value / 2
    return None


def moved_default(value: object) -> object | None:
    return value + "0" if isinstance(value, str) else shifted(value)


CONTRACT: list[Operator] = [
    rename_property,
    rename_parameter,
    rename_method,
    optional_member,
    contract_code,
    contract_permission,
    contract_limit,
    contract_values("change a default", ("default",), moved_default),
    contract_values(
        "change a range", (
            "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "minItems", "maxItems"),
        shifted),
    contract_values(
        "change a type", ("type",),
        lambda value: {"integer": "string", "number": "string", "boolean": "string", "string": "integer"}.get(
            str(value))),
]


def drop_enum(sources: Sources) -> Iterator[Mutant]:
    for site in sources.sites:
        if not site.is_name and site.path[-1:] == ("enum",) and site.value == [] and in_schema(site):
            values = json.loads(sources.contract_text[site.start:site.end])
            if len(values) > 1:
                yield sources.mutant(
                    "drop a value of an enum", sources.contract_path, site.start, site.end,
                    json.dumps(values[:-1]), (str(values[-1]),))


CONTRACT.append(drop_enum)


# The mock and the clients: their string literals that are words of the contract


def code_words(operator: str, folder: str, suffix: str, rebuild: bool) -> Operator:
    def operate(sources: Sources) -> Iterator[Mutant]:
        known = sources.fields | sources.methods | sources.permissions
        for path in sources.files(folder, suffix):
            for start, end, literal in string_literals(sources.read(path)):
                if literal in known:
                    yield sources.mutant(operator, path, start, end, other(literal), rebuild=rebuild)

    return operate


def code_numbers(operator: str, folder: str, suffix: str, rebuild: bool) -> Operator:
    """Changes an error code of the contract where code states it, as `-32001` or `-32_001`."""

    def operate(sources: Sources) -> Iterator[Mutant]:
        digits = sorted(code.lstrip("-") for code in sources.codes)
        codes = re.compile("-(?:" + "|".join(f"{code[:-3]}_?{code[-3:]}" for code in digits) + r")\b")
        for path in sources.files(folder, suffix):
            for line in re.finditer(r"^(?! *(?://|#)).+$", sources.read(path), re.M):
                for match in codes.finditer(line[0]):
                    start = line.start() + match.start()
                    number = int(match[0].replace("_", ""))
                    yield sources.mutant(
                        operator, path, start, start + len(match[0]), str(number - 50),
                        (str(number), str(number - 50)), rebuild)

    return operate


def swift_properties(sources: Sources) -> Iterator[Mutant]:
    """Renames a stored property of the Swift client where it is declared, as its JSON name follows from it."""
    for path in sources.files("Sources/Training/TrainingClient", ".swift"):
        for match in re.finditer(r"^  public (?:var|let) (\w+): [^{\n=]+$", sources.read(path), re.M):
            yield sources.mutant(
                "rename a property of the Swift client", path, match.start(1), match.end(1), other(match[1]))


def python_fields(sources: Sources) -> Iterator[Mutant]:
    """Renames a field of a Python class that is a field of the contract too."""
    for path in sources.files("examples/client", ".py"):
        for match in re.finditer(r"^    (\w+): [^\n(]+$", sources.read(path), re.M):
            if match[1] in sources.fields:
                yield sources.mutant(
                    "rename a field of the Python client", path, match.start(1), match.end(1), other(match[1]))


MOCK: list[Operator] = [
    code_words("rename a word of the mock", "Sources/Training/TrainingMock", ".swift", rebuild=True),
    code_numbers("change an error code of the mock", "Sources/Training/TrainingMock", ".swift", rebuild=True),
]

CLIENTS: list[Operator] = [
    code_words("rename a word of the Swift client", "Sources/Training/TrainingClient", ".swift", rebuild=False),
    code_words("rename a word of the Python client", "examples/client", ".py", rebuild=False),
    swift_properties,
    python_fields,
]


# The pages


def page_fences(
    operator: str, languages: tuple[str, ...], pattern: str,
    change: Callable[[re.Match[str], Sources], str | None],
) -> Operator:
    compiled = re.compile(pattern, re.M)

    def operate(sources: Sources) -> Iterator[Mutant]:
        for path in sources.files("content", ".md"):
            text = sources.read(path)
            for fence in fences(text):
                if fence.language not in languages:
                    continue
                for match in compiled.finditer(text, fence.start, fence.end):
                    after = change(match, sources)
                    if after is not None:
                        # A misspelt method shows in the response below; a number says nothing by itself.
                        words = () if after.lstrip("-").isdigit() else (after,)
                        yield sources.mutant(operator, path, match.start(1), match.end(1), after, words)

    return operate


def page_words(operator: str, words: Callable[[Sources], set[str]]) -> Operator:
    """Misspells a word of the contract in the prose of a page, where it is inline code."""

    def operate(sources: Sources) -> Iterator[Mutant]:
        known = words(sources)
        for path in sources.files("content", ".md"):
            text = sources.read(path)
            for start, end in prose(text):
                for match in re.finditer(r"`([^`\n]+)`", text[start:end]):
                    if match[1].replace("−", "-") in known:
                        yield sources.mutant(
                            operator, path, start + match.start(1), start + match.end(1), other(match[1]),
                            (match[1],))

    return operate


PAGES: list[Operator] = [
    page_fences(
        "rename a field in JSON on a page", ("json",), r'"(\w+)"\s*:',
        lambda match, sources: other(match[1]) if match[1] in sources.fields else None),
    page_fences(
        "change a method in JSON on a page", ("json", "http"), r'"method"\s*:\s*"([\w.]+)"',
        lambda match, _: other(match[1])),
    page_fences(
        "change a number in JSON on a page", ("json",), r'"\w+"\s*:\s*(-?\d+)\b(?!\.)',
        lambda match, _: str(int(match[1]) + 1)),
    page_fences(
        "change a number in the output of an example", ("output",), r"(?<![\w.#<-])(\d+)(?![\w.>-])",
        lambda match, _: str(int(match[1]) + 1)),
    page_fences(
        "change the status of an HTTP response", ("http",), r"^HTTP/1\.1 (\d{3})",
        lambda match, _: str(int(match[1]) + 1)),
    page_words("misspell a method in prose", lambda sources: sources.methods),
    page_words("misspell an error code in prose", lambda sources: sources.codes),
    page_words("misspell a permission in prose", lambda sources: sources.permissions),
]

GROUPS: dict[str, list[Operator]] = {"contract": CONTRACT, "mock": MOCK, "clients": CLIENTS, "pages": PAGES}
