"""The review of imported rows on the screen, from real files to the bytes of the folder."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input

from app.conftest import read_in_a_process, settled
from app.reviewing import go_to, request, review_screen, reviewing, word
from app.seeing import screen_lines, text, unbroken
from peeldiff.app.comparison.row_detail import describe_row
from peeldiff.app.kit.dialogs.question import Question
from peeldiff.app.kit.marks import UNICODE
from peeldiff.app.kit.widgets.choice_line import ChoiceLine
from peeldiff.app.review.correction_dialog import Correction
from peeldiff.app.review.reading_screen import ReadingScreen
from peeldiff.app.review.review_keeper import ReviewKeeper
from peeldiff.app.review_app import ReviewApp
from peeldiff.compare import compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, load
from peeldiff.files import hold_lock
from peeldiff.importing import Sandbox
from peeldiff.settings import Settings, paths


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.exists() else []


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_what_is_sure_is_written_and_then_known(in_force: Settings, tmp_path: Path, ds: Dataset) -> None:
    asked = request(tmp_path, "durham.html", "kent.html")
    async with reviewing(in_force, asked) as pilot:
        assert "4 to write, 0 dropped, 1 waiting, 7 in conflict" in text(pilot)
        await pilot.press("w")
        assert isinstance(pilot.app.screen, Question)
        assert "4 rows to add: 3 findings, 1 judgment" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert f"Written: 4 rows to {asked.folder}" in unbroken(screen_lines(pilot))
        assert "0 to write" in text(pilot)
        go_to(pilot, "count its lamps, part 2", "findings")
        assert word(pilot) == "known"
        await pilot.press("q")
    assert pilot.app.return_code == 0
    assert [row["item"] for row in rows(asked.folder, "judgments")] == ["strategic-policing-requirement"]
    assert load(ds.root, asked.folder).conflicts == ()
    before = bytes_of(asked.folder)
    async with reviewing(in_force, asked) as pilot:
        await pilot.press("w")
        assert "There is nothing to write." in text(pilot)
    assert bytes_of(asked.folder) == before


async def test_what_is_not_sure_waits_for_a_person(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html", "letter.txt")
    async with reviewing(in_force, asked) as pilot:
        go_to(pilot, "'victims'")
        assert word(pilot) == "waiting"
        assert "two grades for one item: good, inadequate" in text(pilot)
        go_to(pilot, "ferry", "findings")
        assert word(pilot) == "waiting"
        await pilot.press("space", "w", "enter")
        await settled(pilot)
    assert [row["item"] for row in rows(asked.folder, "judgments")] == ["strategic-policing-requirement"]
    assert len(rows(asked.folder, "findings")) == 1


async def test_accept_drop_and_take_back(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        await pilot.press("u")
        assert "Nothing was decided yet." in text(pilot)
        go_to(pilot, "'victims'")
        await pilot.press("y")
        assert word(pilot) == "written"
        go_to(pilot, "strategic-policing-requirement")
        await pilot.press("x")
        assert word(pilot) == "dropped"
        go_to(pilot, "'victims'")
        await pilot.press("x", "u", "u")
        assert word(pilot) == "written"
        assert "Took back: that this was dropped." in text(pilot)
        await pilot.press("x", "w")
        assert "1 row to add: 1 judgment" in text(pilot)
        assert "1 dropped" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("u")
        assert "What was decided is written." in text(pilot)
    assert [row["item"] for row in rows(asked.folder, "judgments")] == ["victims"]


async def test_a_conflict_shows_both_and_is_never_won(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        go_to(pilot, "'preventing-crime'")
        assert word(pilot) == "conflict"
        lines = screen_lines(pilot)
        at = next(place for place, line in enumerate(lines) if "Preventing crime and anti-social" in line)
        assert "◐ Adequate" in lines[at]
        assert "stands now: ● Good" in lines[at + 1]
        assert "grade: adequate here, good standing" in text(pilot)
        await pilot.press("space")
        assert "What stands is not overruled" in text(pilot)
        assert word(pilot) == "conflict"
        await pilot.press("x", "space")
        words = unbroken(screen_lines(pilot))
        assert "Accepted" not in words
        assert "In conflict, it stays out: grade: adequate here, good standing. " in words
        assert "To write it: e makes it a revision, if it is one." in words
        await pilot.press("x", "w", "enter")
        await settled(pilot)
    assert all(row["item"] != "preventing-crime" for row in rows(asked.folder, "judgments"))


async def test_a_conflict_that_is_a_revision_is_the_persons_own_row(
    in_force: Settings, tmp_path: Path, ds: Dataset
) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        go_to(pilot, "'preventing-crime'")
        await pilot.press("e")
        form = pilot.app.screen
        form.query_one("#status", ChoiceLine).value = "revised"
        form.query_one("#revised_from", ChoiceLine).value = "good"
        await pilot.press("f2")
        assert "a revised judgment needs revised_from and revised_on" in text(pilot)
        form.query_one("#revised_on", Input).value = "2022-08-01"
        await pilot.press("f2")
        assert word(pilot) == "written"
        await pilot.press("w", "enter")
        await settled(pilot)
    found = load(ds.root, asked.folder)
    row = found.judgments.filter(force="kent", cycle="2021-22", item="preventing-crime").row(0, named=True)
    assert (row["grade"], row["status"], row["revised_from"]) == ("adequate", "revised", "good")
    assert found.conflicts == ()


async def test_a_correction_is_written_and_says_so_for_ever(in_force: Settings, tmp_path: Path, ds: Dataset) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        go_to(pilot, "'victims'")
        review_screen(pilot).host.today = lambda: dt.date(2026, 11, 22)
        await pilot.press("e", "tab", "left", "left", "left", "f2")
        await pilot.press("e", "f2")
        assert "grade: good, read as inadequate. Read" in unbroken(screen_lines(pilot))
        assert "✎ Providing a service" in text(pilot)
        await pilot.press("w", "enter")
        await settled(pilot)
    (row,) = [row for row in rows(asked.folder, "judgments") if row["item"] == "victims"]
    assert row["grade"] == "good"
    assert row["note"] == "corrected by tester, 22 Nov 2026: the file was read as inadequate"
    comparison = compare(load(ds.root, asked.folder), "kent:2021-22", "kent:2018-19")
    shown = next(entry for entry in comparison.judgment_rows if any(side.item == "victims" for side in entry.left))
    answer = ["".join(words for words, _ in line) for line in describe_row(comparison, shown, UNICODE)]
    assert f"  {row['note']}" in answer
    assert "  Source: kent.html (your own import)" in answer
    assert any("(the inspectorate" in line for line in answer) == any("://" in line for line in answer)
    assert row["note"] in str(record(comparison))


@pytest.mark.parametrize("width", [80, 120])
async def test_the_item_of_a_finding_stands_in_its_line(in_force: Settings, tmp_path: Path, width: int) -> None:
    async with reviewing(in_force, request(tmp_path, "durham.html", "letter.txt"), (width, 40)) as pilot:
        lines = screen_lines(pilot)
        assert any("The force should count" in line and "AFI, Understandin" in line for line in lines)
        assert any("The force has provided" in line and ", Prev" in line for line in lines)


async def test_a_wrong_value_is_told_at_its_field_and_changes_nothing(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "kent.html")) as pilot:
        go_to(pilot, "'victims'")
        await pilot.press("e")
        form = pilot.app.screen
        assert isinstance(form, Correction)
        form.query_one("#published", Input).value = "soon"
        await pilot.press("f2")
        assert pilot.app.screen is form
        assert pilot.app.focused is form.query_one("#published")
        lines = screen_lines(pilot)
        at = next(place for place, line in enumerate(lines) if "Published" in line and "soon" in line)
        assert 'published "soon": expected a day' in lines[at + 1]
        form.query_one("#status", ChoiceLine).value = "not-graded"
        form.query_one("#published", Input).value = ""
        await pilot.press("f2")
        assert "a grade stands where the status has none" in text(pilot)
        assert 'published "soon"' not in text(pilot)
        await pilot.press("escape")
        assert word(pilot) == "waiting"
        assert review_screen(pilot).desk.review.is_undecided


async def test_a_long_choice_is_found_as_one_types(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "kent.html")) as pilot:
        go_to(pilot, "'victims'")
        await pilot.press("e", "enter", *"crime data", "enter")
        assert pilot.app.screen.query_one("#item", ChoiceLine).value == "crime-recording"
        await pilot.press("enter", "escape", "f2")
        assert word(pilot) == "conflict"
        assert "item: Recording data about crime, read as Providing a service to the victims of crime" in unbroken(
            screen_lines(pilot)
        )


async def test_a_line_that_was_not_placed_becomes_a_row(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html", "pack.txt")
    async with reviewing(in_force, asked) as pilot:
        go_to(pilot, "Kent Police is good at providing", "unplaced")
        await pilot.press("space")
        assert "This was not placed: e makes a row of it." in text(pilot)
        await pilot.press("e")
        pilot.app.screen.query_one("#item", ChoiceLine).value = "victims"
        pilot.app.screen.query_one("#grade", ChoiceLine).value = "good"
        await pilot.press("f2")
        assert word(pilot) == "written"
        await pilot.press("w", "enter")
        await settled(pilot)
        go_to(pilot, "graded as inadequate", "unplaced")
        await pilot.press("e")
        assert "No row can be made of this: no judgment is taken of its file." in text(pilot)
    (row,) = [row for row in rows(asked.folder, "judgments") if row["item"] == "victims"]
    assert (row["grade"], row["level"], row["status"], row["published"]) == ("good", "area", "graded", "2022-03-03")


async def test_the_file_follows_the_row(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "kent.html"), (80, 24)) as pilot:
        go_to(pilot, "'responding'")
        await pilot.pause()
        assert "▸21 │ Kent Police is outstanding at responding to the public." in text(pilot)
        await pilot.press("J", "J", "J", "J", "J")
        assert "▸21 │" not in text(pilot)
        await pilot.press(*"KKKKK")
        assert "▸21 │" in text(pilot)
        await pilot.press("g")
        assert "▸10 │ Inadequate" in text(pilot)


async def test_only_what_wants_a_decision(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "kent.html")) as pilot:
        await pilot.press("f")
        screen = review_screen(pilot)
        assert [screen.desk.states[at].word for at in screen._shown] == ["waiting", "conflict", "conflict", "conflict"]
        await pilot.press("x", "x", "x", "x")
        assert "Nothing wants a decision." in text(pilot)
        await pilot.press("escape")
        assert "Meeting the strategic policing requirement" in text(pilot)
        await pilot.press("g", "]")
        assert "Nothing wants a decision." in text(pilot)


async def test_the_keys_go_from_one_undecided_row_to_the_next(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "kent.html")) as pilot:
        screen = review_screen(pilot)
        seen = [screen.at]
        for key in ("]", "]", "]", "]", "[", "["):
            await pilot.press(key)
            seen.append(screen.at)
        assert seen == [0, 1, 2, 4, 4, 2, 1]
        assert "There are no more" not in text(pilot)


async def test_a_drafted_framework_is_a_text_to_look_at(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "next.pdf")
    async with reviewing(in_force, asked) as pilot:
        assert 'id = "2031-33"' in text(pilot)
        go_to(pilot, "'victims'")
        assert word(pilot) == "later"
        await pilot.press("space")
        assert "Its cycle is not in the dataset" in text(pilot)
        await pilot.press("w", "enter")
        await settled(pilot)
        assert "and 1 draft" in text(pilot)
        await pilot.press("w")
        assert "There is nothing to write." in text(pilot)
    assert set(bytes_of(asked.folder)) == {".lock", "cycles/2031-33.toml.draft"}


async def test_leaving_with_decisions_asks_once_and_leaves_no_file(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        await pilot.press("x", "q")
        assert "1 decision not written: kept for the next review of these files." in unbroken(screen_lines(pilot))
        await pilot.press("escape")
        assert pilot.app.screen is review_screen(pilot)
        await pilot.press("q", "enter")
    assert pilot.app.return_code == 0
    async with reviewing(in_force, asked) as pilot:
        assert "dropped" in [state.word for state in review_screen(pilot).desk.states]
        await pilot.press("u", "q")
    assert pilot.app.return_code == 0
    assert not asked.folder.exists()


async def test_leaving_waits_for_what_is_being_written(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "durham.html")
    asked.folder.mkdir()
    async with reviewing(in_force, asked) as pilot:
        with hold_lock(asked.folder / ".lock", asked.folder, 0):
            await pilot.press("w", "enter", "q")
            assert "Still writing" in text(pilot)
            assert pilot.app.is_running
            assert not rows(asked.folder, "findings")
        while pilot.app.return_code is None:  # it leaves by itself
            await asyncio.sleep(0.02)
    assert pilot.app.return_code == 0
    assert len(rows(asked.folder, "findings")) == 3


async def test_a_file_that_cannot_be_read_does_not_stop_the_others(in_force: Settings, tmp_path: Path) -> None:
    async with reviewing(in_force, request(tmp_path, "empty.html", "durham.html")) as pilot:
        assert "empty: expected a saved report page" in unbroken(screen_lines(pilot))
        assert "durham.html" in text(pilot)
        assert isinstance(pilot.app, ReviewApp)
        assert len(pilot.app.failures) == 1


async def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(in_force: Settings, tmp_path: Path) -> None:
    asked = request(tmp_path, "kent.html")
    async with reviewing(in_force, asked) as pilot:
        await pilot.press("space")
        asked.folder.write_text("a file", "utf-8")
        await pilot.press("w", "enter")
        await settled(pilot)
        assert "not written, all is as it was" in unbroken(screen_lines(pilot))
        assert not review_screen(pilot).desk.review.is_undecided


@pytest.mark.parametrize("keys", [(), ("e",), ("w",), ("question_mark",)])
async def test_what_a_file_says_is_inert(in_force: Settings, tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with reviewing(in_force, request(tmp_path, "evil.html"), (120, 60)) as pilot:
        await pilot.press("G", *keys)
        shown = text(pilot)
        assert "[bold]x[/bold]" in shown or keys
        assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(shown)


async def test_escape_stops_the_reading(in_force: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request(tmp_path, "kent.html")
    many = [asked.files[0]] * 2000
    monkeypatch.setattr("peeldiff.app.review_app._BETWEEN", 0.0)
    monkeypatch.setattr(Sandbox, "read", read_in_a_process)
    app = ReviewApp(in_force, type(asked)(many, asked.folder))
    async with app.run_test() as pilot:
        while " of 2000: kent.html" not in text(pilot):
            await pilot.pause(0.05)
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("escape")
    assert app.return_code == 130
    assert not asked.folder.exists()


async def test_another_window_of_the_review_is_heard_before_anything_is_written(
    in_force: Settings, tmp_path: Path
) -> None:
    asked = request(tmp_path, "durham.html")
    async with reviewing(in_force, asked) as pilot:
        desk = review_screen(pilot).desk
        sure = [at for at, state in enumerate(desk.states) if state.word == "written"]
        other = ReviewKeeper(paths.user_state() / "reviews", asked.folder)
        other.keep(desk.review.drop(sure[0]))
        other.flush()
        await pilot.press("w", "enter")
        await settled(pilot)
        assert "Another window of this review: 1 row decided there" in unbroken(screen_lines(pilot))
        assert not rows(asked.folder, "findings")
        await pilot.press("w", "enter")
        await settled(pilot)
    assert len(rows(asked.folder, "findings")) + len(rows(asked.folder, "judgments")) == len(sure) - 1
