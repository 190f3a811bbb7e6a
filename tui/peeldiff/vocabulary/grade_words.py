"""What grades of somebody else's table say by their words: which is better, which is none, which only has a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IN_ORDER = (
    ("outstanding", "excellent"),
    ("good",),
    ("adequate", "satisfactory", "fair", "requires improvement", "needs improvement"),
    ("inadequate", "poor", "unsatisfactory", "bad"),
)
"""Words whose order nobody disputes, best first; those of one line are in no order."""
_RANKS = {word: rank for rank, words in enumerate(_IN_ORDER) for word in words}

NO_GRADE = (
    r"[-\u2010-\u2015./? ]+|n[/. ]*a[. ]*|none|null|nil|tb[cd]"
    r"|(?:not|un)[ -]*(?:yet )?(?:graded|rated|judged|inspected|assessed|applicable)"
)
"""A pattern of what stands in a cell where no grade was given, whatever its case."""
_NO_GRADE = re.compile(NO_GRADE, re.IGNORECASE)
_MARK = re.compile(r"(?:\s*(?:[*\u2020\u2021\u00a7\u00b6\u00b9\u00b2\u00b3\u2070-\u2079]|\([^()]*\)|\[[^\[\]]*\]))+$")


def is_no_grade(word: str) -> bool:
    """Tell whether a word says that there is no grade: `n/a`, `-`, `not rated`."""
    return bool(_NO_GRADE.fullmatch(word.strip()))


def without_mark(grade: str) -> str:
    """Return a grade without the mark of a note behind it: `Good*`, `Good (carried over)`; itself where it has none."""
    return _MARK.sub("", grade) or grade


def find_reversed(scale: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two grades of a scale, best first, that stand against the order of their words, if any do."""
    ranks = [(grade, _RANKS[word]) for grade in scale if (word := _plain(grade)) in _RANKS]
    pairs = ((first, second) for place, first in enumerate(ranks) for second in ranks[place + 1 :])
    return next(((better, worse) for (better, rank), (worse, later) in pairs if rank > later), None)


def _plain(grade: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", grade).casefold().split())
