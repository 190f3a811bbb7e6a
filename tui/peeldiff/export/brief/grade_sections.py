"""What got better and what got worse, where that may be said; and both grades where it may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.compare.rows import Judgment, JudgmentRow, StatedChange
from peeldiff.export import words
from peeldiff.export.brief.paper import Line, Piece, Section, Text, plain_line
from peeldiff.export.brief.subject import Subject, reference, shortened
from peeldiff.vocabulary.sources import aside_of
from peeldiff.vocabulary.terms import BETWEEN_FORCES, HOME, OVER_TIME

_DIRECTIONS = (*OVER_TIME, *BETWEEN_FORCES)
_BETTER, _WORSE, _EQUAL = ("improved", "higher"), ("declined", "lower"), ("unchanged", "same")
_WHY_NOT = {
    "not-comparable": "not comparable",
    "carried-over": "carried over",
    "not-graded": "not graded",
    "left-only": "",
    "right-only": "",
    "unknown": "not known",
}


def change_section(subject: Subject, in_full: int) -> Section:
    """Return what got better and worse where that may be said, and what the later report itself says of change.

    `in_full` statements of the report stand in full, of the others the direction.
    """
    one_force = subject.comparison.one_force
    second = subject.names[1]
    title = "What got better and what got worse" if one_force else f"Where {second} stands higher, and where lower"
    rows = [row for row in subject.comparison.judgment_rows if row.kind in _DIRECTIONS]
    directions = list(_directions(subject, rows))
    stated = list(_stated_lines(subject, in_full))
    about = "" if one_force else f"The grade of {second} stands first, then that of {subject.names[0]}."
    if not rows:
        about = f"No grade here may be called {'better or worse' if one_force else 'higher or lower'} than the other."
        about += (
            f" What follows is the view of the report of {second}; it is not drawn from the grades." if stated else ""
        )
    if not stated:
        about = f"{about} This dataset has nothing that the report of {second} says of change.".strip()
    return Section(title, (*directions, *stated), about)


def _stated_lines(subject: Subject, in_full: int) -> Iterator[Line]:
    found = [(name, _direction_words(subject, change), change) for change, name in _stated(subject).items()]
    report = "The report" if subject.comparison.one_force else f"The report on {subject.sides[1].force_name}"
    for name, direction, change in found[:in_full]:
        yield plain_line(f"{report} says of {name}: {direction}. {shortened(change.summary)}", reference(change))
    pieces: list[Piece] = []
    for name, direction, change in found[in_full:]:
        source = reference(change)
        pieces += ["; " if pieces else "", f"{name}: {direction}", *([source] if source else [])]
    if pieces:
        yield plain_line(f"{report} says{' too' if in_full else ''}, of ", *pieces, ".")


def _directions(subject: Subject, rows: Sequence[JudgmentRow]) -> Iterator[Line]:
    """Walk over a line for each direction and basis; where nothing is better, or worse, that is said too."""
    one_force = subject.comparison.one_force
    names = ("Better", "Worse", "Unchanged") if one_force else ("Higher", "Lower", "The same")
    for name, kinds in zip(names, (_BETTER, _WORSE, _EQUAL), strict=True):
        found = [row for row in rows if row.kind in kinds]
        for basis, hint in (("direct", ""), ("indicative", ", indicative only")):
            listed = [row for row in found if row.basis == basis]
            if listed:
                yield _direction(subject, f"{listed[0].mark} {name}{hint}: ", listed)
        if rows and not found and kinds is not _EQUAL:
            yield plain_line(f"{name}: {_none_of(len(rows))}.")


def _none_of(pairs: int) -> str:
    if pairs == 1:
        return "none (one pair of grades may be compared)"
    return f"none of the {pairs} pairs of grades that may be compared"


def _direction(subject: Subject, head: str, rows: Sequence[JudgmentRow]) -> Line:
    pieces: list[Piece] = [head]
    for place, row in enumerate(rows):
        first, second = (_graded(subject, judgments) for judgments in subject.judgments(row))
        pieces += ["; " if place else "", f"{words.row_name(row)} – "]
        if row.kind in _EQUAL:
            pieces += second
        elif subject.comparison.one_force:
            pieces += ["from ", *first, " to ", *second]
        else:
            pieces += [*second, ", against ", *first]
        pieces.append(subject.who(row.id))
    return plain_line(*pieces, ".")


def _stated(subject: Subject) -> dict[StatedChange, str]:
    """Return what the later report says of change, each statement once, with the row where its item is at home."""
    found: dict[StatedChange, str] = {}
    at_home: set[StatedChange] = set()
    for row in subject.comparison.judgment_rows:
        for judgment in row.right if not subject.is_turned else row.left:
            change = judgment.stated_change
            if change is not None and change not in at_home:
                found[change] = words.row_name(row)
                if judgment.coverage == HOME:
                    at_home.add(change)
    return found


def _direction_words(subject: Subject, change: StatedChange) -> str:
    cycle = subject.ds.cycles.get(change.since)
    return f"{change.direction} since {cycle.name if cycle else change.since}"


def pair_section(subject: Subject, most: int) -> Section:
    """Return the rows with a grade of their own and no direction: both grades, and why none may be drawn.

    At most so many; behind them, in a line, the grades of which only one side's framework has an item.
    """
    rows = [
        row
        for row in subject.comparison.judgment_rows
        if row.kind in _WHY_NOT and any(judgment.grade for side in subject.judgments(row) for judgment in side)
    ]
    # Of a framework known in part nobody can say that it has no such item: that is a gap beside a grade.
    pairs = [row for row in rows if row.kind == "unknown" or all(subject.judgments(row))]
    single = [row for row in rows if row not in pairs]
    lines = [
        Line(
            (
                (f"{words.row_name(row)}{subject.who(row.id)}",),
                *(_graded(subject, side) or (words.no_item(row),) for side in subject.judgments(row)),
                (_WHY_NOT[row.kind],),
            )
        )
        for row in pairs[:most]
    ]
    about = "" if rows else "Every pair of grades that is known may be compared."
    if any(row.kind == "carried-over" for row in pairs[:most]):
        about = "Carried over: nobody looked again, so an equal grade does not show that nothing changed."
    about = " ".join(filter(None, (about, *words.withheld_of_sides(subject.comparison, pairs[:most]))))
    return Section(
        "What cannot be compared: both grades",
        tuple(lines),
        about,
        heads=("", *subject.names, "why not") if lines else (),
        below=tuple(_only_in(subject, place, single) for place in (0, 1) if _with_grades(subject, place, single)),
        more=len(pairs) - len(lines),
        command=subject.command(),
    )


def _with_grades(subject: Subject, place: int, rows: Sequence[JudgmentRow]) -> list[JudgmentRow]:
    return [row for row in rows if any(judgment.grade for judgment in subject.judgments(row)[place])]


def _only_in(subject: Subject, place: int, rows: Sequence[JudgmentRow]) -> Line:
    """Return the grades of items that only one side has, in a line."""
    pieces: list[Piece] = [f"Only {subject.names[place]} has an item of its own on: "]
    for count, row in enumerate(_with_grades(subject, place, rows)):
        pieces += ["; " if count else "", f"{words.row_name(row)} – ", *_graded(subject, subject.judgments(row)[place])]
        pieces.append(subject.who(row.id))
    return plain_line(*pieces, ".")


def _graded(subject: Subject, judgments: Sequence[Judgment]) -> Text:
    """Return grades with what qualifies them, each with its source and, where there are several, with its item."""
    pieces: list[Piece] = []
    for place, judgment in enumerate(judgments):
        if place:
            pieces.append(" and ")
        text = _outcome(subject, judgment)
        pieces.append(text if len(judgments) == 1 else f"{text} ({judgment.label})")
        source = reference(judgment)
        if source is not None:
            pieces.append(source)
    return tuple(pieces)


def _outcome(subject: Subject, judgment: Judgment) -> str:
    """Return a grade, and whose it is where it is not the inspectorate's own page; its day stands with the source."""
    text = words.outcome_words(subject.comparison.grades, judgment)
    return text + aside_of(judgment.source, judgment.source_basis)
