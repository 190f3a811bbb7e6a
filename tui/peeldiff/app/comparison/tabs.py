"""The tabs of a comparison: which rows each has, how they are drawn, counted and called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from peeldiff.app.comparison import figure_lines, finding_lines, two_sided
from peeldiff.app.comparison.figure_lines import FigureSource
from peeldiff.app.comparison.finding_lines import FindingSource
from peeldiff.app.comparison.judgment_lines import JudgmentSource
from peeldiff.app.kit.rows import Row
from peeldiff.app.kit.widgets.blocks import BlockSource
from peeldiff.compare.comparison import Comparison, KindCount
from peeldiff.export.words import finding_words
from peeldiff.vocabulary.words import KIND_WORDS


@dataclass(frozen=True)
class Tab:
    """One tab."""

    id: str
    topic: tuple[str, ...]
    """The heading of the first column, longest form first."""
    rows: Callable[[Comparison], Sequence[Row]]
    source: Callable[..., BlockSource]
    counts: Callable[[Comparison], Mapping[str, int]]
    words: Callable[[Comparison, str], str]
    names: int
    """The most cells of the first column."""
    nothing: str
    """What is said where the dataset has no such row."""
    wide: bool = False
    """Whether a wide terminal gives it a column more."""

    def counted(self, comparison: Comparison) -> Sequence[KindCount]:
        """Return the counts; an indicative direction stands apart."""
        if self.id == "judgments":
            return comparison.counts_apart
        return [KindCount(kind, hint=False, rows=count) for kind, count in self.counts(comparison).items()]

    def kind_words(self, comparison: Comparison) -> dict[str, str]:
        """Return each kind in words, with how many of its rows are only indicative where some are."""
        words = {}
        for kind, count in self.counts(comparison).items():
            hollow = sum(count.rows for count in self.counted(comparison) if count.kind == kind and count.hint)
            apart = "" if not hollow else ", indicative" if hollow == count else f", {hollow} of them indicative"
            words[kind] = self.words(comparison, kind) + apart
        return words

    def empty(self, comparison: Comparison) -> str:
        """Return what is said instead of rows; empty if there are some."""
        return "" if self.rows(comparison) else self.nothing


def _judgment_words(comparison: Comparison, kind: str) -> str:  # noqa: ARG001  (as the other tabs)
    return KIND_WORDS[kind]


def _finding_words(comparison: Comparison, kind: str) -> str:
    return finding_words(comparison, kind)


def _no_counts(comparison: Comparison) -> dict[str, int]:  # noqa: ARG001  (as the other tabs)
    return {}


TABS: tuple[Tab, ...] = (
    Tab(
        "judgments",
        ("pillar or topic", "topic"),
        lambda comparison: comparison.judgment_rows,
        JudgmentSource,
        lambda comparison: comparison.counts,
        _judgment_words,
        two_sided.NAMES,
        "Neither inspection has an item that is judged.",
        wide=True,
    ),
    Tab(
        "findings",
        ("topic", "topic"),
        lambda comparison: comparison.finding_rows,
        FindingSource,
        lambda comparison: comparison.finding_counts,
        _finding_words,
        finding_lines.NAMES,
        "This dataset knows no findings of these two inspections.",
    ),
    Tab(
        "figures",
        ("measure", "measure"),
        lambda comparison: comparison.figure_rows,
        FigureSource,
        _no_counts,
        _judgment_words,
        figure_lines.NAMES,
        "This dataset knows no figures for these two inspections.",
    ),
)


def tab_of(row: str) -> Tab:
    """Return the tab on which a row stands; the first one for no row."""
    return next((tab for tab in TABS if row.startswith(f"{tab.id.removesuffix('s')}/")), TABS[0])
