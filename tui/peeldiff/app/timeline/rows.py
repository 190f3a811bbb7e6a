"""One force through its cycles as lines: topics down, cycles across, what each says of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.kit.blocks import Block, BlockSource
from peeldiff.app.kit.columns import Column, other_column
from peeldiff.app.kit.line_view import HERE
from peeldiff.app.kit.lines import Line, fit, padded, width_of, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import KIND_ROLES, cycle_heading, short_cycle
from peeldiff.compare.force_history import Entry, Timeline, TimelineColumn
from peeldiff.dataset.model import Dataset
from peeldiff.text import plural
from peeldiff.vocabulary.words import STATUS_SHORT

HEADINGS = {"pillar": "Pillars", "topic": "Topics", "item": "Other items"}
NARROW, WIDEST, BARE = 15, 27, 9
"""Cells of a cycle, from least to most, and of one of which no judgment is known."""


def columns(
    ds: Dataset, shown: Timeline, room: int, findings: dict[tuple[str, str], int], marks: Marks
) -> list[Column]:
    """Return a column for each cycle; one that cannot be compared with the one before says so."""
    bare = [not _has_grade(one) for one in shown.columns]
    width = max(NARROW, min(WIDEST, (room - BARE * sum(bare)) // max(1, len(bare) - sum(bare))))
    full, found = width, []
    for one, empty in zip(shown.columns, bare, strict=True):
        width = BARE if empty else full
        cycle = ds.cycles[one.side.cycle]
        name = short_cycle(cycle.name)
        name = name if len(name) + 4 <= width else cycle_heading(cycle)
        broken = f"{marks.of_basis('none')} " if one.breaks else ""
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
        self, shown: Timeline, across: Sequence[Column], seen: range, at: int, names: int, marks: Marks
    ) -> None:
        """`across` are the columns, `seen` those that fit, `at` that of the cursor; `names` the cells of a topic."""
        super().__init__()
        self.timeline = shown
        self.across = across
        self.seen = seen
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
        return other_column(self.across, self.seen, self._names, cell, self.at)

    def blocks(self, width: int) -> Iterator[Block]:  # noqa: ARG002  (columns were fitted already)
        """Yield the rows, under headings for pillars and topics."""
        before = ""
        for row in self.timeline.rows:
            if row.kind != before:
                before = row.kind
                yield Block([[(fit(HEADINGS[row.kind], self._names), "heading"), *self._bars()]], is_entry=False)
            cells = {place: self._cell(place, row.id) for place in self.seen}
            name = wrap([(row.label, "lead")], self._names - 1)
            yield Block([self._line(name, cells, at) for at in range(max(len(name), *map(len, cells.values())))])
        if not self.timeline.rows:
            yield Block([[(" This dataset knows no judgment of this force.", "muted")]], is_entry=False)

    def _bars(self) -> Line:
        return [
            span for place in self.seen for span in (self._bar(place), (" " * (self.across[place].width - 1), "text"))
        ]

    def _bar(self, place: int) -> tuple[str, str]:
        broken = self.timeline.columns[place].breaks
        return (self._marks.rupture, "neutral") if broken else (self._marks.upright, "rule")

    def _line(self, name: Sequence[Line], cells: dict[int, list[Line]], at: int) -> Line:
        line: Line = [(fit(name[at][0][0] if at < len(name) and name[at] else "", self._names), "lead")]
        for place, cell in cells.items():
            spans = padded(cell[at] if at < len(cell) else [], self.across[place].width - 1)
            here = place == self.at and (at < len(cell) or at == 0)
            line += [self._bar(place), *([(text, HERE + role) for text, role in spans] if here else spans)]
        return line

    def _cell(self, place: int, row: str) -> list[Line]:
        entries = self.timeline.columns[place].cells.get(row, ())
        firsts = [place for place, one in enumerate(entries) if one.row not in [two.row for two in entries[:place]]]
        width = self.across[place].width - 1
        shown = (self._entry(one, width, signed=place in firsts) for place, one in enumerate(entries))
        return [line for lines in shown for line in lines] or [[]]

    def _entry(self, entry: Entry, width: int, *, signed: bool) -> list[Line]:
        one, marks = entry.judgment, self._marks
        sign = marks.of_row(entry.row) if entry.row and signed and one.status != "absent" else ""
        role = KIND_ROLES.get(entry.row.kind, "muted") if entry.row else "muted"
        line: Line = [(fit(sign, 2 if not marks.ascii else 4), role)]
        room = width - len(line[0][0])
        if one.grade is None:
            words = f"{marks.no_grade} {STATUS_SHORT.get(one.status, one.status)}"
            words = words if len(words) <= room else marks.no_grade
            return [[*line, (marks.gap if one.status == "absent" else words, "muted")]]
        (grade, *more) = self._grade(entry, room)
        return [[*line, *grade], *([(" " * len(line[0][0]), "text"), *below] for below in more)]

    def _grade(self, entry: Entry, room: int) -> list[Line]:
        """Return a grade with what qualifies it beside it, else below."""
        one, marks = entry.judgment, self._marks
        known = self.timeline.grades.get(one.grade or "")
        label, short = (known.label, known.short) if known else (str(one.grade), str(one.grade))
        before = "carried-over" if one.status == "carried-over" else ""
        more = f" {marks.carried}" if before else " revised" if one.status == "revised" else ""
        mark = marks.of_grade(self.timeline, one.grade or "")
        words = label if len(label) + 2 + len(more) <= room else short
        if one.coverage == "part":
            return [[(f"{mark} in part", "muted")]]
        named: Line = [(f"{mark} {words}", one.grade or "text")]
        if width_of(named) + len(more) > room:
            return [named, [(f" {more}", "muted")]]
        return [[*named, (more, "muted")]]
