"""Mocks on free ports, as a reader starts them."""

import contextlib
import os
import re
import subprocess


def mock(project, *arguments):
    """The mock of the training service: its URL, and the variables that it prints for a shell."""
    program = os.environ.get("TRAINING_MOCK", os.path.join(project, ".build/debug/training-mock"))
    return started([program, "--format", "shell", *arguments], project)


def contract_mock(project, contract):
    """The mock of a contract, without variables."""
    return started([os.environ.get("FLOWDOCS", "flowdocs"), "mock", "--contract", str(contract)], project)


@contextlib.contextmanager
def started(command, project):
    process = subprocess.Popen(
        [*command, "--port", "0"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        variables = {}
        for line in process.stdout:
            if match := re.match(r"export (\w+)='(.*)'", line):
                variables[match[1]] = match[2]
            elif match := re.search(r" on (http://[^; ]+)", line):
                yield match[1], variables
                return
        raise SystemExit("the mock ended before it served anything")
    finally:
        process.terminate()
        process.wait(timeout=10)
