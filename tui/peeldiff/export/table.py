"""A table for a terminal or a plain file, drawn by Rich and fitted to a width in columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from peeldiff.compare.comparison import Comparison, JudgmentRow, count_apart
from peeldiff.export import words
from peeldiff.export.selection import Selection
from peeldiff.export.sheets import Sheet
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


def render(parts: Iterable[RenderableType], width: int | None = None, *, colour: bool = False) -> bytes:
    """Return Rich content as bytes: `width` columns, plain unless `colour`.

    A part that is a plain `str` is a line that must stay whole, such as an address.
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width or PLAIN_WIDTH,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        if isinstance(part, str):
            console.print(Text(part), soft_wrap=True)
        else:
            console.print(part)
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


def page(sheets: Sequence[Sheet]) -> list[RenderableType]:
    """Return sheets one below the other, and the sources that their numbers mean."""
    parts: list[RenderableType] = []
    sources: dict[str, str] = {}
    for shown in sheets:
        if parts:
            parts.append(Text())
        if shown.title and len(sheets) > 1:
            parts.append(Text(shown.title.replace("_", " ").capitalize(), style="bold"))
        parts.append(_brief(shown, sources) if shown.brief else sheet(shown.columns, shown.rows))
    if sources:
        parts += [Text(), Text("Sources", style="bold")]
        numbered = enumerate(sources.items(), 1)
        parts += [_source(f"[{number}] ", source, f" ({whose})") for number, (source, whose) in numbered]
    return parts


def _source(number: str, source: str, whose: str) -> RenderableType:
    """Return the line of a source and whose it is; only an address stays whole, however long."""
    line = f"{number}{source}{whose}"
    return line if is_address(source) else Text(line, overflow="fold")


def _brief(shown: Sheet, sources: dict[str, str]) -> Table:
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


def sheet(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Return a bare table of text cells; a cell that is None stays empty."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(cell)) for cell in row))
    return table


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def write(selected: Selection, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return the rows asked for as a page of tables."""
    comparison = selected.comparison
    parts: list[RenderableType] = [*_heading(comparison), Text()]
    if selected.judgments:
        parts.append(_judgments(comparison, selected.judgments))
        parts.append(Text())
    parts.append(Text(_counts(selected)))
    parts.append(Text(_legend(selected), style="dim"))
    if selected.findings:
        parts += [Text(), Text("Findings", style="bold"), _findings(selected)]
        if any(row.kind == "both" and row.verdict is None for row in selected.findings):
            parts.append(
                Text("? a pair suggested by shared words; peeldiff notes match keeps your verdict", style="dim")
            )
    if selected.figures:
        parts += [Text(), Text("Figures", style="bold"), _figures(selected)]
    card = comparison.dataset
    parts += [Text(), Text(card.about, style="dim")]
    return render(parts, width, colour=colour)


def _heading(comparison: Comparison) -> list[RenderableType]:
    comparability = comparison.comparability
    official = " (the inspectorate says so)" if comparability.official else ""
    line = Text(f"{words.comparability(comparability)}{official}: {comparability.reason}")
    if comparison.unofficial:
        line.append(f"\n! {comparison.unofficial}", style="bold")
    stays: list[RenderableType] = []
    for text, source, whose in words.monitoring(comparison):
        stays += [Text(f"{text} Source ({whose}):"), source]
    return [Text(words.title(comparison), style="bold"), line, *stays]


def _judgments(comparison: Comparison, rows: Sequence[JudgmentRow]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("", ratio=5, overflow="fold")
    for side in (comparison.left, comparison.right):
        table.add_column(Text(words.side_name(comparison, side)), ratio=7, overflow="fold")
    table.add_column("", ratio=4, overflow="fold")
    for row in rows:
        stated = f"\nreport: {row.stated_change.direction}" if row.stated_change else ""
        kind = Text(f"{row.mark} {KIND_WORDS[row.kind]}{stated}", style=_STYLES.get(row.kind, ""))
        sides = [
            Text(
                "\n".join(
                    words.judgment_with_item(comparison, judgment, alone=len(judgments) == 1) for judgment in judgments
                )
                or "–"
            )
            for judgments in (row.left, row.right)
        ]
        table.add_row(Text(words.row_name(row)), *sides, kind)
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


def _findings(selected: Selection) -> RenderableType:
    comparison = selected.comparison
    sides = [words.side_name(comparison, side) for side in (comparison.left, comparison.right)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("", ratio=3, overflow="fold")
    for side in sides:
        table.add_column(Text(side), ratio=7, overflow="fold")
    topic = object()
    for row in selected.findings:
        if row.topic != topic:
            topic = row.topic
            table.add_row(Text(row.topic_label or "Without a topic", style="bold"), Text(), Text())
        cells = [
            Text(f"{found.summary} ({words.finding_words_of_kind(found)})" if found else "")
            for found in (row.left, row.right)
        ]
        table.add_row(Padding(Text(words.finding_kind(comparison, row)), (0, 0, 0, 1)), *cells)
    return table


def _figures(selected: Selection) -> RenderableType:
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
