"""Lines of spans: fitted, wrapped and marked, in cells and not in characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from peeldiff.app.kit.lines import cut_at_word, fit, marked, padded, spread, width_of, wrap
from peeldiff.app.kit.marks import supports_unicode
from peeldiff.app.kit.widgets.bars import difference
from peeldiff.app.kit.widgets.blocks import ListSource
from peeldiff.app.kit.widgets.covered import covered_cells
from peeldiff.text import inert
from peeldiff.vocabulary.signs import to_ascii

TEXTS = st.text(max_size=40).map(inert)


@given(TEXTS, st.integers(1, 30))
def test_a_fitted_text_is_as_wide_as_it_should_be(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["text", "muted"])), max_size=5), st.integers(4, 30))
def test_a_wrapped_paragraph_loses_no_letter_and_fits(paragraph: list[tuple[str, str]], width: int) -> None:
    lines = wrap(paragraph, width)
    assert all(width_of(line) <= width for line in lines)
    before = "".join(text for text, _ in paragraph).replace(" ", "")
    assert "".join(text for line in lines for text, _ in line).replace(" ", "") == before


@given(TEXTS, st.integers(1, 30))
def test_what_is_cut_at_a_word_fits_and_begins_alike(text: str, width: int) -> None:
    short = cut_at_word(text, width)
    assert cell_len(short) <= width
    assert short == text or text.startswith(short.removesuffix("…").rstrip(" "))


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("cannot be compared directly", 27, "cannot be compared directly"),
        ("cannot be compared directly", 24, "cannot be compared…"),
        ("cannot be compared, directly", 19, "cannot be compared…"),
        ("cannot be compared", 11, "cannot be…"),
        ("incomparable", 8, "incompa…"),
        ("at https://www.a-very-long-address.example/of-a-page", 40, "at https://www.a-very-long-address.exam…"),
    ],
)
def test_a_sentence_is_cut_between_words_and_a_long_word_within(text: str, width: int, shown: str) -> None:
    assert cut_at_word(text, width) == shown


def test_an_address_begins_on_a_line_of_its_own_where_the_room_behind_a_word_would_break_a_name() -> None:
    lines = wrap([("of it: see https://inspectorate.example/peel-reports/kent-2023-25/", "text")], 34)
    assert [line[-1][0] for line in lines] == [
        "of it: see",
        "https://inspectorate.example/peel-",
        "reports/kent-2023-25/",
    ]


def test_an_address_breaks_at_its_joints() -> None:
    address = "https://site.example/peel-assessments/peel-2017/kent/"
    lines = wrap([("2 judgments  ", "strong"), (address, "text")], 40)
    assert [line[-1][0] for line in lines] == ["https://site.example/peel-", "assessments/peel-2017/kent/"]


def test_a_word_longer_than_the_line_fills_what_is_left() -> None:
    assert wrap([("at a.word.of.one.piece.", "text")], 10) == [
        [("at a.word.", "text")],
        [("of.one.pie", "text")],
        [("ce.", "text")],
    ]


def test_a_line_is_padded_and_spread() -> None:
    assert padded([("ab", "text")], 4) == [("ab  ", "text")]
    assert padded([("ab", "key")], 3) == [("ab", "key"), (" ", "text")]
    assert spread([("abcdef", "text")], [("xy", "key")], 5) == [("ab…", "text"), ("xy", "key")]


def test_hits_are_marked_whatever_their_case() -> None:
    assert marked([("Crime and crime", "text")], "crime") == [
        ("Crime", "hit"),
        (" and ", "text"),
        ("crime", "hit"),
    ]


def test_only_what_differs_is_repainted() -> None:
    before = [("a", "text"), ("4 of 17", "muted"), ("rest", "rule")]
    assert difference(before, before) is None
    assert difference(before, [("a", "text"), ("5 of 17", "muted"), ("rest", "rule")]) == (1, 2)


def test_the_cursor_covers_the_lead_only() -> None:
    assert covered_cells([("Effectiveness", "lead"), ("x", "muted"), ("y", "here:good")]) == [(0, 13), (14, 15)]
    assert covered_cells([("nothing", "muted")]) == []


def test_a_list_has_a_line_for_each_entry() -> None:
    source = ListSource([[("a", "lead")], [("b", "lead")]])
    source.lay_out(10)
    assert (source.height, source.entries, source.entry_at(1), source.lines_of(1)) == (2, 2, 1, range(1, 2))


def test_ascii_keeps_the_width_of_signs() -> None:
    assert to_ascii("≠ → é …") == "! > e ~"
    assert to_ascii("plain") == "plain"


def test_what_a_locale_says_of_unicode() -> None:
    class Stream:
        encoding = "utf-8"

    assert supports_unicode({"LANG": "en_GB.UTF-8"}, Stream())
    assert supports_unicode({}, Stream())
    assert not supports_unicode({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, Stream())
    assert not supports_unicode({"LANG": "en_GB.ISO-8859-1"}, Stream())
    assert not supports_unicode({"LANG": "en_GB.UTF-8"}, None)


@pytest.mark.parametrize("width", [-3, 0, 1, 2])
def test_text_without_room_is_broken_as_if_a_wide_letter_had_room(width: int) -> None:
    lines = wrap([("hello 世界", "text")], width)
    assert ["".join(text for text, _ in line) for line in lines] == ["he", "ll", "o", "世", "界"]


def test_what_has_room_in_one_line_is_only_joined_and_trimmed() -> None:
    assert wrap([("a  b", "text"), ("", "muted"), (" c  ", "text")], 8) == [[("a  b c", "text")]]
