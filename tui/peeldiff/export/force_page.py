"""A force through time as a page: what matters now, every cycle, what was found, figures, sources."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.compare.force_facts import ForceFacts, has_grade
from peeldiff.compare.force_history import Entry, TimelineColumn, TimelineRow
from peeldiff.compare.rows import FindingSide, Judgment, whose_source
from peeldiff.export.force_figures import figures_section
from peeldiff.export.force_summary import UNTOLD_LATEST, grades_by_worst, monitoring_sentences
from peeldiff.export.markup import Content, Html, classes, element, join
from peeldiff.export.page import SourceList, glued, link, page, table_cell, table_row
from peeldiff.export.words import (
    comparability,
    finding_words_of_kind,
    outcome_words,
    shade_of,
    stated_words,
    withheld_reasons,
)
from peeldiff.vocabulary.signs import KIND_SIGNS, change_sign
from peeldiff.vocabulary.sources import aside_of, publisher
from peeldiff.vocabulary.terms import PART
from peeldiff.vocabulary.words import KIND_WORDS

_READING = (
    "Each cell has the grade of that cycle and what it is beside the cycle before. A double line is a break: across "
    "it no direction may be drawn. A number is the source of what stands before it."
)


def write(facts: ForceFacts) -> bytes:
    """Return the page of a force, or of one inspection."""
    sources = SourceList()
    whole = facts.timeline
    one_cycle = whole.columns[0].side.cycle_name if len(whole.columns) == 1 else None
    title = f"{whole.force_name}: {one_cycle or 'every inspection'}"
    parts: list[Content] = [
        element("h1", title),
        *_monitoring(facts, sources),
        *_latest(facts, sources),
        _timeline(facts, sources),
        *_breaks(facts),
        *_stated(facts, sources),
        *_findings(facts, sources),
        figures_section(facts, sources),
        sources.section(),
        element("footer", facts.dataset.about),
    ]
    return page(title, parts)


def _monitoring(facts: ForceFacts, sources: SourceList) -> Iterator[Html]:
    for sentence, stated_by in monitoring_sentences(facts):
        notes = [sources.note(*source) for source in stated_by]
        yield element("p", sentence, " ", *notes, class_="monitoring basis" if stated_by else "monitoring")


def _latest(facts: ForceFacts, sources: SourceList) -> Iterator[Html]:
    """Say how the latest cycle of which a grade is known stands, worst first."""
    latest = facts.latest
    if not facts.in_order:
        yield element("p", UNTOLD_LATEST)
    if latest is None or len(facts.timeline.columns) == 1:
        return
    yield element("h2", f"Latest grades: {latest.side.cycle_name} ({facts.scales[latest.side.cycle]})")
    lines = [
        element("li", element("b", words), ": ", join(*(_item(each, sources) for each in judgments), between=", "))
        for words, judgments in grades_by_worst(facts.timeline.grades, latest)
    ]
    yield element("ul", *lines, class_="latest")


def _item(judged: Judgment, sources: SourceList) -> Html:
    note = sources.note(judged.source, whose_source(judged))
    return join(judged.label + aside_of(judged.source, judged.source_basis), note, between=" ")


def _timeline(facts: ForceFacts, sources: SourceList) -> Html:
    # A thematic inspection has no grades and continues no cycle: its findings stand below. A cycle of gaps stays.
    whole = facts.timeline.columns
    columns = [column for column in whole if has_grade(column) or column.before is not None] or list(whole)
    bare = ", ".join(column.side.cycle_name for column in whole if column not in columns)
    heads = [element("th", "Item", scope="col"), *(_head(facts, column) for column in columns)]
    lines = [
        table_row(
            [
                element("th", row.label, scope="row"),
                *(_cell(facts, sources, column, row) for column in columns),
            ],
            row.kind,
        )
        for row in facts.timeline.rows
    ]
    body = element("tbody", "\n", join(*lines, between="\n"), "\n")
    table = element("table", element("thead", table_row(heads)), body, class_="timeline")
    scrolled = element("div", table, class_="scroll", tabindex="0", role="region", aria_label="Every cycle")
    reading = element("p", f"{_READING} No grade is known of: {bare}." if bare else _READING, class_="reading")
    return join(element("h2", "Every cycle"), reading, scrolled, between="\n")


def _head(facts: ForceFacts, column: TimelineColumn) -> Html:
    broken = (
        element("span", f"{KIND_SIGNS['not-comparable'].unicode} a break", class_="mark") if column.breaks else None
    )
    scale = element("span", facts.scales[column.side.cycle], class_="scale")
    return element("th", column.side.cycle_name, " ", scale, " ", broken, scope="col", class_=_broken(column))


def _broken(column: TimelineColumn) -> str | None:
    return "broken" if column.breaks else None


def _cell(facts: ForceFacts, sources: SourceList, column: TimelineColumn, row: TimelineRow) -> Html:
    entries = column.cells.get(row.id, ())
    if not entries:
        return element("td", "–", data_side=column.side.cycle_name, class_=_broken(column))
    drawn = [_entry(facts, sources, entry, alone=len(entries) == 1) for entry in entries]
    return table_cell(column.side.cycle_name, join(*drawn), class_=_broken(column))


def _entry(facts: ForceFacts, sources: SourceList, entry: Entry, *, alone: bool) -> Html:
    judged = entry.judgment
    words = outcome_words(facts.timeline.grades, judged)
    if judged.source and judged.source_basis not in (None, "report"):
        words += f" ({whose_source(judged)})"
    if judged.coverage == PART:
        words = f"in part, {judged.label}: {words}"
    elif not alone:
        words += f" ({judged.label})"
    change = None
    if judged.grade and entry.kind in ("improved", "declined", "unchanged"):
        hint = ", indicative only" if entry.basis == "indicative" else ""
        sign = change_sign(entry.kind, entry.basis)
        change = element("b", f"{sign} {KIND_WORDS[entry.kind]}{hint}", class_="change")
    note = sources.note(judged.source, whose_source(judged))
    grade = element("span", glued(words), class_=classes("grade", shade_of(judged)))
    return element("div", grade, " ", note, " ", change, class_=classes(entry.kind if change else None))


def _breaks(facts: ForceFacts) -> Iterator[Html]:
    """Say why no direction may be drawn across each break."""
    lines = [
        element(
            "li",
            f"{column.pair.left.cycle_name} and {column.side.cycle_name}: ",
            f"{comparability(column.pair.comparability)}. {column.pair.comparability.reason} ",
            *(link(source) for source in column.pair.comparability.sources),
        )
        for column in facts.timeline.columns
        if column.pair is not None and column.pair.breaks
    ]
    for column in facts.timeline.columns:
        judged = [entry.judgment for entries in column.cells.values() for entry in entries]
        for reason in withheld_reasons(column.side.cycle_name, judged):
            yield element("p", reason)
    if lines:
        yield join(element("h2", "The breaks"), element("ul", *lines))


def _stated(facts: ForceFacts, sources: SourceList) -> Iterator[Html]:
    if facts.stated_changes:
        yield element("h2", "What is said of change")
    for cycle, stated in reversed([*facts.stated_changes.items()]):
        yield element("h3", _name(facts, cycle))
        lines = [
            element(
                "li",
                element("b", about),
                "" if change.source_basis in (None, "report") else f", {publisher(change.source)} says",
                f": {stated_words(facts.cycle_names, change)} ",
                sources.note(change.source, whose_source(change)),
            )
            for about, change in stated
        ]
        yield element("ul", *lines)


def _findings(facts: ForceFacts, sources: SourceList) -> Iterator[Html]:
    if facts.findings:
        yield element("h2", "Findings")
    for cycle, findings in reversed([*facts.findings.items()]):
        yield element("h3", _name(facts, cycle))
        yield element("ul", *(_finding(finding, sources) for finding in findings))


def _finding(finding: FindingSide, sources: SourceList) -> Html:
    outcome = None
    if finding.outcome is not None:
        whose = f"{finding.outcome.cycle_name or 'a later report'}"
        outcome = element("b", f" {finding.outcome.sentence}.", " ", sources.note(finding.outcome.source, whose))
    kind = element("i", finding_words_of_kind(finding))
    return element("li", f"{finding.summary} ", kind, " ", sources.note(finding.source, whose_source(finding)), outcome)


def _name(facts: ForceFacts, cycle: str) -> str:
    return next(column.side.cycle_name for column in facts.timeline.columns if column.side.cycle == cycle)
