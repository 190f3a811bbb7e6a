"""A checked dataset as bytes that need no second check: the frameworks as JSON, the tables as Arrow IPC.

The bytes carry the key that they were made under and a digest of themselves. Whatever is odd about them
makes them nothing, and the dataset is read from its sources.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from peeldiff.dataset.compiled_tables import CompiledTables, frame_segments, line_segments
from peeldiff.dataset.framework_model import Cycle, Definition, Grade, Item, PagePattern, Scale, Statement, Topic
from peeldiff.dataset.model import NATIONAL_FIGURES, Dataset

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
    tables = {**ds.tables}
    if ds.deferred:
        tables[NATIONAL_FIGURES] = ds.national_figures
    own = {f"{_OWN}{name}": data for name, data in frame_segments(ds.own).items()}
    segments = frame_segments(tables) | line_segments(tables) | own
    head = {
        "card": [getattr(ds, name) for name in _CARD],
        "cycles": [_plain(cycle) for cycle in ds.cycles.values()],
        "topics": [_plain(topic) for topic in ds.topics.values()],
        "scales": [_plain(scale) for scale in ds.scales.values()],
        "grades": [_plain(grade) for grade in ds.grades.values()],
        "definitions": [[*pair, _plain(found)] for pair, found in ds.grade_definitions.items()],
        "terms": [_plain(term) for term in ds.terms.values()],
        "segments": {name: len(data) for name, data in segments.items()},
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    body = b"".join((len(text).to_bytes(_LENGTH, "big"), text, *segments.values()))
    return b"".join((_MAGIC, key.encode(), hashlib.sha256(body).digest(), body))


def _plain(made: object) -> list[Any]:
    """Return the fields of a dataclass in their order, those within it likewise."""
    values = (getattr(made, name) for name in type(made).__slots__)  # type: ignore[attr-defined]
    return [
        [_plain(inner) for inner in value] if isinstance(value, tuple) and not all(map(_is_text, value)) else value
        for value in values
    ]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def load_compiled(
    data: bytes | memoryview,
    key: str,
    *,
    root: Path,
    overlay: Path | None,
    deferred: Mapping[str, bytes],
    otherwise: Callable[[], Dataset],
) -> Dataset | None:
    """Return the dataset that bytes hold, None for bytes that are damaged or were made under another key.

    `otherwise` reads the dataset from its sources, for a table that this polars cannot read.
    """
    mark = _MAGIC + key.encode()
    begin = len(mark) + _DIGEST
    view = memoryview(data)
    if bytes(view[: len(mark)]) != mark or hashlib.sha256(view[begin:]).digest() != bytes(view[len(mark) : begin]):
        return None
    tables = begin + _LENGTH + int.from_bytes(view[begin : begin + _LENGTH], "big")
    head = json.loads(bytes(view[begin + _LENGTH : tables]))
    segments = dict(_segments(head["segments"], view[tables:]))
    own = {name.removeprefix(_OWN): held for name, held in segments.items() if name.startswith(_OWN)}
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
        tables=CompiledTables(segments, lambda name: _table(otherwise(), name)),
        own=CompiledTables(own, lambda name: otherwise().own[name]),
        deferred=deferred,
        **card,
    )


def _table(ds: Dataset, name: str) -> pl.DataFrame:
    return ds.national_figures if name == NATIONAL_FIGURES else ds.tables[name]


def _segments(lengths: Mapping[str, int], view: memoryview) -> Iterator[tuple[str, memoryview]]:
    place = 0
    for name, length in lengths.items():
        yield name, view[place : place + length]
        place += length


def _made(kind: Callable[..., _T], values: list[Any]) -> _T:
    """Return a dataclass of its fields; what was a tuple is one again."""
    return kind(*(tuple(value) if isinstance(value, list) else value for value in values))


def _cycle(values: list[Any]) -> Cycle:
    parts = {"items": Item, "statements": Statement, "pages": PagePattern}
    named = dict(zip(Cycle.__slots__, values, strict=True))
    held = {name: tuple(_made(kind, inner) for inner in named[name]) for name, kind in parts.items()}
    return _made(Cycle, [*(named | held).values()])
