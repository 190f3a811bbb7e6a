"""The judgments of a comparison as lines: topic, sign of the kind, left, right, and more where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.comparison.two_sided import Columns, TwoSidedRow
from peeldiff.app.kit.lines import Line, cut, cut_at_word, cut_line, fit, padded, width_of, wrap
from peeldiff.app.kit.widgets.blocks import Block, RowSource
from peeldiff.app.kit.words import (
    KIND_ROLES,
    gap_forms,
    grade_forms,
    longest,
    name_of,
    note_forms,
    number_of,
    short_cycle,
    source_suffix,
    stated_forms,
)
from peeldiff.compare.rows import Judgment, JudgmentRow, StatedChange
from peeldiff.export.words import row_name
from peeldiff.vocabulary.words import short_day

BESIDE = 50
"""From this width of a side on, an item's name stands beside its grade, not below."""


class JudgmentSource(RowSource[JudgmentRow]):
    """The rows that are shown, pillars and topics under their headings."""

    def shown(self, width: int) -> Iterator[Block]:
        """Yield the rows, with headings where pillars and topics meet."""
        columns = Columns.for_width(width, self._marks)
        heading = ""
        for row in self.rows:
            here = _heading(row)
            if here != heading:
                heading = here
                yield self._heading(columns, heading)
            yield Block(list(self._lines_of_row(columns, row)))

    def _heading(self, columns: Columns, words: str) -> Block:
        bar = (f" {self._marks.upright} ", "rule")
        line: Line = [(fit(words, columns.topic + columns.mark), "heading"), bar, (" " * columns.left, "text"), bar]
        if columns.extra:
            line += [(" " * columns.right, "text"), bar]
        return Block([line], is_entry=False)

    def _lines_of_row(self, columns: Columns, row: JudgmentRow) -> Iterator[Line]:
        colour = row.basis != "none"
        name = wrap([(row_name(row), "lead")], columns.topic - 1)
        later = row.left if self.comparison.left_is_later else row.right
        # What a report says is of change over time, so it stands at the later side of one force.
        stated = row.stated_change if self.comparison.one_force else None
        left, right = (
            self._side(judgments, width, colour=colour, stated=stated if judgments is later else None)
            if judgments or row.kind != "unknown"
            else [[(longest(gap_forms(self._marks), width), "muted")]]
            for judgments, width in ((row.left, columns.left), (row.right, columns.right))
        )
        extra = _extra(row, self._marks.gap) if columns.extra else []
        sign = self._marks.of_row(row)
        note = self._marks.note if row.id in self._noted else ""
        both = TwoSidedRow(name, left, right, (sign, KIND_ROLES.get(row.kind, "muted")), note, extra)
        yield from both.lines(columns, self._marks)

    def _side(
        self, judgments: Sequence[Judgment], width: int, *, colour: bool, stated: StatedChange | None
    ) -> list[Line]:
        """Return the lines of one side of a row; `stated` is what the report itself says of change."""
        speaking = (
            next((judgment for judgment in judgments if judgment.stated_change == stated), None) if stated else None
        )
        if judgments and all(judgment.status == "absent" for judgment in judgments):
            words = longest(grade_forms(self.comparison, self._marks, judgments[0]), width)
            return self._with_stated_change([[(words, "muted")]], stated if speaking else None, width)
        named = len(judgments) > 1 or any(judgment.coverage == "part" for judgment in judgments)
        return [
            line
            for judgment in judgments
            for line in self._judgment(
                judgment, width, named=named, colour=colour, stated=stated if judgment is speaking else None
            )
        ]

    def _judgment(
        self, judgment: Judgment, width: int, *, named: bool, colour: bool, stated: StatedChange | None
    ) -> list[Line]:
        if judgment.coverage == "part":
            return self._part(judgment, width, stated)
        number = number_of(judgment) if named else ""
        room = width - (len(number) + 1 if number else 0)
        suffix = source_suffix(self._marks, judgment)
        words = longest(grade_forms(self.comparison, self._marks, judgment), room - len(suffix))
        role = (judgment.grade if colour else "text") if judgment.grade else "muted"
        line: Line = [(words, role or "text"), *([(suffix, "muted")] if suffix else [])]
        name = name_of(judgment) if named and (not number or width >= BESIDE) else ""
        if name and width >= BESIDE:
            line += [("  ", "text"), (cut_at_word(name, room - width_of(line) - 2), "muted")]
        lines = self._qualified(line, note_forms(self.comparison, judgment), room, width)
        lines = self._with_stated_change(lines, stated, room if len(lines) == 1 else width)
        if number:
            lines[0] = [*padded(lines[0], room + 1), (number, "muted")]
        if name and width < BESIDE:
            lines.append([("  " + cut_at_word(name, width - 2), "muted")])
        return lines

    def _part(self, judgment: Judgment, width: int, stated: StatedChange | None) -> list[Line]:
        """Return a judgment that is met in part: first of what it is, so that it never reads as the topic's own."""
        suffix = source_suffix(self._marks, judgment)
        grade = longest(grade_forms(self.comparison, self._marks, judgment), width - 2 - len(suffix)) + suffix
        named: Line = [(cut_at_word(f"{name_of(judgment)}:", width), "muted")]
        graded: Line = [(grade, "muted")]
        lines = _joined(named, graded, width)
        for note in note_forms(self.comparison, judgment)[:1]:
            lines = [*lines[:-1], *_joined(lines[-1], [(note, "muted")], width)]
        return self._with_stated_change(lines, stated, width)

    def _qualified(self, line: Line, notes: Sequence[str], room: int, width: int) -> list[Line]:
        """Return the line of a grade with what qualifies it beside it, else below."""
        beside = next((note for note in notes if width_of(line) + 2 + len(note) <= room), None)
        note = beside or (longest(notes, width - 2) if notes else "")
        return _joined(line, [(note, "muted")] if note else [], room)

    def _with_stated_change(self, lines: list[Line], stated: StatedChange | None, width: int) -> list[Line]:
        """Return lines with who says how it changed, and since when, behind the last one, else below it."""
        if stated is None:
            return lines
        who, since = stated_forms(stated), self._since(stated)
        forms = [f"{form} {since}".rstrip() for form in who]
        beside = next((form for form in forms if width_of(lines[-1]) + 2 + len(form) <= width), None)
        if beside or min(map(len, forms)) <= width - 2:
            return [*lines[:-1], *_joined(lines[-1], [(beside or longest(forms, width - 2), "stated")], width)]
        return [
            *lines,
            *([("  ", "text"), (cut(words, width - 2), "stated")] for words in (longest(who, width - 2), since)),
        ]

    def _since(self, stated: StatedChange) -> str:
        """Return since when a report says that something changed, unless that is the cycle it stands beside."""
        earlier = self.comparison.right if self.comparison.left_is_later else self.comparison.left
        if stated.since == earlier.cycle:
            return ""
        name = self.comparison.cycle_names.get(stated.since)
        return f"since {short_cycle(name) if name else 'an earlier time'}"


def _joined(line: Line, more: Line, width: int) -> list[Line]:
    """Return two pieces in one line if there is room, else the second under the first."""
    if not more:
        return [line]
    if width_of(line) + 2 + width_of(more) <= width:
        return [[*line, ("  ", "text"), *more]]
    return [line, [("  ", "text"), *cut_line(more, width - 2)]]


def _heading(row: JudgmentRow) -> str:
    judgments = (*row.left, *row.right)
    if row.topic is None and judgments and judgments[0].level == "pillar":
        return "Pillars"
    return "Topics" if row.topic else "Other items"


def _published(judgments: Sequence[Judgment], none: str) -> str:
    """Return when a side was published; `none` where there is nothing to publish."""
    day = next((judgment.published for judgment in judgments if judgment.published), None)
    known = any(judgment.status != "absent" for judgment in judgments)
    return short_day(day) if day else "not known" if known else none


def _extra(row: JudgmentRow, none: str) -> list[str]:
    """Return the dates of publication, then the basis: a row of one line has its sign for that."""
    dates = ", ".join(_published(judgments, none) for judgments in (row.left, row.right))
    return [dates, {"none": "no direction drawn"}.get(row.basis, row.basis)]
