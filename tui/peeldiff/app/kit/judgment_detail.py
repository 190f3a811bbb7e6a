"""A row of judgments in words: why, both sides with dates and sources, the report's own view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Graded, Marks
from peeldiff.app.kit.words import grade_forms, name_of, note_forms, source_suffix
from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.rows import Judgment, JudgmentRow, StatedChange
from peeldiff.dataset.queries.page_addresses import PageAddress
from peeldiff.export.words import row_name
from peeldiff.vocabulary.sources import publisher, source_words
from peeldiff.vocabulary.words import KIND_WORDS, WORDING_WORDS, short_day


def describe_judgment_row(comparison: Comparison, row: JudgmentRow, marks: Marks) -> Iterator[Line]:
    """Return the row, what the report says of change, and each judgment of either side."""
    indicative = ", indicative" if row.basis == "indicative" else ""
    yield [
        (f"{row_name(row)}  {marks.of_row(row)} {KIND_WORDS[row.kind]}{indicative}. ", "strong"),
        (row.why, "text"),
    ]
    if row.stated_change:
        yield describe_stated_change(comparison.cycle_names, row.stated_change)
    for side, judgments in ((comparison.left, row.left), (comparison.right, row.right)):
        for judgment in judgments:
            yield from describe_judgment(comparison, side, judgment, marks, side_words(comparison, side))


def describe_stated_change(cycle_names: Mapping[str, str], change: StatedChange) -> Line:
    """Return the report's own view of change."""
    since = f" since {cycle_names.get(change.since, change.since)}" if change.since else ""
    who = publisher(change.source)
    return [(f"{who[:1].upper()}{who[1:]} says: {change.direction}{since}. ", "stated"), (change.summary, "text")]


def side_words(comparison: Comparison, side: Side) -> str:
    """Return what tells a side from the other."""
    return side.cycle_name if comparison.one_force else f"{side.force_name} {side.cycle_name}"


def describe_judgment(graded: Graded, side: Side, judgment: Judgment, marks: Marks, whose: str = "") -> Iterator[Line]:
    """Return a judgment of a side: what of, grade, what qualifies it, question, notes, source."""
    qualified = "".join(f", {words}" for words in note_forms(graded, judgment)[:1])
    known = f", published {short_day(judgment.published)}" if judgment.published else ""
    words = f"{name_of(judgment)}  {grade_forms(graded, marks, judgment)[0]}{source_suffix(marks, judgment)}"
    yield [(f"{whose or side.cycle_name}: ", "strong"), (f"{words}{qualified}{known}", "text")]
    if judgment.question:
        doubt = f" ({WORDING_WORDS[judgment.wording]})" if judgment.wording in WORDING_WORDS else ""
        yield [(f"  {judgment.question}{doubt}", "muted")]
    for note in (judgment.note, judgment.item_note):
        if note:
            yield [(f"  {note}", "text")]
    if judgment.source:
        yield [(f"  Source: {cited(judgment.source, judgment.source_basis)}", "muted")]


def cited(source: str, basis: str | None) -> str:
    """Return a source and whose it is."""
    return f"{source} ({source_words(source, basis)})" if basis else source


def addresses_of(side: Side, judgment: Judgment, whose: str = "") -> list[tuple[str, str]]:
    """Return the address of a judgment's source, or where its gap is filled, with what it is and whose."""
    if judgment.source:
        words = source_words(judgment.source, judgment.source_basis, judgment.published)
        return [(judgment.source, f"{f'{whose}: ' if whose else ''}{judgment.label} ({words})")]
    return [(page.address, _gap_words(side, judgment, page)) for page in judgment.pages]


def _gap_words(side: Side, judgment: Judgment, page: PageAddress) -> str:
    doubt = "" if page.is_certain else ", by the pattern of few pages"
    return f"Not in this dataset: {judgment.label}, {side.cycle_name}; published here{doubt}"


def describe_no_source(what: str, judgments: Iterable[Judgment]) -> str:
    """Say that a row or a cell has no source; only of a gap is there an answer that is published somewhere."""
    has_gap = any(judgment.status == "absent" for judgment in judgments)
    return f"This {what} has no source{', and where its answer is published is not known' if has_gap else ''}."
