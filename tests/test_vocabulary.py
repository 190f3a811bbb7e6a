"""Every machine word has its words and its sign, and no sign says two things that could be mixed up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import pytest

from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.dataset import load
from peeldiff.vocabulary import signs, terms, words

TABLES: list[tuple[Mapping[str, object], Iterable[str]]] = [
    (words.KIND_WORDS, terms.JUDGMENT_KINDS),
    (words.KIND_MEANINGS, terms.JUDGMENT_KINDS),
    (words.FINDINGS_OVER_TIME, terms.FINDING_ROW_KINDS),
    (words.FINDINGS_OF_TWO_FORCES, terms.FINDING_ROW_KINDS),
    (words.FINDING_ROW_MEANINGS, terms.FINDING_ROW_KINDS),
    (words.FINDING_KIND_WORDS, terms.FINDING_KINDS),
    (words.FINDING_KIND_SHORT, terms.FINDING_KINDS),
    (words.VERDICT_WORDS, terms.VERDICTS),
    (words.STATUS_WORDS, terms.STATUSES),
    (words.STATUS_SHORT, terms.STATUSES),
    (words.BASIS_WORDS, terms.BASES),
    (words.BASIS_MEANINGS, terms.BASES),
    (words.COMPARABILITY_WORDS, terms.BASES),
    (words.SOURCE_BASIS_WORDS, terms.SOURCE_BASES),
    (words.BETTER_WORDS, terms.BETTER),
    (words.NOTE_STATUS_WORDS, terms.NOTE_STATUSES),
    (signs.KIND_SIGNS, [*terms.JUDGMENT_KINDS, "both"]),
    (signs.BASIS_SIGNS, terms.BASES),
    (signs.SOURCE_SIGNS, [basis for basis in terms.SOURCE_BASES if basis != "report"]),
]
MEANINGS: dict[str, signs.Sign] = {
    "up": signs.KIND_SIGNS["improved"],
    "down": signs.KIND_SIGNS["declined"],
    "level": signs.KIND_SIGNS["unchanged"],
    "up, indicative": signs.HOLLOW_SIGNS["improved"],
    "down, indicative": signs.HOLLOW_SIGNS["declined"],
    **{kind: signs.KIND_SIGNS[kind] for kind in ("left-only", "right-only", "unknown", "both")},
    **signs.BASIS_SIGNS,
    **signs.SOURCE_SIGNS,
    "nobody looked again": signs.CARRIED,
    "nothing known": signs.GAP,
    "no grade": signs.NO_GRADE,
    "several": signs.SEVERAL,
    "break": signs.Sign(UNICODE.rupture, ASCII.rupture),
    "note": signs.Sign(UNICODE.note, ASCII.note),
    "chosen side": signs.Sign(UNICODE.chosen, ASCII.chosen),
    "where most forces stand": signs.Sign(UNICODE.band, ASCII.band),
    **{
        f"a value of force {n}": signs.Sign(*drawn)
        for n, drawn in enumerate(zip(UNICODE.points, ASCII.points, strict=True))
    },
    **{f"step {n} of a plot": signs.Sign(*drawn) for n, drawn in enumerate(zip(UNICODE.bars, ASCII.bars, strict=True))},
    "ticked": signs.TICKED,
    **{state: signs.REVIEW_SIGNS[state] for state in ("dropped", "waiting", "conflict")},
    "more below": signs.Sign(UNICODE.more, ASCII.more),
    "more above": signs.Sign(UNICODE.less, ASCII.less),
}
"""Every sign that says something, by what it says; the signs of grades come with the dataset."""
KINDS = {
    "improved": "up",
    "higher": "up",
    "declined": "down",
    "lower": "down",
    "unchanged": "level",
    "same": "level",
    "carried-over": "nobody looked again",
    "not-graded": "no grade",
    "not-comparable": "none",
}
"""Kinds that share a sign with what means the same."""


@pytest.mark.parametrize(("table", "known"), TABLES)
def test_a_table_of_words_has_every_word(table: Mapping[str, object], known: Iterable[str]) -> None:
    assert list(table) == list(known)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_sign_has_one_meaning(*, ascii_only: bool) -> None:
    grades = {grade.id: grade.ascii if ascii_only else grade.mark for grade in load().grades.values()}
    drawn = [*grades.values(), *(sign.drawn(ascii_only=ascii_only) for sign in MEANINGS.values())]
    assert sorted(drawn) == sorted(set(drawn))
    assert all(sign == MEANINGS[KINDS.get(kind, kind)] for kind, sign in signs.KIND_SIGNS.items())


def test_no_two_signs_are_dashes() -> None:
    dashes = [sign for sign in MEANINGS.values() if unicodedata.category(sign.unicode[0]) == "Pd"]
    assert len(dashes) + (MEANINGS["left-only"].unicode == "−") <= 1


def test_ascii_signs_are_ascii() -> None:
    assert all(sign.ascii.isascii() for sign in MEANINGS.values())


@pytest.mark.parametrize("ascii_only", [False, True])
def test_kinds_that_are_read_in_one_place_have_signs_of_their_own(*, ascii_only: bool) -> None:
    for kinds in (terms.OVER_TIME, terms.BETWEEN_FORCES):
        others = {*terms.OVER_TIME, *terms.BETWEEN_FORCES} - {*kinds}
        read = [(kind, basis) for kind in terms.JUDGMENT_KINDS if kind not in others for basis in (None, "indicative")]
        drawn = {signs.change_sign(*row, ascii_only=ascii_only) for row in read}
        assert len(drawn) == len(read) / 2 + 2


def test_a_day_is_read_the_same_in_any_locale() -> None:
    assert words.short_day("2024-08-08") == "8 Aug 2024"
    assert words.long_day("2024-08-08") == "8 August 2024"
