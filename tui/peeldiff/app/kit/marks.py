"""The signs that are drawn: one set for Unicode, one for terminals that only have ASCII."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from peeldiff.vocabulary import signs

if TYPE_CHECKING:
    from peeldiff.compare.rows import FindingRow, JudgmentRow
    from peeldiff.dataset.framework_model import Grade


class Graded(Protocol):
    """A comparison, a dataset or a timeline: what knows its grades."""

    @property
    def grades(self) -> Mapping[str, Grade]:
        """The grades, by id."""


@dataclass(frozen=True)
class Marks:
    """What is drawn for what."""

    ascii: bool
    cursor: str
    note: str
    over_time: str
    back_in_time: str
    beside: str
    upright: str
    level: str
    crossing: str
    stop: str
    chosen: str
    off: str
    more: str
    less: str
    """There are lines further down or up."""
    rupture: str
    """A break in comparability."""
    before: str
    after: str
    """There are columns further left or right."""
    band: str
    """Where most forces stand, in a plot over the years."""
    gap: str
    on: str
    several: str
    """Stands for more than one grade."""
    no_grade: str
    """Stands for a judgment without a grade: withheld, not graded, still to come."""
    in_part: str
    """Stands for a grade that is not the topic's own."""
    carried: str
    bars: str
    """The steps of a small plot, lowest first; none in ASCII."""
    points: str
    """A value of the one force and of the other, in a plot over the years."""

    def of_row(self, row: JudgmentRow | FindingRow) -> str:
        """Return the sign of a row's kind, hollow where its direction is only indicative."""
        return self.of_change(row.kind, getattr(row, "basis", None))

    def of_kind(self, kind: str) -> str:
        """Return the sign of a kind."""
        return signs.change_sign(kind, ascii_only=self.ascii)

    def sign(self, mark: str) -> str:
        """Return a sign as this terminal can show it."""
        return signs.ASCII_OF.get(mark, mark) if self.ascii else mark

    def of_basis(self, basis: str) -> str:
        """Return the sign of a basis."""
        return signs.BASIS_SIGNS[basis].drawn(ascii_only=self.ascii)

    def of_change(self, kind: str, basis: str | None) -> str:
        """Return the sign of a kind, hollow where its direction is only indicative."""
        return signs.change_sign(kind, basis, ascii_only=self.ascii)

    def of_source(self, basis: str | None) -> str:
        """Return the sign of a grade that is not in a report of the inspectorate; empty for one that is."""
        known = signs.SOURCE_SIGNS.get(basis or "")
        return known.drawn(ascii_only=self.ascii) if known else ""

    def of_status(self, status: str) -> str:
        """Return the sign of a judgment without a grade."""
        return signs.status_sign(status).drawn(ascii_only=self.ascii)

    def of_review(self, state: str) -> str:
        """Return the sign of a row that was read from a report; empty where there is nothing to do."""
        known = signs.REVIEW_SIGNS.get(state)
        return known.drawn(ascii_only=self.ascii) if known else ""

    def of_grade(self, grades: Graded, grade: str) -> str:
        """Return the sign of a grade."""
        known = grades.grades.get(grade)
        if known is None:
            return " "
        return known.ascii if self.ascii else known.mark


def _marks(*, ascii_only: bool) -> Marks:
    """Return one set of the signs that the vocabulary has."""
    named = {
        **signs.SCREEN_SIGNS,
        **signs.FRAME_SIGNS,
        "gap": signs.GAP,
        "on": signs.TICKED,
        "several": signs.SEVERAL,
        "no_grade": signs.NO_GRADE,
        "in_part": signs.IN_PART,
        "carried": signs.CARRIED,
    }
    drawn = {name: sign.drawn(ascii_only=ascii_only) for name, sign in named.items()}
    points = "".join(sign.drawn(ascii_only=ascii_only) for sign in signs.POINTS)
    return Marks(ascii=ascii_only, points=points, bars="" if ascii_only else signs.BARS, **drawn)


UNICODE, ASCII = _marks(ascii_only=False), _marks(ascii_only=True)


def choose(wanted: str) -> Marks:
    """Return the signs for the setting `marks`; `auto` looks at the locale and at the stream."""
    if wanted == "auto":
        wanted = "unicode" if supports_unicode(os.environ, sys.__stderr__) else "ascii"
    return ASCII if wanted == "ascii" else UNICODE


def supports_unicode(environment: Mapping[str, str], stream: object) -> bool:
    """Tell whether the terminal can be expected to show more than ASCII."""
    encoding = str(getattr(stream, "encoding", "") or "").replace("-", "").casefold()
    if encoding != "utf8":
        return False
    named = next((environment[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(key)), "")
    return not named or "utf8" in named.replace("-", "").casefold()
