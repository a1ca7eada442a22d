"""What the examples have in common as command-line programs: their arguments, messages, exit status and Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from training_client import ConfigurationError, TrainingError


class Failure(Exception):
    """The program did not reach what it was called for: it ends with status 1."""


def parser(name: str, description: str, epilog: str | None = None) -> argparse.ArgumentParser:
    """A parser of arguments whose help keeps its lines."""
    return argparse.ArgumentParser(
        prog=name,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def run(name: str, body: Callable[[], None]) -> NoReturn:
    """Runs `body` and ends the process: with 0 when it returns, with 2 when the environment will not do, with 130
    after Ctrl-C, and with 1 when it fails in another way. What it raises is printed."""
    try:
        body()
        status = 0
    except ConfigurationError as error:
        status = _say(name, f"{error}\n{name}: `{name} --help` explains", 2)
    except (Failure, TrainingError) as error:
        status = _say(name, str(error), 1)
    except KeyboardInterrupt as interrupt:
        status = _say(name, str(interrupt) or "interrupted", 130)
    sys.exit(status)


def _say(name: str, message: str, status: int) -> int:
    sys.stdout.flush()
    print(f"{name}: {message}", file=sys.stderr)
    return status


# region: uninterrupted
@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back until the block is done."""
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
# endregion


def name(text: str) -> str:
    """For `type=`: text with something in it."""
    if not text:
        raise argparse.ArgumentTypeError("needs a name")
    return text


def seconds(text: str) -> float:
    """For `type=`: a number of seconds from 0 to 86400."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 86400:
        raise argparse.ArgumentTypeError(f'needs a number of seconds from 0 to 86400, not "{text}"')
    return value


def dollars(text: str) -> Decimal:
    """For `type=`: an amount that is not negative."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError(f'needs an amount such as 35.00, not "{text}"')
    return value
