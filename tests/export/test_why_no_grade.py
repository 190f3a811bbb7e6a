"""Why there is no grade: what was withheld says its reason; of half a framework nobody says that it lacks an item."""

from __future__ import annotations

import pytest

from peeldiff.dataset import Dataset
from running import peeldiff

REASON = "the Manchester Arena attack of 22 May 2017"
GIVEN = [
    *(("diff", "gmp:2016", "gmp:2017", "--format", chosen) for chosen in ("table", "markdown", "html", "csv", "json")),
    *(("brief", "gmp:2016", "gmp:2017", "--format", chosen) for chosen in ("table", "markdown", "html")),
    *(("show", "gmp", "--format", chosen) for chosen in ("table", "html", "csv")),
]


@pytest.mark.parametrize("command", GIVEN, ids=" ".join)
def test_what_was_withheld_says_why_wherever_it_stands(command: tuple[str, ...]) -> None:
    assert REASON in " ".join(peeldiff(*command).text.split())


@pytest.mark.parametrize("command", ["diff", "brief"])
def test_no_format_says_that_a_framework_known_in_part_has_no_such_item(command: str, ds: Dataset) -> None:
    assert ds.partly_known == {"2025-27"}
    for chosen in ("table", "markdown", "html"):
        text = peeldiff(command, "kent:2023-25", "kent:2025-27", "--format", chosen).text
        assert "Only PEEL" not in text
        assert "left only" not in text
        assert "Investigating crime" in text
        assert ("knows only some items of its framework" in " ".join(text.split())) == (command == "brief")
