"""What the random steps of `test_notes_by_chance.py` are taken on: a small dataset, and writers of notes.

A writer is a thread or a process with a store of its own; both are told what to do in the same way.
"""

from __future__ import annotations

import functools
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import small_dataset
from peeldiff.compare import compare
from peeldiff.dataset import Dataset, load
from peeldiff.errors import FileError
from peeldiff.notes import Note, NoteChangedError, NotesFolder

PAIR = ("a:one", "a:two")
_FINDING = "{},a,{},recommendation,,{},{},false,report,https://x,"
_FIGURE = "a,{},{},{}-01-01,{}-12-31,{},,,measured,,report,https://x,"


def write_datasets(folder: Path) -> tuple[Path, Path]:
    """Write a dataset, and another that has lost a judgment, a finding and a measure of it."""
    judgments = [
        small_dataset.judgment(*known)
        for known in (
            ("a:one", "whole", "requires-improvement"),
            ("a:one", "q1", "good"),
            ("a:one", "q2", "good"),
            ("a:two", "q1", "inadequate"),
            ("a:two", "q2", "outstanding"),
            ("a:two", "whole", "good"),
        )
    ]
    findings = [
        _FINDING.format("f1", "one", "calls", "Answer emergency calls within ten seconds."),
        _FINDING.format("f2", "one", "money", "Publish the yearly budget."),
        _FINDING.format("g1", "two", "calls", "Answer emergency calls from the public within ten seconds."),
        _FINDING.format("g2", "two", "people", "Train newly promoted sergeants."),
        _FINDING.format("g3", "two", "people", "Vet every contractor."),
    ]
    measures = [f"{entry},{entry.title()},minutes,down,calls,force,Counted." for entry in ("waits", "rings")]
    figures = [
        _FIGURE.format(entry, year, year, year, value)
        for entry in ("rings", "waits")
        for year, value in ((2002, 5), (2003, 9))
    ]
    parts = {"findings": findings, "measures": measures, "figures": figures}
    full = small_dataset.write(folder / "full", [dated(line) for line in judgments], **parts)
    poorer = {"findings": findings[:-1], "measures": measures[1:], "figures": figures[:2]}
    return full, small_dataset.write(folder / "poorer", [dated(line) for line in judgments[:-1]], **poorer)


def dated(judgment: str) -> str:
    """Publish a judgment of cycle one before that of cycle two, so that the figures of the two differ."""
    return judgment.replace("2004-05-06", "2003-01-01" if judgment.startswith("a,one") else "2004-01-01")


_load: functools._lru_cache_wrapper[Dataset] = functools.cache(load)
_folder = functools.cache(lambda notes, data, _writer: NotesFolder(notes, _load(data), wait=20))


def act(notes: Path, data: Path, writer: str, turned: bool, method: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401
    """Let a writer call a method of its store on the comparison; what it refuses comes back as text."""
    folder = _folder(notes, data, writer)
    comparison = compare(_load(data), *(reversed(PAIR) if turned else PAIR))
    try:
        return getattr(folder, method)(comparison, *given, **named)
    except NoteChangedError as error:
        return f"changed: {error}"
    except FileError as error:
        return f"refused: {error}"


class Writer:
    """Somebody with a store of their own, who sees the comparison turned or with the poorer dataset."""

    def __init__(self, name: str, executor: Executor, notes: Path, data: Path, *, turned: bool = False) -> None:
        """`executor` has one worker: a thread or a process."""
        self.name = name
        self._executor = executor
        self._first = (notes, data, name, turned)

    def start(self, method: str, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        """Begin to call a method."""
        return self._executor.submit(act, *self._first, method, *given, **named)

    def do(self, method: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call a method and wait for what comes back."""
        return self.start(method, *given, **named).result(timeout=120)

    def read(self) -> dict[str, Note]:
        """Return what this writer sees."""
        notes: dict[str, Note] = self.do("read")
        return notes
