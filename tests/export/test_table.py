"""Plain tables for reading: what every row says stands once, what heads rows stands above them."""

from __future__ import annotations

import pytest

from peeldiff.export import table
from peeldiff.export.sheets import Sheet

ROWS = (("Kent", "2017", "good"), ("Kent", "2017", "bad"), ("Leics", "2017", "good"), ("Kent", "2017", "fair"))
NAMES = ("force", "cycle", "grade")


def printed(sheet: Sheet) -> list[str]:
    return table.render(table.page([sheet]), 40).decode().splitlines()


@pytest.mark.parametrize(
    ("sheet", "lines"),
    [
        (Sheet(NAMES, (), brief=NAMES), ["None."]),
        (
            Sheet(NAMES, ROWS, brief=NAMES),
            [
                *("In every row: cycle: 2017.", "", "force   grade", "─" * 13),
                *("Kent    good", "Kent    bad", "Leics   good", "Kent    fair"),
            ],
        ),
        (
            Sheet(NAMES, ROWS, brief=NAMES, headed_by=1, above="Of two forces."),
            [
                *("Of two forces.", "", "In every row: cycle: 2017.", "", "grade", "─" * 5),
                *("Kent", "good", "bad", "fair", "", "Leics", "good"),
            ],
        ),
        (
            Sheet(NAMES, (*ROWS[:2], ROWS[3]), brief=NAMES),
            ["In every row: force: Kent; cycle: 2017.", "", "grade", "─" * 5, "good", "bad", "fair"],
        ),
        (Sheet(NAMES[:1], (("Kent",),) * 3, brief=NAMES[:1]), ["force", "─" * 5, "Kent", "Kent", "Kent"]),
        (
            Sheet(NAMES, ROWS[:2], headed_by=2),
            ["grade", "─" * 5, "Kent, 2017", "good", "bad"],
        ),
    ],
)
def test_what_repeats_stands_once(sheet: Sheet, lines: list[str]) -> None:
    assert printed(sheet) == lines


def test_what_heads_rows_is_said_in_the_first_of_them_only() -> None:
    named = Sheet(NAMES, ROWS, headed_by=1).rows_named_once
    assert [row[0] for row in named] == ["Kent", "", "Leics", "Kent"]
