"""What the timeline says of its cursor: the row through every cycle in one line, then the cell in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.app.kit.judgment_detail import addresses_of, cited, describe_judgment, describe_judgment_row
from peeldiff.app.kit.lines import Line, width_of
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import short_cycle
from peeldiff.compare.force_history import Entry, Timeline, TimelineColumn
from peeldiff.dataset.queries.monitoring import MonitoringStay
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.terms import PART
from peeldiff.vocabulary.words import FINDING_KIND_WORDS, NO_ITEM, STATUS_SHORT


@dataclass(frozen=True)
class Stop:
    """One cycle of the line."""

    cycle: str
    entries: Sequence[Entry]
    broken: str
    """The sign of a break between this cycle and the one told before; empty where there is none."""

    @property
    def outcome(self) -> str:
        """The one grade or status of the cycle; empty where there are several."""
        judgment = self.entries[0].judgment
        return (judgment.grade or judgment.status) + judgment.coverage if len(self.entries) == 1 else ""


def describe_cell(shown: Timeline, place: int, row: str, room: int, marks: Marks) -> list[Line]:
    """Return what there is to say of a row, in a line of `room` cells, and of its cell in one cycle."""
    if not row:
        return []
    every = through_cycles(shown, row, room, marks)
    stays = [monitoring_line(stay) for stay in shown.columns[place].monitoring]
    followed = list(followed_up(shown.columns[place]))
    return [*([every] if every else []), *stays, *cell_in_words(shown, place, row, marks), *followed]


def monitoring_line(stay: MonitoringStay) -> Line:
    """Return a stay in Engage: when, why, and whose word that is."""
    whose = source_words(stay.source, stay.source_basis)
    return [(f"{stay.describe()}: ", "neutral"), (f"{stay.reason} ({whose})", "text")]


def followed_up(column: TimelineColumn) -> Iterator[Line]:
    """Yield what the report of a cycle says became of earlier findings, each with its source."""
    for finding in column.followed_up:
        if finding.outcome is None:
            continue
        source = finding.outcome.source
        cited_as = f" Source: {cited(source, 'report')}" if source else ""
        kind = FINDING_KIND_WORDS.get(finding.kind, finding.kind)
        yield [
            (f"{finding.outcome.sentence}: ", "stated"),
            (f"{kind}, {finding.summary}", "text"),
            (cited_as, "muted"),
        ]


def through_cycles(shown: Timeline, row: str, room: int, marks: Marks) -> Line:
    """Return a row through all its cycles, with as many words as a line has room for."""
    stops = list(_stops(shown, row, marks))
    name = next((f"{line.label}:  " for line in shown.rows if line.id == row), "")
    line: Line = []
    for choose in (_everywhere, _where_changed, _where_new, _nowhere):
        line = _line(shown, stops, choose(stops), marks)
        if width_of(line) <= room:
            break
    return [(name, "strong"), *line] if len(name) + width_of(line) <= room else line


def _stops(shown: Timeline, row: str, marks: Marks) -> Iterator[Stop]:
    """Walk over the cycles that have the row; those that grade nothing at all are left out."""
    broken, first = "", True
    for column in shown.columns:
        broken = marks.rupture if column.breaks else broken
        entries = column.cells.get(row, ())
        if not entries or column.side.scale == "ungraded":
            continue
        bare = [entry.row.basis == "none" for entry in entries if entry.row]
        sign = broken or (marks.of_basis("none") if bare and all(bare) else "")
        yield Stop(short_cycle(column.side.cycle_name), entries, "" if first else sign)
        broken, first = "", False


def _everywhere(stops: Sequence[Stop]) -> list[bool]:
    return [True for _ in stops]


def _where_changed(stops: Sequence[Stop]) -> list[bool]:
    """Tell which cycles say something else than the one before."""
    return [not place or stops[place - 1].outcome != stop.outcome for place, stop in enumerate(stops)]


def _where_new(stops: Sequence[Stop]) -> list[bool]:
    return [stop.outcome not in [earlier.outcome for earlier in stops[:place]] for place, stop in enumerate(stops)]


def _nowhere(stops: Sequence[Stop]) -> list[bool]:
    return [False for _ in stops]


def _line(shown: Timeline, stops: Sequence[Stop], has_words: Sequence[bool], marks: Marks) -> Line:
    """Return the cycles one behind the other, in one colour: said anew at each key, colours would double its bytes."""
    words = []
    for stop, in_words in zip(stops, has_words, strict=True):
        broken = f"{stop.broken} " if stop.broken else ""
        words.append(f"{broken}{stop.cycle} {_grades(shown, stop.entries, marks, words=in_words)}")
    return [("  ".join(words), "text")] if words else []


def _grades(shown: Timeline, entries: Sequence[Entry], marks: Marks, *, words: bool) -> str:
    """Return the signs of a cycle's grades; a word if there is one grade.

    What is only in part has no sign of a grade: the row would read as graded with it.
    """
    found = ""
    for entry in entries:
        judgment = entry.judgment
        if judgment.grade is None:
            found += marks.of_status(judgment.status)
        elif judgment.coverage == PART:
            found += marks.in_part
        else:
            sign = marks.of_grade(shown, judgment.grade)
            carried = marks.carried if judgment.status == "carried-over" else ""
            found += sign + carried
    if words and len(entries) == 1:
        judgment = entries[0].judgment
        known = shown.grades.get(judgment.grade or "")
        label = known.label if known else judgment.grade or STATUS_SHORT.get(judgment.status, judgment.status)
        found += " in part" if judgment.coverage == PART and judgment.grade else f" {label}"
    return found


def cell_in_words(shown: Timeline, place: int, row: str, marks: Marks) -> list[Line]:
    """Return what there is to say of a cell."""
    column: TimelineColumn = shown.columns[place]
    entries = column.cells.get(row, ())
    if column.comparison is None or not any(entry.row for entry in entries):
        if not entries:
            return [[(f"{column.side.cycle_name}: ", "strong"), (f"{NO_ITEM}.", "text")]]
        return [line for entry in entries for line in _alone(shown, column, entry, marks)]
    rows = dict.fromkeys(entry.row for entry in entries if entry.row)
    return [line for row in rows for line in describe_judgment_row(column.comparison, row, marks)]


def _alone(shown: Timeline, column: TimelineColumn, entry: Entry, marks: Marks) -> Iterator[Line]:
    """Yield a judgment with nothing before it; of a gap also where the answer is published."""
    yield from describe_judgment(shown, column.side, entry.judgment, marks)
    if entry.judgment.status == "absent":
        for address, what in addresses_of(column.side, entry.judgment)[:1]:
            yield [(f"  {what}: ", "muted"), (address, "text")]
