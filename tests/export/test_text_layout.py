"""Text is laid out to a width: nothing is lost, nothing is wider, and every line of a table is in its columns."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from peeldiff.export.text_layout import Cell, Line, Part, TextTable, _broken_line, _broken_words, broken, lay_out

WORDS = st.text(st.sampled_from("abcdefg ­é日本\n"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("short", 5, ["short"]),
        ("two words", 5, ["two", "words"]),
        ("a word and another", 10, ["a word and", "another"]),
        ("extraordinary", 5, ["extra", "ordin", "ary"]),
        ("an extraordinary thing", 6, ["an", "extrao", "rdinar", "y", "thing"]),
        ("line\nof its own", 20, ["line", "of its own"]),
        ("  set in", 20, ["  set in"]),
        ("日本語", 4, ["日本", "語"]),
    ],
)
def test_a_text_breaks_between_words(text: str, width: int, lines: list[str]) -> None:
    assert broken(text, width) == lines


@given(WORDS, st.integers(2, 30))
def test_breaking_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = broken(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line.rstrip()) <= width for line in lines)


PIECES = st.sampled_from(("a", "bcd", "[12]", "[3]", "[x]", "  ", "longer-than-most", "e.", "\t", "é"))


@given(st.lists(PIECES).map(" ".join), st.integers(1, 30))
def test_a_plain_line_breaks_where_its_words_do(line: str, width: int) -> None:
    assert list(_broken_line(line, width)) == list(_broken_words(line, width))


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=4), st.integers(30, 80), st.booleans())
def test_a_table_keeps_to_the_width(rows: list[list[str]], width: int, shared: bool) -> None:
    table = TextTable(("one", "two", "three"), [*rows], (2, 3, 1) if shared else ())
    lines = lay_out([table], width).decode().splitlines()
    assert all(cell_len(line) <= width for line in lines)
    body = "".join("".join(lines).split()).rpartition("─")[2]
    cells = Counter("".join("".join("".join(row) for row in rows).split()))
    assert Counter(body) >= cells
    assert "─" not in "".join(lines) or Counter(body) == cells


ROWS = [("Northamptonshire Police", "Requires improvement", "not comparable"), ("Kent Police", "Good", "unchanged")]


@pytest.mark.parametrize("shares", [(), (5, 7, 4), (1, 1, 9)])
@given(width=st.integers(16, 80))
def test_no_word_is_broken_at_any_width(shares: tuple[int, ...], width: int) -> None:
    printed = lay_out([TextTable(("force", "grade", "change"), [*ROWS], shares)], width).decode()
    assert all(cell_len(line) <= width for line in printed.splitlines())
    assert set(" ".join(" ".join(row) for row in ROWS).split()) <= set(printed.split())


def test_a_table_too_narrow_for_its_words_says_each_cell_after_its_heading() -> None:
    printed = lay_out([TextTable(("force", "grade"), [("Northamptonshire", "Improvement"), ("Kent", "")])], 24).decode()
    assert printed == "force: Northamptonshire\n  grade: Improvement\n\nforce: Kent\n"


CASES: list[tuple[Part, str]] = [
    (Line("one two three", "bold"), "one two\nthree\n"),
    (Line("https://example.org/", whole=True), "https://example.org/\n"),
    (Line("a line that hangs", hang="- "), "- a line\n  that\n  hangs\n"),
    (TextTable(("a", "b"), [("x", "long words"), ("y", "")]), "a   b\n──────────\nx   long\n    words\ny\n"),
    (TextTable(("a", "b"), [Line("wide as two", "bold"), ("x", "y")]), "a   b\n─────\nwide as\ntwo\nx   y\n"),
    (Line("one two [12] [3]"), "one\ntwo [12]\n[3]\n"),
    (TextTable(("", "b c"), [(Cell("x", indent=1), "y")], (1, 1)), "       b c\n──────────\n x     y\n"),
]


@pytest.mark.parametrize(("part", "expected"), CASES)
def test_parts_look_so(part: Part, expected: str) -> None:
    assert lay_out([part], 10).decode() == expected


def test_colour_stands_around_words_only() -> None:
    table = TextTable(("a", "b"), [(Cell("x", "dim"), Cell("yy", "bold blue")), ("z", Cell("", "bold"))])
    assert lay_out([Line("t", "bold"), Line("", "dim"), table], 20, colour=True).decode().splitlines() == [
        "\x1b[1mt\x1b[0m",
        "",
        "\x1b[1ma\x1b[0m   \x1b[1mb\x1b[0m",
        "──────",
        "\x1b[2mx\x1b[0m   \x1b[1;34myy\x1b[0m",
        "z",
    ]
