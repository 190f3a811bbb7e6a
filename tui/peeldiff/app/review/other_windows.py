"""What other windows of the same review decided, and how a person is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.app.kit.lines import cut
from peeldiff.app.review.decisions import Review
from peeldiff.app.review.review_words import label
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_MOST_NAMES = 3
_LONGEST_NAME = 40


@dataclass(frozen=True)
class TakenUp:
    """A review with what other windows decided."""

    review: Review
    rows: tuple[int, ...] = ()
    """The places of the rows on which another window said the last word."""
    replaced: tuple[int, ...] = ()
    """Those of them on which this window had decided otherwise."""
    prevailed: tuple[int, ...] = ()
    """The places of rows on which this window decided later than another, and otherwise."""
    has_written: bool = False
    """Whether another window has written rows: the dataset is to be read anew."""


def describe_others(ds: Dataset, review: Review, taken: TakenUp) -> str:
    """Say what other windows of the same review decided, and on which rows this one had said otherwise."""
    sentences = [f"{plural(len(taken.rows), 'row')} decided there, taken up here"] if taken.rows else []
    sentences += ["rows were written there"] if taken.has_written else []
    for places, what in (
        (taken.replaced, "later than yours and otherwise, it stands"),
        (taken.prevailed, "decided otherwise there, yours is later and stands"),
    ):
        names = "; ".join(cut(_name(ds, review, at), _LONGEST_NAME) for at in places[:_MOST_NAMES])
        more = f" and {len(places) - _MOST_NAMES} more" if len(places) > _MOST_NAMES else ""
        sentences += [f"{names}{more}: {what}"] if places else []
    return f"Another window of this review: {'. '.join(sentences) or 'its decisions have changed'}."


def _name(ds: Dataset, review: Review, at: int) -> str:
    entry = review.entries[at]
    return label(ds, review.reports[entry.report], entry, entry.row.values if entry.row else None)
