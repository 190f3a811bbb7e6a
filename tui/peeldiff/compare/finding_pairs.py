"""Findings of two inspections: which may speak of the same subject, which stand alone.

A shortfall never meets a strength. A person's verdict wins over any score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from peeldiff.compare.finding_sides import finding_side
from peeldiff.compare.matching import (
    OTHER_TOPIC,
    THRESHOLD,
    Alike,
    Rivals,
    Texts,
    nearly_as_like,
    similar,
    suggested,
)
from peeldiff.compare.rows import FindingRow
from peeldiff.dataset.keywords import extract_keywords
from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.names import Inspection

Verdicts = Mapping[tuple[str, str], str]
"""What people said of two findings, `same` or `different`, by their ids (earlier inspection's first)."""


def finding_rows(
    ds: Dataset, left: Inspection, right: Inspection, verdicts: Verdicts | None = None
) -> tuple[FindingRow, ...]:
    """Return the findings of two inspections side by side, by topic, pairs first.

    A row's id is that of the later side's finding, else of the earlier's; where the later one stands in
    several rows, the likeliest stands first and the others have the earlier finding behind it.
    """
    ours, theirs = _of(ds, left), _of(ds, right)
    if left == right:
        theirs = ours
    both_ways = _both_ways(verdicts or {})
    scores = _Scores(ds, ours, theirs)
    likely = scores.likely()
    pairs = _paired(scores, likely, both_ways)
    order = ds.cycle_order
    # Of two forces in one cycle the one whose name comes later stands for the later side, so that ids are
    # the same either way round.
    later_is_left = (order[left.cycle], left.force) > (order[right.cycle], right.force)
    maker = _RowMaker(ds, ours, theirs, later_is_left)
    rows = maker.pairs(pairs, both_ways, Rivals(likely))
    paired_left, paired_right = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    rows += [maker.alone(finding, "left") for finding in ours if finding not in paired_left]
    rows += [maker.alone(finding, "right") for finding in theirs if finding not in paired_right]
    places: dict[str | None, int] = {topic: place for place, topic in enumerate(ds.topics)}
    return tuple(sorted(rows, key=lambda row: places.get(row.topic, len(places))))


Findings = Mapping[str, Line]
"""The lines of `findings` on an inspection, by id, in the table's order."""


def _of(ds: Dataset, inspection: Inspection) -> Findings:
    return {line["finding"]: line for line in ds.lines("findings", inspection.force, inspection.cycle)}


def _both_ways(verdicts: Verdicts) -> dict[tuple[str, str], str]:
    return {pair: word for (left, right), word in verdicts.items() for pair in ((left, right), (right, left))}


@dataclass(frozen=True)
class _Scores:
    """How alike the findings of two sides are: shortfalls to shortfalls, strengths to strengths."""

    ds: Dataset
    left: Findings
    right: Findings

    def likely(self) -> list[Alike]:
        """Return the pairs that could be suggested, with their scores; another topic counts less."""
        return [pair for pair in self._scored(self.left, self.right, _LEAST) if pair.score >= THRESHOLD]

    def of(self, left: str, right: str) -> Alike:
        """Return the score of two findings, however low."""
        return next(self._scored({left: self.left[left]}, {right: self.right[right]}, 0.0), Alike(left, right, 0.0, ()))

    def _scored(self, left: Findings, right: Findings, least: float) -> Iterator[Alike]:
        for positive in (False, True):
            sides = (_words(left, positive=positive), _words(right, positive=positive))
            for pair in similar(*sides, self.ds.finding_stems, least=least):
                same = left[pair.left]["topic"] == right[pair.right]["topic"]
                yield pair._replace(score=round(pair.score * (1.0 if same else OTHER_TOPIC), 3))


_LEAST = THRESHOLD - 0.001
"""What scores less cannot be rounded to what is suggested."""


def _words(findings: Findings, *, positive: bool) -> Texts:
    """Return the telling words of the strengths, or of the shortfalls, among findings."""
    return {id_: extract_keywords(line["summary"]) for id_, line in findings.items() if line["positive"] is positive}


def _paired(scores: _Scores, likely: Sequence[Alike], verdicts: Mapping[tuple[str, str], str]) -> list[Alike]:
    """Return the pairs that people called the same and those that are suggested; a finding may stand in several.

    Where a person has paired a finding by hand, against the score, nothing else is suggested for it.
    """
    known = {(pair.left, pair.right): pair for pair in likely}
    same = [
        (left, right)
        for left in scores.left
        for right in sorted(right for (first, right), word in verdicts.items() if first == left and word == "same")
        if right in scores.right
    ]
    open_pairs = [pair for pair in likely if verdicts.get((pair.left, pair.right)) != "different"]
    found = _suggested_pairs(open_pairs)
    by_hand = {finding for pair in same if pair not in found for finding in pair}
    if by_hand:
        found = _suggested_pairs(
            [pair for pair in open_pairs if pair.left not in by_hand and pair.right not in by_hand]
        )
    return [known.get(pair) or scores.of(*pair) for pair in dict.fromkeys([*same, *found])]


def _suggested_pairs(scored: Sequence[Alike]) -> list[tuple[str, str]]:
    """Return the pairs that are suggested, then those nearly as like as one of them."""
    best = [(pair.left, pair.right) for pair in suggested(scored)]
    return list(dict.fromkeys([*best, *nearly_as_like(scored)]))


@dataclass(frozen=True)
class _RowMaker:
    """Makes rows out of findings."""

    ds: Dataset
    left: Findings
    right: Findings
    later_is_left: bool

    def pairs(
        self, pairs: Sequence[Alike], verdicts: Mapping[tuple[str, str], str], rivals: Rivals
    ) -> list[FindingRow]:
        """Return a row for each pair: the likeliest of a later finding has its id, the others the earlier's behind."""
        likeliest: dict[str, Alike] = {}
        for pair in sorted(pairs, key=lambda pair: (-pair.score, self._earlier(pair))):
            likeliest.setdefault(self._later(pair), pair)
        shown = {(pair.left, pair.right) for pair in pairs}
        rows = []
        for pair in sorted(pairs, key=lambda pair: likeliest[self._later(pair)] is not pair):
            later, earlier = self._later(pair), self._earlier(pair)
            named = later if likeliest[later] is pair else f"{later}/{earlier}"
            near = [] if verdicts.get((pair.left, pair.right)) else self._near(pair, rivals, shown)
            rows.append(self._row(named, "both", self._topic(later), (pair.left, pair.right), pair, verdicts, near))
        return rows

    def alone(self, finding: str, side: str) -> FindingRow:
        """A finding that nothing on the other side seems to speak of."""
        place = self.left if side == "left" else self.right
        sides = (finding, None) if side == "left" else (None, finding)
        return self._row(finding, f"{side}-only", place[finding]["topic"], sides)

    def _later(self, pair: Alike) -> str:
        return pair.left if self.later_is_left else pair.right

    def _earlier(self, pair: Alike) -> str:
        return pair.right if self.later_is_left else pair.left

    def _topic(self, later: str) -> str | None:
        topic: str | None = (self.left if self.later_is_left else self.right)[later]["topic"]
        return topic

    @staticmethod
    def _near(pair: Alike, rivals: Rivals, shown: set[tuple[str, str]]) -> list[tuple[str, float]]:
        """Return what either of a pair could as well have met, without what it stands in a row with."""
        found = rivals.near_ties(pair.left, pair.right, pair.score)
        return [
            (other, score)
            for other, score in found
            if (pair.left, other) not in shown and (other, pair.right) not in shown
        ]

    def _row(
        self,
        named: str,
        kind: str,
        topic: str | None,
        sides: tuple[str | None, str | None],
        pair: Alike | None = None,
        verdicts: Mapping[tuple[str, str], str] | None = None,
        near: Sequence[tuple[str, float]] = (),
    ) -> FindingRow:
        heading = self.ds.topics.get(str(topic)) if topic else None
        return FindingRow(
            id=f"finding/{named}",
            kind=kind,
            topic=heading.id if heading else None,
            topic_label=heading.label if heading else None,
            score=pair.score if pair else None,
            shared_words=pair.shared if pair else (),
            verdict=(verdicts or {}).get((pair.left, pair.right)) if pair else None,
            left=finding_side(self.ds, self.left[sides[0]]) if sides[0] else None,
            right=finding_side(self.ds, self.right[sides[1]]) if sides[1] else None,
            near=tuple(near),
        )
