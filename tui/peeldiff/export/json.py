"""JSON: the record as it is, keys in the contract's order."""

from __future__ import annotations

import json
from typing import Any

from peeldiff.compare.record import record
from peeldiff.export.selection import Selection


def encode(value: Any) -> bytes:  # noqa: ANN401  (any plain value)
    """Return a plain value as JSON, indented, in UTF-8, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def write(selected: Selection) -> bytes:
    """Return the rows asked for as one JSON object."""
    return encode(record(selected.comparison, selected.judgments, selected.findings, selected.figures))
