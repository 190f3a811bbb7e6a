"""Every machine word has its words and its sign, and no sign says two things that could be mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

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
]
CHANGES = [*signs.KIND_SIGNS.values(), *signs.HOLLOW_SIGNS.values(), *signs.BASIS_SIGNS.values(), signs.CARRIED]


@pytest.mark.parametrize(("table", "known"), TABLES)
def test_a_table_of_words_has_every_word(table: Mapping[str, object], known: Iterable[str]) -> None:
    assert list(table) == list(known)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_sign_of_a_change_is_the_sign_of_a_grade(*, ascii_only: bool) -> None:
    grades = {grade.ascii if ascii_only else grade.mark for grade in load().grades.values()}
    assert not grades & {sign.drawn(ascii_only=ascii_only) for sign in CHANGES}


def test_ascii_signs_are_ascii() -> None:
    assert all(sign.ascii.isascii() for sign in (*CHANGES, signs.GAP, signs.NO_GRADE, signs.SEVERAL))


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
