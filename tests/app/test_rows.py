"""What the lines of the tabs say: judgments of every status, findings and figures made by hand."""

from __future__ import annotations

import dataclasses

import pytest

from app.seeing import drawn
from peeldiff.app.comparison.figure_lines import FigureSource
from peeldiff.app.comparison.finding_lines import FindingSource
from peeldiff.app.comparison.headings import title
from peeldiff.app.comparison.judgment_lines import JudgmentSource
from peeldiff.app.comparison.row_detail import describe_row, sources
from peeldiff.app.comparison.row_search import RowSearch
from peeldiff.app.kit.marks import ASCII, UNICODE
from peeldiff.app.kit.note_lines import note_lines
from peeldiff.app.kit.row_filter import Choice, hidden_words, position, step
from peeldiff.app.timeline.timeline_detail import followed_up
from peeldiff.compare import Comparison, compare
from peeldiff.compare.force_history import timeline
from peeldiff.compare.rows import FigureRow, FigureSide, FindingOutcome, FindingRow, FindingSide, StatedChange
from peeldiff.dataset import Dataset
from peeldiff.notes.note import Note

FOUND = FindingRow(
    "finding/x",
    "both",
    "finance",
    "Finance and value for money",
    0.41,
    ("demand",),
    "same",
    FindingSide(
        "a", "area-for-improvement", None, "The force should know its demand.", False, "https://a", "secondary"
    ),
    FindingSide("b", "area-for-improvement", None, "Demand is still not known.", False, "https://b", "secondary"),
)
MEASURED = FigureRow(
    "figure/m",
    "m",
    "Cases investigated well",
    "percent",
    "up",
    False,
    FigureSide("2018", "2018-01-01", "2018-12-31", 61.7, None, None, "https://a"),
    FigureSide("2021", "2021-01-01", "2021-12-31", 95.7, "all forces", 90.0, "https://b", target=96.0, met=False),
    34.0,
    "percentage points",
    (),
)


