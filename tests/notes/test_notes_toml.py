"""The text of notes files: exact, harmless, and clear about what is wrong."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peeldiff.errors import FileError
from peeldiff.notes import toml_text

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\"'\\\t\x00\x1b\u202e\u2028\x85#=[]"))


@given(st.lists(texts), texts)
@example(["a\r\nb", "a\nb", '"""', "\\", "'''\n"], "\r\n")
def test_any_text_comes_back(several: list[str], key: str) -> None:
    document = {"notes": {key: several}, "judgments": [{"id": text, "note": {"text": text}} for text in several]}
    written = toml_text.dump(document)
    back = toml_text.parse("x", written)
    assert back.get("judgments", []) == document["judgments"]
    assert back["notes"] == document["notes"]
    assert toml_text.dump(back) == written


@given(st.lists(texts))
def test_nothing_that_a_terminal_obeys_stands_in_the_file(several: list[str]) -> None:
    written = toml_text.dump({"texts": several}).decode()
    harmful = {unicodedata.category(char) for char in written if char not in "\n\t"} & {"Cc", "Cf", "Zl", "Zp"}
    assert not harmful


def test_texts_of_several_lines_are_easy_to_read() -> None:
    assert '"""\none\ntwo"""' in toml_text.dump({"text": "one\ntwo"}).decode()


def test_the_first_line_says_that_comments_are_not_kept() -> None:
    first = toml_text.dump({}).decode().splitlines()[0]
    assert first.startswith("#")
    assert "no comments" in first
    assert tomllib.loads(first) == {}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[notes]\nformat = \n", "x.toml:2:10: not TOML: Invalid value"),
        (b"a = 1\nb = 'x", "x.toml:2:7: not TOML:"),
        (b"a = 1\nb = '\xff'", "x.toml:2:6: not TOML: byte 0xff is not UTF-8"),
        (b"\x1b[2J = 1", "x.toml:1:1: not TOML: "),
        (b"a = " + b"[" * 5000, "x.toml:1:"),
        (b"a = 2026-02-31", "x.toml:1:"),
    ],
)
def test_a_broken_file_is_told_with_line_and_column(data: bytes, message: str) -> None:
    with pytest.raises(FileError) as caught:
        toml_text.parse("x.toml", data)
    assert str(caught.value).startswith(message)
    assert "\x1b" not in str(caught.value)


def test_a_byte_order_mark_is_no_error() -> None:
    assert toml_text.parse("x", b"\xef\xbb\xbfa = 1") == {"a": 1}


def test_a_value_is_found_again_by_line() -> None:
    text = '[[figures]]\nid = "a"\n[figures.note]\nstatus = "open"\n[[figures]]\nid = "b"\nstatus = 1\n'
    text += '[figures.note]\ntext = "x"\nstatus = "odd"\n'
    lines = toml_text.Lines(text)
    assert lines.line_of("figures", 0, "note.status") == 4
    assert lines.line_of("figures", 1, "note.status") == 10
    assert lines.line_of("figures", 1, "id") == 6
    assert lines.line_of("figures", 2, "id") == 0


def test_a_value_is_not_looked_for_in_the_next_table() -> None:
    lines = toml_text.Lines('[[judgments]]\nkind = "x"\n[[figures]]\nid = 1\n[[judgments]]\nid = 2\n')
    assert [lines.line_of("judgments", place, "id") for place in (0, 1, 2)] == [0, 6, 0]
