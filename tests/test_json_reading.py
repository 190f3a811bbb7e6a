"""The gate for JSON that somebody else may have written."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import peeldiff
from peeldiff.json_reading import parse_json

ROOT = Path(peeldiff.__file__).parent
OURS = {
    "json_reading.py",
    *(f"dataset/{name}.py" for name in ("compiled", "compiled_tables")),
    *(f"importing/pages/{name}.py" for name in ("worker", "sandbox")),
}
"""Beside the gate: what our own process has just written, or what is believed by its digest alone."""


@pytest.mark.parametrize(
    "data", [None, b"", b"{", b"\xff\xfe\x00", b"nonsense", b"[" * 200_000, b'{"a":' * 200_000, b"9" * 5000]
)
def test_what_cannot_be_read_is_nothing(data: bytes | None) -> None:
    assert parse_json(data) is None


def test_what_can_be_read_is_there() -> None:
    assert parse_json(b'{"a": [1, "x"]}') == {"a": [1, "x"]}


def test_nothing_else_reads_json() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if "json.load" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("json.loads", "json.load")
    }
    assert readers == OURS
