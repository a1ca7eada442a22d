"""Shell blocks of the pages: shellcheck, and those of the runbook alone under `set -u`."""

import json
import pathlib
import re
import subprocess
import tempfile
from dataclasses import dataclass, field

import blocks

# SC1091: a file that is sourced is not there.  SC2148: a block has no shebang.
# SC2016: single quotes keep `$` for a shell in a pod, on purpose.
# SC2034: a variable that a later block of the session uses.  SC2164: `cd` alone.
EXCLUDED = "SC1091,SC2148,SC2016,SC2034,SC2164"
# What flowdocs, or the reader, has set before a block begins.
GIVEN = ["TRAINING_URL", "JWT_TOKEN", "JWT_TOKEN_VIEWER", "JWT_TOKEN_EXPIRED"]
RUNBOOK = "content/runbook/"


@dataclass
class Script:
    """Shell code, with the variables that are set before it begins."""
    code: str
    given: list[str] = field(default_factory=list)


def check(given, answers):
    # A region of a program is judged as a part of it.
    scripts = [Script(pathlib.Path(block.file).read_text() if block.file else blocks.commands(block),
                      [*GIVEN, *assigned(given, block)]) for block in given]
    for number, line, column, message in lint(scripts):
        block = given[number]
        line -= block.line - 1 if block.file else 0
        if 1 <= line <= len(block.code.splitlines()):
            answers.add(block, line, message, column + blocks.prompt(block, line) if not block.file else None)
    for block, script in zip(given, scripts):
        if block.path.startswith(RUNBOOK):
            for line, message in unset(script.code):
                answers.add(block, line, message)


def assigned(given, block):
    """What earlier blocks of the session have set."""
    for earlier in given if block.session else []:
        if earlier is block:
            return
        if (earlier.page, earlier.session) == (block.page, block.session):
            yield from re.findall(r"^\s*(?:export )?(\w+)=", blocks.commands(earlier), re.MULTILINE)


def lint(scripts):
    """(number of the script, line, column, message) of all that shellcheck finds."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number:04}.sh" for number in range(len(scripts))]
        heads = []
        for path, script in zip(paths, scripts):
            # On the script's first line, so that lines keep their numbers.
            heads.append("".join(f": \"${{{name}:=given}}\"; " for name in script.given))
            with open(path, "w") as file:
                file.write(heads[-1] + script.code)
        result = subprocess.run(
            ["shellcheck", "--shell=bash", "--format=json", f"--exclude={EXCLUDED}",
             "--enable=check-unassigned-uppercase", *paths], capture_output=True, text=True)
    if result.returncode > 1:
        raise SystemExit(f"shellcheck: {result.stderr.strip()}")
    for finding in json.loads(result.stdout):
        number = paths.index(finding["file"])
        column = finding["column"] - (len(heads[number]) if finding["line"] == 1 else 0)
        yield number, finding["line"], max(1, column), f"SC{finding['code']}: {finding['message']}"


def unset(code):
    """Runs the code with every program replaced by one that does nothing, and every `${NAME:?}` set."""
    required = set(re.findall(r"\$\{(\w+):\?", code))
    with tempfile.TemporaryDirectory() as empty:
        script = ("command_not_found_handle() { echo 1; }; sleep() { :; }; kill() { :; }\n" + code)
        try:
            result = subprocess.run(
                ["/bin/bash", "--noprofile", "--norc", "-u", "-c", script], cwd=empty, timeout=10,
                env={"PATH": empty, "HOME": empty} | {name: "1" for name in required},
                capture_output=True, text=True, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            yield 1, "does not end when every program answers at once"
            return
    for line, message in re.findall(r"line (\d+): (.*(?:unbound variable|parameter (?:null or )?not set))",
                                    result.stderr):
        yield int(line) - 1, f"alone under set -u: {message}; write `\"${{NAME:?}}\"`"


if __name__ == "__main__":
    blocks.main(check)
