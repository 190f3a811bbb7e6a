"""The way in: finds the command, hands it its arguments and turns every error into a line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from peeldiff.cli import streams
from peeldiff.cli.parsing import COMMANDS, Parser, interface_parser, split_command
from peeldiff.cli.streams import Exit
from peeldiff.errors import PeeldiffError

if TYPE_CHECKING:
    from peeldiff.settings import Settings

Interface = Callable[["Settings", str | None, str | None], int]
"""Opens the terminal interface: settings, left, right; returns an exit code."""


def main(argv: Sequence[str], interface: Interface) -> int:
    """Run peeldiff with the arguments after its name and return the exit code."""
    try:
        return _run(argv, interface)
    except PeeldiffError as error:
        for line in error.lines:
            streams.message(f"peeldiff: error: {line}")
        return Exit.TROUBLE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return Exit.DONE


def _run(argv: Sequence[str], interface: Interface) -> int:
    command, rest = split_command(argv)
    if command is None:
        given = interface_parser().parse_args(rest)
        from peeldiff.cli.session import settings

        return interface(settings(given), given.left, given.right)
    module = import_module(f"peeldiff.cli.{COMMANDS[command].module}")
    parser: Parser = module.parser()
    return int(module.run(parser.parse_args(rest)))


def _forget_stdout() -> None:
    """Point standard output at nothing, so that closing it at exit cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
