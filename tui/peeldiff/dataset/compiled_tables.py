"""The tables of a compiled dataset: each a frame when it is first asked for, the lines of one force without any."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from peeldiff.dataset.keywords import Stems, count_stems
from peeldiff.dataset.lines import Line

if TYPE_CHECKING:
    import polars as pl

BY_FORCE = ("judgments", "findings", "stated-changes", "figures", "monitoring", "national-figures")
"""The tables of which the lines of one force are asked for."""
COUNTED = ("judgments", "findings")
"""The tables of which it is asked how many lines there are on each inspection."""
VALUED = ("figures", "national-figures")
"""The tables of which the values of all forces in one period are asked for."""
WHOLE = ("forces", "measures")
"""The tables of which all lines are asked for."""
_KEPT = 512
"""So many forces' lines of a table are kept."""


def frame_segments(tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """Return the bytes of tables as Arrow IPC."""
    return {f"frame/{name}": _ipc(frame) for name, frame in tables.items()}


def line_segments(tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """Return the bytes of what a comparison of two inspections asks of all tables, without any frame."""
    rows = {name: tables[name] for name in (*BY_FORCE, *WHOLE) if name in tables}
    columns = {
        name: [(column, str(kind) == "Date") for column, kind in frame.schema.items()] for name, frame in rows.items()
    }
    facts = {
        "grades": grade_order(tables["judgments"]),
        "stems": count_stems(tables["findings"]["summary"]),
        "heights": {name: frame.height for name, frame in tables.items()},
        "counts": {name: counts_of(tables[name]) for name in COUNTED},
        "values": {name: period_values(tables[name]) for name in VALUED if name in tables},
        "source_bases": source_bases(tables["judgments"]),
    }
    by_force: dict[str, bytes] = {}
    for name in BY_FORCE:
        if name in rows:
            held = rows[name].rows_by_key("force", include_key=True)
            by_force |= {f"lines/{name}/{force}": _json(lines) for force, lines in held.items()}
    return {
        "columns": _json(columns),
        **{f"facts/{name}": _json(fact) for name, fact in facts.items()},
        **{f"rows/{name}": _json(rows[name].rows()) for name in WHOLE},
        **by_force,
    }


def grade_order(judgments: pl.DataFrame) -> list[str]:
    """Return the grades in the order in which `judgments` compares them, best first."""
    categories: list[str] = judgments.schema["grade"].categories.to_list()  # type: ignore[attr-defined]  # an Enum
    return categories


def counts_of(table: pl.DataFrame) -> list[tuple[str, str, int]]:
    """Return force, cycle and how many lines there are on each inspection."""
    return table.group_by("force", "cycle", maintain_order=True).len().rows()


def source_bases(judgments: pl.DataFrame) -> list[str]:
    """Return every source basis that some judgment has."""
    return judgments["source_basis"].drop_nulls().cast(str).unique().sort().to_list()


def period_values(figures: pl.DataFrame) -> dict[str, list[float]]:
    """Return the measured values of all forces by measure and period (`period_key`); a force counts once."""
    if "kind" in figures.columns:
        figures = figures.filter(kind="measured")
    held: dict[str, dict[str, float]] = {}
    for force, measure, start, end, value in figures.select("force", "measure", "start", "end", "value").iter_rows():
        held.setdefault(period_key(measure, start, end), {})[force] = value
    return {key: list(values.values()) for key, values in held.items()}


def period_key(measure: str, start: datetime.date | None, end: datetime.date | None) -> str:
    """Return by what the values of a measure over a period are found."""
    return f"{measure} {start} {end}"


def _ipc(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_ipc(stream)
    return stream.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), default=str).encode()


class CompiledTables(Mapping[str, "pl.DataFrame"]):
    """Tables by name, each made a frame when it is first asked for."""

    def __init__(self, segments: Mapping[str, bytes], otherwise: Callable[[str], pl.DataFrame]) -> None:
        """`segments` are those of `frame_segments` and `line_segments`.

        `otherwise` returns a table that this polars cannot read.
        """
        self._segments = segments
        self._otherwise = otherwise
        self._frames: dict[str, pl.DataFrame] = {}
        self._lines: dict[tuple[str, str], list[Line]] = {}
        self._rows: dict[str, list[Line]] = {}

    def lines(self, table: str, force: str) -> list[Line]:
        """Return the lines of one of BY_FORCE on a force."""
        if (table, force) not in self._lines:
            while len(self._lines) >= _KEPT:  # who walks over fifty thousand bodies comes back to the last ones only
                self._lines.pop(next(iter(self._lines)))
            self._lines[table, force] = self._read(table, f"lines/{table}/{force}")
        return self._lines[table, force]

    def lines_by_force(self, table: str) -> Iterator[Line]:
        """Walk over all lines of one of BY_FORCE, a force after the other."""
        for segment in self._segments:
            if segment.startswith(f"lines/{table}/"):
                yield from self._read(table, segment)

    def rows(self, table: str) -> list[Line]:
        """Return all lines of one of WHOLE."""
        if table not in self._rows:
            self._rows[table] = self._read(table, f"rows/{table}")
        return self._rows[table]

    @cached_property
    def grades(self) -> list[str]:
        """The grades of `judgments`, best first."""
        return list(self._fact("grades"))

    @property
    def source_bases(self) -> frozenset[str]:
        """Every source basis that some judgment has."""
        return frozenset(self._fact("source_bases"))

    @cached_property
    def stems(self) -> Stems:
        """How common words are among all findings."""
        return Stems(*self._fact("stems"))

    def height(self, table: str) -> int:
        """Return how many lines a table has."""
        return int(self._heights.get(table, 0))

    @cached_property
    def _heights(self) -> dict[str, int]:
        return dict(self._fact("heights"))

    def counts(self, table: str) -> list[tuple[str, str, int]]:
        """Return force, cycle and how many lines of one of COUNTED there are on each inspection."""
        return [(force, cycle, count) for force, cycle, count in self._fact("counts")[table]]

    @cached_property
    def period_values(self) -> Mapping[str, Mapping[str, list[float]]]:
        """The values of VALUED, by table, then by measure and period."""
        return dict(self._fact("values"))

    def _fact(self, name: str) -> Any:  # noqa: ANN401  (what `line_segments` wrote under that name)
        return json.loads(self._segments[f"facts/{name}"])

    def _read(self, table: str, segment: str) -> list[Line]:
        held = json.loads(self._segments[segment]) if segment in self._segments else []
        return [self._line(table, cells) for cells in held]

    def _line(self, table: str, cells: Sequence[Any]) -> Line:
        columns, dates = self._columns[table]
        line = dict(zip(columns, cells, strict=True))
        for name in dates:
            if line[name]:
                line[name] = datetime.date.fromisoformat(line[name])
        return line

    @cached_property
    def _columns(self) -> dict[str, tuple[list[str], list[str]]]:
        described = json.loads(self._segments["columns"])
        return {
            table: ([name for name, _ in columns], [name for name, is_date in columns if is_date])
            for table, columns in described.items()
        }

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return a table as a frame."""
        if name not in self._frames:
            import polars as pl

            try:
                self._frames[name] = pl.read_ipc(self._segments[f"frame/{name}"])
            except (pl.exceptions.PolarsError, OSError):  # it was written by a polars that knew another form
                self._frames[name] = self._otherwise(name)
        return self._frames[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a table, without reading it."""
        return f"frame/{name}" in self._segments

    def __iter__(self) -> Iterator[str]:
        """Walk over the names."""
        return (name.removeprefix("frame/") for name in self._segments if name.startswith("frame/"))

    def __len__(self) -> int:
        """Return how many tables there are."""
        return sum(1 for _ in self)
