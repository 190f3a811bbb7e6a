"""Which rows of a comparison are exported: all, or those of some kinds, topics, pillars or bases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peeldiff.compare.comparison import Comparison
from peeldiff.compare.figure_history import BandPoint
from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow
from peeldiff.export.noted import NotedChange
from peeldiff.vocabulary.terms import DIFFERENCES


@dataclass(frozen=True)
class Selection:
    """The rows of a comparison that are asked for.

    Findings have no basis and figures neither kind nor basis: asking for one leaves out what
    has none.
    """

    comparison: Comparison
    kinds: frozenset[str] = field(default_factory=frozenset)
    topics: frozenset[str] = field(default_factory=frozenset)
    """Topics, and items that have none, such as pillars."""
    bases: frozenset[str] = field(default_factory=frozenset)
    notes: Mapping[str, NotedChange] = field(default_factory=dict)
    """What people noted, by the id of the change, where notes are asked for."""
    bands: Mapping[str, tuple[BandPoint, ...]] = field(default_factory=dict)
    """Where all forces stood over the years, by measure, where figures are drawn."""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.kinds or self.topics or self.bases)

    @property
    def judgments(self) -> tuple[JudgmentRow, ...]:
        """The judgment rows asked for."""
        return tuple(
            row
            for row in self.comparison.judgment_rows
            if self._asked(row.kind, row.topic or row.id.rpartition("/")[2])
            and (not self.bases or row.basis in self.bases)
        )

    @property
    def findings(self) -> tuple[FindingRow, ...]:
        """The finding rows asked for."""
        rows = () if self.bases else self.comparison.finding_rows
        return tuple(row for row in rows if self._asked(row.kind, row.topic))

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """The figure rows asked for."""
        rows = () if self.bases or self.kinds else self.comparison.figure_rows
        return tuple(row for row in rows if self._asked(None, row.topic))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rows asked for."""
        judged = {row.id for row in self.judgments}
        return frozenset(judged | {row.id for row in self.findings} | {row.id for row in self.figures})

    @property
    def differs(self) -> bool:
        """Whether at least one row asked for is a difference, as `--exit-code` reports it."""
        kinds = {row.kind for row in self.judgments} | {row.kind for row in self.findings}
        return not kinds.isdisjoint(DIFFERENCES)

    def note(self, change: str) -> str | None:
        """Return what people noted on a change, in a line; None where nobody did."""
        noted = self.notes.get(change)
        return noted.line if noted else None

    def _asked(self, kind: str | None, topic: str | None) -> bool:
        of_kind = not self.kinds or kind in self.kinds
        return of_kind and (not self.topics or topic in self.topics)
