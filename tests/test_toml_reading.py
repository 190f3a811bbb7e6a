"""TOML of strangers: what cannot be borne is said with line and reason, in words of ours, by one gate."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.toml_reading import DEEPEST, TomlError, parse_toml

TOO_DEEP = f"more than {DEEPEST} tables or lists stand in one another"
REFUSED: list[tuple[bytes, int, int | None, str]] = [
    (b"a = 1\nb = \n", 2, 5, "Invalid value"),
    (b"a = 1\nb = '\xff'", 2, 6, "byte 0xff is not UTF-8"),
    (b"a = 'x", 1, None, ""),
    (b"a = " + b"9" * 5000, 1, None, "a number has too many digits"),
    (b"a = 1\nb = " + b"[" * 5000, 2, None, TOO_DEEP),
    (b"a = " + b"[" * 60 + b"]" * 60, 1, None, TOO_DEEP),
    (b"[" + b"a." * 2000 + b"b]\nc = 1\n", 3, None, TOO_DEEP),
    (b"a" + b".a" * 300 + b" = 1", 1, None, TOO_DEEP),
    (b"a = " + b"{a = " * 60 + b"1" + b"}" * 60, 1, None, TOO_DEEP),
]


@pytest.mark.parametrize(("data", "line", "column", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_refused(data: bytes, line: int, column: int | None, reason: str) -> None:
    with pytest.raises(TomlError) as caught:
        parse_toml(data)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.reason.startswith(reason)
    assert "sys." not in caught.value.reason


def test_as_deep_as_anybody_needs() -> None:
    assert parse_toml(b"a = " + b"[" * DEEPEST + b"]" * DEEPEST)
    assert parse_toml(b"\xef\xbb\xbfa.b.c = 1") == {"a": {"b": {"c": 1}}}


@given(st.binary(max_size=60) | st.text(alphabet="ab[]{}.=\"'\n 19-:T", max_size=60).map(str.encode))
def test_anything_is_read_or_refused(data: bytes) -> None:
    try:
        read: object = parse_toml(data)
    except TomlError as error:
        read = error
    assert isinstance(read, dict) or (isinstance(read, TomlError) and 1 <= read.line <= data.count(b"\n") + 1)


def test_nothing_else_reads_the_toml_of_strangers() -> None:
    package = Path(__file__).parents[1] / "tui" / "peeldiff"
    readers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "tomllib.loads(" in path.read_text("utf-8") or "tomllib.load(" in path.read_text("utf-8")
    }
    # The layers read parts of a text that was read whole before, and what is shipped.
    assert readers <= {"toml_reading.py", "settings/layers.py"}, readers
