"""What the detail pane says of a row: why, both sides with dates and sources, the report's own view, the note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.comparison.figure_lines import PLOTTED, plot
from peeldiff.app.kit.lines import Line, Span
from peeldiff.app.kit.marks import Graded, Marks
from peeldiff.app.kit.words import grade_forms, name_of, note_forms
from peeldiff.compare.comparison import (
    Comparison,
    FigureRow,
    FigureSide,
    FindingRow,
    FindingSide,
    Judgment,
    JudgmentRow,
    Side,
    StatedChange,
)
from peeldiff.export.words import delta, finding_kind, row_name
from peeldiff.notes.note import Note
from peeldiff.text import inert
from peeldiff.vocabulary.quantities import number, quantity, unit_words
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.words import (
    BETTER_WORDS,
    FINDING_KIND_WORDS,
    KIND_WORDS,
    NOTE_STATUS_WORDS,
    VERDICT_WORDS,
    WORDING_WORDS,
    short_day,
)

Row = JudgmentRow | FindingRow | FigureRow


def detail(comparison: Comparison, row: Row, marks: Marks, note: Note | None = None) -> list[Line]:
    """Return the paragraphs on a row, what matters most first."""
    if isinstance(row, JudgmentRow):
        paragraphs = list(_judgment_row(comparison, row, marks))
    elif isinstance(row, FindingRow):
        paragraphs = list(_finding_row(comparison, row))
    else:
        paragraphs = list(_figure_row(comparison, row, marks))
    return paragraphs[:1] + (note_lines(note) if note else []) + paragraphs[1:]


def note_lines(note: Note) -> list[Line]:
    """Return a note: status, owner and due date, who and when, then the text."""
    facts = [NOTE_STATUS_WORDS.get(note.status, inert(note.status))]
    if note.owner:
        facts.append(f"owner {inert(note.owner)}")
    if note.due:
        facts.append(f"due {_day(note.due)}")
    who = f" ({inert(note.author)}, {_day(note.updated[:10])})" if note.author else ""
    text = inert(note.text, lines=True).splitlines() or [""]
    head: Line = [("Note", "note"), (f" {', '.join(facts)}: ", "muted"), (text[0], "text"), (who, "muted")]
    return [head, *([(line, "text")] for line in text[1:])]


def _day(text: str) -> str:
    try:
        return short_day(text)
    except (ValueError, IndexError):
        return inert(text)


def _judgment_row(comparison: Comparison, row: JudgmentRow, marks: Marks) -> Iterator[Line]:
    indicative = ", indicative" if row.basis == "indicative" else ""
    yield [
        (f"{row_name(row)}  {marks.of_row(row)} {KIND_WORDS[row.kind]}{indicative}. ", "strong"),
        (row.why, "text"),
    ]
    if row.stated_change:
        yield stated(row.stated_change)
    for side, ones in ((comparison.left, row.left), (comparison.right, row.right)):
        for one in ones:
            yield from judgment_lines(comparison, side, one, marks, side_words(comparison, side))


def stated(said: StatedChange) -> Line:
    """Return the report's own view of change."""
    since = f" since {said.since}" if said.since else ""
    return [(f"The report says: {said.direction}{since}. ", "stated"), (said.summary, "text")]


def side_words(comparison: Comparison, side: Side) -> str:
    """Return what tells a side from the other."""
    return side.cycle_name if comparison.one_force else f"{side.force_name} {side.cycle_name}"


def judgment_lines(graded: Graded, side: Side, one: Judgment, marks: Marks, whose: str = "") -> Iterator[Line]:
    """Return a judgment of a side: what of, grade, what qualifies it, question, notes, source."""
    qualified = "".join(f", {words}" for words in note_forms(graded, one)[:1])
    known = f", published {short_day(one.published)}" if one.published else ""
    yield [
        (f"{whose or side.cycle_name}: ", "strong"),
        (f"{name_of(one)}  {grade_forms(graded, marks, one)[0]}{qualified}{known}", "text"),
    ]
    if one.question:
        doubt = f" ({WORDING_WORDS[one.wording]})" if one.wording in WORDING_WORDS else ""
        yield [(f"  {one.question}{doubt}", "muted")]
    for said in (one.note, one.item_note):
        if said:
            yield [(f"  {said}", "text")]
    if one.source:
        yield [(f"  Source: {_source_words(one.source, one.source_basis)}", "muted")]


