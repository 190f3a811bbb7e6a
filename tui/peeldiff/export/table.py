"""A comparison, or plain tables of facts, as text for a terminal or a plain file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peeldiff.compare.comparison import Comparison, JudgmentRow, count_apart
from peeldiff.export import words
from peeldiff.export.selection import Selection
from peeldiff.export.sheets import Sheet
from peeldiff.export.text_layout import Cell, Line, Part, TextTable, lay_out
from peeldiff.export.words import BESIDE
from peeldiff.vocabulary.sources import is_address, source_words
from peeldiff.vocabulary.words import KIND_WORDS

PLAIN_WIDTH = 100
"""The width where there is no terminal."""

_STYLES = {
    "improved": "bold blue",
    "higher": "bold blue",
    "declined": "bold yellow",
    "lower": "bold yellow",
    "carried-over": "dim",
    "not-comparable": "bold",
    "unknown": "dim",
}


def render(parts: Iterable[Part], width: int | None = None, *, colour: bool = False) -> bytes:
    """Return parts as bytes: `width` columns, plain unless `colour`."""
    return lay_out(parts, width or PLAIN_WIDTH, colour=colour)


def page(sheets: Sequence[Sheet]) -> list[Part]:
    """Return sheets one below the other, and the sources that their numbers mean."""
    parts: list[Part] = []
    sources: dict[str, str] = {}
    for shown in sheets:
        if parts:
            parts.append(Line())
        if shown.title and len(sheets) > 1:
            parts.append(Line(shown.title.replace("_", " ").capitalize(), style="bold"))
        parts.append(_brief(shown, sources) if shown.brief else sheet(shown.columns, shown.rows))
    return [*parts, *source_lines((number, *listed) for number, listed in enumerate(sources.items(), 1))]


def source_lines(listed: Iterable[tuple[int, str, str]]) -> list[Part]:
    """Return the list of sources that stands under a table: the number, the source, whose it is."""
    lines = [_source(f"[{number}] ", source, f" ({whose})") for number, source, whose in listed]
    return [Line(), Line("Sources", "bold"), *lines] if lines else []


def _source(number: str, source: str, whose: str) -> Part:
    """Return the line of a source and whose it is; only an address stays whole, however long."""
    line = f"{number}{source}{whose}"
    return Line(line, whole=is_address(source))


def _brief(shown: Sheet, sources: dict[str, str]) -> TextTable:
    """Return a sheet in the columns for reading, the source of each row as a number; `sources` are whose each is."""
    rows = []
    places = {source: place for place, source in enumerate(sources, 1)}
    sourced = [name for name in ("source", "address") if name in shown.columns][:1]
    for place, line in enumerate(shown.records()):
        cells = [*shown.in_words[place]] if shown.in_words else [line[name] for name in shown.brief]
        source = line[sourced[0]] if sourced else None
        number = ""
        if source is not None:
            # `published` is the day of a source only beside the source's basis; `check` has counts of that name.
            day = line.get("published") if "source_basis" in line else None
            whose = source_words(str(source), line.get("source_basis"), day)
            sources.setdefault(str(source), whose)
            number = f"[{places.setdefault(str(source), len(places) + 1)}]"
        rows.append([*cells, number] if sourced else cells)
    return sheet([*(name.replace("_", " ") for name in shown.brief), *sourced], rows)


def sheet(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> TextTable:
    """Return a bare table of text cells; a cell that is None stays empty."""
    return TextTable(columns, [[_cell(cell) for cell in row] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def write(selected: Selection, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return the rows asked for as a page of tables."""
    comparison = selected.comparison
    parts: list[Part] = [*_heading(comparison), Line()]
    if selected.judgments:
        parts.append(_judgments(comparison, selected.judgments))
        parts.append(Line())
    parts.append(Line(_counts(selected)))
    parts.append(Line(_legend(selected), style="dim"))
    if selected.findings:
        parts += [Line(), Line("Findings", style="bold"), _findings(selected)]
        if any(row.kind == "both" and row.verdict is None for row in selected.findings):
            parts.append(
                Line("? a pair suggested by shared words; peeldiff notes match keeps your verdict", style="dim")
            )
    if selected.figures:
        parts += [Line(), Line("Figures", style="bold"), _figures(selected)]
    card = comparison.dataset
    parts += [Line(), Line(card.about, style="dim")]
    return render(parts, width, colour=colour)


def _heading(comparison: Comparison) -> list[Part]:
    comparability = comparison.comparability
    official = " (the inspectorate says so)" if comparability.official else ""
    lines: list[Part] = [Line(f"{words.comparability(comparability)}{official}: {comparability.reason}")]
    if comparison.unofficial:
        lines.append(Line(f"! {comparison.unofficial}", "bold"))
    for text, source, whose in words.monitoring(comparison):
        lines += [Line(f"{text} Source ({whose}):"), _source("", source, "")]
    return [Line(words.title(comparison), "bold"), *lines]


def _judgments(comparison: Comparison, rows: Sequence[JudgmentRow]) -> TextTable:
    sides = [words.side_name(comparison, side) for side in (comparison.left, comparison.right)]
    table = TextTable(("", *sides, ""), shares=(5, 7, 7, 4))
    for row in rows:
        stated = f"\nreport: {row.stated_change.direction}" if row.stated_change else ""
        kind = Cell(f"{row.mark} {KIND_WORDS[row.kind]}{stated}", _STYLES.get(row.kind, ""))
        cells = [
            "\n".join(
                words.judgment_with_item(comparison, judgment, alone=len(judgments) == 1) for judgment in judgments
            )
            for judgments in (row.left, row.right)
        ]
        table.rows.append((words.row_name(row), *(cell or "–" for cell in cells), kind))
    return table


def _counts(selected: Selection) -> str:
    """Count the rows asked for by kind, an indicative direction apart."""
    counted = count_apart(selected.judgments)
    named = (f"{count.rows} {KIND_WORDS[count.kind]}{' (indicative)' if count.hint else ''}" for count in counted)
    return ", ".join(named) or "No rows."


def _legend(selected: Selection) -> str:
    sentences = []
    if any(row.basis == "indicative" for row in selected.judgments):
        sentences.append("A hollow arrow is indicative only.")
    if any(row.kind == "not-comparable" for row in selected.judgments):
        sentences.append("Rows marked ≠ carry no direction; --format json gives the reason of each row.")
    return " ".join(sentences)


def _findings(selected: Selection) -> TextTable:
    comparison = selected.comparison
    sides = [words.side_name(comparison, side) for side in (comparison.left, comparison.right)]
    table = TextTable(("", *sides), shares=(3, 7, 7))
    topic = object()
    for row in selected.findings:
        if row.topic != topic:
            topic = row.topic
            table.rows.append((Cell(row.topic_label or "Without a topic", "bold"), "", ""))
        cells = [
            f"{found.summary} ({words.finding_words_of_kind(found)})" if found else ""
            for found in (row.left, row.right)
        ]
        table.rows.append((Cell(words.finding_kind(comparison, row), indent=1), *cells))
    return table


def _figures(selected: Selection) -> TextTable:
    rows = [
        (
            words.figure_label(row),
            words.value(row, row.left),
            words.value(row, row.right),
            words.delta(row),
            "\n".join(words.beside(selected.comparison, row)),
        )
        for row in selected.figures
    ]
    sides = [
        words.side_name(selected.comparison, side) for side in (selected.comparison.left, selected.comparison.right)
    ]
    return sheet(("", *sides, "difference", BESIDE.lower()), rows)
