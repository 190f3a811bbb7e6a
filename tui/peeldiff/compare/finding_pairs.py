"""Findings of two inspections: which may speak of the same subject, which stand alone.

A shortfall never meets a strength. A person's verdict wins over any score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.compare.comparison import FindingRow
from peeldiff.compare.finding_sides import finding_side
from peeldiff.compare.matching import OTHER_TOPIC, Rival, near_ties, nearly_as_like, rivals, similar, suggested, tokens
from peeldiff.dataset.model import Dataset
from peeldiff.dataset.names import Inspection

Verdicts = Mapping[tuple[str, str], str]
"""What people said of two findings, `same` or `different`, by their ids (earlier inspection's first)."""


@dataclass(frozen=True)
class _Pair:
    left: str
    right: str
    score: float
    shared: tuple[str, ...]


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
    scored = _scored(ds, ours, theirs)
    pairs = _paired(scored, both_ways, ours, theirs)
    order = ds.cycle_order
    # Of two forces in one cycle the one whose name comes later stands for the later side, so that ids are
    # the same either way round.
    later_is_left = (order[left.cycle], left.force) > (order[right.cycle], right.force)
    maker = _RowMaker(ds, _by_id(ours), _by_id(theirs), later_is_left)
    rows = maker.pairs(pairs, both_ways, rivals(scored))
    paired_left, paired_right = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    rows += [maker.alone(finding, "left") for finding in ours["finding"] if finding not in paired_left]
    rows += [maker.alone(finding, "right") for finding in theirs["finding"] if finding not in paired_right]
    places: dict[str | None, int] = {topic: place for place, topic in enumerate(ds.topics)}
    return tuple(sorted(rows, key=lambda row: places.get(row.topic, len(places))))


def _of(ds: Dataset, inspection: Inspection) -> pl.DataFrame:
    return ds.tables["findings"].filter(pl.col("force") == inspection.force, pl.col("cycle") == inspection.cycle)


def _by_id(findings: pl.DataFrame) -> dict[str, dict[str, str | bool | None]]:
    return {line["finding"]: line for line in findings.iter_rows(named=True)}


def _both_ways(verdicts: Verdicts) -> dict[tuple[str, str], str]:
    return {pair: word for (left, right), word in verdicts.items() for pair in ((left, right), (right, left))}


def _scored(ds: Dataset, ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Score shortfalls against shortfalls and strengths against strengths; another topic counts less."""
    every = ds.tables["findings"].select(id="finding", text="summary")
    corpus = tokens(every)
    scored = pl.concat(
        similar(_words(corpus, ours, positive=positive), _words(corpus, theirs, positive=positive), corpus)
        for positive in (False, True)
    )
    topics = [
        side.select(pl.col("finding").alias(name), pl.col("topic").alias(f"{name}_topic"))
        for name, side in (("left", ours), ("right", theirs))
    ]
    placed = scored.join(topics[0], on="left", maintain_order="left").join(topics[1], on="right", maintain_order="left")
    same = pl.col("left_topic").eq_missing(pl.col("right_topic"))
    return placed.with_columns(score=pl.col("score") * pl.when(same).then(1.0).otherwise(OTHER_TOPIC)).select(
        "left", "right", pl.col("score").round(3), "shared"
    )


def _words(corpus: pl.DataFrame, findings: pl.DataFrame, *, positive: bool) -> pl.DataFrame:
    """Return the words of the strengths, or of the shortfalls, among `findings`."""
    ids = findings["finding"].filter(findings["positive"].eq(positive).fill_null(False))
    return corpus.filter(corpus["id"].is_in(ids.implode()))


def _paired(
    scored: pl.DataFrame, verdicts: Mapping[tuple[str, str], str], ours: pl.DataFrame, theirs: pl.DataFrame
) -> list[_Pair]:
    """Return the pairs that people called the same and those that are suggested; a finding may stand in several.

    Where a person has paired a finding by hand, against the score, nothing else is suggested for it.
    """
    known = {(left, right): _Pair(left, right, score, tuple(shared)) for left, right, score, shared in scored.rows()}
    right_ids = set(theirs["finding"])
    same = [
        (left, right)
        for left in ours["finding"]
        for right in sorted(right for (first, right), word in verdicts.items() if first == left and word == "same")
        if right in right_ids
    ]
    refused = pl.DataFrame(
        [pair for pair, word in verdicts.items() if word == "different"],
        schema={"left": pl.String, "right": pl.String},
        orient="row",
    )
    open_pairs = scored.join(refused, on=("left", "right"), how="anti", maintain_order="left")
    found = _suggested_pairs(open_pairs)
    by_hand = {finding for pair in same if pair not in found for finding in pair}
    if by_hand:
        found = _suggested_pairs(open_pairs.filter(~pl.col("left").is_in(by_hand), ~pl.col("right").is_in(by_hand)))
    return [known.get(pair) or _Pair(*pair, 0.0, ()) for pair in dict.fromkeys([*same, *found])]


def _suggested_pairs(scored: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs that are suggested, then those nearly as like as one of them."""
    best = suggested(scored).select("left", "right").rows()
    return [*best, *(pair for pair in nearly_as_like(scored) if pair not in best)]


@dataclass(frozen=True)
class _RowMaker:
    """Makes rows out of findings."""

    ds: Dataset
    left: Mapping[str, Mapping[str, str | bool | None]]
    right: Mapping[str, Mapping[str, str | bool | None]]
    later_is_left: bool

    def pairs(
        self, pairs: Sequence[_Pair], verdicts: Mapping[tuple[str, str], str], strong: Sequence[Rival]
    ) -> list[FindingRow]:
        """Return a row for each pair: the likeliest of a later finding has its id, the others the earlier's behind."""
        likeliest: dict[str, _Pair] = {}
        for pair in sorted(pairs, key=lambda pair: (-pair.score, self._earlier(pair))):
            likeliest.setdefault(self._later(pair), pair)
        shown = {(pair.left, pair.right) for pair in pairs}
        rows = []
        for pair in sorted(pairs, key=lambda pair: likeliest[self._later(pair)] is not pair):
            later, earlier = self._later(pair), self._earlier(pair)
            named = later if likeliest[later] is pair else f"{later}/{earlier}"
            near = [] if verdicts.get((pair.left, pair.right)) else self._near(pair, strong, shown)
            rows.append(self._row(named, "both", self._topic(later), (pair.left, pair.right), pair, verdicts, near))
        return rows

    def alone(self, finding: str, side: str) -> FindingRow:
        """A finding that nothing on the other side seems to speak of."""
        place = self.left if side == "left" else self.right
        sides = (finding, None) if side == "left" else (None, finding)
        return self._row(finding, f"{side}-only", place[finding]["topic"], sides)

    def _later(self, pair: _Pair) -> str:
        return pair.left if self.later_is_left else pair.right

    def _earlier(self, pair: _Pair) -> str:
        return pair.right if self.later_is_left else pair.left

    def _topic(self, later: str) -> str | bool | None:
        return (self.left if self.later_is_left else self.right)[later]["topic"]

    @staticmethod
    def _near(pair: _Pair, strong: Sequence[Rival], shown: set[tuple[str, str]]) -> list[tuple[str, float]]:
        """Return what either of a pair could as well have met, without what it stands in a row with."""
        found = near_ties(strong, pair.left, pair.right, pair.score)
        return [
            (other, score)
            for other, score in found
            if (pair.left, other) not in shown and (other, pair.right) not in shown
        ]

    def _row(
        self,
        named: str,
        kind: str,
        topic: str | bool | None,
        sides: tuple[str | None, str | None],
        pair: _Pair | None = None,
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
