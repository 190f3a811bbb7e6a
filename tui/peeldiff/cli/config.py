"""`peeldiff config`: each setting in force and where it came from."""

from __future__ import annotations

import argparse

from peeldiff.cli.output import add_sheet_options, put_sheets
from peeldiff.cli.parsing import Parser
from peeldiff.cli.session import settings
from peeldiff.cli.streams import Exit

_EXAMPLES = """\
Layers, later wins: the shipped config.toml, the site's, your own, PEELDIFF_… variables, the command line.
"""


def parser() -> Parser:
    """Return the parser of `peeldiff config`."""
    made = Parser("peeldiff config", "Print the settings in force and where each came from.", _EXAMPLES)
    add_sheet_options(made)
    return made


def run(given: argparse.Namespace) -> int:
    """Print the settings and return the exit code."""
    from peeldiff.export.sheets import Sheet

    in_force = settings(given)
    values = {name: getattr(in_force, name) for name in in_force.origins if not name.startswith("keys.")}
    values |= {f"keys.{action}": bound for action, bound in in_force.keys.items()}
    rows = tuple((name, _said(value), in_force.origins[name]) for name, value in values.items())
    put_sheets([Sheet(("setting", "value", "from"), rows)], given)
    return Exit.DONE


def _said(value: object) -> str:
    if value is None:
        return "(shipped)"
    return str(value).lower() if isinstance(value, bool) else str(value)
