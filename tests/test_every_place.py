"""Every place that shows a grade says whose it is, and marks what is in part, carried over or deduced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small_dataset
from running import peeldiff

NEWS = "https://news.example/"
DIFF, COUNTRY = ("diff", "a:two", "a:four"), ("country", "two", "four")
SHOWN, LISTED, BRIEF = ("show", "a"), ("list", "judgments"), ("brief", "a:two", "a:four", "--today", "2026-01-01")
WORDS = {
    "press": r"(?<!from )\bpress\b",
    "deduced": "deduced, from press",
    "carried over": "carried over",
    "in part": "in part",
}
"""What stands for it where people read, as a pattern."""
TERMS = {"press": "secondary", "deduced": "deduced", "carried over": "carried-over", "in part": "part"}
"""What stands for it where machines read."""
ALL = ("press", "deduced", "carried over", "in part")
PLACES: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = [
    *((DIFF, chosen, ALL) for chosen in ("table", "markdown", "html", "json", "csv", "toml")),
    *((COUNTRY, chosen, ALL) for chosen in ("table", "markdown", "html", "json", "csv", "toml")),
    # One force alone: an item stands in text and lists once, at home; a page shows too what it touches.
    *((SHOWN, chosen, ALL[:3]) for chosen in ("table", "json", "csv")),
    (SHOWN, "html", ALL),
    *((LISTED, chosen, ALL[:3]) for chosen in ("table", "json", "csv")),
    # The paper leaves out rows that are met only in part.
    *((BRIEF, chosen, ALL[:3]) for chosen in ("table", "markdown", "html")),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Hold a judgment from the press, a deduced one, one carried over, and an item that touches a topic."""
    lines = [
        small_dataset.judgment("a:two", "q2", "good").replace("report,https://x", f"deduced,{NEWS}1")
        + "Follows from the counts.",
        small_dataset.judgment("a:two", "q1", "good<one"),
        small_dataset.judgment("a:one", "q2", "good"),
        small_dataset.judgment("a:four", "calls", "adequate"),
        small_dataset.judgment("a:four", "money", "inadequate").replace("report,https://x", f"secondary,{NEWS}2"),
    ]
    return str(small_dataset.write(tmp_path_factory.mktemp("places"), lines))


@pytest.mark.parametrize(
    ("command", "chosen", "marked"), PLACES, ids=[f"{command[0]} {chosen}" for command, chosen, _ in PLACES]
)
def test_every_place_marks_what_has_to_be_known_of_a_grade(
    folder: str, tmp_path: Path, command: tuple[str, ...], chosen: str, marked: tuple[str, ...]
) -> None:
    done = peeldiff(*command, "--data", folder, "--notes", str(tmp_path), "--format", chosen)
    assert (done.code, done.err) == (0, "")
    shown = " ".join(done.text.replace("\N{NO-BREAK SPACE}", " ").split())
    forms = WORDS if chosen in ("table", "markdown", "html") else TERMS
    assert [what for what in marked if not re.search(forms[what], shown)] == []
    assert f"{NEWS}2" in shown


def test_a_source_is_never_shown_without_whose_it_is(folder: str) -> None:
    for command in (DIFF, COUNTRY, SHOWN, LISTED, BRIEF):
        text = peeldiff(*command, "--data", folder).text
        listed = [line for line in text.partition("\nSources\n")[2].splitlines() if line.startswith("[")]
        assert listed
        assert all(line.endswith(")") for line in listed), command
