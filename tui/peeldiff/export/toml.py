"""TOML of a record: what is null in JSON is a missing key."""

from __future__ import annotations

from collections.abc import Mapping


def encode(record: Mapping[str, object]) -> bytes:
    """Return a record of plain values as TOML in UTF-8."""
    import tomli_w

    return tomli_w.dumps({key: _without_nulls(value) for key, value in record.items() if value is not None}).encode()


def _without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value
