"""A comparison as one page: looks like the screen, reads on a phone, prints. No script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, FindingSide, Judgment, JudgmentRow, Sourced, whose_source
from peeldiff.export import figure_words, words
from peeldiff.export.figure_chart import chart_line, draw_chart, numbers_table
from peeldiff.export.figure_words import BESIDE
from peeldiff.export.markup import Html, classes, element, join
from peeldiff.export.page import glued, link, page, table, table_cell, table_row
from peeldiff.export.selection import Selection
from peeldiff.export.words import shade_of
from peeldiff.vocabulary.words import KIND_WORDS


def write(selected: Selection) -> bytes:
    """Return the rows asked for as an HTML page."""
    comparison = selected.comparison
    comparability = comparison.comparability
    official = " (Stated by the inspectorate.)" if comparability.official else ""
    stated_by = [link(source, f"source {n}") for n, source in enumerate(comparability.sources, 1)]
    counts = [
        element("li", f"{count} {KIND_WORDS[kind]}", class_=classes(kind))
        for kind, count in _count(selected.judgments).items()
    ]
    level = element("b", words.comparability(comparability))
    reason = f" {comparability.reason}{official} "
    title = words.title(comparison)
    parts = [
        element("h1", title),
        element("p", level, reason, join(*stated_by, between=" "), class_=classes("basis", comparability.level)),
        element("p", element("b", f"! {comparison.unofficial}"), class_="basis") if comparison.unofficial else None,
        *(
            element("p", f"{text} ", join(*(link(*source) for source in sources), between=", "), class_="monitoring")
            for text, sources in words.monitoring(comparison)
        ),
        element("ul", *counts, class_="counts") if counts else None,
        _judgments(selected),
        _findings(selected),
        _figures(selected),
        element("footer", comparison.dataset.about),
    ]
    return page(title, parts)


def _count(rows: Sequence[JudgmentRow]) -> dict[str, int]:
    kinds = [row.kind for row in rows]
    return {kind: kinds.count(kind) for kind in KIND_WORDS if kind in kinds}


def _source(sourced: Sourced | None) -> Html | None:
    """Return a link that says whose a source is, and of which day."""
    return link(sourced.source, whose_source(sourced)) if sourced and sourced.source else None


def _sides(comparison: Comparison) -> list[str]:
    return [words.side_name(comparison, side) for side in (comparison.left, comparison.right)]


def _section(title: str, head: Sequence[str], rows: Sequence[Html], style: str = "three") -> Html:
    """Return a heading and a table of finished rows."""
    return join(element("h2", title), table(head, rows, style), between="\n")


def _judgments(selected: Selection) -> Html | None:
    if not selected.judgments:
        return None
    comparison = selected.comparison
    left, right = _sides(comparison)
    lines = []
    for row in selected.judgments:
        cells = [
            table_cell(
                name,
                _judged(comparison, judgments)
                if judgments
                else element("span", words.no_item(row), class_="grade absent"),
            )
            for name, judgments in ((left, row.left), (right, row.right))
        ]
        kind = join(element("b", row.mark), f" {KIND_WORDS[row.kind]}")
        why = element("details", element("summary", "why"), element("p", row.why))
        name = element("th", words.row_name(row), scope="row")
        lines.append(
            table_row(
                [name, *cells, element("td", kind, why, _stated(selected, row), _note(selected, row.id))], row.kind
            )
        )
    return _section("Judgments", ("", left, right, "change"), lines)


def _stated(selected: Selection, row: JudgmentRow) -> Html | None:
    """Return what the report itself says of change."""
    change = row.stated_change
    if change is None:
        return None
    whose = words.stating_of_row(selected.comparison, change)
    text = f"{whose}: {words.stated_words(selected.comparison.cycle_names, change)} "
    return element("p", text, _source(change), class_="stated")


def _judged(comparison: Comparison, judgments: Sequence[Judgment]) -> Html:
    shown = [
        join(
            element(
                "span",
                glued(words.judgment_with_item(comparison, judgment, alone=len(judgments) == 1, whose=False)),
                class_=classes("grade", shade_of(judgment)),
                title=judgment.question,
            ),
            " ",
            _source(judgment),
        )
        for judgment in judgments
    ]
    lines = [part for judgment in shown for part in (element("br"), judgment)]
    return join(*lines[1:])


def _findings(selected: Selection) -> Html | None:
    if not selected.findings:
        return None
    comparison = selected.comparison
    left, right = _sides(comparison)
    lines: list[Html] = []
    topic: str | None = ""
    for row in selected.findings:
        if row.topic != topic:
            topic = row.topic
            lines.append(table_row([element("th", row.topic_label or "Without a topic", colspan="3")], "topic"))
        is_suggested = row.kind == "both" and row.verdict is None
        suggested = element("p", f"suggested: {', '.join(row.shared_words)}") if is_suggested else None
        kind = element("td", words.finding_kind(comparison, row), suggested, _note(selected, row.id))
        cells = [table_cell(name, _found(side)) for name, side in ((left, row.left), (right, row.right))]
        lines.append(table_row([kind, *cells], row.kind))
    return _section("Findings", ("", left, right), lines, "two")


def _note(selected: Selection, change: str) -> Html | None:
    """Return what people noted on a change."""
    note = selected.note(change)
    return element("p", note, class_="note") if note else None


def _found(side: FindingSide | None) -> Html:
    if side is None:
        return Html()
    kind = element("i", words.finding_words_of_kind(side))
    return join(f"{side.summary} ", kind, " ", _source(side), _outcome(side))


def _outcome(side: FindingSide) -> Html | None:
    """Return what a later report says became of a finding."""
    if side.outcome is None:
        return None
    source = side.outcome.source
    return element("p", f"{side.outcome.sentence}. ", link(source) if source else None, class_="stated")


def _figures(selected: Selection) -> Html | None:
    if not selected.figures:
        return None
    left, right = _sides(selected.comparison)
    lines = []
    for row in selected.figures:
        cells = [
            table_cell(name, join(figure_words.value(row, side), _source(side), between=" "))
            for name, side in ((left, row.left), (right, row.right))
        ]
        label = element("th", figure_words.figure_label(row), scope="row", title=row.definition)
        beside = element("td", "; ".join(figure_words.beside(selected.comparison, row)), _note(selected, row.id))
        lines.append(table_row([label, *cells, element("td", figure_words.delta(row)), beside]))
    charts = [chart for row in selected.figures if (chart := _chart(selected, row)) is not None]
    drawn = element("div", *charts, class_="charts") if charts else None
    return join(_section("Figures", ("", left, right, "difference", BESIDE.lower()), lines), drawn, between="\n")


def _chart(selected: Selection, row: FigureRow) -> Html | None:
    """Return a measure over the years, the line of each force amid the band of all; None where there is no band."""
    names = {side.force: side.force_name for side in (selected.comparison.left, selected.comparison.right)}
    band = selected.bands.get(row.measure, ())
    lines = [line for force, name in names.items() if (line := chart_line(name, row.values, force)) is not None]
    if not band or not lines:
        return None
    numbers = element("details", element("summary", "the numbers"), numbers_table(lines, band, row.unit))
    return element("div", draw_chart(row.label, row.unit, lines, band, titled=True), numbers)
