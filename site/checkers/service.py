"""The mock of the service, as a reader starts it."""

import contextlib
import os
import re
import subprocess


@contextlib.contextmanager
def mock(project, *arguments):
    """A mock on a free port: its URL, and the variables that it prints for a shell."""
    process = subprocess.Popen(
        [os.environ.get("FLOWDOCS", "flowdocs"), "mock", "--port", "0", *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
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
