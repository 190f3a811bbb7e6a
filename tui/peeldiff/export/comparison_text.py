"""A comparison as text for a terminal or a plain file: its rows, what was counted, sources below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from peeldiff.compare.comparison import count_apart
from peeldiff.compare.rows import FigureRow, FindingSide, Judgment, JudgmentRow, Sourced, StatedChange, whose_source
from peeldiff.export import figure_words, table, words
from peeldiff.export.figure_words import BESIDE
from peeldiff.export.selection import Selection
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.export.text_layout import Cell, Line, Part, TextTable
from peeldiff.text import unbroken
from peeldiff.vocabulary.words import KIND_WORDS

_STYLES = {
    "improved": "bold blue",
    "higher": "bold blue",
    "declined": "bold yellow",
    "lower": "bold yellow",
    "carried-over": "dim",
    "not-comparable": "bold",
    "unknown": "dim",
}
_SUGGESTED = "? a pair suggested by shared words; peeldiff notes match keeps your verdict"
_ALL_FIGURES = f"{unbroken('-o FILE.csv')}, .md or .html has them all."
_ONLY: tuple[Callable[[FigureRow], bool], ...] = (
    lambda row: row.left is not None and row.right is None,
    lambda row: row.left is None and row.right is not None,
)


def write(selected: Selection, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return the rows asked for as a page of tables."""
    return table.render(_Writer(selected).parts(), width, colour=colour)


class _Writer:
    """Writes the parts, and numbers their sources meanwhile."""

    def __init__(self, selected: Selection) -> None:
        self.selected = selected
        self.comparison = selected.comparison
        self.sources = SourceNumbers()

    def parts(self) -> Iterator[Part]:
        """Walk over the parts, the sources that they number at the end."""
        yield from self._heading()
        yield Line()
        if self.selected.judgments:
            yield from (self._judgments(self.selected.judgments), Line())
            yield from map(Line, words.withheld_of_sides(self.comparison, self.selected.judgments))
        yield Line(_counts(self.selected))
        yield Line(_legend(self.selected), style="dim")
        if self.selected.findings:
            yield from (Line(), Line("Findings", style="bold"), self._findings())
            if any(row.kind == "both" and row.verdict is None for row in self.selected.findings):
                yield Line(_SUGGESTED, style="dim")
        if self.selected.figures:
            yield from (Line(), Line("Figures", style="bold"), *self._figures())
        yield from table.source_lines(self.sources.listed())
        yield from (Line(), Line(self.comparison.dataset.about, style="dim"))

    def _heading(self) -> Iterator[Part]:
        of = self.comparison.comparability
        official = " (the inspectorate says so)" if of.official else ""
        yield Line(words.title(self.comparison), "bold")
        yield Line(f"{words.comparability(of)}{official}: {of.reason}")
        if self.comparison.unofficial:
            yield Line(f"! {self.comparison.unofficial}", "bold")
        for text, sources in words.monitoring(self.comparison):
            numbers = "".join(f" [{self.sources.number(*source)}]" for source in sources)
            yield Line(f"{text}{numbers}")

    @property
    def _sides(self) -> list[str]:
        return [words.side_name(self.comparison, side) for side in (self.comparison.left, self.comparison.right)]

    def _number(self, sourced: Sourced | None) -> str:
        if sourced is None or not sourced.source:
            return ""
        return f" [{self.sources.number(sourced.source, whose_source(sourced))}]"

    def _judgments(self, rows: Sequence[JudgmentRow]) -> TextTable:
        drawn = TextTable(("", *self._sides, ""), shares=(5, 7, 7, 4))
        for row in rows:
            change = row.stated_change
            stated = f"\n{self._stated(change)}{self._number(change)}" if change else ""
            cells = [self._judged(judgments) or words.no_item(row) for judgments in (row.left, row.right)]
            kind = Cell(f"{row.mark} {KIND_WORDS[row.kind]}{stated}", _STYLES.get(row.kind, ""))
            drawn.rows.append((words.row_name(row), *cells, kind))
        return drawn

    def _stated(self, change: StatedChange) -> str:
        direction = words.stated_direction(self.comparison.cycle_names, change)
        return f"{words.stating_of_row(self.comparison, change)}: {direction}"

    def _judged(self, judgments: Sequence[Judgment]) -> str:
        alone = len(judgments) == 1
        return "\n".join(
            f"{words.judgment_with_item(self.comparison, judgment, alone=alone)}{self._number(judgment)}"
            for judgment in judgments
        )

    def _findings(self) -> TextTable:
        """Return the findings by topic: two that meet side by side, what only one side has across both columns."""
        drawn = TextTable(self._sides, shares=(1, 1))
        topic, before = object(), ""
        for row in self.selected.findings:
            if row.topic != topic:
                topic, before = row.topic, ""
                heading = Line(row.topic_label or "Without a topic", "bold")
                drawn.rows.extend([*([Line()] if drawn.rows else []), heading])
            kind = words.finding_kind(self.comparison, row)
            drawn.rows.extend([Line(kind, hang="  ")] if kind != before else [])
            before = kind
            if row.left and row.right:
                drawn.rows.append((Cell(f"– {self._found(row.left)}", indent=2), self._found(row.right)))
            else:
                drawn.rows.append(Line(self._found(row.left or row.right), hang="  – "))
        return drawn

    def _found(self, side: FindingSide | None) -> str:
        if side is None:
            return ""
        text = f"{side.summary} ({words.finding_words_of_kind(side)}){self._number(side)}"
        if side.outcome is None:
            return text
        whose, source = side.outcome.cycle_name or "a later report", side.outcome.source
        number = f" [{self.sources.number(source, whose)}]" if source else ""
        return f"{text}\n{side.outcome.sentence}{number}"

    def _figures(self) -> Iterator[Part]:
        """Return the measures that both sides have a value of, and how many more there are."""
        figures = self.selected.figures
        both = [row for row in figures if row.left and row.right]
        if both:
            yield self._measured(both)
        counts = [
            (f"that only {name} has", sum(map(has, figures))) for name, has in zip(self._sides, _ONLY, strict=True)
        ]
        counts.append(("with plans or targets alone", sum(not row.left and not row.right for row in figures)))
        rest = [f"{count:,} {which}" for which, count in counts if count]
        if rest:
            yield Line(f"{'Besides' if both else 'None that both have'}: {', '.join(rest)}. {_ALL_FIGURES}", "dim")

    def _measured(self, figures: Sequence[FigureRow]) -> TextTable:
        drawn = TextTable((*self._sides, "difference", BESIDE.lower()))
        for row in figures:
            drawn.rows.append(Line(figure_words.figure_label(row), "bold"))
            left, right = (f"{figure_words.value(row, side)}{self._number(side)}" for side in (row.left, row.right))
            beside = "\n".join(figure_words.beside(self.comparison, row))
            drawn.rows.append((Cell(left, indent=2), right, figure_words.delta(row), beside))
        return drawn


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
