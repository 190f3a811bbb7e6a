"""The signs that are drawn: one set for Unicode, one for terminals that only have ASCII."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from peeldiff.compare.comparison import FindingRow, JudgmentRow
    from peeldiff.dataset.model import Grade


class Graded(Protocol):
    """A comparison, a dataset or a timeline: what knows its grades."""

    @property
    def grades(self) -> Mapping[str, Grade]:
        """The grades, by id."""


@dataclass(frozen=True)
class Marks:
    """What is drawn for what."""

    ascii: bool
    cursor: str = "▸"
    note: str = "✎"
    gap: str = "·"
    over_time: str = "→"
    back_in_time: str = "←"
    beside: str = "↔"
    upright: str = "│"
    level: str = "─"
    crossing: str = "┼"
    stop: str = "┴"
    chosen: str = "◆"
    on: str = "●"
    off: str = "○"
    more: str = "▾"
    less: str = "▴"
    """There are lines further down or up."""
    several: str = "…"
    """Stands for more than one grade."""
    no_grade: str = "–"
    """Stands for a judgment without a grade: withheld, not graded, still to come."""
    carried: str = "↷"
    rupture: str = "║"
    """A break in comparability."""
    before: str = "‹"
    after: str = "›"
    """There are columns further left or right."""
    bars: str = "▁▂▃▄▅▆▇█"
    """The steps of a small plot, lowest first."""

    def of_row(self, row: JudgmentRow | FindingRow) -> str:
        """Return the sign of a row's kind, hollow where its direction is only indicative."""
        mark = getattr(row, "mark", None) or self.of_kind(row.kind)
        return ASCII_OF.get(mark, mark) if self.ascii else mark

    def of_kind(self, kind: str) -> str:
        """Return the sign of a kind."""
        from peeldiff.compare.comparison import MARKS  # here, because it brings the whole engine with it

        return ASCII_OF.get(MARKS[kind], MARKS[kind]) if self.ascii else MARKS[kind]

    def sign(self, mark: str) -> str:
        """Return a sign as this terminal can show it."""
        return ASCII_OF.get(mark, mark) if self.ascii else mark

    def of_basis(self, basis: str) -> str:
        """Return the sign of a basis."""
        sign = {"none": "≠", "indicative": "≈", "direct": "="}[basis]
        return ASCII_OF.get(sign, sign) if self.ascii else sign

    def of_change(self, kind: str, basis: str) -> str:
        """Return the sign of a kind, hollow where its direction is only indicative."""
        from peeldiff.compare.comparison import HOLLOW, MARKS

        mark = MARKS[kind]
        mark = HOLLOW.get(mark, mark) if basis == "indicative" else mark
        return ASCII_OF.get(mark, mark) if self.ascii else mark

    def of_grade(self, grades: Graded, grade: str) -> str:
        """Return the sign of a grade."""
        known = grades.grades.get(grade)
        if known is None:
            return " "
        return known.ascii if self.ascii else known.mark


UNICODE = Marks(ascii=False)
ASCII = Marks(
    ascii=True,
    cursor=">",
    note="n",
    gap=".",
    over_time="->",
    back_in_time="<-",
    beside="&",
    upright="|",
    level="-",
    crossing="+",
    stop="-",
    chosen="#",
    on="x",
    off=" ",
    more="v",
    less="^",
    several=":",
    no_grade="/",
    carried=">",
    rupture="#",
    before="<",
    after=">",
    bars="_.-=+*#@",
)
ASCII_OF: Mapping[str, str] = {
    "↑": "^",
    "↓": "v",
    "⇧": "(^)",
    "⇩": "(v)",
    "↷": ">",
    "≠": "!=",
    "≈": "~",
    "·": ".",
    "−": "-",
    "↔": "&",
    "…": "~",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "→": ">",
    "←": "<",
    "●": "*",
    "▸": ">",
    "│": "|",
    "─": "-",
    "▾": "v",
    "▴": "^",
    "⏎": "Enter",
}
_ONE_CELL = {ord(sign): text[0] for sign, text in ASCII_OF.items()}


def choose(wanted: str) -> Marks:
    """Return the signs for the setting `marks`; `auto` looks at the locale and at the stream."""
    if wanted == "auto":
        wanted = "unicode" if speaks_unicode(os.environ, sys.__stderr__) else "ascii"
    return ASCII if wanted == "ascii" else UNICODE


def speaks_unicode(environment: Mapping[str, str], stream: object) -> bool:
    """Tell whether the terminal can be expected to show more than ASCII."""
    encoding = str(getattr(stream, "encoding", "") or "").replace("-", "").casefold()
    if encoding != "utf8":
        return False
    named = next((environment[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(key)), "")
    return not named or "utf8" in named.replace("-", "").casefold()


def to_ascii(text: str) -> str:
    """Return `text` in ASCII, a cell for a cell as far as that goes."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_CELL))
    return "".join(char if char.isascii() else "?" for char in plain if not unicodedata.category(char).startswith("M"))
