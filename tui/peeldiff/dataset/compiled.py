"""A checked dataset as bytes that need no second check: the frameworks as JSON, the tables as Arrow IPC.

The bytes carry the key that they were made under, and digests of themselves: one of the head, and in it those of all
that follows. Whatever is odd about them makes them nothing, and the dataset is read from its sources.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from peeldiff.dataset.compiled_segments import SegmentFile, Segments, block_digests
from peeldiff.dataset.compiled_tables import CompiledTables, frame_segments, line_segments
from peeldiff.dataset.framework_model import Cycle, Definition, Grade, Item, PagePattern, Scale, Statement, Topic
from peeldiff.dataset.model import NATIONAL_FIGURES, Dataset
from peeldiff.files.held import HeldFile

if TYPE_CHECKING:
    import polars as pl

_MAGIC = b"peeldiff dataset\n"
_DIGEST = 32
_LENGTH = 8
_OWN = "own/"
_CARD = ("name", "version", "date", "licence", "attribution", "digest", "remarks", "conflicts", "monitoring_pages")
_T = TypeVar("_T")


def compile_dataset(ds: Dataset, key: str) -> bytes:
    """Return a dataset as bytes, for `load_compiled` with the same key.

    Raises DatasetError where a table that is read later is broken.
    """
    segments = _segments(ds) | {f"{_OWN}{name}": data for name, data in _own_segments(ds).items()}
    blocks = b"".join(segments.values())
    head = {
        "card": [getattr(ds, name) for name in _CARD],
        "cycles": [_plain(cycle) for cycle in ds.cycles.values()],
        "topics": [_plain(topic) for topic in ds.topics.values()],
        "scales": [_plain(scale) for scale in ds.scales.values()],
        "grades": [_plain(grade) for grade in ds.grades.values()],
        "definitions": [[*pair, _plain(found)] for pair, found in ds.grade_definitions.items()],
        "terms": [_plain(term) for term in ds.terms.values()],
        "segments": {name: len(data) for name, data in segments.items()},
        "blocks": block_digests(blocks),
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    length = len(text).to_bytes(_LENGTH, "big")
    return b"".join((_MAGIC, key.encode(), hashlib.sha256(text).digest(), length, text, blocks))


def _segments(ds: Dataset) -> dict[str, bytes]:
    tables = {**ds.tables}
    if ds.deferred:
        tables[NATIONAL_FIGURES] = ds.national_figures
    return frame_segments(tables) | line_segments(tables)


def _own_segments(ds: Dataset) -> dict[str, bytes]:
    return frame_segments(ds.own)


def _plain(made: object) -> list[Any]:
    """Return the fields of a dataclass in their order, those within it likewise."""
    values = (getattr(made, name) for name in type(made).__slots__)  # type: ignore[attr-defined]  # each has them
    return [
        [_plain(inner) for inner in value] if isinstance(value, tuple) and not all(map(_is_text, value)) else value
        for value in values
    ]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def load_compiled(
    file: HeldFile,
    key: str,
    *,
    root: Path,
    overlay: Path | None,
    deferred: Mapping[str, bytes],
    otherwise: Callable[[], Dataset],
) -> Dataset | None:
    """Return the dataset that a file holds, None for one that is damaged or was made under another key.

    `otherwise` reads the dataset from its sources, for a table that this polars cannot read, and where the file is
    written over later. Raises OSError.
    """
    found = _head(file, key)
    if found is None:
        return None
    head, begin = found
    ends = list(itertools.accumulate(head["segments"].values()))
    held = SegmentFile(file, begin, ends[-1], bytes.fromhex(head["blocks"]))
    spans = {name: (end - length, length) for (name, length), end in zip(head["segments"].items(), ends, strict=True)}
    own = {name.removeprefix(_OWN): span for name, span in spans.items() if name.startswith(_OWN)}
    card: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(_CARD, head["card"], strict=True)
    }
    return Dataset(
        root=root,
        overlay=overlay,
        cycles={cycle.id: cycle for cycle in map(_cycle, head["cycles"])},
        topics={values[0]: Topic(*values) for values in head["topics"]},
        scales={values[0]: _made(Scale, values) for values in head["scales"]},
        grades={values[0]: Grade(*values) for values in head["grades"]},
        grade_definitions={(scale, grade): _made(Definition, values) for scale, grade, values in head["definitions"]},
        terms={values[0]: _made(Definition, values) for values in head["terms"]},
        tables=CompiledTables(
            Segments(held, spans, lambda: _segments(otherwise())), lambda name: _table(otherwise(), name)
        ),
        own=CompiledTables(Segments(held, own, lambda: _own_segments(otherwise())), lambda name: otherwise().own[name]),
        deferred=deferred,
        **card,
    )


def _table(ds: Dataset, name: str) -> pl.DataFrame:
    return ds.national_figures if name == NATIONAL_FIGURES else ds.tables[name]


def _head(file: HeldFile, key: str) -> tuple[dict[str, Any], int] | None:
    """Return what stands before the segments, and where they begin."""
    mark = _MAGIC + key.encode()
    begin = len(mark) + _DIGEST + _LENGTH
    start = file.read(0, begin)
    if start[: len(mark)] != mark:
        return None
    length = int.from_bytes(start[len(mark) + _DIGEST :], "big")
    text = file.read(begin, length) if length <= file.size() else b""
    if hashlib.sha256(text).digest() != start[len(mark) : len(mark) + _DIGEST]:
        return None
    return json.loads(text), begin + length


def _made(kind: Callable[..., _T], values: list[Any]) -> _T:
    """Return a dataclass of its fields; what was a tuple is one again."""
    return kind(*(tuple(value) if isinstance(value, list) else value for value in values))


def _cycle(values: list[Any]) -> Cycle:
    parts = {"items": Item, "statements": Statement, "pages": PagePattern}
    named = dict(zip(Cycle.__slots__, values, strict=True))
    held = {name: tuple(_made(kind, inner) for inner in named[name]) for name, kind in parts.items()}
    return _made(Cycle, [*(named | held).values()])
