"""Suggests which findings of two inspections speak of the same subject.

Words are stemmed and weighted by how rare they are in the whole dataset (a cosine over inverse
document frequencies), so that the field's stock phrases hardly count. Two findings are suggested
as a pair when each is the other's best and the score reaches `THRESHOLD`; nothing is forced.
A look-alike can score as high as a true pair: this is a suggestion, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from peeldiff.compare.stop_words import HOUSE_WORDS, STOP_WORDS

THRESHOLD = 0.20
"""The least score of a suggested pair; measured by `tests/benchmarks/matching`."""

FEWEST_WORDS = 2
"""One shared word is no subject."""

OTHER_TOPIC = 0.6
"""What a score is multiplied by when the two findings stand under different topics."""

FIRST_CLAUSE = 2.0
"""The weight of a word in the first clause, where the subject stands, against one after it."""

NEAR = 0.85
"""Another candidate with at least this share of the best score is a near tie and is shown."""

_SUFFIX = (
    r"^(.{3,}?)(?:isations?|izations?|ations?|itions?|utions?|ments?|ings?|nesses|ness|edly|ed|ers?|ors?|ies|ions?"
    r"|ives?|ities|ity|ally|als?|ly|es|s|e|y)$"
)


def tokens(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the telling words of texts.

    Takes columns id, text; returns id, word (as written, lower case), stem, place (the weight
    of its place: the subject stands in the first clause), one line for each stem of a text.
    """
    text, word = pl.col("text").str.to_lowercase(), r"\p{L}{2,}|\d{3,}"
    words = texts.lazy().select(
        "id",
        word=text.str.extract_all(word),
        in_first=text.str.extract(r"^([^,;:.]+)").fill_null("").str.extract_all(word).list.len(),
    )
    placed = words.with_columns(place=pl.int_ranges(pl.col("word").list.len())).explode("word", "place")
    telling = placed.filter(pl.col("word").is_not_null(), ~pl.col("word").is_in(STOP_WORDS | HOUSE_WORDS))
    weighed = telling.select(
        "id",
        "word",
        stem=pl.col("word").str.replace(_SUFFIX, "$1"),
        place=pl.when(pl.col("place") < pl.col("in_first")).then(FIRST_CLAUSE).otherwise(1.0),
    )
    return weighed.unique(("id", "stem"), keep="first", maintain_order=True).collect()


def similar(left: pl.DataFrame, right: pl.DataFrame, corpus: pl.DataFrame) -> pl.DataFrame:
    """Score every pair of texts that share a telling word.

    Takes frames as `tokens` returns them; `corpus` has the words of every text of the dataset
    and weighs them. Returns left, right, score (0 to 1), shared (the shared words, the most
    telling first), in order of left, then falling score.
    """
    total = max(corpus["id"].n_unique(), 1)
    weights = corpus.lazy().group_by("stem").agg(weight=(1 + total / pl.len()).log())
    ours, theirs = (_weighed(side.lazy(), weights, total) for side in (left, right))
    shared = ours.join(theirs, on="stem", suffix="_right").sort("part", "stem", descending=(True, False))
    return (
        shared.group_by(left="id", right="id_right")
        .agg(score=(pl.col("part") * pl.col("part_right")).sum(), shared=pl.col("word"))
        .sort("left", "score", "right", descending=(False, True, False))
        .collect()
    )


def _weighed(words: pl.LazyFrame, weights: pl.LazyFrame, total: int) -> pl.LazyFrame:
    """Give each word its part of a vector of length one; a word unknown to the corpus is the rarest."""
    weighed = words.join(weights, on="stem", how="left", maintain_order="left").with_columns(
        pl.col("weight").fill_null(pl.lit(1.0 + total).log())
    )
    weight = pl.col("weight") * pl.col("place")
    return weighed.with_columns(part=weight / weight.pow(2).sum().sqrt().over("id"))


def suggested(scored: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of which each is the other's best and the score reaches the threshold.

    Takes and returns the columns of `similar`; a tie goes to the first in order of id, and
    `near_ties` shows the others.
    """
    first = scored.sort("score", "left", "right", descending=(True, False, False))
    best_left = first.group_by("left", maintain_order=True).first()
    best_right = first.group_by("right", maintain_order=True).first().select("left", "right")
    return best_left.join(best_right, on=("left", "right"), how="semi", maintain_order="left").filter(
        pl.col("score") >= THRESHOLD, pl.col("shared").list.len() >= FEWEST_WORDS
    )


def nearly_as_like(scored: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of which each is nearly the other's best: a subject may stand in two findings of one side.

    Takes the columns of `similar`; the pairs of `suggested` are among them.
    """
    likely = scored.filter(pl.col("score") >= THRESHOLD, pl.col("shared").list.len() >= FEWEST_WORDS)
    near = (pl.col("score") >= NEAR * pl.col("score").max().over(side) for side in ("left", "right"))
    return (
        likely.filter(*near)
        .sort("left", "score", "right", descending=(False, True, False))
        .select("left", "right")
        .rows()
    )


Rival = tuple[str, str, float]


def rivals(scored: pl.DataFrame) -> list[Rival]:
    """Return left, right and score of those that could be a pair: few, so that `near_ties` needs no query."""
    return scored.filter(pl.col("score") >= THRESHOLD).select("left", "right", "score").rows()


def near_ties(strong: Iterable[Rival], left: str, right: str, score: float) -> list[tuple[str, float]]:
    """Return the other findings that either of a pair could as well have met, with their scores.

    `strong` comes from `rivals`.
    """
    least = max(score * NEAR, THRESHOLD)
    near = [
        (right_one if left_one == left else left_one, near)
        for left_one, right_one, near in strong
        if (left_one == left) != (right_one == right) and near >= least
    ]
    return sorted(near, key=lambda rival: (-rival[1], rival[0]))
