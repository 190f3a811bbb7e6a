"""From parsed arguments to settings and dataset, the same way for every command."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff import settings as layers
from peeldiff import shipped
from peeldiff.cli import crash, streams
from peeldiff.cli.own_process import carry_on_in_own_process
from peeldiff.files import confinement, is_missing
from peeldiff.settings import engine, paths
from peeldiff.table_address import is_external, written_as_path
from peeldiff.text import inert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peeldiff.compare import Comparison
    from peeldiff.compare.finding_pairs import Verdicts
    from peeldiff.dataset import Dataset, Inspection
    from peeldiff.export.noted import NotedChange
    from peeldiff.settings import Settings

_OPTIONS = ("data", "columns", "scale", "notes", "author", "restricted")


def settings(given: argparse.Namespace) -> Settings:
    """Return the settings in force, the options of the command line on top; read once a call of peeldiff.

    What the site has locked and somebody set all the same is said on standard error.
    """
    known: Settings | None = getattr(given, "in_force", None)
    if known is not None:
        return known
    on_top = {key: value for key in _OPTIONS if (value := getattr(given, key, None)) is not None}
    if (dataset_named := getattr(given, "dataset", None)) is not None:
        on_top["data"] = dataset_named
    if isinstance(on_top.get("data"), list):
        on_top["data"] = on_top["data"][0]  # a table a side: the settings know the first
    given.in_force = in_force = layers.load(on_top)
    streams.redact_with(in_force.redact)
    for line in in_force.ignored:
        streams.message(f"peeldiff: {line}")
    if in_force.restricted:
        crash.keep_in()
        _forget_variables()
        crash.install_error_line(streams.message)
        confinement.confine(in_force.notes, [in_force.data or shipped.data(), shipped.config(), paths.site_file()])
    else:
        crash.keep_in(paths.user_state)
    return in_force


def _forget_variables() -> None:
    """Take away the variables by which Textual and polars write files or load code of somebody's choice."""
    for name in [name for name in os.environ if name.startswith(("TEXTUAL", "POLARS_"))]:
        if name != "POLARS_MAX_THREADS":
            del os.environ[name]


def verdicts(in_force: Settings, ds: Dataset, left: Inspection, right: Inspection) -> Verdicts:
    """Return what people said of findings; nothing, without a look, where there are no notes yet."""
    if is_missing(in_force.notes):  # there are no notes yet
        return {}
    from peeldiff.notes.store import NotesFolder

    folder = NotesFolder(in_force.notes, ds)
    for problem in folder.verdict_problems(left, right):
        streams.message(f"peeldiff: notes are left out: {problem}")
    return folder.verdicts(left, right)


def noted_changes(in_force: Settings, ds: Dataset, comparison: Comparison) -> Mapping[str, NotedChange]:
    """Return what people noted, made inert, by the id of the change.

    What cannot be read is said on standard error.
    """
    if is_missing(in_force.notes):  # there are no notes yet
        return {}
    from peeldiff.export.noted import NotedChange
    from peeldiff.notes.store import NotesFolder

    read = NotesFolder(in_force.notes, ds).look(comparison)
    for problem in read.problems:
        streams.message(f"peeldiff: notes are left out: {problem}")
    return {
        change: NotedChange(inert(note.text), note.status, inert(note.owner) if note.owner else None, note.due)
        for change, note in read.notes.items()
        if not note.is_blank
    }


def dataset(in_force: Settings, own: Path | None = None, *, warns: bool = True, checked: bool = False) -> Dataset:
    """Read the dataset that the settings name, with the rows of the folder `own`, else the person's, upon it.

    With `checked`, check its sources whatever is kept of them; with `warns`, say on standard error how many
    of those rows do not count.
    """
    if in_force.data is not None and is_external(address := written_as_path(in_force.data)):
        carry_on_in_own_process(inert(address))
    few_threads()
    from peeldiff.dataset import load

    ds = load(
        in_force.data,
        own or paths.overlay(in_force.data, restricted=in_force.restricted),
        columns=in_force.columns,
        scale=in_force.scale,
        piped=sys.stdin.buffer.read() if in_force.data == Path("-") else None,
        cache=paths.dataset_cache(restricted=in_force.restricted),
        checked=checked,
    )
    for remark in ds.remarks if warns else ():
        streams.message(f"peeldiff: {remark}")
    if warns and ds.conflicts:
        from peeldiff.dataset.reading.sources import describe_conflicts

        streams.message(f"peeldiff: {ds.overlay}: {describe_conflicts(len(ds.conflicts))}")
    return ds


def few_threads() -> None:
    """Leave the other cores of a shared machine alone. Raises SettingsError where polars cannot start."""
    pressed = engine.is_pressed()
    if pressed:
        engine.keep_small()
    engine.ready(threads=1 if pressed else 2)
