"""One force through its cycles as lines: topics down, cycles across, what each says of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.kit.lines import Line, fit, padded, width_of, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.blocks import Block, BlockSource
from peeldiff.app.kit.widgets.columns import Column, other_column
from peeldiff.app.kit.widgets.covered import covered_edge
from peeldiff.app.kit.words import KIND_ROLES, cycle_heading, longest, short_cycle, source_suffix
from peeldiff.compare.force_history import Entry, Timeline, TimelineColumn
from peeldiff.dataset.model import Dataset
from peeldiff.text import plural
from peeldiff.vocabulary.terms import PART
from peeldiff.vocabulary.words import STATUS_SHORT

HEADINGS = {"pillar": "Pillars", "topic": "Topics", "item": "Other items"}
CHANGES = {
    "improved": ("improved",),
    "declined": ("declined",),
    "unchanged": ("unchanged",),
    "not-comparable": ("no direction", "no basis"),
    "carried-over": ("carried over", "carried"),
}
"""What is said below a grade of the cycle before, by the kind of its row, longest first."""
NARROW, WIDEST, BARE = 15, 27, 9
"""Cells of a cycle, from least to most, and of one of which no judgment is known."""


def columns(
    ds: Dataset, shown: Timeline, room: int, findings: dict[tuple[str, str], int], marks: Marks
) -> list[Column]:
    """Return a column for each cycle; one that cannot be compared with the one before says so."""
    bare = [not _has_grade(column) for column in shown.columns]
    width = max(NARROW, min(WIDEST, (room - BARE * sum(bare)) // max(1, len(bare) - sum(bare))))
    full, found = width, []
    for column, empty in zip(shown.columns, bare, strict=True):
        width = BARE if empty else full
        cycle = ds.cycles[column.side.cycle]
        name = short_cycle(cycle.name)
        name = name if len(name) + 4 <= width else cycle_heading(cycle)
        broken = f"{marks.of_basis('none')} " if column.breaks else ""
        count = findings.get((shown.force, cycle.id), 0)
        below = plural(count, "finding") if not empty else f"{count} find."
        brief = f"{count} f" if count else ""
        found.append(Column(cycle.id, cycle.name, (broken + name, below if count else ""), width, brief))
    return found


def _has_grade(column: TimelineColumn) -> bool:
    return any(entry.judgment.grade for entries in column.cells.values() for entry in entries)


class TimelineSource(BlockSource):
    """The rows of a timeline."""

    def __init__(
        self, shown: Timeline, across: Sequence[Column], visible: range, at: int, names: int, marks: Marks
    ) -> None:
        """`across` are the columns, `visible` those that fit, `at` that of the cursor; `names` the cells of a topic."""
        super().__init__()
        self.timeline = shown
        self.across = across
        self.visible = visible
        self._names = names
        self._marks = marks
        self.at = at

    @property
    def at(self) -> int:
        """The column of the cursor."""
        return self._at

    @at.setter
    def at(self, place: int) -> None:
        self._at = place
        if self._laid_out:
            self.lay_out(self._laid_out)

    _laid_out = 0

    def lay_out(self, width: int) -> None:
        """Lay every row out."""
        self._laid_out = width
        super().lay_out(width)

    @property
    def entries(self) -> int:
        """How many rows there are."""
        return len(self.timeline.rows)

    def other_column(self, cell: int) -> int | None:
        """Return the cycle that has a cell, unless the cursor is in it."""
        return other_column(self.across, self.visible, self._names, cell, self.at)

    def blocks(self, width: int) -> Iterator[Block]:  # noqa: ARG002  (columns were fitted already)
        """Yield the rows, under headings for pillars and topics."""
        before = ""
        for row in self.timeline.rows:
            if row.kind != before:
                before = row.kind
                yield Block([[(fit(HEADINGS[row.kind], self._names), "heading"), *self._bars()]], is_entry=False)
            cells = {place: self._cell(place, row.id) for place in self.visible}
            name = wrap([(row.label, "lead")], self._names - 1)
            yield Block([self._line(name, cells, at) for at in range(max(len(name), *map(len, cells.values())))])
        if not self.timeline.rows:
            yield Block([[(" This dataset knows no judgment of this force.", "muted")]], is_entry=False)

    def _bars(self) -> Line:
        return [
            span
            for place in self.visible
            for span in (self._bar(place), (" " * (self.across[place].width - 1), "text"))
        ]

    def _bar(self, place: int) -> tuple[str, str]:
        broken = self.timeline.columns[place].breaks
        return (self._marks.rupture, "neutral") if broken else (self._marks.upright, "rule")

    def _line(self, name: Sequence[Line], cells: dict[int, list[Line]], at: int) -> Line:
        line: Line = [(fit(name[at][0][0] if at < len(name) and name[at] else "", self._names), "lead")]
        for place, cell in cells.items():
            spans = padded(cell[at] if at < len(cell) else [], self.across[place].width - 1)
            here = place == self.at and (at < len(cell) or at == 0)
            line += [self._bar(place), *(covered_edge(spans) if here else spans)]
        return line

    def _cell(self, place: int, row: str) -> list[Line]:
        entries = self.timeline.columns[place].cells.get(row, ())
        firsts = [
            place
            for place, entry in enumerate(entries)
            if entry.row not in [earlier.row for earlier in entries[:place]]
        ]
        width = self.across[place].width - 1
        shown = (self._entry(entry, width, first=place in firsts) for place, entry in enumerate(entries))
        return [line for lines in shown for line in lines] or [[]]

    def _entry(self, entry: Entry, width: int, *, first: bool) -> list[Line]:
        """Return a judgment, and below it what it says of the cycle before: a sign of change never touches a grade."""
        judgment, marks = entry.judgment, self._marks
        if judgment.grade is None:
            words = f"{marks.of_status(judgment.status)} {STATUS_SHORT.get(judgment.status, judgment.status)}"
            sign = marks.of_status(judgment.status)
            return [[(" ", "text"), (words if judgment.status != "absent" and len(words) < width else sign, "muted")]]
        change = self._change(entry, width - 1) if first else []
        lines = [*self._grade(entry, width - 1), *([change] if change else [])]
        return [line if width_of(line) >= width else [(" ", "text"), *line] for line in lines]

    def _change(self, entry: Entry, room: int) -> Line:
        """Return what became of a grade since the cycle before, in a sign and a word; nothing where nothing is said."""
        row = entry.row
        if row is None or row.kind not in CHANGES or entry.judgment.coverage == PART:
            return []
        if row.kind == "not-comparable" and self.timeline.columns[self._place_of(entry)].breaks:
            return []
        sign, role = self._marks.of_row(row), KIND_ROLES.get(row.kind, "muted")
        first, *shorter = CHANGES[row.kind]
        hint = [f"{first}, a hint"] if row.is_hint else []
        return [(longest([f"{sign} {words}" for words in (*hint, first, *shorter)], room), role)]

    def _place_of(self, entry: Entry) -> int:
        columns = self.timeline.columns
        return next(at for at, column in enumerate(columns) if any(entry in cell for cell in column.cells.values()))

    def _grade(self, entry: Entry, room: int) -> list[Line]:
        """Return a grade with what qualifies it beside it, else below."""
        judgment, marks = entry.judgment, self._marks
        known = self.timeline.grades.get(judgment.grade or "")
        label, short = (known.label, known.short) if known else (str(judgment.grade), str(judgment.grade))
        mark, source = marks.of_grade(self.timeline, judgment.grade or ""), source_suffix(marks, judgment)
        if judgment.coverage == PART:
            return [[(f"{marks.in_part} in part", "muted"), (source, "muted")]]
        words = label if len(label) + 2 + len(source) <= room else short
        named: Line = [(f"{mark} {words}", judgment.grade or "text"), *([(source, "muted")] if source else [])]
        if judgment.status != "revised":
            return [named]
        if width_of(named) + len(" revised") > room:
            return [named, [("revised", "muted")]]
        return [[*named, (" revised", "muted")]]
