"""Every machine word has its words and its sign, and no sign says two things that could be mixed up."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable, Mapping

import pytest

from peeldiff.app.kit.marks import ASCII, UNICODE, Marks
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
SAME_MEANING = {"higher": "improved", "lower": "declined", "same": "unchanged"}
"""Kinds of two forces, with those of one force over time that have their sign."""
NOT_A_SIGN = {"ascii", "bars", *signs.FRAME_SIGNS}
"""Fields of what is drawn that say nothing by themselves."""


@pytest.mark.parametrize(("table", "known"), TABLES)
def test_a_table_of_words_has_every_word(table: Mapping[str, object], known: Iterable[str]) -> None:
    assert list(table) == list(known)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_two_meanings_share_a_sign_in_one_set(*, ascii_only: bool) -> None:
    grades = [grade.ascii if ascii_only else grade.mark for grade in load().grades.values()]
    drawn = [*grades, *(sign.drawn(ascii_only=ascii_only) for sign in signs.MEANINGS.values())]
    assert sorted(drawn) == sorted(set(drawn))


@pytest.mark.parametrize(("marks", "ascii_only"), [(UNICODE, False), (ASCII, True)])
def test_whatever_is_drawn_has_a_meaning(marks: Marks, *, ascii_only: bool) -> None:
    fields = [field.name for field in dataclasses.fields(Marks) if field.name not in {*NOT_A_SIGN, "points"}]
    drawn = {*marks.points, *(getattr(marks, name) for name in fields)}
    tables = (signs.KIND_SIGNS, signs.HOLLOW_SIGNS, signs.BASIS_SIGNS, signs.SOURCE_SIGNS, signs.REVIEW_SIGNS)
    drawn |= {sign.drawn(ascii_only=ascii_only) for table in tables for sign in table.values()}
    assert drawn == signs.TAKEN[ascii_only] - {signs.CUT.drawn(ascii_only=ascii_only)}


def test_what_leads_from_one_grade_to_the_next_is_no_other_sign() -> None:
    assert ASCII.over_time[-1] not in signs.TAKEN[True]


def test_kinds_that_mean_the_same_share_a_sign() -> None:
    assert all(signs.KIND_SIGNS[kind] == signs.KIND_SIGNS[same] for kind, same in SAME_MEANING.items())


def test_no_two_signs_are_dashes() -> None:
    dashes = [sign for sign in signs.MEANINGS.values() if unicodedata.category(sign.unicode[0]) == "Pd"]
    assert len(dashes) + (signs.MEANINGS["left-only"].unicode == "−") <= 1


def test_ascii_signs_are_ascii() -> None:
    assert all(sign.ascii.isascii() for sign in signs.MEANINGS.values())


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
