"""How somebody else's table is read: what it calls its columns, and which grades it has, best first."""

from __future__ import annotations

import csv

from peeldiff.text import quoted

COLUMNS = ("force", "item", "grade", "cycle", "status", "published", "source", "note")
"""What a table may say of a judgment."""


def columns(given: str) -> dict[str, str]:
    """Return the table's own name of each column in a text such as `force=body_id,item=question`.

    Raises ValueError that says what was expected.
    """
    found = dict[str, str]()
    for word in given.split(",") if given.strip() else ():
        name, sign, value = word.partition("=")
        if not sign or not value.strip() or name.strip() not in COLUMNS or name.strip() in found:
            expectation = f"expected {', '.join(COLUMNS)}, each once, as in force=body_id,item=question"
            raise ValueError(f"{quoted(word)}: {expectation}")
        found[name.strip()] = value.strip()
    return found


def scale(given: str) -> tuple[str, ...]:
    """Return the grades in a text such as `outstanding,good,"poor, and falling"`. Raises ValueError."""
    listed = next(csv.reader([given], skipinitialspace=True), []) if given.strip() else []
    grades = tuple(grade.strip() for grade in listed)
    if grades and (len(grades) < 2 or "" in grades or len(set(grades)) < len(grades)):
        raise ValueError(f"{quoted(given)}: expected two or more different grades, best first")
    return grades
