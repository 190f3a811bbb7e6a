"""What a notes file becomes when it is written anew: rows that come, go and stand twice, and every word in them."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

import small_dataset
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import load
from peeldiff.errors import FileError
from peeldiff.files import locked
from peeldiff.notes import NoteEdit, NotesFolder, changes, retired
from peeldiff.notes.composing import compose, merge_documents
from peeldiff.notes.facts import ROWS, extras, refreshed
from peeldiff.notes.finding_notes import FindingNote, find_finding_notes
from peeldiff.notes.listing import entries, faults, unread
from peeldiff.notes.note import Note
from peeldiff.notes.note_table import note_of, table_of
from peeldiff.notes.notes_files import NotesFiles

NAME = "a@one--a@two"
MARCH = "2026-03-01T00:00:00Z"
CARD = ("name", "version", "digest", "date", "attribution")
MONEY, WHOLE = "judgment/topic/money", "judgment/pillar/whole"
KNOWN = [("a:one", "whole", "good"), ("a:one", "q2", "good"), ("a:two", "whole", "inadequate"), ("a:two", "q1", "good")]
FINDINGS = [
    "f1,a,one,recommendation,q1,calls,Answer emergency calls.,false,report,https://f1,",
    "f2,a,two,observation,,people,Pleasant gardens bloom.,true,report,https://f2,",
]
FIGURES = [
    "a,waits,2001,2001-01-01,2001-12-31,5,,,measured,,report,https://w1,",
    "a,waits,2003,2003-01-01,2003-12-31,7,,,measured,,report,https://w2,",
]
HEAD = f'[notes]\nformat = 1\ncomparison = "{NAME}"\n[left]\nforce = "a"\ncycle = "one"\n'


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    known = [small_dataset.judgment(*entry) for entry in KNOWN]
    tables = {"findings": FINDINGS, "measures": ["waits,Waits,minutes,down,calls,force,Counted."], "figures": FIGURES}
    return compare(load(small_dataset.write(tmp_path / "data", known, **tables)), "a:one", "a:two")


def note(text: str, stamp: str = "2026-01-01T00:00:00Z") -> dict[str, str]:
    return {"text": text, "status": "open", "author": "me", "updated": stamp}


def row(document: dict[str, Any], change: str) -> dict[str, Any]:
    (found,) = [entry for section in ROWS for entry in document.get(section, []) if entry["id"] == change]
    return dict(found)


def test_what_stands_twice_becomes_one_with_every_word(comparison: Comparison) -> None:
    later = note("later", "2026-02-01T00:00:00Z")
    twice = [{"id": WHOLE, "note": note("one"), "mine": 1}, {"id": WHOLE, "note": later, "yours": 2}, {"id": WHOLE}]
    kept = row(compose(comparison, NAME, {"judgments": twice}), WHOLE)
    assert (kept["mine"], kept["yours"]) == (1, 2)
    assert (kept["note"]["text"], [state["text"] for state in kept["note"]["history"]]) == ("later", ["one"])


def test_rows_that_are_gone_are_retired_once(comparison: Comparison) -> None:
    gone = [
        *({"id": "judgment/x", "topic": "calls", "kind": "improved", "note": note("one")}, {"note": note("bare")}),
        *({"note": note("bare too")}, {"id": "judgment/x", "key": "more"}, {"id": "judgment/empty"}),
    ]
    document = compose(comparison, NAME, {"judgments": gone, "findings": [{"note": note("third")}]})
    assert document["retired"] == [
        {
            "id": "judgment/x",
            "about": {"kind": "improved", "topic": "calls", "label": "judgment/x"},
            "note": note("one"),
            "key": "more",
        },
        {"about": {"label": ""}, "note": note("bare")},
        {"about": {"label": ""}, "note": note("bare too")},
        {"about": {"label": ""}, "note": note("third")},
    ]
    again = compose(comparison, NAME, document)
    assert again["retired"] == document["retired"]


def test_what_is_retired_twice_is_joined(comparison: Comparison) -> None:
    twice = [
        {"id": "judgment/x", "about": {"label": "X", "odd": 1}, "note": note("one"), "key": "a"},
        {"id": "judgment/x", "about": {"label": "X"}, "note": note("two", "2026-02-01T00:00:00Z"), "other": "b"},
        {"about": {"label": "none"}, "note": note("bare")},
        {"about": {"label": "none"}, "note": note("bare too")},
    ]
    old = {
        "retired": twice,
        "judgments": [{"id": "judgment/x", "note": note("three", "2026-03-01T00:00:00Z"), "c": 1}],
    }
    found = compose(comparison, NAME, old)["retired"]
    assert [found_row["note"]["text"] for found_row in found] == ["three", "bare", "bare too"]
    assert {state["text"] for state in found[0]["note"]["history"]} == {"one", "two"}
    assert (found[0]["key"], found[0]["other"], found[0]["c"], found[0]["about"]["label"]) == (
        "a",
        "b",
        1,
        "X",
    )


def test_what_was_retired_comes_back_with_what_is_there(comparison: Comparison) -> None:
    waiting = [{"id": WHOLE, "about": {"label": "X", "odd": 1}, "note": note("old"), "key": "a"}]
    document = compose(comparison, NAME, {"retired": waiting, "judgments": [{"id": WHOLE, "own": 2}]})
    kept = row(document, WHOLE)
    assert (kept["note"], kept["key"], kept["own"], kept["odd"]) == (note("old"), "a", 2, 1)
    assert "retired" not in document


def test_two_files_become_one(comparison: Comparison) -> None:
    first = {
        "notes": {"format": 1, "mine": 1},
        "left": {"a": 1},
        "judgments": [{"id": WHOLE, "note": note("one")}],
        "x": 1,
    }
    second = {"notes": {"format": 1, "theirs": 2}, "right": {"b": 1}, "judgments": [{"id": MONEY, "note": note("two")}]}
    both = merge_documents(first, second)
    assert (both["notes"], both["left"], both["right"], both["x"]) == (
        *({"format": 1, "mine": 1, "theirs": 2}, {"a": 1}),
        *({"b": 1}, 1),
    )
    document = compose(comparison, NAME, both)
    assert [row(document, change)["note"]["text"] for change in (WHOLE, MONEY)] == ["one", "two"]


def test_a_part_is_only_the_rows_asked_for(comparison: Comparison) -> None:
    for only in ((WHOLE,), ("figure/waits",), ("finding/f1",), ("finding/f2",)):
        document = compose(comparison, NAME, only=only)
        assert [entry["id"] for section in ROWS for entry in document.get(section, [])] == list(only)
        counted = document["summary"]
        assert sum([*counted["judgments"].values(), *counted["findings"].values(), counted["figures"]]) == 1
    assert compose(comparison, NAME)["notes"] == {
        "format": 1,
        "comparison": NAME,
        "dataset": {
            name: getattr(comparison.dataset, name) for name in ("name", "version", "digest", "date", "attribution")
        },
    }


def test_keys_that_are_no_facts_stay_at_every_depth(comparison: Comparison) -> None:
    fresh = compose(comparison, NAME)
    mine = row(fresh, MONEY)
    mine["left"] = [side | {"mine": 1} for side in mine["left"]] + [{"item": "gone", "label": "Gone", "theirs": 2}]
    mine["right"] = [*mine["right"], {"item": "dull", "label": "Dull"}, "no table"]
    mine["stated_change"] = {"direction": "improved", "word": "up"}
    figure = row(fresh, "figure/waits")
    figure["values"] = [value | {"seen": value["period"]} for value in figure["values"]]
    finding = row(fresh, "finding/f1")
    finding["left"] = finding["left"] | {"mine": 3}
    old = {"judgments": [mine], "figures": [figure], "findings": [finding], "left": fresh["left"] | {"mine": 4}}
    again = compose(comparison, NAME, old)
    kept = row(again, MONEY)
    assert [(side["item"], side.get("mine"), side.get("theirs")) for side in kept["left"]] == [
        *(("q2", 1, None), ("gone", None, 2))
    ]
    assert kept["left"][1] == {"item": "gone", "theirs": 2}
    assert [side["item"] for side in kept["right"]] == ["q1"]
    assert kept["stated_change"] == {"word": "up"}
    assert [value["seen"] for value in row(again, "figure/waits")["values"]] == ["2001", "2003"]
    assert (row(again, "finding/f1")["left"]["mine"], again["left"]["mine"]) == (3, 4)
    assert isinstance(again["comparability"]["sources"], list)


def test_what_is_no_fact_of_a_table() -> None:
    shape = ROWS["figures"]
    table = {"id": "figure/x", "note": 1, "left": {"period": "2001", "mine": 1}, "right": {"period": "2002"}}
    values = [{"period": "2001", "source": "s", "word": 1}, {"period": "2002"}, 7, {"word": 2}]
    assert extras(table | {"values": values}, shape) == {
        "note": 1,
        "left": {"mine": 1},
        "values": [{"period": "2001", "source": "s", "word": 1}, {"word": 2}],
    }
    assert extras({"values": "text", "left": "text"}, shape) == {}
    assert refreshed(None, {"left": {"mine": 1}, "id": "x", "key": 1}, shape) == {"left": {"mine": 1}, "key": 1}
    assert refreshed({"id": "x", "left": None, "topic": None, "values": ()}, "no table", shape) == {
        "id": "x",
        "values": [],
    }
    assert refreshed({"left": {}}, None, shape) == {"left": {}}


def test_a_change_is_found_or_told(comparison: Comparison) -> None:
    document = compose(comparison, NAME, {"judgments": [{"id": MONEY, "note": note("kept")}]})
    assert changes.row_of(comparison, document, WHOLE)["id"] == WHOLE
    assert changes.row_of(comparison, document, MONEY)["note"]["text"] == "kept"
    assert changes.row_of(comparison, document, "finding/f2")["id"] == "finding/f2"
    between = "is no change between a:one and a:two"
    for change, words in {
        "whole": f"'whole' {between}: did you mean {WHOLE}?",
        "judgment/pillar/whale": f"'judgment/pillar/whale' {between}: did you mean {WHOLE} or judgment/topic/people?",
        "finding/f": f"'finding/f' {between}: did you mean finding/f1 or finding/f2?",
        "": f"'' {between}: peeldiff diff --format json prints the ids",
        "qqqq": f"'qqqq' {between}: peeldiff diff --format json prints the ids",
    }.items():
        with pytest.raises(FileError) as caught:
            changes.row_of(comparison, document, change)
        assert str(caught.value).replace('"', "'") == words
    bare = {section: [{"id": MONEY}] if section == "judgments" else [] for section in ROWS}
    with pytest.raises(FileError) as caught:
        changes.row_of(comparison, bare, MONEY)
    assert (
        str(caught.value).replace('"', "'") == f"'{MONEY}' is the same in a:one and a:two: a note belongs to a change"
    )


def test_either_finding_of_a_row_names_it(tmp_path: Path) -> None:
    pair = [FINDINGS[0], FINDINGS[0].replace("f1,a,one", "g1,a,two")]
    met = compare(load(small_dataset.write(tmp_path, [], findings=pair)), "a:one", "a:two")
    for change in ("finding/f1", "finding/g1"):
        assert changes.row_of(met, compose(met, NAME), change)["id"] == "finding/g1"
        assert [row["id"] for row in compose(met, NAME, only=(change,))["findings"]] == ["finding/g1"]
    assert "findings" not in compose(met, NAME, only=("finding/None",))


def test_findings_that_are_none_of_a_side_are_told(comparison: Comparison) -> None:
    for left, right, words in (
        ("f2", "f2", "'f2' is no finding of a:one: peeldiff diff --format json prints the ids"),
        ("f1", "f1", "'f1' is no finding of a:two: peeldiff diff --format json prints the ids"),
        ("zzz", "f2", "'zzz' is no finding of a:one: peeldiff diff --format json prints the ids"),
    ):
        with pytest.raises(FileError) as caught:
            changes.check_findings(comparison, left, right, "same")
        assert str(caught.value).replace('"', "'") == words
    changes.check_findings(comparison, "f1", "f2", "different")
    with pytest.raises(FileError, match=r"^f1 and f2: one is a shortfall, the other a strength"):
        changes.check_findings(comparison, "f1", "f2", "same")


def test_of_many_that_are_near_three_are_named() -> None:
    assert changes._hint("f", ["f1", "f2", "f3", "f4"]) == "did you mean f1 or f2 or f3?"
    assert changes._hint("finding", ["my-finding", "finding-1"]) == "did you mean my-finding or finding-1?"
    assert changes._hint("abcd", ["abcx"]) == "did you mean abcx?"
    assert changes._hint("abcd", ["axxx"]) == "peeldiff diff --format json prints the ids"
    assert changes._hint("", []) == "it has none"


def test_notes_on_findings_wherever_they_stand() -> None:
    document = {
        "findings": [
            {"id": "finding/f1", "left": {"finding": "f1"}, "right": {"finding": "g1"}, "note": note("one")},
            {"id": "finding/f2", "left": {"finding": "f2"}},
            {"left": {"finding": "f3"}, "note": note("three")},
        ],
        "retired": [
            {"id": "finding/f4", "about": {"findings": ["f4", "f5"]}, "note": note("four")},
            {"id": "judgment/x", "about": {"label": "x"}, "note": note("five")},
        ],
    }
    own, others = list(find_finding_notes(document)), list(find_finding_notes(document, "other.toml"))
    brief = [(entry.change, sorted(entry.findings), entry.note.text, entry.is_own, entry.is_retired) for entry in own]
    assert brief == [
        ("finding/f1", ["f1", "g1"], "one", True, False),
        ("", ["f3"], "three", True, False),
        ("finding/f4", ["f4", "f5"], "four", True, True),
    ]
    assert {(entry.is_own, entry.note.origin) for entry in others} == {(False, "other.toml")}
    assert [entry.note.origin for entry in own] == [None, None, None]
    held = frozenset({"f1"})
    one = FindingNote("finding/g1", frozenset({"f1", "g1"}), Note(), is_own=True, is_retired=False)
    assert not one.is_of(held)
    assert one.is_of(frozenset({"g1", "x"}))
    for elsewhere in ({"is_own": False, "is_retired": False}, {"is_own": True, "is_retired": True}):
        other = FindingNote("finding/g1", frozenset({"f1", "g1"}), Note(), **elsewhere)
        assert other.is_of(held)
        assert not other.is_of(frozenset({"f2"}))


def test_a_findings_note_is_found_past_what_cannot_be_read(tmp_path: Path) -> None:
    ds = load(small_dataset.write(tmp_path / "data", [], findings=FINDINGS))
    folder = NotesFolder(tmp_path / "notes", ds)
    elsewhere, here = compare(ds, "a:one", "a:three"), compare(ds, "a:one", "a:two")
    folder.set_note(elsewhere, "finding/f1", NoteEdit(text="there"), author="me")
    (folder.path / "a@one--a@four.toml").write_text("x = ", "utf-8")
    (folder.path / "a@one--b@one.toml").write_text(HEAD, "utf-8")  # holds another comparison than it is named for
    other = f'{HEAD.replace(NAME, "b@one--b@two")}[[retired]]\nid = "finding/f1"\nabout = {{ findings = ["f1"] }}\n'
    stamp = 'text = "not theirs to tell"\nupdated = "2999-01-01T00:00:00.000000Z"\n'
    (folder.path / "b@one--b@two.toml").write_text(f"{other}[retired.note]\n{stamp}", "utf-8")
    (found,) = folder.read(here).values()
    assert (found.text, found.origin) == ("there", "a@one--a@three.toml")


def test_a_whole_note_as_a_table() -> None:
    whole = Note(text="one", status="done", owner="Kim", due="2026-05-31", author="me", updated=MARCH)
    table = {"text": "one", "status": "done", "owner": "Kim", "due": "2026-05-31", "author": "me", "updated": MARCH}
    assert table_of(whole) == table
    assert note_of(table) == whole
    assert note_of({"due": "", "owner": ""}) == Note()


def test_what_is_wrong_with_a_folder_is_told_by_file_and_line(tmp_path: Path) -> None:
    for name, text in {
        "a broken.toml": "x = ",
        "b@one--b@two.toml": HEAD,
        f"{NAME}.toml": f'{HEAD}[[judgments]]\nid = "j/x"\n[judgments.note]\ntext = "t"\n[[judgments]]\nid = "j/y"\n'
        '[[judgments]]\nid = "j/x"\n[[judgments]]\nid = "j/z"\n[[retired]]\n[retired.note]\ntext = "r"\n',
        "y broken.toml": "y = ",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "z@one--z@two.toml").write_bytes(HEAD.replace(NAME, "z@one--z@two").encode() + b"# \xff")
    files = NotesFiles(tmp_path)
    words = [line.replace('"', "'").removeprefix(f"{tmp_path}/") for line in faults(files)]
    assert [line.partition(": ")[0] for line in words] == [
        *("a broken.toml:1:5", f"{NAME}.toml:14", "b@one--b@two.toml", "y broken.toml:1:5", "z@one--z@two.toml:7:3"),
    ]
    assert words[1].endswith("judgments 'j/x' stands 2 times: the next writing makes it one")
    assert words[2].endswith(f": is named so and holds the notes of '{NAME}': rename it")
    assert [line.partition(".toml")[0].rpartition("/")[2] for line in unread(files)] == [
        *("a broken", "b@one--b@two", "y broken", "z@one--z@two"),
    ]
    listed = entries(files)
    assert [(of.path, of.left, of.right, of.change, of.note.text, of.is_retired) for of in listed] == [
        (tmp_path / f"{NAME}.toml", "a:one", "?", "j/x", "t", False),
        (tmp_path / f"{NAME}.toml", "a:one", "?", "", "r", True),
    ]


def test_in_a_few_words_what_a_row_is_about() -> None:
    both = {"right": [{"label": "R"}, {"label": "X"}], "left": [{"label": "L"}]}
    for about, words in (
        (both | {"topic_label": "T"}, "T"),
        (both | {"topic_label": 7}, "R"),
        (both | {"right": [{"x": 1}]}, "L"),
        (both | {"right": {"label": ""}}, "L"),
        ({"right": {"label": "R"}, "label": "W"}, "R"),
        ({"left": {"finding": "f", "summary": "S"}}, "S"),
        ({"label": "W", "id": "figure/w"}, "W"),
        ({"id": "figure/w", "left": "text"}, "figure/w"),
        ({"about": {"label": "A", "topic": "t"}, "id": "x"}, "A"),
        ({"about": {"label": ""}, "id": "x"}, "x"),
        ({}, ""),
    ):
        assert retired.label(about) == words
    assert retired.theirs({"id": "x", "about": 7, "key": 1}) == {"key": 1}


def test_notes_are_read_wherever_a_change_of_today_has_one(comparison: Comparison, tmp_path: Path) -> None:
    folder = NotesFolder(tmp_path / "notes", load(tmp_path / "data"))
    noon = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    kept = folder.set_note(comparison, WHOLE, NoteEdit(text="one"), author="me", now=noon)
    assert kept.updated.startswith("2026-05-01T12")
    figure = '[[figures]]\nid = "figure/waits"\nnote = { text = "f" }\n'
    gone = '[[judgments]]\nid = "gone"\nnote = { text = "g" }\n'
    back = f'[[retired]]\nid = "{MONEY}"\nnote = {{ text = "back" }}\n'
    folder.file(comparison).write_text(f"{HEAD}{figure}{gone}{back}", "utf-8")
    found = folder.read(comparison)
    assert {change: one.text for change, one in found.items()} == {MONEY: "back", "figure/waits": "f"}


def test_where_an_export_may_go(comparison: Comparison, tmp_path: Path) -> None:
    folder = NotesFolder(tmp_path / "notes", load(tmp_path / "data"), wait=0.1)
    own = folder.export(comparison)
    with pytest.raises(FileError) as caught:
        folder.export(comparison, folder.path / "other.toml")
    assert str(caught.value) == f"other.toml: in the notes folder these notes are named {own.name}"
    with pytest.raises(FileError) as caught:
        folder.export(comparison, only=(WHOLE,))
    assert str(caught.value) == f"{own}: only a whole comparison is written onto notes that exist"
    part = folder.export(comparison, tmp_path / "part.toml", only=(WHOLE,))
    assert [judgment["id"] for judgment in tomllib.loads(part.read_text("utf-8"))["judgments"]] == [WHOLE]
    own.unlink()
    folder.export(comparison, only=(WHOLE,))
    assert [judgment["id"] for judgment in tomllib.loads(own.read_text("utf-8"))["judgments"]] == [WHOLE]
    elsewhere = tmp_path / own.name
    elsewhere.write_text(HEAD.replace(NAME, "b@one--b@two"), "utf-8")
    with pytest.raises(FileError, match="these are the notes of"):
        folder.export(comparison, elsewhere)
    elsewhere.unlink()
    with locked(elsewhere, wait=0), pytest.raises(FileError, match="somebody else is writing it"):
        folder.export(comparison, elsewhere)
    own.write_text(HEAD.replace(NAME, "b@one--b@two"), "utf-8")
    with pytest.raises(FileError, match="these are the notes of"):
        folder.export(comparison, tmp_path / "new.toml")


def test_what_people_say_of_findings_is_in_what_is_written(tmp_path: Path) -> None:
    pair = [FINDINGS[0], FINDINGS[0].replace("f1,a,one", "g1,a,two")]
    ds = load(small_dataset.write(tmp_path / "data", [], findings=pair))
    folder = NotesFolder(tmp_path / "notes", ds)
    folder.set_verdict(compare(ds, "a:one", "a:two"), "f1", "g1", "different", author="me")
    written = tomllib.loads(folder.file(compare(ds, "a:one", "a:two")).read_text("utf-8"))
    assert [finding["id"] for finding in written["findings"]] == ["finding/f1", "finding/g1"]


def test_a_finding_with_two_partners_keeps_every_state_of_each_note(tmp_path: Path) -> None:
    """Its second row has the partner in its id: what stands there is history, never overwritten."""
    findings = [FINDINGS[0], FINDINGS[0].replace("f1,a,one", "f3,a,one"), FINDINGS[0].replace("f1,a,one", "g1,a,two")]
    ds = load(small_dataset.write(tmp_path / "data", [], findings=findings))
    verdicts = {("f1", "g1"): "same", ("f3", "g1"): "same"}
    met = compare(ds, "a:one", "a:two", verdicts)
    second = next(row.id for row in met.finding_rows if row.id.count("/") == 2)
    folder = NotesFolder(tmp_path / "notes", ds)
    for pair in verdicts:
        folder.set_verdict(met, *pair, "same", author="me")
    for text in ("one", "two", "three"):
        folder.set_note(met, second, NoteEdit(text=text), author="me")
    note = folder.read(met)[second]
    assert [state.text for state in (*note.history, note)] == ["one", "two", "three"]
