"""`peeldiff config`: each setting in force, where it came from and whether the site has locked it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from peeldiff.cli.inputs import settings
from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.streams import Exit
from peeldiff.text import inert

_EXAMPLES = """\
Layers, later wins: the shipped config.toml, the site's, your own, PEELDIFF_… variables, the command line.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff config`."""
    made = Parser(
        "peeldiff config",
        "Print the settings in force, where each came from and whether the site has locked it.",
        _EXAMPLES,
    )
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the settings and return the exit code."""
    from peeldiff.export.sheets import Sheet

    in_force = settings(given)
    values = {name: getattr(in_force, name) for name in in_force.origins if not name.startswith("keys.")}
    values |= {f"keys.{action}": bound for action, bound in in_force.keys.items()}
    rows = tuple(
        (
            inert(name),
            inert(in_force.redact(_format(value))),
            inert(in_force.redact(in_force.origins[name])),
            name.split(".")[0] in in_force.locked,
        )
        for name, value in values.items()
    )
    put_sheets([Sheet(("setting", "value", "from", "locked"), rows)], given)
    return Exit.DONE


def _format(value: object) -> str:
    if value is None:
        return "(shipped)"
    if isinstance(value, Mapping):
        value = tuple(f"{name}={column}" for name, column in value.items())
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
