"""How somebody else's table is read: what it calls its columns, and which grades it has, best first."""

from __future__ import annotations

import csv

from peeldiff.text import quoted
from peeldiff.vocabulary.grade_words import find_reversed, is_no_grade

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
    turned = find_reversed(grades)
    if turned:
        raise ValueError(f"{quoted(turned[0])} stands before {quoted(turned[1])}: expected the best grade first")
    none = next(filter(is_no_grade, grades), None)
    if none:
        raise ValueError(f"{quoted(none)} is no grade: leave it out, and its cells empty in the table")
    return grades
