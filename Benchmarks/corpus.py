"""A deterministic Markdown portal: pages of about 6 KB in nested sections, the same bytes for the same number.

    python3 Benchmarks/corpus.py PAGES FOLDER

Front matter, headings, links to other pages and to their headings, tables, task lists, footnotes, and three fenced
blocks a page. There is nothing wrong with it, and checking it starts no program, unless code is asked for.
"""
import os
import random
import sys

WORDS = (
    "batch queue worker signal buffer schema record window cursor thread socket packet header filter result "
    "client server request response session cache index query column table metric label bucket region cluster "
    "snapshot replica journal commit branch merge release version package module target option setting profile "
    "value number string object member array field pointer offset length margin border layout render parser"
).split()


def sentence(r: random.Random, least: int = 8, most: int = 18) -> str:
    words = [r.choice(WORDS) for _ in range(r.randint(least, most))]
    if r.random() < 0.3:
        words[r.randrange(len(words))] = f"`{r.choice(WORDS)}_{r.choice(WORDS)}`"
    if r.random() < 0.3:
        words[r.randrange(len(words))] = f"**{r.choice(WORDS)}**"
    return " ".join(words).capitalize() + "."


def paragraph(r: random.Random) -> str:
    return " ".join(sentence(r) for _ in range(r.randint(3, 6)))


def path(number: int) -> str:
    if number == 0:
        return "index.md"
    return f"part-{number // 200 + 1:02}/section-{number // 20 % 10 + 1:02}/page-{number % 20 + 1:02}.md"


def link(r: random.Random, number: int, pages: int) -> str:
    other = r.randrange(pages)
    target = os.path.relpath(path(other), os.path.dirname(path(number)) or ".")
    anchor = r.choice(["", "#setup", "#limits"])
    return f"See [{r.choice(WORDS)}]({target}{anchor})."


def page(number: int, pages: int) -> str:
    r = random.Random(number)
    lines = ["---", f"title: Page {number} about {r.choice(WORDS)}", f"description: Page {number} is about {sentence(r)}", "---", ""]
    for heading in ["Setup", "Use", "Limits", "Errors"]:
        lines += [f"## {heading}", ""]
        for _ in range(3):
            lines += [paragraph(r), ""]
        lines += [link(r, number, pages), "", link(r, number, pages) + f"[^{heading.lower()}]", ""]
        lines += [f"[^{heading.lower()}]: {sentence(r)}", ""]
        if heading == "Setup":
            lines += ["```yaml", *(f"{r.choice(WORDS)}-{n}: {r.randrange(1000)}" for n in range(8)), "```", ""]
        if heading == "Use":
            lines += ["| Name | Type | Meaning |", "|---|---|---|"]
            lines += [f"| `{r.choice(WORDS)}-{n}` | {r.choice(WORDS)} | {sentence(r, 4, 8)} |" for n in range(8)]
            lines += [""]
        if heading == "Limits":
            lines += [f"- [{r.choice(' x')}] {sentence(r, 4, 9)}" for _ in range(5)]
            members = ", ".join(f'"{r.choice(WORDS)}_{n}": {r.randrange(9999)}' for n in range(6))
            lines += ["", "```json", "{" + members + "}", "```", ""]
        if heading == "Errors":
            lines += ["```text", *(sentence(r) for _ in range(5)), "```", ""]
    return "\n".join(lines)


def code(number: int) -> str:
    """Three blocks of code, on three pages of five; each is another text."""
    if number % 5 > 2:
        return ""
    swift = f"let values = [{number}, 2, 3]\nfor value in values where value > 1 {{\n  print(value)\n}}"
    python = f"values = [{number}, 2, 3]\nfor value in values:\n    print(value)"
    shell = f"for value in {number} 2 3; do\n  echo \"$value\"\ndone"
    return "\n".join(
        f"```{language}\n{text}\n```\n" for language, text in [("swift", swift), ("python", python), ("sh", shell)])


def write(pages: int, folder: str, with_code: bool = False) -> None:
    for number in range(pages):
        file = os.path.join(folder, path(number))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w") as out:
            out.write(page(number, pages) + (code(number) if with_code else ""))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
