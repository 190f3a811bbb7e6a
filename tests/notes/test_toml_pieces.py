"""A file read and written in pieces is the file read and written as a whole."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any
from unittest.mock import Mock

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.notes import toml_pieces
from peeldiff.notes.toml_pieces import dump_pieces, parse_pieces
from peeldiff.toml_reading import TomlError, parse_toml

LINES = (
    "[[judgments]]",
    "[[findings]]",
    "[judgments]",
    "[notes]",
    "[judgments.note]",
    "[notes.dataset]",
    "[[judgments.left]]",
    "[mine.deeper]",
    "[mine]",
    "[[ judgments ]]",
    "id = 1",
    "judgments = []",
    "judgments.x = 1",
    "text = 'a'",
    'text = """',
    '"""',
    "other = '''",
    "'''",
    'escaped = """\\',
    "list = [",
    "]",
    "[[1]]",
    "# [[judgments]]",
    "broken =",
    "carriage = 'x'\r",
    "\r",
)
"""Lines that mean something else by what stands around them."""

VALUES = st.one_of(
    st.text(st.sampled_from("ab\n\"'\\\t\x00\x1b\u202e\u0301e\u0301\u0301\u0301\u0301\u0301")),
    st.sampled_from(["", "x" * 120, "a\r\nb", "one\ntwo"]),
    st.integers(-9, 9),
    st.floats(allow_nan=False),
    st.booleans(),
    st.just(dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
    st.just(dt.date(2026, 1, 2)),
)
KEYS = st.sampled_from(["id", "note", "left", "a b", "", "é", '"', "."])
TABLES = st.recursive(
    st.dictionaries(KEYS, VALUES, max_size=3),
    lambda inner: st.dictionaries(KEYS, st.one_of(VALUES, inner, st.lists(inner, max_size=3)), max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["notes", "judgments", "findings", "verdicts", "a b", ""]),
    st.one_of(TABLES, st.lists(TABLES, max_size=4), VALUES, st.lists(VALUES, max_size=2)),
    max_size=5,
)


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_lines_are_read_as_the_whole_is(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    assert outcome(parse_pieces, data) == outcome(parse_toml, data)


@given(DOCUMENTS)
def test_any_document_is_written_as_the_whole_is(document: dict[str, Any]) -> None:
    """Twice: what was remembered gives the same."""
    has_crlf = "\r\n" in "".join(texts(document))
    whole = toml_pieces.escaped(tomli_w.dumps(document, multiline_strings=not has_crlf))
    assert [dump_pieces(document), dump_pieces(copy.deepcopy(document))] == [whole, whole]
    assert parse_pieces(whole.encode()) == parse_toml(whole.encode())


@pytest.mark.parametrize(("before", "after"), [(1, 1.0), (1, True), (0.0, -0.0), ("1", 1)])
def test_values_that_are_equal_are_not_the_same(before: object, after: object) -> None:
    dump_pieces({"mine": {"x": before}, "judgments": [{"x": before}]})
    document = {"mine": {"x": after}, "judgments": [{"x": after}]}
    assert dump_pieces(document) == tomli_w.dumps(document)


def test_what_stands_as_it_stood_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": f"judgment/{number}", "why": "because " * 20} for number in range(40)]
    first = dump_pieces({"judgments": rows}).encode()
    parse_pieces(first)
    parser = Mock(side_effect=parse_toml)
    monkeypatch.setattr(toml_pieces, "parse_toml", parser)
    changed = first.replace(b"judgment/7", b"judgment/seven")
    assert parse_pieces(changed)["judgments"][7]["id"] == "judgment/seven"
    assert parser.call_count == 1


def test_few_and_short_pieces_are_remembered() -> None:
    for number in range(2000):
        dump_pieces({"mine": {"x": number}})
        parse_pieces(f"[mine]\nx = {number}\ntext = '{'long' * (number % 2 * 5000)}'".encode())
    for remembered in (toml_pieces._read, toml_pieces._written):
        assert len(remembered) <= toml_pieces._KEPT
        assert len(repr(remembered)) < toml_pieces._KEPT * 2 * toml_pieces._LONGEST


def outcome(parse: Any, data: bytes) -> object:  # noqa: ANN401
    """Return the tables with the order of their keys, or what is wrong and where."""
    try:
        return repr(parse(data))
    except TomlError as error:
        return error.line, error.column, error.reason


def texts(value: object) -> list[str]:
    """Return every text in a value, but for keys."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for entry in inner for text in texts(entry)]
