"""Makes the paper, and leaves out lines until it fits on one page of A4."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping, Sequence

from peeldiff.compare.comparison import Comparison
from peeldiff.dataset.model import Dataset
from peeldiff.export import words
from peeldiff.export.brief.finding_sections import new_sections, returning_section
from peeldiff.export.brief.grade_sections import change_section, pair_section
from peeldiff.export.brief.knowledge_sections import monitoring_section, unknown_section
from peeldiff.export.brief.paper import Page, Paper, Reference, Section, Text
from peeldiff.export.brief.questions import question_section
from peeldiff.export.brief.subject import Subject
from peeldiff.export.noted import NotedChange
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, SCALE_WORDS, long_day

_STATED, _PAIRS, _RETURNING, _NEW, _QUESTIONS = range(5)
_MOST = {_STATED: 10, _PAIRS: 20, _RETURNING: 6, _NEW: 6, _QUESTIONS: 12}
"""So many lines of a section there are at most."""
_FLOORS = (
    {_STATED: 3, _PAIRS: 14, _RETURNING: 3, _NEW: 3, _QUESTIONS: 6},
    {_STATED: 2, _PAIRS: 10, _RETURNING: 2, _NEW: 2, _QUESTIONS: 5},
    {_STATED: 1, _PAIRS: 9, _RETURNING: 2, _NEW: 1, _QUESTIONS: 4},
    {_STATED: 0, _PAIRS: 1, _RETURNING: 1, _NEW: 0, _QUESTIONS: 1},
)
"""So many are kept as long as there is another section to cut; then fewer, then almost none."""

_WIDTH = 136
"""Letters in a line of the printed page."""
_HEIGHT = 75.5
"""Lines of text on the printed page."""
_HEADING = 1.65
_COLUMNS = (0.29, 0.28, 0.28, 0.12)
"""The share of the width that each column of a table has."""
_SMALL = 0.82
"""The height of a line of the sources; their letters are smaller in the same measure."""


def make_paper(comparison: Comparison, ds: Dataset, notes: Mapping[str, NotedChange], today: dt.date) -> Paper:
    """Return what a comparison says, on one page; `notes` are by the id of their change.

    A note is overdue by the day `today`. Nothing on the page is not a fact of the dataset or a note.
    """
    subject = Subject(comparison, ds, notes, today)
    limits = dict(_MOST)
    paper = _paper(subject, limits)
    for floor in _FLOORS:
        while height(paper) > _HEIGHT and any(limits[key] > floor[key] for key in limits):
            longest = max(limits, key=lambda key: limits[key] - floor[key])
            limits[longest] -= 1
            paper = _paper(subject, limits)
    return paper


def _paper(subject: Subject, limits: Mapping[int, int]) -> Paper:
    back = returning_section(subject)
    shown = min(limits[_RETURNING], len(back.lines))
    new = new_sections(subject)
    each = max(0, limits[_NEW] // len(new))
    sections = [
        change_section(subject, limits[_STATED]),
        pair_section(subject, limits[_PAIRS]),
        _cut(back, shown),
        *(_cut(section, each) for section in new),
        _cut(question_section(subject, shown), limits[_QUESTIONS]),
        unknown_section(subject),
        *([monitoring_section(subject)] if subject.ds.has_frameworks else []),
    ]
    about = subject.comparison.dataset.about
    if any(note.due for note in subject.notes.values()):
        about += f" Notes count as overdue by {long_day(subject.today.isoformat())}."
    return Paper(words.title(subject.comparison), _lead(subject), tuple(sections), about)


def _cut(section: Section, most: int) -> Section:
    """Leave out the lines for which there is no room."""
    over = len(section.lines) - most
    if over <= 0:
        return section
    return dataclasses.replace(section, lines=section.lines[:most], more=over)


def _lead(subject: Subject) -> tuple[str, ...]:
    comparison = subject.comparison
    of = comparison.comparability
    official = ", the inspectorate says so" if of.official else ""
    first, second = subject.sides
    beside = second.cycle_name if comparison.one_force else f"{second.force_name}, {second.cycle_name}"
    sides = f"{first.force_name}, {first.cycle_name} ({_scale(first.scale)}), beside {beside} ({_scale(second.scale)})"
    may = f"{COMPARABILITY_WORDS[of.level].lower()}{official}"
    return tuple(line for line in (f"{sides}: {may}. {of.reason}", comparison.unofficial) if line)


def _scale(scale: str) -> str:
    return SCALE_WORDS.get(scale, f"{scale} scale")


def height(paper: Paper) -> float:
    """Return how many lines of text the printed page is high, roughly and rather too many."""
    lines = 2.5 + sum(_lines_of(len(line)) for line in (*paper.lead, paper.about))
    for section in paper.sections:
        lines += _HEADING + _section_height(section)
    return lines + _HEADING + sum(_SMALL * _lines_of(len(ref.source) + 30, _SMALL) for _, ref in paper.sources)


def _section_height(section: Section) -> float:
    lines = float(_lines_of(len(section.about)) + _lines_of(len(section.rest)))
    if section.heads:
        lines += _row_height([(head,) for head in section.heads])
    for line in section.below:
        lines += _lines_of(_length(line.cells[0]))
    for line in section.lines:
        lines += _row_height(line.cells) if section.heads else _lines_of(_length(line.cells[0]))
    return lines


def _row_height(cells: Sequence[Text]) -> float:
    return 0.12 + max(_lines_of(_length(cell), 1 / share) for cell, share in zip(cells, _COLUMNS, strict=True))


def _lines_of(letters: float, smaller: float = 1.0) -> int:
    return math.ceil(letters * smaller / _WIDTH)


def _length(text: Text) -> int:
    return sum(4 if isinstance(piece, Reference) else len(_address(piece)) for piece in text)


def _address(piece: str | Page | Reference) -> str:
    return piece if isinstance(piece, str) else piece.address if isinstance(piece, Page) else piece.source
