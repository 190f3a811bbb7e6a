"""JSON: the record as it is, keys in the contract's order, each row of a table on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from peeldiff.compare.record import record
from peeldiff.export.selection import Selection

_encode_in_line = json.JSONEncoder(ensure_ascii=False).encode


def encode(value: Any) -> bytes:  # noqa: ANN401  (any plain value)
    """Return a plain value as JSON in UTF-8: a key on each line, and a row on each."""
    if isinstance(value, dict):
        keys = (f"  {_encode_in_line(key)}: {_value(inner)}" for key, inner in value.items())
        text = "{\n" + ",\n".join(keys) + "\n}"
    else:
        text = _value(value, "")
    return f"{text}\n".encode()


def _value(value: Any, indent: str = "  ") -> str:  # noqa: ANN401  (any plain value)
    if value and isinstance(value, list) and isinstance(value[0], dict):
        return f"[\n{lines(value, indent + '  ')}\n{indent}]"
    return _encode_in_line(value)


def lines(rows: Iterable[Any], indent: str) -> str:
    """Return rows as the lines between the brackets of their list."""
    return ",\n".join(indent + _encode_in_line(row) for row in rows)


def write(selected: Selection) -> bytes:
    """Return the rows asked for as one JSON object."""
    return encode(record(selected.comparison, selected.judgments, selected.findings, selected.figures))
