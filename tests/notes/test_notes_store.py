"""The folder of notes: what one person writes, reads and finds again."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notes_fixtures import FORCES, LEICS, pairs, turned, walk, without
from notes_fixtures import small as small

import small_dataset
from peeldiff.compare import Comparison, compare
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, Inspection, load
from peeldiff.dataset.queries.names import find_inspection
from peeldiff.errors import FileError
from peeldiff.notes import NoteChangedError, NoteEdit, NotesFolder, toml_text

PILLAR = "judgment/pillar/effectiveness"


@pytest.fixture(scope="module")
def leics(ds: Dataset) -> Comparison:
    return compare(ds, *LEICS)


@pytest.fixture
def notes(tmp_path: Path, ds: Dataset) -> NotesFolder:
    return NotesFolder(tmp_path / "notes", ds)


@pytest.fixture
def change(leics: Comparison) -> str:
    return next(row.id for row in leics.judgment_rows if row.is_change)


def parsed(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_note_is_read_again(notes: NotesFolder, leics: Comparison, change: str, tmp_path: Path) -> None:
    assert notes.read(leics) == {}
    assert not notes.path.exists()
    written = notes.set_note(leics, change, NoteEdit(text="Ask them", owner="Ann"), author="me")
    assert notes.read(leics) == {change: written}
    assert notes.file(leics) == tmp_path / "notes" / "leicestershire@2017--leicestershire@2018-19.toml"


def test_the_file_has_the_facts_of_the_record(notes: NotesFolder, leics: Comparison, change: str) -> None:
    notes.set_note(leics, change, NoteEdit(text="x"), author="me")
    document = parsed(notes.file(leics))
    facts = record(leics)
    rows = document["judgments"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == [row["id"] for row in facts["judgments"]]
    noted = next(row for row in rows if row["id"] == change)
    fact = next(row for row in facts["judgments"] if row["id"] == change)
    assert {key: value for key, value in noted.items() if key in ("kind", "basis", "why")} == {
        key: fact[key] for key in ("kind", "basis", "why")
    }
    assert list(document) == [
        *("notes", "left", "right", "comparability", "summary", "judgments", "findings", "figures")
    ]


@pytest.mark.parametrize("named", [LEICS, FORCES])
def test_turned_round_it_is_the_same_file_and_bytes(notes: NotesFolder, ds: Dataset, named: tuple[str, str]) -> None:
    straight = compare(ds, *named)
    other = turned(ds, straight)
    row = (pairs(other) or list(other.finding_rows))[0]
    notes.set_note(other, row.id, NoteEdit(text="turned"), author="me")
    assert notes.file(straight) == notes.file(other)
    before = notes.file(straight).read_bytes()
    assert notes.export(straight) == notes.export(other)
    assert notes.document(straight) == notes.document(other) == before
    assert [note.text for note in notes.read(straight).values()] == ["turned"]
    assert {change: note.text for change, note in notes.read(other).items()} == {row.id: "turned"}


def test_exporting_twice_gives_the_same_bytes(notes: NotesFolder, leics: Comparison, tmp_path: Path) -> None:
    notes.set_note(leics, leics.finding_rows[0].id, NoteEdit(text="x", due="2026-12-01"), author="me")
    first = notes.export(leics).read_bytes()
    assert notes.export(leics).read_bytes() == first
    target = tmp_path / "elsewhere.toml"
    assert notes.export(leics, target) == target
    assert target.read_bytes() == first
    notes.export(leics, target)
    assert target.read_bytes() == first
    assert not (tmp_path / ".elsewhere.toml.lock").exists()


def test_an_export_onto_notes_elsewhere_keeps_the_words_of_both(
    notes: NotesFolder, leics: Comparison, change: str, ds: Dataset, tmp_path: Path
) -> None:
    other = NotesFolder(tmp_path / "other", ds)
    other.set_note(leics, change, NoteEdit(text="there"), author="you")
    notes.set_note(leics, change, NoteEdit(text="here"), author="me")
    notes.export(leics, other.file(leics))
    note = other.read(leics)[change]
    assert [state.text for state in (*note.history, note)] == ["there", "here"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\n"\\\x00\x1b\u202e'), min_size=1))
def test_any_text_is_kept(small: tuple[NotesFolder, Comparison], text: str) -> None:
    notes, comparison = small
    notes.set_note(comparison, "judgment/pillar/whole", NoteEdit(text=text), author="me")
    assert notes.read(comparison)["judgment/pillar/whole"].text == text


def test_somebody_elses_change_is_told_and_nothing_is_lost(notes: NotesFolder, leics: Comparison, change: str) -> None:
    seen = notes.set_note(leics, change, NoteEdit(text="first"), author="me").updated
    theirs = notes.set_note(leics, change, NoteEdit(text="theirs"), author="Bob", seen=seen)
    with pytest.raises(NoteChangedError) as caught:
        notes.set_note(leics, change, NoteEdit(text="mine"), author="me", seen=seen)
    assert caught.value.current == theirs
    assert "Bob changed its note meanwhile" in str(caught.value)
    assert notes.read(leics)[change].text == "theirs"
    with pytest.raises(NoteChangedError):
        notes.set_note(leics, change, NoteEdit(text="mine"), author="me", seen="")
    notes.set_note(leics, change, NoteEdit(text="mine"), author="me", seen=theirs.updated)
    assert [state.text for state in notes.read(leics)[change].history] == ["first", "theirs"]


def test_two_writers_of_two_changes_both_keep_theirs(tmp_path: Path, ds: Dataset, leics: Comparison) -> None:
    one, two = NotesFolder(tmp_path, ds), NotesFolder(tmp_path, ds)
    first, second = [row.id for row in leics.finding_rows][:2]
    assert one.read(leics) == two.read(leics) == {}
    one.set_note(leics, first, NoteEdit(text="one"), author="one", seen="")
    two.set_note(leics, second, NoteEdit(text="two"), author="two", seen="")
    assert {change: note.text for change, note in one.read(leics).items()} == {first: "one", second: "two"}


def test_an_id_that_is_no_change_is_refused_with_what_is_near(
    notes: NotesFolder, leics: Comparison, change: str
) -> None:
    with pytest.raises(FileError, match="did you mean judgment/"):
        notes.set_note(leics, change[:-1], NoteEdit(text="x"), author="me")
    quiet = next(row.id for row in leics.judgment_rows if not row.is_change)
    with pytest.raises(FileError, match="a note belongs to a change"):
        notes.set_note(leics, quiet, NoteEdit(text="x"), author="me")
    assert not notes.file(leics).exists()


def test_keys_that_nobody_knows_are_kept(notes: NotesFolder, leics: Comparison, change: str) -> None:
    notes.set_note(leics, change, NoteEdit(text="x"), author="me")
    path = notes.file(leics)
    text = path.read_text(encoding="utf-8")
    text = text.replace("[notes]\n", 'mine_on_top = 1\n[notes]\nmine_in_notes = "a"\n', 1)
    text = text.replace("[left]\n", "[left]\nmine_in_left = 1.5\n", 1)
    text = text.replace("[summary]\n", "[summary]\nmine_in_summary = true\n", 1)
    text = text.replace("[[judgments]]\n", "[[judgments]]\nmine_in_row = [1, 2]\n", 1)
    text = text.replace("[[judgments.left]]\n", "[[judgments.left]]\nmine_in_judgment = 2026-01-01\n", 1)
    text = text.replace("[judgments.note]\n", "[judgments.note]\nmine_in_note = { a = 1 }\n", 1)
    path.write_text(text + "\n[mine_at_the_end]\nx = 1\n# a comment\n", encoding="utf-8")
    keys = {"mine_on_top", "mine_in_notes", "mine_in_left", "mine_in_summary", "mine_in_row"}
    keys |= {"mine_in_judgment", "mine_in_note", "mine_at_the_end"}
    for _ in range(2):
        notes.set_note(leics, change, NoteEdit(status="done"), author="me")
        notes.export(leics)
        found = {key for table in walk(parsed(path)) if isinstance(table, dict) for key in table}
        assert keys <= found
    assert notes.check() == []


def test_stale_facts_are_refreshed(notes: NotesFolder, leics: Comparison, change: str) -> None:
    notes.set_note(leics, change, NoteEdit(text="x"), author="me")
    path = notes.file(leics)
    good = path.read_bytes()
    path.write_bytes(good.replace(b"[summary.judgments]\n", b"[summary.judgments]\nhigher = 99\n"))
    path.write_bytes(path.read_bytes().replace(b"Leicestershire Police", b"Somebody Else"))
    notes.export(leics)
    document = parsed(path)
    assert b"Somebody Else" not in path.read_bytes()
    assert document["summary"]["judgments"] == leics.counts  # type: ignore[index]


def test_a_note_whose_change_is_gone_is_retired_and_comes_back(
    notes: NotesFolder, ds: Dataset, leics: Comparison
) -> None:
    row = next(row for row in leics.finding_rows if not row.left and row.right)
    assert row.right is not None
    notes.set_note(leics, row.id, NoteEdit(text="stays"), author="me")
    poorer = without(ds, row.right.finding)
    theirs = NotesFolder(notes.path, poorer)
    other = compare(poorer, *LEICS)
    assert theirs.read(other) == {}
    for _ in range(2):
        theirs.export(other)
        retired = parsed(notes.file(leics))["retired"]
        assert isinstance(retired, list)
        assert len(retired) == 1
        assert retired[0]["id"] == row.id
        about = {"kind": "right-only", "topic": row.topic, "label": row.right.summary}
        assert retired[0]["about"] == about | {"findings": [row.right.finding]}
        assert retired[0]["note"]["text"] == "stays"
    listed = [(entry.change, entry.about, entry.is_retired) for entry in theirs.list()]
    assert listed == [(row.id, row.right.summary, True)]
    assert notes.read(leics)[row.id].text == "stays"
    notes.export(leics)
    assert "retired" not in parsed(notes.file(leics))
    assert notes.read(leics)[row.id].text == "stays"


def test_a_findings_note_shows_in_every_comparison_that_has_it(
    notes: NotesFolder, ds: Dataset, leics: Comparison
) -> None:
    forces = compare(ds, *FORCES)
    row = next(row for row in leics.finding_rows if not row.left and row.right)
    assert row.right is not None
    finding = row.right.finding
    there = next(entry for entry in forces.finding_rows if entry.left and entry.left.finding == finding)
    first = notes.set_note(leics, row.id, NoteEdit(text="one"), author="me")
    seen = notes.read(forces)[there.id]
    assert (seen.text, seen.origin) == ("one", notes.file(leics).name)
    with pytest.raises(NoteChangedError):
        notes.set_note(forces, there.id, NoteEdit(text="two"), author="you", seen="")
    notes.set_note(forces, there.id, NoteEdit(text="two"), author="you", seen=first.updated)
    now = notes.read(leics)[row.id]
    assert (now.text, now.origin) == ("two", notes.file(forces).name)
    assert [state.text for state in now.history] == ["one"]
    last = notes.set_note(leics, row.id, NoteEdit(status="done"), author="me", seen=now.updated)
    assert (last.text, last.origin) == ("two", None)
    assert [state.text for state in last.history] == ["one", "two"]
    notes.file(leics).write_text("broken", encoding="utf-8")
    assert notes.read(forces)[there.id].text == "two"


def test_a_verdict_is_kept_and_wins(notes: NotesFolder, ds: Dataset) -> None:
    left, right = (find_inspection(ds, item) for item in LEICS)
    leics = compare(ds, left, right)
    row = pairs(leics)[0]
    assert row.left is not None
    assert row.right is not None
    other = turned(ds, leics)
    notes.set_note(leics, row.id, NoteEdit(text="both"), author="me")
    notes.set_verdict(other, row.right.finding, row.left.finding, "different", author="me")
    words = notes.verdicts(right, left)
    assert words == {(row.left.finding, row.right.finding): "different"}
    again = compare(ds, left, right, words)
    assert (row.left, row.right) not in [(pair.left, pair.right) for pair in pairs(again)]
    assert notes.read(again)[row.id].text == "both"
    assert b"[[verdicts]]" in notes.file(leics).read_bytes()
    notes.set_verdict(leics, row.left.finding, row.right.finding, "same", author="you")
    written = notes.file(leics).stat().st_ino
    notes.set_verdict(leics, row.left.finding, row.right.finding, "same", author="Ann")
    assert notes.file(leics).stat().st_ino == written  # what is there already is not written again
    entry = parsed(notes.file(leics))["verdicts"][0]  # type: ignore[index]
    assert (entry["verdict"], entry["author"]) == ("same", "you")
    assert [state["verdict"] for state in entry["history"]] == ["different"]
    with pytest.raises(FileError, match="expected same, different or unsaid"):
        notes.set_verdict(leics, row.left.finding, row.right.finding, "maybe", author="me")
    with pytest.raises(FileError, match="is no finding of leicestershire:2017"):
        notes.set_verdict(leics, row.right.finding, row.left.finding, "same", author="me")


def test_a_part_is_written_to_a_new_file_only(
    notes: NotesFolder, leics: Comparison, change: str, tmp_path: Path
) -> None:
    notes.set_note(leics, change, NoteEdit(text="x"), author="me")
    other = leics.finding_rows[0].id
    part = tomllib.loads(notes.document(leics, only={other}).decode())
    assert [row["id"] for row in part["findings"]] == [other]
    assert "judgments" not in part
    assert "retired" not in part
    target = tmp_path / "part.toml"
    notes.export(leics, target, only={change})
    with pytest.raises(FileError, match="only a whole comparison"):
        notes.export(leics, target, only={change})
    with pytest.raises(FileError, match="only a whole comparison"):
        notes.export(leics, only={change})


def test_what_is_listed(notes: NotesFolder, ds: Dataset, leics: Comparison, change: str) -> None:
    forces = compare(ds, *FORCES)
    notes.set_note(forces, forces.finding_rows[0].id, NoteEdit(text="b"), author="me")
    notes.set_note(leics, change, NoteEdit(text="a"), author="me")
    found = [(entry.left, entry.right, entry.note.text) for entry in notes.list()]
    assert found == [(*LEICS, "a"), (*FORCES, "b")]
    assert all(entry.about for entry in notes.list())


def test_keys_that_nobody_knows_are_kept_where_facts_go_and_come_back(
    notes: NotesFolder, ds: Dataset, leics: Comparison, change: str
) -> None:
    row = next(row for row in leics.finding_rows if not row.left and row.right)
    assert row.right is not None
    for text in ("one", "two"):
        notes.set_note(leics, change, NoteEdit(text=text), author="me")
        notes.set_note(leics, row.id, NoteEdit(text=text), author="me")
    path = notes.file(leics)
    document: dict[str, Any] = dict(parsed(path))
    judgment = next(entry for entry in document["judgments"] if entry["id"] == change)
    judgment["note"]["history"][0]["mine_in_history"] = 1
    finding = next(entry for entry in document["findings"] if entry["id"] == row.id)
    finding["right"]["mine_in_right"] = 2
    document["summary"]["judgments_by_basis"]["direct"] = {"mine_in_counts": 3}
    path.write_bytes(toml_text.dump(document))
    poorer = without(ds, row.right.finding)
    NotesFolder(notes.path, poorer).export(compare(poorer, *LEICS))
    document = dict(parsed(path))
    document["retired"][0]["about"]["mine_in_about"] = 4
    path.write_bytes(toml_text.dump(document))
    for text in ("three", "four"):
        notes.set_note(leics, change, NoteEdit(text=text), author="me")
        notes.set_note(leics, row.id, NoteEdit(text=text), author="me")
    found = {key for table in walk(parsed(path)) if isinstance(table, dict) for key in table}
    assert {"mine_in_history", "mine_in_right", "mine_in_counts", "mine_in_about"} <= found
    assert [state.text for state in notes.read(leics)[row.id].history] == ["one", "two", "three"]


def test_a_shortfall_and_a_strength_cannot_be_called_the_same(tmp_path: Path) -> None:
    line = "{},a,{},recommendation,,calls,Answer calls in ten seconds.,{},report,https://x,"
    findings = [line.format("f", "one", "false"), line.format("g", "two", "true")]
    small = load(small_dataset.write(tmp_path / "data", [], findings=findings))
    notes = NotesFolder(tmp_path / "notes", small)
    found = compare(small, "a:one", "a:two")
    with pytest.raises(FileError, match="one is a shortfall, the other a strength"):
        notes.set_verdict(found, "f", "g", "same", author="me")
    notes.set_verdict(found, "f", "g", "different", author="me")
    assert notes.verdicts(Inspection("a", "two"), Inspection("a", "one")) == {("f", "g"): "different"}


def test_a_note_that_is_gone_meanwhile_is_told(notes: NotesFolder, leics: Comparison, change: str) -> None:
    with pytest.raises(NoteChangedError) as caught:
        notes.set_note(leics, change, NoteEdit(text="x"), author="me", seen="2026-01-01T00:00:00.000000Z")
    assert str(caught.value) == f"{change}: its note is no longer there: read it again"
    assert caught.value.current is None


def test_an_export_onto_notes_elsewhere_keeps_the_keys_of_both(
    notes: NotesFolder, leics: Comparison, ds: Dataset, tmp_path: Path
) -> None:
    other = NotesFolder(tmp_path / "other", ds)
    for folder, key in ((notes, "ours"), (other, "theirs")):
        path = folder.export(leics)
        path.write_text(path.read_text("utf-8").replace("[left]\n", f"[left]\n{key} = 1\n", 1), "utf-8")
    notes.export(leics, other.file(leics))
    left = parsed(other.file(leics))["left"]
    assert isinstance(left, dict)
    assert {"ours", "theirs"} <= left.keys()


def test_notes_without_an_id_are_kept_apart(notes: NotesFolder, leics: Comparison) -> None:
    path = notes.export(leics)
    words = ["one", "two", "three", "four"]
    rows = [f'\n[[{place}]]\n[{place}.note]\ntext = "{{}}"\n' for place in ("judgments", "retired")]
    text = "".join((rows[0], rows[0], rows[1], rows[1])).replace("{}", "%s") % tuple(words)
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    for _ in range(3):
        notes.export(leics)
        assert sorted(entry.note.text for entry in notes.list()) == sorted(words)
