"""Findings of two inspections: which may speak of the same subject, which stand alone.

A shortfall never meets a strength. A person's verdict wins over any score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from peeldiff.compare.comparison import FindingRow, FindingSide
from peeldiff.compare.matching import OTHER_TOPIC, Rival, near_ties, rivals, similar, suggested, tokens
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

    A row's id is that of the later side's finding, else of the earlier's.
    """
    ours, theirs = _of(ds, left), _of(ds, right)
    if left == right:
        theirs = ours
    said = _both_ways(verdicts or {})
    scored = _scored(ds, ours, theirs)
    pairs = _paired(scored, said, ours, theirs)
    order = ds.cycle_order
    # Of two forces in one cycle the one whose name comes later stands for the later side, so that ids are
    # the same either way round.
    later_is_left = (order[left.cycle], left.force) > (order[right.cycle], right.force)
    told = _Told(ds, _by_id(ours), _by_id(theirs), later_is_left)
    strong = rivals(scored)
    rows = [told.pair(pair, said, strong) for pair in pairs]
    met_left, met_right = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    rows += [told.alone(one, "left") for one in ours["finding"] if one not in met_left]
    rows += [told.alone(one, "right") for one in theirs["finding"] if one not in met_right]
    places: dict[str | None, int] = {topic: place for place, topic in enumerate(ds.topics)}
    return tuple(sorted(rows, key=lambda row: places.get(row.topic, len(places))))


def _of(ds: Dataset, one: Inspection) -> pl.DataFrame:
    return ds.tables["findings"].filter(pl.col("force") == one.force, pl.col("cycle") == one.cycle)


def _by_id(findings: pl.DataFrame) -> dict[str, dict[str, str | bool | None]]:
    return {line["finding"]: line for line in findings.iter_rows(named=True)}


def _both_ways(verdicts: Verdicts) -> dict[tuple[str, str], str]:
    return {pair: said for (one, other), said in verdicts.items() for pair in ((one, other), (other, one))}


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
    scored: pl.DataFrame, said: Mapping[tuple[str, str], str], ours: pl.DataFrame, theirs: pl.DataFrame
) -> list[_Pair]:
    """Take what people called the same, then suggest pairs among the rest."""
    known = {(left, right): (score, tuple(shared)) for left, right, score, shared in scored.iter_rows()}
    pairs, taken = [], set[str]()
    right_ids = set(theirs["finding"])
    for left in ours["finding"]:
        for right in sorted(other for (one, other), word in said.items() if one == left and word == "same"):
            if right in right_ids and not {left, right} & taken:
                score, shared = known.get((left, right), (0.0, ()))
                pairs.append(_Pair(left, right, score, shared))
                taken |= {left, right}
    refused = pl.DataFrame(
        [pair for pair, word in said.items() if word == "different"],
        schema={"left": pl.String, "right": pl.String},
        orient="row",
    )
    free = scored.filter(~pl.col("left").is_in(taken), ~pl.col("right").is_in(taken)).join(
        refused, on=("left", "right"), how="anti", maintain_order="left"
    )
    found = suggested(free)
    return pairs + [_Pair(left, right, score, tuple(shared)) for left, right, score, shared in found.iter_rows()]


@dataclass(frozen=True)
class _Told:
    """Makes rows out of findings."""

    ds: Dataset
    left: Mapping[str, Mapping[str, str | bool | None]]
    right: Mapping[str, Mapping[str, str | bool | None]]
    later_is_left: bool

    def pair(self, pair: _Pair, said: Mapping[tuple[str, str], str], strong: Sequence[Rival]) -> FindingRow:
        """Two findings that may speak of the same subject."""
        verdict = said.get((pair.left, pair.right))
        near = () if verdict else tuple(near_ties(strong, pair.left, pair.right, pair.score))
        later = pair.left if self.later_is_left else pair.right
        topic = (self.left if self.later_is_left else self.right)[later]["topic"]
        return self._row(later, "both", topic, (pair.left, pair.right), pair, verdict, near)

    def alone(self, finding: str, side: str) -> FindingRow:
        """A finding that nothing on the other side seems to speak of."""
        place = self.left if side == "left" else self.right
        sides = (finding, None) if side == "left" else (None, finding)
        return self._row(finding, f"{side}-only", place[finding]["topic"], sides)

    def _row(
        self,
        named: str,
        kind: str,
        topic: str | bool | None,
        sides: Sequence[str | None],
        pair: _Pair | None = None,
        verdict: str | None = None,
        rivals: tuple[tuple[str, float], ...] = (),
    ) -> FindingRow:
        of = self.ds.topics.get(str(topic)) if topic else None
        return FindingRow(
            id=f"finding/{named}",
            kind=kind,
            topic=of.id if of else None,
            topic_label=of.label if of else None,
            score=pair.score if pair else None,
            shared_words=pair.shared if pair else (),
            verdict=verdict,
            left=_side(self.left, sides[0]),
            right=_side(self.right, sides[1]),
            near=rivals,
        )


def _side(findings: Mapping[str, Mapping[str, str | bool | None]], finding: str | None) -> FindingSide | None:
    if finding is None:
        return None
    line = findings[finding]
    return FindingSide(
        finding=finding,
        kind=str(line["kind"]),
        item=None if line["item"] is None else str(line["item"]),
        summary=str(line["summary"]),
        positive=line["positive"] is True,
        source=str(line["source"]),
        source_basis=None if line["source_basis"] is None else str(line["source_basis"]),
    )
