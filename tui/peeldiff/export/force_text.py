"""A force through time, or one inspection, as text: what matters first, then a cycle at a time, sources below."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.compare.force_facts import ForceFacts
from peeldiff.compare.force_history import Entry, TimelineColumn
from peeldiff.compare.rows import FindingSide, Judgment, Sourced, whose_source
from peeldiff.export import table
from peeldiff.export.figure_words import OWN_FIGURE
from peeldiff.export.force_summary import UNTOLD_LATEST, grades_by_worst, monitoring_sentences
from peeldiff.export.source_numbers import SourceNumbers
from peeldiff.export.text_layout import Cell, Line, Part, TextTable
from peeldiff.export.words import (
    change_words,
    comparability,
    finding_words_of_kind,
    outcome_words,
    stated_words,
    stating,
    withheld_reasons,
)
from peeldiff.text import plural
from peeldiff.vocabulary.quantities import quantity
from peeldiff.vocabulary.signs import change_sign
from peeldiff.vocabulary.sources import aside_of
from peeldiff.vocabulary.terms import HOME, OVER_TIME
from peeldiff.vocabulary.words import STATUS_WORDS


def write(facts: ForceFacts, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return it as text, `width` columns wide."""
    return table.render(_Writer(facts).parts(), width, colour=colour)


class _Writer:
    """Writes the parts, and numbers their sources meanwhile."""

    def __init__(self, facts: ForceFacts) -> None:
        self.facts = facts
        self.sources = SourceNumbers()

    def parts(self) -> Iterator[Part]:
        whole = self.facts.timeline
        alone = len(whole.columns) == 1
        yield Line(f"{whole.force_name}: {whole.columns[0].side.cycle_name if alone else 'every inspection'}", "bold")
        yield from self._monitoring()
        if not alone:
            yield from self._latest()
        for column in whole.columns:
            yield from self._cycle(column)
        yield from self._figures()
        yield from table.source_lines(self.sources.listed())
        yield from (Line(), Line(self.facts.dataset.about, "dim"))

    def _monitoring(self) -> Iterator[Part]:
        for sentence, sources in monitoring_sentences(self.facts):
            yield Line(sentence + "".join(f" [{self.sources.number(*source)}]" for source in sources))

    def _latest(self) -> Iterator[Part]:
        latest = self.facts.latest
        if latest is None:
            if not self.facts.in_order:
                yield Line(UNTOLD_LATEST)
            return
        yield from (Line(), Line(f"Latest grades: {self._name(latest)}", "bold"))
        for words, judgments in grades_by_worst(self.facts.timeline.grades, latest):
            yield Line(f"{words}: {', '.join(map(self._item, judgments))}")

    def _cycle(self, column: TimelineColumn) -> Iterator[Part]:
        yield from (Line(), Line(self._name(column), "bold"))
        if column.pair is not None and column.pair.breaks:
            of = column.pair.comparability
            yield Line(f"{comparability(of)} with {column.pair.left.cycle_name}: {of.reason}")
        yield from self._judgments(column)
        for about, change in self.facts.stated_changes.get(column.side.cycle, ()):
            stated = f"{stated_words(self.facts.cycle_names, change)}{self._number(change)}"
            whose = stating(change, "the report", about)
            yield Line(f"{whose[:1].upper()}{whose[1:]}: {stated}")
        yield from self._findings(column.side.cycle)

    def _name(self, column: TimelineColumn) -> str:
        return f"{column.side.cycle_name} ({self.facts.scales[column.side.cycle]})"

    def _judgments(self, column: TimelineColumn) -> Iterator[Part]:
        entries = [entry for of_row in column.cells.values() for entry in of_row if entry.judgment.coverage == HOME]
        own = {entry.judgment.item: entry for entry in entries}.values()
        graded = [entry for entry in own if entry.judgment.grade or entry.judgment.note]
        rest = [entry for entry in own if not (entry.judgment.grade or entry.judgment.note)]
        if graded:
            before = column.pair.left.cycle_name if column.pair else ""
            rows = tuple(
                (entry.judgment.label, self._grade(entry.judgment), _change(column, entry)) for entry in graded
            )
            heads = ("item", "judgment", f"beside {before}")
            # Across a break the sentence above says it of all rows, unless some have a direction nevertheless.
            has_change = any(entry.kind and (not column.breaks or entry.kind in OVER_TIME) for entry in graded)
            yield table.sheet(heads if has_change else heads[:-1], rows if has_change else [row[:-1] for row in rows])
        yield from map(Line, withheld_reasons(column.side.cycle_name, [entry.judgment for entry in own]))
        for status, words in STATUS_WORDS.items():
            items = [entry.judgment for entry in rest if entry.judgment.status == status]
            if items:
                yield Line(f"{words.capitalize()}: {', '.join(judged.label for judged in items)}.")

    def _item(self, judged: Judgment) -> str:
        return f"{judged.label}{aside_of(judged.source, judged.source_basis)}{self._number(judged)}"

    def _grade(self, judged: Judgment) -> str:
        words = outcome_words(self.facts.timeline.grades, judged)
        official = judged.source_basis in (None, "report")  # its day stands in the list of sources
        whose = f" ({whose_source(judged)})" if judged.source and not official else ""
        return f"{words}{whose}{self._number(judged)}"

    def _findings(self, cycle: str) -> Iterator[Part]:
        found = self.facts.findings.get(cycle, ())
        if found:
            yield Line(f"{plural(len(found), 'finding')}:")
            yield table.sheet(
                ("kind", "finding"), [(finding_words_of_kind(each), self._finding(each)) for each in found]
            )

    def _finding(self, finding: FindingSide) -> str:
        words = f"{finding.summary}{self._number(finding)}"
        if finding.outcome is None:
            return words
        whose = finding.outcome.cycle_name or "a later report"
        number = f" [{self.sources.number(finding.outcome.source, whose)}]" if finding.outcome.source else ""
        return f"{words} {finding.outcome.sentence}{number}."

    def _figures(self) -> Iterator[Part]:
        drawn = TextTable(("period", "value"))
        for figure in self.facts.figures:
            label = f"{figure.label} ({OWN_FIGURE})" if figure.own else figure.label
            numbers = [self._number(side) for side in figure.values]
            alike = len(numbers) > 1 and len(set(numbers)) == 1
            drawn.rows.append(Line(label + (numbers[0] if alike else ""), "bold"))
            for side, number in zip(figure.values, numbers, strict=True):
                kind = "" if side.kind == "measured" else f" ({side.kind})"
                value = f"{quantity(side.value, figure.unit)}{kind}{'' if alike else number}"
                drawn.rows.append((Cell(side.period, indent=2), value))
        if drawn.rows:
            yield from (Line(), Line("Figures", "bold"), drawn)

    def _number(self, sourced: Sourced) -> str:
        return f" [{self.sources.number(sourced.source, whose_source(sourced))}]" if sourced.source else ""


def _change(column: TimelineColumn, entry: Entry) -> str:
    """Return what a grade is beside the cycle before, or why it is compared with nothing there."""
    if entry.pair is None or entry.kind is None or not entry.judgment.grade:
        return ""
    left, right = entry.pair.left.cycle_name, column.side.cycle_name
    if entry.kind == "not-graded" and not entry.pair.is_left_graded(entry.place):
        return f"{change_sign('not-graded')} no grade in {left}"
    return change_words(entry.kind, entry.basis or "", left, right)
