"""Markdown to paste into minutes: plain tables and lists, sources as numbered notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FindingSide, Judgment, JudgmentRow, Sourced, whose_source
from peeldiff.export import figure_words, words
from peeldiff.export.figure_words import BESIDE
from peeldiff.export.selection import Selection
from peeldiff.export.sheets import Sheet
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.vocabulary.words import COMPARABILITY_WORDS, KIND_WORDS

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is; no HTML, link or table break gets through."""
    return _ACTIVE.sub(r"\\\1", text.replace("&", "&amp;")).replace("\n", " ")


class _Sources:
    """The numbers of sources as Markdown, and their list."""

    def __init__(self) -> None:
        self._sources = SourceNumbers()

    def note(self, sourced: Sourced | None) -> str:
        """Return ` [3]` for a source, nothing where there is none; whose it is stands in the list."""
        if sourced is None or sourced.source is None:
            return ""
        return self.number(sourced.source, whose_source(sourced))

    def number(self, source: str, whose: str) -> str:
        """Return ` [3]` for a source of which it is known whose it is."""
        return f" \\[{self._sources.number(source, whose)}\\]"

    def section(self) -> list[str]:
        """Return the list of what has been numbered."""
        return source_list(self._sources)


def source_list(sources: SourceNumbers) -> list[str]:
    """Return the lines of a list of sources, nothing where there is none."""
    listed = [f"{number}. {escaped(whose)}: {escaped(source)}" for number, source, whose in sources.listed()]
    return ["", "## Sources", "", *listed] if listed else []


def write(selected: Selection) -> bytes:
    """Return the rows asked for as Markdown."""
    comparison, sources = selected.comparison, _Sources()
    comparability = comparison.comparability
    official = " (the inspectorate says so)" if comparability.official else ""
    lines = [
        f"# {escaped(words.title(comparison))}",
        "",
        f"**{COMPARABILITY_WORDS[comparability.level]}**{official}. {escaped(comparability.reason)}",
    ]
    for text, stated_by in words.monitoring(comparison):
        named = ", ".join(f"{escaped(whose)}{sources.number(source, whose)}" for source, whose in stated_by)
        lines += ["", f"{escaped(text)} ({named})"]
    if comparison.unofficial:
        lines += ["", f"**{escaped(comparison.unofficial)}**"]
    if selected.judgments:
        lines += ["", "## Judgments", "", *_judgments(selected, sources)]
        for reason in words.withheld_of_sides(comparison, selected.judgments):
            lines += ["", escaped(reason)]
    if selected.findings:
        lines += ["", "## Findings", "", "*?* marks a pair that shared words suggest; no person has said so."]
        lines += _findings(selected, sources)
    if selected.figures:
        lines += ["", "## Figures", "", *_figures(selected, sources)]
    lines += sources.section()
    card = comparison.dataset
    lines += [
        "",
        f"{escaped(card.about)}",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table of cells that are escaped already."""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def sheets_page(title: str, lead: str, sheets: Sequence[Sheet], sources: SourceNumbers, about: str) -> bytes:
    """Return plain tables under a title and what may be compared, the sources that their numbers mean below."""
    lines = [f"# {escaped(title)}", "", escaped(lead)]
    for sheet in sheets:
        heads = [escaped(column) for column in sheet.columns]
        rows = [["" if cell is None else escaped(str(cell)) for cell in row] for row in sheet.rows_named_once]
        lines += ["", f"## {escaped(sheet.title)}", "", *markdown_table(heads, rows)]
    lines += [*source_list(sources), "", escaped(about)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _sides(comparison: Comparison) -> list[str]:
    return [escaped(words.side_name(comparison, side)) for side in (comparison.left, comparison.right)]


def _judgments(selected: Selection, sources: _Sources) -> list[str]:
    comparison = selected.comparison

    def cell(row: JudgmentRow, judgments: Sequence[Judgment]) -> str:
        cells = [
            escaped(words.judgment_with_item(comparison, judgment, alone=len(judgments) == 1)) + sources.note(judgment)
            for judgment in judgments
        ]
        return "<br>".join(cells) or words.no_item(row)

    cells = []
    for row in selected.judgments:
        kind = f"{row.mark} {KIND_WORDS[row.kind]}"
        if row.stated_change:
            stated = words.stated_direction(comparison.cycle_names, row.stated_change)
            whose = words.stating_of_row(comparison, row.stated_change)
            kind += f"; {escaped(f'{whose}: {stated}')}{sources.note(row.stated_change)}"
        if note := selected.note(row.id):
            kind += f"<br>{escaped(note)}"
        cells.append([escaped(words.row_name(row)), cell(row, row.left), cell(row, row.right), kind])
    return markdown_table(["", *_sides(comparison), "Change"], cells)


def _findings(selected: Selection, sources: _Sources) -> list[str]:
    comparison = selected.comparison
    lines: list[str] = []
    topic: str | None = ""
    for row in selected.findings:
        if row.topic != topic:
            topic = row.topic
            lines += ["", f"### {escaped(row.topic_label or 'Without a topic')}", ""]
        sides = []
        for side, name in ((row.left, comparison.left), (row.right, comparison.right)):
            if side is not None:
                kind = words.finding_words_of_kind(side)
                where = escaped(words.side_name(comparison, name))
                sides.append(f"{where} ({kind}): {escaped(side.summary)}{sources.note(side)}{_outcome(side, sources)}")
        lines.append(f"- **{words.finding_kind(comparison, row)}** – {' / '.join(sides)}")
        if note := selected.note(row.id):
            lines.append(f"  - {escaped(note)}")
    return lines


def _outcome(side: FindingSide, sources: _Sources) -> str:
    """Return what a later report says became of a finding, with its source."""
    if side.outcome is None:
        return ""
    source = side.outcome.source
    number = sources.number(source, side.outcome.cycle_name or "a later report") if source else ""
    return f" ({escaped(side.outcome.sentence)}{number})"


def _figures(selected: Selection, sources: _Sources) -> list[str]:
    rows = []
    for row in selected.figures:
        sides = [escaped(figure_words.value(row, side)) + sources.note(side) for side in (row.left, row.right)]
        remarks = [*figure_words.beside(selected.comparison, row), selected.note(row.id)]
        beside = "<br>".join(escaped(line) for line in remarks if line)
        rows.append([escaped(figure_words.figure_label(row)), *sides, escaped(figure_words.delta(row)), beside])
    return markdown_table(["", *_sides(selected.comparison), "Difference", BESIDE], rows)
