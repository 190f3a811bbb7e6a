"""What a client of SSH asks for where it is given peeldiff and nothing else (`SSH_ORIGINAL_COMMAND`).

The words are split as a shell would, and no shell, no other program and no path ever sees them.
"""

from __future__ import annotations

import argparse
import os
import shlex

from peeldiff.cli.parsing import COMMANDS
from peeldiff.errors import UsageError
from peeldiff.text import inert

_ALONE = ("--help", "-h", "--version")
_OF_A_SHELL = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "<<", "2>", "2>&1"})
_HANDED_ON = ("author", "restricted")


def words() -> list[str]:
    """Return the command and its arguments; none where the client asked for nothing.

    Raises UsageError for what is no subcommand of peeldiff.
    """
    try:
        asked = shlex.split(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
    except ValueError as error:
        raise UsageError(f"the command cannot be split into words: {str(error).lower()}") from error
    if asked[:1] == ["peeldiff"]:
        asked = asked[1:]
    if asked and asked[0] not in COMMANDS and asked not in ([option] for option in _ALONE):
        raise UsageError(f'"{inert(asked[0])}" cannot be run here: only {", ".join(COMMANDS)} of peeldiff')
    for word in asked:
        if word in _OF_A_SHELL:
            raise UsageError(f'"{word}" cannot be used here: there is no shell, only peeldiff')
    return asked


def hand_on(outer: argparse.Namespace, given: argparse.Namespace) -> None:
    """Give the client's arguments what the forced command itself says. Raises UsageError where they say it too."""
    if hasattr(given, "author"):
        raise UsageError("--author: refused, because the server says who you are")
    for name in _HANDED_ON:
        if hasattr(outer, name):
            setattr(given, name, getattr(outer, name))