def said(paragraphs: list[list[tuple[str, str]]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in paragraphs)


def test_a_wide_row_says_when_each_side_was_published(northants: Comparison) -> None:
    lines = drawn(JudgmentSource(northants, northants.judgment_rows, UNICODE), 199).splitlines()
    ends = {line.partition("  ")[0].strip(): line.rpartition("│ ")[2] for line in lines}
    assert ends["Efficiency"] == "9 Nov 2017, ·"
    assert ends["Demand and use of resources"] == "9 Nov 2017, 24 Nov 2021"
    assert ends["Investigating crime"] == "22 Mar 2018, 24 Nov 2021"
    assert ends["Effectiveness"] == "not known, ·"


@pytest.mark.parametrize("width", [60, 79, 119, 199])
def test_of_a_figure_nothing_is_cut(northants: Comparison, width: int) -> None:
    survey = FigureSide(
        *("staff survey, 8 November to 16 December 2019", None, None, 61.7, None, None, "https://a"),
        target=60,
        met=True,
    )
    source = FigureSource(northants, [dataclasses.replace(MEASURED, left=survey)], UNICODE)
    words = drawn(source, width).replace("│", " ").split()
    assert "…" not in " ".join(words)
    assert {"November", "December", "2019,", "target", "met", "missed", "difference", "+34", "points"} <= set(words)


def test_carried_over_and_what_the_report_says(leics: Comparison) -> None:
    shown = drawn(JudgmentSource(leics, leics.judgment_rows, UNICODE), 119)
    assert "● Good  carried over from 2016" in shown
    assert "  inspectorate: improved" in shown
    assert "· not in this dataset" in shown
    assert "in part: Preventing crime" in shown


def test_revised_and_withheld_say_so(ds: Dataset) -> None:
    revised = compare(ds, "northamptonshire:2021-22", "northamptonshire:2023-25")
    shown = drawn(JudgmentSource(revised, revised.judgment_rows, UNICODE), 199)
    assert "revised 8 Aug 2024, was adequate" in shown
    withheld = compare(ds, "greater-manchester:2016", "greater-manchester:2017")
    assert "∅ withheld" in drawn(JudgmentSource(withheld, withheld.judgment_rows, UNICODE), 79)


def test_no_colour_of_good_or_bad_without_a_basis(northants: Comparison) -> None:
    source = JudgmentSource(northants, northants.judgment_rows, UNICODE)
    source.lay_out(79)
    roles = {role for at in range(source.height) for _, role in source.line(at)}
    assert roles.isdisjoint({"better", "worse", "good", "requires-improvement"})


@pytest.mark.parametrize("width", [59, 79, 119, 199])
def test_every_line_fits_the_width(northants: Comparison, leics: Comparison, width: int) -> None:
    for comparison in (northants, leics):
        rows = comparison.judgment_rows
        for source in (
            JudgmentSource(comparison, rows, UNICODE, noted=frozenset({rows[0].id}), hidden="more"),
            FindingSource(comparison, comparison.finding_rows, ASCII),
            FigureSource(comparison, comparison.figure_rows, UNICODE),
        ):
            source.lay_out(width)
            widths = {sum(len(text) for text, _ in source.line(at)) for at in range(source.height)}
            assert max(widths, default=0) <= width


def test_in_ascii_everything_we_draw_is_ascii(leics: Comparison) -> None:
    shown = drawn(JudgmentSource(leics, leics.judgment_rows, ASCII), 79)
    assert shown.replace("…", "").isascii()
    assert "+ Good" in shown


def test_findings_made_by_hand(northants: Comparison) -> None:
    shown = drawn(FindingSource(northants, [FOUND], UNICODE), 99)
    assert "Finance and value for money" in shown
    assert "comes back" in shown
    assert "Demand is still not known." in shown
    words = said(describe_row(northants, FOUND, UNICODE))
    assert "likeness 0.41 (demand). A person says: the same." in words
    assert sources(northants, FOUND) == [
        ("https://a", "PEEL 2017 (press)"),
        ("https://b", "PEEL 2021/22 (press)"),
    ]


def test_what_a_report_says_became_of_a_finding_stands_with_its_source(northants: Comparison, ds: Dataset) -> None:
    assert FOUND.left is not None
    outcome = FindingOutcome("partly-addressed", "2018-19", "PEEL 2018/19", "https://hmicfrs.example/later")
    followed = dataclasses.replace(FOUND.left, outcome=outcome)
    row = dataclasses.replace(FOUND, left=followed)
    assert "improvement, addressed in part" in drawn(FindingSource(northants, [row], UNICODE), 119)
    assert "AFI, addressed in part" in drawn(FindingSource(northants, [row], UNICODE), 80)
    sentence = "PEEL 2018/19 says: addressed in part"
    assert f"{sentence}. Source: https://hmicfrs.example/later" in said(describe_row(northants, row, UNICODE))
    assert ("https://hmicfrs.example/later", f"{sentence} (the inspectorate)") in sources(northants, row)
    column = timeline(ds, "northamptonshire").columns[-1]._replace(followed_up=(followed,))
    (line,) = said(list(followed_up(column))).splitlines()
    assert line.startswith(f"{sentence}: ")
    assert line.endswith("Source: https://hmicfrs.example/later (the inspectorate)")
    assert "addressed" not in said(describe_row(northants, FOUND, UNICODE))


def test_what_the_press_says_of_change_is_the_press_s(northants: Comparison) -> None:
    stated = StatedChange("improved", "2018-19", "More is answered.", "https://times.example/1", "secondary")
    row = dataclasses.replace(northants.judgment_rows[0], left=(), right=(), stated_change=stated)
    assert sources(northants, row) == [("https://times.example/1", "What is said of change (press)")]


def test_figures_made_by_hand(northants: Comparison) -> None:
    shown = drawn(FigureSource(northants, [MEASURED], UNICODE), 119)
    assert "61.7%" in shown
    assert "+34 percentage points" in shown
    assert "2021, target missed" in shown
    assert "higher is better" in said(describe_row(northants, MEASURED, UNICODE))
    none = dataclasses.replace(MEASURED, left=None, delta=None)
    assert "no value" in drawn(FigureSource(northants, [none], UNICODE), 119)


def test_a_note_is_inert_and_dated() -> None:
    note = Note("one\x1b[2J\ntwo", "done", "Ann", "2026-11-30", "me", "2026-11-22T10:00:00Z")
    assert said(note_lines(note)) == ("Note done, owner Ann, due 30 Nov 2026: one␛[2J (me, 22 Nov 2026)\ntwo")


def test_choice_of_rows(leics: Comparison) -> None:
    rows = leics.judgment_rows
    choice = Choice().toggled("unknown")
    assert {row.kind for row in rows if choice.shows(row)}.isdisjoint({"unknown"})
    assert choice.toggled("unknown") == Choice()
    assert hidden_words(choice, rows, "u", "f") == "1 filtered out (f filters)"
    assert "folded away (u unfolds)" in hidden_words(Choice(folded=True), rows, "u", "f")


def test_steps_and_positions(leics: Comparison) -> None:
    rows = leics.judgment_rows
    assert step([2, 5], 2, 1) == 5
    assert step([2, 5], 2, -1) is None
    assert step([], 0, 1) is None
    assert position(rows, 1) == "1 of 8 to look at, 2 changes"
    assert position(rows, 0) == "8 to look at, 2 changes"
    assert position([rows[1]], 0) == "1 of 1 change"


def test_a_search_looks_in_labels_reasons_and_notes(northants: Comparison) -> None:
    rows = northants.judgment_rows
    search = RowSearch()
    assert search.hits(rows, {}) == []
    search.begin("VICTIMS of crime", "", "")
    assert rows[search.hits(rows, {})[0]].id == "judgment/topic/victims"
    search.begin("ask ann", "", "")
    assert search.hits(rows, {rows[2].id: Note("Ask Ann")}) == [2]


def test_two_forces_are_both_named(ds: Dataset) -> None:
    two = compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
    line, _ = title(two, UNICODE, 120)
    assert line[0][0] == " Northamptonshire Police PEEL 2017  &  Leicestershire Police PEEL 2018/19"
