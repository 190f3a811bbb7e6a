"""The decisions of a review, without a screen: each gives a new state, and the last can be taken back."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import polars as pl
import pytest

from peeldiff.app.review.correction_fields import completed, fields_of, signed, unsigned
from peeldiff.app.review.decisions import Review, State, counts, wanting
from peeldiff.app.review.file_text import FileText
from peeldiff.dataset import Dataset
from peeldiff.dataset.reading.row_check import find_row_problems
from peeldiff.importing import Document, Draft, ImportedReport, ImportedRow, Unplaced, plan_import
from peeldiff.importing.imported import Line

COLUMNS = (
    *("force", "cycle", "level", "item", "grade", "status", "carried_from", "revised_from", "revised_on"),
    *("published", "source_basis", "source", "note"),
)


def judgment(item: str, grade: str | None, confidence: str, *, force: str = "kent") -> ImportedRow:
    cells = (force, "2021-22", "area", item, grade, "graded", None, None, None, None, "report", "page", None)
    return ImportedRow(dict(zip(COLUMNS, cells, strict=True)), "1", confidence, "badge")


def report(*rows: ImportedRow, unplaced: tuple[Unplaced, ...] = (), draft: Draft | None = None) -> ImportedReport:
    return ImportedReport(
        "page", "html", "area report", "kent", "2021-22", None, "page", rows, unplaced=unplaced, draft=draft
    )


def states(ds: Dataset, review: Review) -> list[State]:
    return review.states(plan_import(ds, review.reviewed(), Path("nowhere")))


def words(ds: Dataset, review: Review) -> list[str]:
    return [state.word for state in states(ds, review)]


@pytest.fixture
def begun() -> Review:
    """Victims is no row of the shipped dataset, preventing crime is good there."""
    return Review.of(
        [
            report(
                judgment("victims", "good", "high"),
                judgment("serious-organised-crime", "good", "medium"),
                judgment("leadership", "good", "low"),
                judgment("preventing-crime", "adequate", "high"),
                judgment("preventing-crime", "good", "low"),
                unplaced=(Unplaced("Good", "7", "no item"),),
            )
        ]
    )


def test_only_what_is_sure_is_accepted_from_the_start(ds: Dataset, begun: Review) -> None:
    found = words(ds, begun)
    assert found[:2] == ["written", "waiting"]
    assert found[3:] == ["conflict", "known", "unplaced"]
    assert begun.is_undecided
    assert counts(states(ds, begun))["written"] == 1


def test_each_decision_and_its_undoing(ds: Dataset, begun: Review) -> None:
    before = words(ds, begun)
    accepted = begun.accept(1)
    assert words(ds, accepted)[1] == "written"
    dropped = accepted.drop(0)
    assert words(ds, dropped)[:2] == ["dropped", "written"]
    corrected = dropped.correct(0, {**judgment("victims", "adequate", "low").values})
    assert words(ds, corrected)[0] == "written"
    assert states(ds, corrected)[0].row is not None
    assert [len(entry.reviewed()[0].judgments) for entry in (begun, dropped, corrected)] == [5, 4, 5]
    assert corrected.undo() == dropped
    assert words(ds, corrected.undo().undo().undo()) == before
    assert begun.undo() is begun


def test_what_one_key_decided_is_taken_back_by_one(ds: Dataset, begun: Review) -> None:
    dropped = begun.drop(0)
    many = dropped.accept_all([0, 1, 3])
    assert [at for at, _ in many.last] == [0, 1, 3]
    assert many.undo() == dropped
    assert many.accept_all([1]).accept(1).undo().undo() == many, "two keys one after the other are two"
    half = many.written(dropped.accept(0))
    assert half.undo().steps == half.steps[: half.settled], "what is written stays"
    assert words(ds, many.undo().undo()) == words(ds, begun)


def test_what_was_corrected_stays_so_when_it_is_dropped_and_accepted(ds: Dataset, begun: Review) -> None:
    values = {**judgment("victims", "adequate", "low").values}
    again = begun.correct(0, values).drop(0).accept(0)
    row = states(ds, again)[0].row
    assert row is not None
    assert row.values["grade"] == "adequate"


def test_a_corrected_conflict_is_judged_anew(ds: Dataset, begun: Review) -> None:
    standing = {**judgment("preventing-crime", "good", "high").values}
    assert words(ds, begun.correct(3, standing))[3] == "known"
    revised = standing | {
        "grade": "adequate",
        "status": "revised",
        "revised_from": "good",
        "revised_on": "2022-08-01",
    }
    assert words(ds, begun.correct(3, revised))[3] == "written"


def test_a_line_that_was_not_placed_becomes_a_judgment(ds: Dataset, begun: Review) -> None:
    made = begun.correct(5, {**judgment("responding", "requires-improvement", "high").values})
    assert words(ds, made)[5] in ("known", "written")
    assert len(made.reviewed()[0].judgments) == 6
    assert words(ds, made.undo())[5] == "unplaced"


def test_of_two_rows_with_one_key_the_accepted_one_counts(ds: Dataset) -> None:
    begun = Review.of([report(judgment("victims", "good", "low")), report(judgment("victims", "adequate", "high"))])
    assert words(ds, begun) == ["waiting", "written"]
    assert words(ds, begun.accept(0)) == ["written", "conflict"]
    assert words(ds, begun.accept(0).drop(0)) == ["dropped", "written"]


def test_only_what_a_person_accepts_takes_the_place_of_their_own_row(begun: Review) -> None:
    assert [row.replaces_own for row in begun.accept(1).rows.values()] == [False, True, False, False, False]


def test_what_is_written_is_settled(ds: Dataset, begun: Review) -> None:
    decided = begun.accept(1).drop(0)
    settled = decided.written(decided)
    assert settled.is_undecided
    assert settled.undo() is settled
    assert words(ds, settled)[0] == "dropped"
    assert words(ds, settled.accept(0).undo())[0] == "dropped"


def test_what_was_decided_while_it_was_written_is_not_settled(begun: Review) -> None:
    decided = begun.accept(1)
    since = decided.drop(0).written(decided)
    assert (since.settled, since.is_undecided) == (1, False)
    assert since.undo() == decided.written(decided)


def test_a_drafted_framework_is_written_unless_it_is_dropped(ds: Dataset) -> None:
    begun = Review.of([report(judgment("victims", "good", "high"), draft=Draft("2031-33", "x"))])
    assert words(ds, begun) == ["written", "later"]
    dropped = begun.drop(0)
    assert words(ds, dropped) == ["dropped", "later"]
    assert dropped.reviewed() == []


def test_no_row_that_nobody_accepted_is_ever_written(ds: Dataset) -> None:
    seed = random.randrange(2**32)
    dice = random.Random(seed)
    items = [item.id for item in ds.cycles["2021-22"].items]
    grades = ds.scales["five-tier"].grades
    for _ in range(60):
        rows = [
            judgment(dice.choice(items), dice.choice(grades), dice.choice(("high", "medium", "low"))) for _ in range(12)
        ]
        review = Review.of([report(*rows[:6]), report(*rows[6:])])
        for _ in range(dice.randrange(20)):
            at = dice.randrange(12)
            review = dice.choice((review.accept(at), review.drop(at), review.undo()))
        plan = plan_import(ds, review.reviewed(), Path("nowhere"))
        for at, state in enumerate(review.states(plan)):
            answer = review.decisions.get(at)
            if state.word == "written":
                assert answer.word == "accepted" if answer else rows[at].confidence == "high", f"seed {seed}"
        keys = [row["item"] for row in plan.added.get("judgments", [])]
        assert len(keys) == len(set(keys)) == counts(review.states(plan))["written"], f"seed {seed}"
        standing = set(ds.judgments.filter(force="kent", cycle="2021-22")["item"])
        assert not standing & set(keys), f"seed {seed}"


def test_what_wants_a_decision(ds: Dataset, begun: Review) -> None:
    assert 1 in wanting(states(ds, begun))
    assert 0 not in wanting(states(ds, begun))
    assert 3 not in wanting(states(ds, begun.drop(3)))


def test_a_finding_that_the_dataset_tells_in_its_own_words_asks_nothing(ds: Dataset) -> None:
    answer = ds.tables["findings"].filter(pl.col("item").is_not_null()).row(0, named=True)
    values = {name: None if cell is None else str(cell) for name, cell in answer.items()}
    values |= {"finding": "other-00000000", "positive": "false", "summary": "Another."}
    row = ImportedRow(values, "1", "low", "theme")
    begun = Review.of([dataclasses.replace(report(), findings=(row,))])
    assert words(ds, begun) == ["conflict"]
    assert wanting(states(ds, begun)) == []


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"grade": "splendid"}, "grade"),
        ({"grade": None}, "grade"),
        ({"status": "withheld", "grade": None}, "note"),
        ({"status": "revised"}, "revised_on"),
        ({"status": "carried-over"}, "carried_from"),
        ({"status": "carried-over", "carried_from": "2021-22"}, "carried_from"),
        ({"item": "efficiency"}, "item"),
        ({"published": "3.3.22"}, "published"),
        ({"source": None}, "source"),
        ({"level": "pillar"}, "level"),
    ],
)
def test_the_rules_of_the_dataset_name_the_field(ds: Dataset, changed: dict[str, str | None], column: str) -> None:
    right = {**judgment("victims", "good", "high").values}
    assert find_row_problems(ds, "judgments", right) == []
    assert column in [problem.column for problem in find_row_problems(ds, "judgments", {**right, **changed})]


def test_a_grade_of_another_scale_is_no_choice_and_is_refused(ds: Dataset) -> None:
    fields = {field.column: field for field in fields_of(ds, "judgments", "2017")}
    assert "adequate" not in fields["grade"].choices
    assert "" in fields["grade"].choices
    assert "" not in fields["item"].choices
    values = {**judgment("efficiency", "adequate", "high").values, "cycle": "2017", "level": "pillar"}
    assert [problem.column for problem in find_row_problems(ds, "judgments", values)] == ["grade"]


def test_the_level_follows_the_item(ds: Dataset) -> None:
    values = {**judgment("efficiency", "good", "high").values, "cycle": "2017", "level": "pillar"}
    assert completed(ds, "judgments", values, {"item": "efficiency-2", "note": ""})["level"] == "question"


def test_a_corrected_row_says_so_behind_its_note_and_once(ds: Dataset, begun: Review) -> None:
    read = begun.entries[0].row
    assert read is not None
    message = "corrected by Kim, 1 Dec 2026: the file was read as good, published not known"
    values = {**read.values, "grade": "adequate", "published": "2022-03-03", "note": "Seen in print"}
    once = signed(ds, begun.entries[0], values, "Kim", "1 Dec 2026")
    assert once["note"] == f"Seen in print; {message}"
    assert signed(ds, begun.entries[0], once, "Kim", "1 Dec 2026") == once
    assert unsigned(once["note"]) == "Seen in print"
    assert signed(ds, begun.entries[0], read.values, "Kim", "1 Dec 2026") == read.values
    placed = signed(ds, begun.entries[5], values | {"note": None}, "Kim", "1 Dec 2026")
    assert placed["note"] == "corrected by Kim, 1 Dec 2026: the line “Good” of the file could not be placed"
    assert unsigned(placed["note"]) is None


@pytest.mark.parametrize("table", ["judgments", "findings", "figures"])
def test_every_field_is_a_column(ds: Dataset, table: str) -> None:
    assert {field.column for field in fields_of(ds, table, "2021-22")} <= set(ds.tables[table].columns)


def _text(*lines: Line, starts: tuple[str, ...] = ()) -> FileText:
    return FileText.of(Document("page", "html", lines), starts)


def test_a_paragraph_ends_where_the_next_begins() -> None:
    text = _text(Line("One", 1), Line("goes on", 2), Line("Two", 4), Line("Three", 1, page=2), starts=("1", "4", "2:1"))
    assert [text.paragraph(place) for place in ("1", "4", "2:1", "9", "")] == [
        range(2),
        range(2, 3),
        range(3, 4),
        range(0),
        range(0),
    ]


def test_of_a_page_in_one_line_the_words_tell_which() -> None:
    text = _text(Line("One", 1), Line("The force should", 1), Line("Three", 1), Line("Four", 2), starts=("1", "2"))
    assert text.paragraph("1", "The force") == range(1, 2)
    assert text.paragraph("1", "not there") == range(3)
    assert text.paragraph("1") == range(3)


def test_nothing_of_a_review_can_be_changed_in_place(begun: Review) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        begun.settled = 3  # type: ignore[misc]
