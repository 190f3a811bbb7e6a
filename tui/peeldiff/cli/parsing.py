"""What all commands share in their arguments. Imports argparse and nothing of weight."""

from __future__ import annotations

import argparse
import sys

from peeldiff import __version__
from peeldiff.cli.named_paths import NamedFolder
from peeldiff.errors import UsageError
from peeldiff.text import quoted

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from _typeshed import SupportsWrite


class Command:
    """A subcommand: the module that does it and a line of help."""

    def __init__(self, module: str, summary: str, *, starts_programs: bool = False) -> None:
        """`starts_programs`: it needs another program, or the network, which a restricted session has not."""
        self.module = module
        self.summary = summary
        self.starts_programs = starts_programs


COMMANDS = {
    "diff": Command("diff", "compare two inspections"),
    "country": Command("country", "compare two cycles, every force with itself"),
    "brief": Command("brief", "write one page on two inspections, for a committee"),
    "show": Command("show", "print what is known of an inspection or a force"),
    "search": Command("search", "find words in judgments, findings and figures"),
    "list": Command("list_names", "print the forces, cycles, inspections or topics"),
    "gaps": Command("gaps", "list what is not known, and where the inspectorate publishes it"),
    "notes": Command("notes", "list, write and check notes"),
    "import": Command("import_pages", "read saved report pages into dataset rows", starts_programs=True),
    "update": Command("update", "fetch the pages that fill gaps, and read them", starts_programs=True),
    "changes": Command("changes", "list what was published, revised or added"),
    "check": Command("check", "validate a dataset, print its coverage and its totals"),
    "config": Command("config", "print the settings in force and where each came from"),
}

_VALUE_OPTIONS = ("--data", "--columns", "--scale", "--notes", "--author")

_INTRODUCTION = """\
peeldiff puts two police inspections side by side and says, honestly, what changed.
Without a command it opens the terminal interface.

  peeldiff                                             the country: every force in every cycle
  peeldiff northamptonshire                            one force through its cycles
  peeldiff northamptonshire:2017 northamptonshire:2021-22
  peeldiff "northants 2017" "leics 2018"               names may be loose

commands:
{commands}

  peeldiff COMMAND --help                              what a command takes, with examples
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are UsageErrors and whose options stand before or after a command."""

    def __init__(self, prog: str, description: str, examples: str = "", *, data_twice: bool = False) -> None:
        """Make the parser of one command, with the options that all have.

        With `data_twice`, `--data` may be given once a side and gives a list.
        """
        super().__init__(
            prog=prog,
            description=description,
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        shared = self.add_argument_group("everywhere")
        for option, description in (
            ("--data", "read this dataset, or this table of judgments"),
            ("--notes", "keep notes in this folder"),
        ):
            # Suppressed, so that a parser further in does not take back what stands before it.
            if data_twice and option == "--data":
                description = "read this dataset, or this table; twice: one table a side"
                shared.add_argument(
                    option,
                    type=NamedFolder,
                    metavar="DIR-OR-FILE",
                    help=description,
                    default=argparse.SUPPRESS,
                    action="append",
                )
            else:
                metavar = "DIR-OR-FILE" if option == "--data" else "DIR"
                shared.add_argument(
                    option, type=NamedFolder, metavar=metavar, help=description, default=argparse.SUPPRESS
                )
        columns = "what a table calls force, item, grade and the like"
        shared.add_argument("--columns", metavar="NAME=COLUMN,…", help=columns, default=argparse.SUPPRESS)
        grades = "the grades of a table, best first"
        shared.add_argument("--scale", metavar="BEST,…,WORST", help=grades, default=argparse.SUPPRESS)
        shared.add_argument("--author", metavar="NAME", help="who writes notes", default=argparse.SUPPRESS)
        shared.add_argument(
            "--restricted",
            action="store_true",
            help="for a shared account: nothing but the notes folder, and no other program",
            default=argparse.SUPPRESS,
        )
        shared.add_argument("--version", action="version", version=f"peeldiff {__version__}")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help or version; argparse itself passes over a disk that is full."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """Raise the message, to become one line."""
        raise UsageError(f"{message} ({self.prog} --help tells more)")


def interface_parser() -> Parser:
    """Return the parser of a call without a command."""
    commands = "\n".join(f"  {name:<10}{command.summary}" for name, command in COMMANDS.items())
    parser = Parser("peeldiff", _INTRODUCTION.format(commands=commands))
    parser.add_argument("left", nargs="?", metavar="LEFT", help="an inspection, such as northamptonshire:2017")
    parser.add_argument("right", nargs="?", metavar="RIGHT", help="the inspection to set beside it")
    parser.add_argument("--fresh", action="store_true", help="open as if for the first time: nothing comes back")
    shells = ("bash", "zsh", "fish")
    parser.add_argument("--completion", choices=shells, help="print a script that completes words in this shell")
    return parser


def split_command(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the command and the arguments without it; None where the first word is none."""
    place = 0
    while place < len(argv):
        word = argv[place]
        if word in COMMANDS:
            return word, [*argv[:place], *argv[place + 1 :]]
        if not word.startswith("-") or word in ("-", "--"):
            break
        place += 2 if word in _VALUE_OPTIONS else 1
    return None, list(argv)


def words(allowed: Sequence[str], what: str) -> CommaList:
    """Return the type of an option that takes words divided by commas."""
    return CommaList(tuple(allowed), what)


class CommaList:
    """Turns `improved,declined` into a set, and refuses what is not allowed."""

    def __init__(self, allowed: tuple[str, ...], what: str) -> None:
        """Allow these words; `what` is what a message calls one of them."""
        self.allowed = allowed
        self.what = what

    def __call__(self, given: str) -> frozenset[str]:
        """Return the words given."""
        found = [word.strip() for word in given.split(",") if word.strip()]
        wrong = [word for word in found if word not in self.allowed]
        if wrong or not found:
            named = f"no {self.what} {quoted(wrong[0])}" if wrong else f"no {self.what} given"
            raise argparse.ArgumentTypeError(f"{named}: expected {', '.join(self.allowed)}")
        return frozenset(found)
