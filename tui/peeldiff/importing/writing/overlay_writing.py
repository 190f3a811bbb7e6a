"""Writes rows to an overlay: all of it is checked first, each file is replaced as a whole."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from peeldiff.dataset.loading import load
from peeldiff.dataset.schema import DAYS_ADDED, TABLES
from peeldiff.errors import DatasetError, OutputError
from peeldiff.files import WAIT, hold_lock, replace_whole, sweep
from peeldiff.importing.writing.overlay_plan import Plan, Values, csv_text

_LOCK = ".lock"
_TRIAL = ".trial-"


def write(plan: Plan, wait: float = WAIT, today: str | None = None) -> None:
    """Add the rows of a plan to the overlay, and put drafted frameworks beside it.

    `today` is the day on which each row counts as added. Nothing changes where there is nothing to add.
    Raises FileError, with all as it was, also when somebody else has been writing there for all of `wait` seconds.
    """
    if not plan.added and not plan.drafts:
        return
    folder = plan.overlay
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold_lock(folder / _LOCK, folder, wait):
            _sweep_trials(folder)
            changed = _changed(plan, today or dt.date.today().isoformat())
            _check(plan, changed)
            for name, content in sorted(changed.items(), key=_closes_gaps):
                (folder / name).parent.mkdir(exist_ok=True)
                sweep(folder / name)
                replace_whole(folder / name, content, mode=0o644)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{folder}: not written, all is as it was: {reason}") from error


def _closes_gaps(changed: tuple[str, bytes]) -> bool:
    """Put judgments last: a page is lacking until they stand, so that what was killed before is written next time."""
    return changed[0] == "judgments.csv"


def _sweep_trials(folder: Path) -> None:
    """Remove what a killed writer left; whoever holds the lock is the only one who writes."""
    for trial in folder.glob(f"{_TRIAL}*"):
        shutil.rmtree(trial, ignore_errors=True)


def _changed(plan: Plan, today: str) -> dict[str, bytes]:
    """Return the new content of each file that changes."""
    changed: dict[str, bytes] = {}
    for name, rows in plan.added.items():
        content = _table(plan.overlay / f"{name}.csv", name, rows, plan.replaced.get(name, ()), today)
        if content is not None:
            changed[f"{name}.csv"] = content.encode()
    for draft in plan.drafts:
        if not draft.exists_in(plan.overlay):
            changed[draft.name] = draft.toml.encode()
    return changed


def _table(path: Path, name: str, rows: Sequence[Values], replaced: Sequence[Values], today: str) -> str | None:
    """Return a table with rows added to it, each with its day; None where all of them stand there already.

    A revision takes the place of the row that it revises, and rows that are `replaced` are there no longer; every
    other row stays as it was written.
    """
    old, own = _old(path, name)
    standing: list[Values] = list(csv.DictReader(io.StringIO(old.lstrip("\ufeff"))))
    facts = {_facts(name, row) for row in standing}
    fresh = [{**row, "added": today} for row in rows if _facts(name, row) not in facts]
    if not fresh:
        return None
    dropped = {_key(name, row) for row in (*replaced, *(row for row in fresh if row.get("status") == "revised"))}
    if any(_key(name, row) in dropped for row in standing):
        old = f"{','.join(own)}\n{csv_text(own, (row for row in standing if _key(name, row) not in dropped))}"
    return (old if old.endswith("\n") else f"{old}\n") + csv_text(own, fresh)


def _old(path: Path, name: str) -> tuple[str, list[str]]:
    """Return a table as it stands, with its columns. Raises OutputError for one that has others."""
    columns = TABLES[name].names
    optional = {column.name for column in TABLES[name].columns if column.optional}
    old = path.read_text(encoding="utf-8") if path.exists() else f"{','.join(columns)}\n"
    own = old.split("\n", 1)[0].strip().lstrip("\ufeff").split(",")
    lacking = [column for column in columns if column not in own]
    if lacking and set(lacking) <= optional and set(own) <= set(columns):
        own = [*own, *lacking]
        old = _widened(old, own)
    if set(own) != set(columns):
        raise OutputError(f"{path}:1: expected the columns {', '.join(columns)}: nothing was written")
    return old, own


def _facts(name: str, row: Values) -> tuple[str, ...]:
    return tuple(row.get(column) or "" for column in TABLES[name].names if column not in DAYS_ADDED)


def _key(name: str, row: Values) -> tuple[str, ...]:
    return tuple(row.get(column) or "" for column in TABLES[name].key)


def _widened(old: str, columns: Sequence[str]) -> str:
    """Return a table written before its optional columns were known, with them, empty."""
    rows = list(csv.DictReader(io.StringIO(old.lstrip("\ufeff"))))
    return f"{','.join(columns)}\n{csv_text(columns, rows)}"


def _check(plan: Plan, changed: dict[str, bytes]) -> None:
    """Read the overlay as it would become. Raises OutputError where the dataset would not be sound."""
    with tempfile.TemporaryDirectory(prefix=_TRIAL, dir=plan.overlay) as trial:
        copy = Path(trial)
        (copy / "cycles").mkdir()
        for path in [*plan.overlay.glob("*.csv"), *plan.overlay.glob("cycles/*.toml")]:
            shutil.copyfile(path, copy / path.relative_to(plan.overlay))
        for name, content in changed.items():
            replace_whole(copy / name, content)
        try:
            load(plan.root, copy)
        except DatasetError as error:
            raise OutputError(f"{plan.overlay}: nothing was written: {error.problems[0]}") from error
