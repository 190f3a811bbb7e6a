"""Every force between two cycles as tables in words, for a terminal, a plain file and Markdown."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from peeldiff.export.country_counts import count_signs, item_labels, scale_used
from peeldiff.export.country_words import CountryWords, RowWords, SideWords
from peeldiff.export.sheets import Sheet
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.vocabulary.terms import BASES
from peeldiff.vocabulary.words import BASIS_WORDS


def sheets(
    in_words: CountryWords, sources: SourceNumbers, *, summary_only: bool = False, most: int | None = None
) -> list[Sheet]:
    """Return the tables for reading, the rows of at most the first `most`; `sources` are numbered."""
    counts = [_summary(in_words)]
    if summary_only:
        return counts
    country = in_words.country
    if country.transitions.height:
        counts.append(_transitions(in_words, country.transitions))
    if country.distributions.height:
        counts.append(_distributions(in_words, country.distributions))
    rows = readable(country.rows)
    return [*counts, *_rows(in_words, rows if most is None else rows.head(most), sources)]


def readable(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out what tells a reader nothing: rows on which the dataset has a gap."""
    return rows.filter(pl.col("kind") != "unknown")


def _summary(in_words: CountryWords) -> Sheet:
    """Return how many rows there are of each kind, then all of them, then by basis; each word once."""
    counted = [(words, f"{rows:,}") for _, words, rows in in_words.counted()]
    total = sum(rows for _, _, rows in in_words.counted())
    bases = in_words.country.bases
    by_basis = [(f"  on basis: {BASIS_WORDS[basis]}", f"{bases[basis]:,}") for basis in BASES if basis in bases]
    return Sheet(("", "rows"), (*counted, ("all rows", f"{total:,}"), *by_basis), "In short")


def _transitions(in_words: CountryWords, frame: pl.DataFrame) -> Sheet:
    """Return a line for each item and grade that it came from, a column for each grade that it went to."""
    labels, signs = item_labels(in_words, drawn=True), count_signs(in_words)
    scale = scale_used(in_words, {*frame["from"].cast(pl.String), *frame["to"].cast(pl.String)})
    counts: dict[tuple[str, str], dict[str, str]] = {}
    for item, first, then, count in frame.iter_rows():
        counts.setdefault((item, first), {})[then] = f"{count} {signs.get((item, first, then), '')}".rstrip()
    lines = []
    for (item, first), found in counts.items():
        label, basis = labels.get(item, (item, ""))
        named = f"{label} ({BASIS_WORDS.get(basis, basis)})"
        lines.append((named, in_words.grade(first), *(found.get(to, "0") for to in scale)))
    left, right = in_words.cycle_names
    heads = ("", f"from {left}; to {right}:", *(in_words.grade(grade, short=True) for grade in scale))
    return Sheet(heads, tuple(lines), "From grade to grade", headed_by=1)


def _distributions(in_words: CountryWords, frame: pl.DataFrame) -> Sheet:
    """Return a line for each item and cycle, a column for each grade."""
    labels = item_labels(in_words, drawn=False)
    names = dict(zip((in_words.country.left_cycle, in_words.country.right_cycle), in_words.cycle_names, strict=True))
    scale = scale_used(in_words, set(frame["grade"].cast(pl.String)))
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for item, cycle, grade, count in frame.iter_rows():
        counts.setdefault((item, cycle), {})[grade] = count
    lines = []
    for (item, cycle), found in counts.items():
        label = labels.get(item, (item, ""))[0]
        lines.append(
            (
                label,
                names[cycle],
                *(str(found.get(grade, 0)) if in_words.can_give(cycle, grade) else "" for grade in scale),
            )
        )
    heads = ("", "cycle", *(in_words.grade(grade, short=True) for grade in scale))
    return Sheet(heads, tuple(lines), "Grades given (no direction may be drawn)", headed_by=1)


def _rows(in_words: CountryWords, rows: pl.DataFrame, sources: SourceNumbers) -> Iterator[Sheet]:
    """Return the rows; of several items a force's name stands once, above its own."""
    if not rows.height:
        return
    heads = (*in_words.cycle_names, "change")
    shown = list(in_words.rows(rows))
    if len({row.item for row in shown}) == 1:
        lines = tuple((row.force_name, *_cells(row, sources)) for row in shown)
        yield Sheet(("force", *heads), lines, shown[0].label)
        return
    named = tuple((row.force_name, row.label, *_cells(row, sources)) for row in shown)
    yield Sheet(("force", "item", *heads), named, "Force by force", headed_by=1)


def _cells(row: RowWords, sources: SourceNumbers) -> tuple[str, str, str]:
    return _side(row.left, sources), _side(row.right, sources), row.change


def _side(side: SideWords | None, sources: SourceNumbers) -> str:
    if side is None:
        return "–"
    numbers = "".join(f" [{sources.number(source, whose)}]" for source, whose in side.sources)
    return f"{side.words}{numbers}"