def _source_words(source: str, basis: str | None) -> str:
    """Return a source and whose it is."""
    return f"{source} ({source_words(source, basis)})" if basis else source


def _finding_row(comparison: Comparison, row: FindingRow) -> Iterator[Line]:
    score = f", likeness {row.score:.2f}" if row.score is not None else ""
    shared = f" ({', '.join(row.shared_words)})" if row.shared_words else ""
    verdict = row.verdict
    yield [
        (row.topic_label or "Finding", "strong"),
        (f"  {finding_kind(comparison, row)}{score}{shared}.", "muted"),
        (f" {VERDICT_WORDS[verdict]}" if verdict else "", "stated"),
    ]
    yield from _near(comparison, row)
    for side, one in ((comparison.left, row.left), (comparison.right, row.right)):
        if one:
            yield from _finding(comparison, side, one)


def _near(comparison: Comparison, row: FindingRow) -> Iterator[Line]:
    """Say which other findings of the opposite side are nearly as like."""
    known = {side.finding: side.summary for one in comparison.finding_rows for side in (one.left, one.right) if side}
    for finding, score in row.near:
        yield [(f"  Nearly as like ({score:.2f}): ", "warning"), (known.get(finding, finding), "text")]


def _finding(comparison: Comparison, side: Side, one: FindingSide) -> Iterator[Line]:
    kind = FINDING_KIND_WORDS.get(one.kind, one.kind)
    sort = f"{kind}, a strength" if one.positive else kind
    yield [
        (f"{side_words(comparison, side)}: ", "strong"),
        (f"{sort}. ", "muted"),
        (one.summary, "text"),
    ]
    yield [(f"  Source: {_source_words(one.source, one.source_basis)}", "muted")]


def _figure_row(comparison: Comparison, row: FigureRow, marks: Marks) -> Iterator[Line]:
    own = ", the force's own figure" if row.own else ""
    change = f" Difference {delta(row)}." if row.delta is not None else ""
    yield [
        (row.label, "strong"),
        (f"  {unit_words(row.unit)}, {BETTER_WORDS[row.better]}{own}.", "muted"),
        (change, "text"),
    ]
    if row.definition:
        yield [(row.definition, "text")]
    for side, one in ((comparison.left, row.left), (comparison.right, row.right)):
        if one:
            yield from _figure(side_words(comparison, side), row, one)
    if row.spread is not None:
        yield [("Among the forces: ", "muted"), (f"{row.spread}.", "text")]
    measured = [one for one in row.values if one.kind == "measured"]
    if len(measured) > 1:
        plotted = f"{plot(row, comparison, marks)}  " if len(measured) >= PLOTTED else ""
        yield [("All values known: ", "muted"), (plotted, "strong"), (_values(measured), "text")]
    planned = [one for one in row.values if one.kind != "measured"]
    if planned:
        yield [("Plans and targets: ", "muted"), (_values(planned), "text")]


def _values(values: Sequence[FigureSide]) -> str:
    return "; ".join(
        f"{one.period}: {number(one.value)}{'' if one.kind == 'measured' else f' ({one.kind})'}" for one in values
    )


def _figure(whose: str, row: FigureRow, one: FigureSide) -> Iterator[Line]:
    against = ""
    if one.comparator:
        what = number(one.comparator_value) if one.comparator_value is not None else "value not known"
        against = f", {one.comparator}: {what}"
    met = "" if one.met is None else ", target met" if one.met else ", target missed"
    kind = "" if one.kind == "measured" else f" ({one.kind})"
    value: Span = (f"{quantity(one.value, row.unit)}{kind}, {one.period}{against}{met}", "text")
    yield [(f"{whose}: ", "strong"), value]
    if one.note:
        yield [(f"  {one.note}", "text")]
    yield [(f"  Source: {_source_words(one.source, one.source_basis)}", "muted")]


def sources(comparison: Comparison, row: Row) -> list[tuple[str, str]]:
    """Return the addresses behind a row, each once, with what it is the source of."""
    found: dict[str, str] = {}
    for side, ones in ((comparison.left, row.left), (comparison.right, row.right)):
        whose = side_words(comparison, side)
        for one in ones if isinstance(ones, tuple) else (ones,):
            if one and one.source:
                what = f"{whose}: {one.label}" if isinstance(one, Judgment) else whose
                found.setdefault(one.source, what)
    if isinstance(row, JudgmentRow) and row.stated_change:
        found.setdefault(row.stated_change.source, "The report's own view of change")
    return list(found.items())
