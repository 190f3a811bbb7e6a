"""A force's figures on its page: drawn where there is a line to draw, the table beside each."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.compare.figure_history import FigureHistory
from peeldiff.compare.force_facts import ForceFacts
from peeldiff.compare.rows import FigureSide, whose_source
from peeldiff.export.figure_chart import ALL_FORCES, chart_line, describe_spread, draw_chart
from peeldiff.export.figure_words import OWN_FIGURE
from peeldiff.export.markup import Html, element, join
from peeldiff.export.page import SourceList, table, table_cell, table_row
from peeldiff.vocabulary.quantities import number, quantity, unit_words


def figures_section(facts: ForceFacts, sources: SourceList) -> Html | None:
    """Return what is measured: first what can be drawn, then the rest as one table."""
    if not facts.figures:
        return None
    force, name = facts.timeline.force, facts.timeline.force_name
    drawn = [
        (each, line)
        for each in facts.figures
        if each.band and (line := chart_line(name, each.values, force)) is not None
    ]
    rest = [each for each in facts.figures if each not in [figure for figure, _ in drawn]]
    charts = [
        element(
            "section",
            element("h3", each.label),
            element("p", each.definition, class_="reading"),
            element(
                "div",
                draw_chart(each.label, each.unit, [line], each.band),
                _history_table(each, sources),
                class_="charted",
            ),
        )
        for each, line in drawn
    ]
    return join(element("h2", "Figures"), *charts, _rest(rest, sources, aside=bool(charts)), between="\n")


def _history_table(figure: FigureHistory, sources: SourceList) -> Html:
    """Return every value with its period, where all forces stood then, and its source."""
    around = {(point.start, point.end): point.spread for point in figure.band}
    lines, head = [], unit_words(figure.unit)
    for side in figure.values:
        spread = around.get((side.start or "", side.end or ""))
        lines.append(
            table_row(
                [
                    element("th", side.period, scope="row"),
                    table_cell(head, _value(figure, side, sources, unit=False)),
                    table_cell("all forces", describe_spread(spread)),
                ]
            )
        )
    return table(("Period", head, ALL_FORCES), lines, "figures")


def _value(figure: FigureHistory, side: FigureSide, sources: SourceList, *, unit: bool = True) -> Html:
    """Return a value with what it is and its source; without its unit where that stands in the head of the column."""
    about = [] if side.kind == "measured" else [side.kind]
    if side.whose == "force" and not figure.own:
        about.append(OWN_FIGURE)
    if side.target is not None:
        about.append(f"target {number(side.target)}{'' if side.met is None else ': met' if side.met else ': missed'}")
    value = quantity(side.value, figure.unit)
    words = (value if unit else value.removesuffix(f" {unit_words(figure.unit)}")) + (
        f" ({'; '.join(about)})" if about else ""
    )
    return join(words, " ", sources.note(side.source, whose_source(side)))


def _rest(figures: Sequence[FigureHistory], sources: SourceList, *, aside: bool) -> Html | None:
    """Return the figures without a line in one table, folded where there are others."""
    if not figures:
        return None
    lines = [
        table_row(
            [
                element("th", f"{each.label} ({OWN_FIGURE})" if each.own else each.label, scope="row"),
                table_cell("period", side.period),
                table_cell("value", _value(each, side, sources)),
            ]
        )
        for each in figures
        for side in each.values
    ]
    whole = table(("", "period", "value"), lines, "figures")
    if not aside:
        return whole
    return element(
        "details", element("summary", f"{len(figures)} more figures, those of the force's own among them"), whole
    )
