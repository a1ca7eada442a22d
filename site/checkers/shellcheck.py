"""Shell blocks of the pages: shellcheck, and those of the runbook alone under `set -u`."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field

import blocks

# SC1091: a file that is sourced is not there.  SC2148: a block has no shebang.
# SC2016: single quotes keep `$` for a shell in a pod, on purpose.
# SC2034: a variable that a later block of the session uses.  SC2164: `cd` alone.
EXCLUDED = "SC1091,SC2148,SC2016,SC2034,SC2164"
# What flowdocs, or the reader, has set before a block begins.
GIVEN = ["TRAINING_URL", "DATABASE_URL", "JWT_TOKEN", "JWT_TOKEN_VIEWER", "JWT_TOKEN_EXPIRED"]
RUNBOOK = "content/runbook/"


@dataclass
class Script:
    """Shell code, with the variables that are set before it begins."""
    code: str
    given: list[str] = field(default_factory=list)


def check(given, answers):
    # A region of a program is judged as a part of it.
    scripts = [Script(pathlib.Path(block.file).read_text() if block.file else blocks.commands(block),
                      [*GIVEN, *block.captured.split(), *assigned(given, block)]) for block in given]
    for number, line, column, message in lint(scripts):
        block = given[number]
        line -= block.line - 1 if block.file else 0
        if 1 <= line <= len(block.code.splitlines()):
            answers.add(block, line, message, column + blocks.prompt(block, line) if not block.file else None)
    for block, script in zip(given, scripts):
        if block.path.startswith(RUNBOOK):
            try:
                for line, message in unset(script.code):
                    answers.add(block, line, message)
            except Refused as why:
                answers.leave_out(block, f"alone under set -u: {why}")


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


class Refused(Exception):
    """Code that is not run because nobody can say that it does no harm."""


# In place of every program a function that does nothing; no process is ended, and none of its own lasts.
HARMLESS = ("command_not_found_handle() { echo 1; }; sleep() { :; }; kill() { :; }; enable -n kill; ulimit -t 15; "
            "readonly PATH HISTFILE; set -r")
# A redirection into a file: with a target that is a word, or a string without commands in it.
INTO_A_FILE = re.compile(r"""(?:\d*|&)>(?:>|\|)?\s*(?![>&|(])("(?:[^"\\`$]|\$\w+|\$\{\w+\})*"|[\w./${}-]+)""")
# What a restricted shell did not do, or could not read.
NOT_DONE = re.compile(r"line (\d+): (.*(?:restricted|readonly variable|syntax error|unexpected).*)")


def unset(code):
    """(line, message) of each variable that is not set when the code is run alone.

    The code is a reader's, and really runs here: in a restricted shell, without any program to be found, in an empty
    folder. Such a shell starts nothing by its path and opens no file for writing; code of which it left something out
    is refused, because the rest is no trial of the whole.
    """
    required = set(re.findall(r"\$\{(\w+):\?", code))
    if device := re.search(r"/dev/(?!null\b)\w+", code):
        raise Refused(f"not run, because `{device[0]}` is more than a file")
    # A file's name is still looked at, and nothing is written to it.
    tried = INTO_A_FILE.sub(r">&2 <<<\1", code)
    with tempfile.TemporaryDirectory() as empty:
        shell = subprocess.Popen(
            ["/bin/bash", "--noprofile", "--norc", "-u", "-c", f"{HARMLESS}\n{tried}"], cwd=empty,
            env={"PATH": empty, "HOME": empty, "TMPDIR": empty} | {name: "1" for name in required},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            start_new_session=True)
        try:
            said = shell.communicate(timeout=10)[1]
        except subprocess.TimeoutExpired:
            yield 1, "does not end when every program answers at once"
            return
        finally:
            end(shell)
    for line, message in re.findall(r"line (\d+): (.*(?:unbound variable|parameter (?:null or )?not set))", said):
        yield int(line) - 1, f"alone under set -u: {message}; write `\"${{NAME:?}}\"`"
    if refused := NOT_DONE.search(said):
        raise Refused(f"line {int(refused[1]) - 1} is not run: {refused[2]}")


def end(shell):
    """Ends what the shell has started in the background, too."""
    try:
        os.killpg(shell.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    shell.wait()
    shell.stderr.close()


if __name__ == "__main__":
    blocks.main(check)
