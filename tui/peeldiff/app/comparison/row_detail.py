"""What the detail pane says of a row, what matters most first; and the addresses behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peeldiff.app.comparison.figure_lines import PLOTTED, plot
from peeldiff.app.kit.judgment_detail import addresses_of, cited, describe_judgment_row, side_words
from peeldiff.app.kit.lines import Line, Span
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.note_lines import note_lines
from peeldiff.app.kit.rows import Row
from peeldiff.compare.comparison import Comparison, Side
from peeldiff.compare.rows import FigureRow, FigureSide, FindingRow, FindingSide, Judgment, JudgmentRow, whose_source
from peeldiff.export.figure_words import delta
from peeldiff.export.words import finding_kind
from peeldiff.notes.note import Note
from peeldiff.vocabulary.quantities import number, quantity, unit_words
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.words import BETTER_WORDS, FINDING_KIND_WORDS, VERDICT_WORDS


def describe_row(
    comparison: Comparison, row: Row, marks: Marks, note: Note | None = None, picture: Sequence[Line] = ()
) -> list[Line]:
    """Return the paragraphs on a row, what matters most first; `picture` is that of a figure."""
    if isinstance(row, JudgmentRow):
        paragraphs = list(describe_judgment_row(comparison, row, marks))
    elif isinstance(row, FindingRow):
        paragraphs = list(_finding_row(comparison, row))
    else:
        paragraphs = list(_figure_row(comparison, row, marks))
    return paragraphs[:1] + (note_lines(note) if note and not note.is_blank else []) + [*picture] + paragraphs[1:]


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
    for side, finding in ((comparison.left, row.left), (comparison.right, row.right)):
        if finding:
            yield from _finding(comparison, side, finding)


def _near(comparison: Comparison, row: FindingRow) -> Iterator[Line]:
    """Say which other findings of the opposite side are nearly as like."""
    known = {side.finding: side.summary for pair in comparison.finding_rows for side in (pair.left, pair.right) if side}
    for finding, score in row.near:
        yield [(f"  Nearly as like ({score:.2f}): ", "warning"), (known.get(finding, finding), "text")]


def _finding(comparison: Comparison, side: Side, finding: FindingSide) -> Iterator[Line]:
    kind = FINDING_KIND_WORDS.get(finding.kind, finding.kind)
    sort = f"{kind}, a strength" if finding.positive else kind
    yield [
        (f"{side_words(comparison, side)}: ", "strong"),
        (f"{sort}. ", "muted"),
        (finding.summary, "text"),
    ]
    yield [(f"  Source: {cited(finding.source, finding.source_basis)}", "muted")]
    if finding.outcome:
        source = f" Source: {cited(finding.outcome.source, 'report')}" if finding.outcome.source else ""
        yield [(f"  {finding.outcome.sentence}.", "stated"), (source, "muted")]


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
    for side, figure in ((comparison.left, row.left), (comparison.right, row.right)):
        if figure:
            yield from _figure(side_words(comparison, side), row, figure)
    if row.spread is not None:
        yield [("Among the forces: ", "muted"), (f"{row.spread}.", "text")]
    measured = [value for value in row.values if value.kind == "measured"]
    if len(measured) > 1:
        plotted = f"{plot(row, comparison, marks)}  " if len(measured) >= PLOTTED else ""
        yield [("All values known: ", "muted"), (plotted, "strong"), (_values(measured), "text")]
    planned = [value for value in row.values if value.kind != "measured"]
    if planned:
        yield [("Plans and targets: ", "muted"), (_values(planned), "text")]


def _values(values: Sequence[FigureSide]) -> str:
    return "; ".join(
        f"{value.period}: {number(value.value)}{'' if value.kind == 'measured' else f' ({value.kind})'}"
        for value in values
    )


def _figure(whose: str, row: FigureRow, figure: FigureSide) -> Iterator[Line]:
    against = ""
    if figure.comparator:
        what = number(figure.comparator_value) if figure.comparator_value is not None else "value not known"
        against = f", {figure.comparator}: {what}"
    met = "" if figure.met is None else ", target met" if figure.met else ", target missed"
    kind = "" if figure.kind == "measured" else f" ({figure.kind})"
    value: Span = (f"{quantity(figure.value, row.unit)}{kind}, {figure.period}{against}{met}", "text")
    yield [(f"{whose}: ", "strong"), value]
    if figure.note:
        yield [(f"  {figure.note}", "text")]
    yield [(f"  Source: {cited(figure.source, figure.source_basis)}", "muted")]


def sources(comparison: Comparison, row: Row) -> list[tuple[str, str]]:
    """Return the addresses behind a row, each once, with what it is the source of and whose it is."""
    found: dict[str, str] = {}
    for side, held in ((comparison.left, row.left), (comparison.right, row.right)):
        whose = side_words(comparison, side)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Judgment):
                for address, what in addresses_of(side, item, whose) if item.source else ():
                    found.setdefault(address, what)
            elif item:
                found.setdefault(item.source, f"{whose} ({source_words(item.source, item.source_basis)})")
            outcome = item.outcome if isinstance(item, FindingSide) else None
            if outcome is not None and outcome.source:
                found.setdefault(outcome.source, f"{outcome.sentence} ({source_words(outcome.source, 'report')})")
    if isinstance(row, JudgmentRow) and row.stated_change:
        change = row.stated_change
        found.setdefault(change.source, f"What is said of change ({whose_source(change)})")
    if isinstance(row, FigureRow):
        for value in row.values:
            kind = "" if value.kind == "measured" else f", {value.kind}"
            found.setdefault(value.source, f"{value.period}{kind} ({source_words(value.source, value.source_basis)})")
    return list(found.items())


def gap_addresses(comparison: Comparison, row: Row) -> list[tuple[str, str]]:
    """Return where the inspectorate publishes what the dataset lacks of a row, best first."""
    found: dict[str, str] = {}
    if isinstance(row, JudgmentRow):
        for side, judgments in ((comparison.left, row.left), (comparison.right, row.right)):
            for judgment in judgments:
                for address, what in addresses_of(side, judgment) if judgment.status == "absent" else ():
                    found.setdefault(address, what)
    return list(found.items())
