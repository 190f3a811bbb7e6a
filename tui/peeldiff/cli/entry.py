"""The way in: finds the command, hands it its arguments and turns every error into a line."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from peeldiff.cli import crash, streams
from peeldiff.cli.named_paths import any_named, confine
from peeldiff.cli.parsing import COMMANDS, Parser, interface_parser, split_command
from peeldiff.cli.streams import Exit
from peeldiff.error_lines import paths_in, refusal
from peeldiff.errors import PeeldiffError, UsageError

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peeldiff.cli.interface import Interface


def main(argv: Sequence[str], interface: Interface) -> int:
    """Run peeldiff with the arguments after its name and return the exit code."""
    try:
        if "--restricted" in argv:
            from peeldiff.settings import redaction

            streams.redact_with(lambda line, carried: redaction.without_paths(line, carried=carried))
        return _run(argv, interface)
    except PeeldiffError as error:
        return _trouble(error, *error.lines)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return Exit.DONE
    except SystemExit:
        raise
    except BaseException as error:  # a panic of polars is no Exception
        return _trouble(error, refusal(error) or crash.describe(error))


def _trouble(error: BaseException, *lines: str) -> int:
    for line in lines:
        streams.message(f"peeldiff: error: {line}", tuple(paths_in(error)))
    return Exit.TROUBLE


def _run(argv: Sequence[str], interface: Interface) -> int:
    command, rest = split_command(argv)
    if command is None:
        given = interface_parser().parse_args(rest)
        if given.completion:
            from peeldiff.cli.completion import script

            streams.data(script(given.completion).encode("utf-8"))
            return Exit.DONE
        from peeldiff.cli import forced
        from peeldiff.cli.inputs import settings

        in_force = settings(given)
        asked = forced.words() if in_force.restricted and given.left is None else []
        if not asked:
            return interface.open(in_force, given.left, given.right, fresh=given.fresh)
        if asked[0] not in COMMANDS:
            interface_parser().parse_args(asked)
        return _do(asked[0], asked[1:], interface, given)
    return _do(command, rest, interface)


def _do(command: str, arguments: Sequence[str], interface: Interface, outer: argparse.Namespace | None = None) -> int:
    """Do a command; `outer` holds the arguments of a forced command, where a client of SSH asked for this one."""
    module = import_module(f"peeldiff.cli.commands.{COMMANDS[command].module}")
    parser: Parser = module.parser()
    given = parser.parse_args(arguments)
    given.interface = interface
    if outer is not None:
        from peeldiff.cli import forced

        forced.hand_on(outer, given)
    if any_named(given) or COMMANDS[command].starts_programs:
        from peeldiff.cli.inputs import settings

        in_force = settings(given)
        if in_force.restricted and COMMANDS[command].starts_programs:
            raise UsageError(f"{command}: refused, because this session is restricted to its notes folder")
        if in_force.restricted:
            confine(given, in_force)
    return int(module.run(given))


def _forget_stdout() -> None:
    """Point standard output at nothing, so that closing it at exit cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
