"""`peeldiff notes`: notes from scripts."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from peeldiff.notes import file_merging
from running import peeldiff
from sweeping import sweep

PAIR = ("leicestershire:2017", "leicestershire:2018-19")
"""A comparison with findings and few figures: its file is a fifth of others."""
PREVENTION = "judgment/topic/prevention"


def test_set_list_and_export(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    stamp = peeldiff(
        *where, "notes", "set", *PAIR, PREVENTION, "--note", "On the board\x07", "--owner", "Kim", "--due", "2026-05-31"
    )
    assert (stamp.code, stamp.err) == (0, "")
    (note,) = json.loads(peeldiff("notes", "list", *where, "--format", "json").out)
    assert (note["id"], note["owner"], note["due"], note["status"], note["text"]) == (
        *(PREVENTION, "Kim", "2026-05-31", "open", "On the board␇"),
    )
    assert note["updated"] == stamp.text.strip()
    assert peeldiff("notes", "list", *where, "--status", "done", "--format", "json").text == "[]\n"
    file = tmp_path / "leicestershire@2017--leicestershire@2018-19.toml"
    rows = {row["id"]: row for row in tomllib.loads(file.read_text("utf-8"))["judgments"]}
    assert rows[PREVENTION]["note"]["owner"] == "Kim"
    assert peeldiff("diff", *PAIR, "--format", "toml", *where).out == file.read_bytes()
    assert list(tmp_path.glob("*.toml")) == [file]


def test_an_empty_value_clears_and_the_turned_pair_is_the_same(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    peeldiff(*where, "notes", "set", *PAIR, PREVENTION, "--note", "text", "--owner", "Kim")
    assert peeldiff(*where, "notes", "set", *reversed(PAIR), PREVENTION, "--owner", "").code == 0
    (note,) = json.loads(peeldiff("notes", "list", *where, "--format", "json").out)
    assert (note["text"], note["owner"]) == ("text", None)


def test_a_note_of_which_nothing_is_left_is_not_listed(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    change = ("notes", "set", *PAIR, "judgment/pillar/efficiency")
    assert peeldiff(*change, "--note", "Ask", *where).code == 0
    assert "Ask" in peeldiff("notes", "list", *where).text
    assert peeldiff(*change, "--note", "", *where).code == 0
    assert json.loads(peeldiff("notes", "list", "--format", "json", *where).text) == []


def test_a_long_text_comes_by_standard_input(tmp_path: Path) -> None:
    change = ("notes", "set", *PAIR, "judgment/topic/prevention", "--note", "-", "--notes", str(tmp_path))
    assert peeldiff(*change, given="Two lines,\nas they were: é\n".encode()).code == 0
    listed = json.loads(peeldiff("notes", "list", "--notes", str(tmp_path), "--format", "json").out)
    assert [note["text"] for note in listed] == ["Two lines,\nas they were: é"]
    refused = peeldiff(*change, given=b"\xff")
    assert (refused.code, refused.err) == (2, "peeldiff: error: standard input: byte 0xff is not UTF-8\n")


def test_a_script_that_saw_an_older_note_is_refused(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    first = peeldiff(*where, "notes", "set", *PAIR, PREVENTION, "--note", "one", "--if-updated", "")
    assert first.code == 0
    second = peeldiff(*where, "notes", "set", *PAIR, PREVENTION, "--note", "two", "--if-updated", first.text.strip())
    assert second.code == 0
    third = peeldiff(*where, "notes", "set", *PAIR, PREVENTION, "--note", "3", "--if-updated", first.text.strip())
    assert third.code == 2
    assert third.err.startswith("peeldiff: error: judgment/topic/prevention")
    (note,) = json.loads(peeldiff("notes", "list", *where, "--format", "json").out)
    assert note["text"] == "two"


def test_wrong_ids_and_values_are_named(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    for arguments, words in (
        ((*PAIR, "judgment/topic/preventing", "--note", "x"), "judgment/topic/prevention"),
        ((*PAIR, PREVENTION, "--status", "closed"), "in-progress"),
        ((*PAIR, PREVENTION, "--due", "31 May"), "2026-"),
    ):
        done = peeldiff(*where, "notes", "set", *arguments)
        assert (done.code, done.out) == (2, b"")
        assert done.err.startswith("peeldiff: error: ")
        assert words in done.err
    assert list(tmp_path.iterdir()) == [] or not list(tmp_path.glob("*.toml"))


def test_a_verdict_wins_and_is_kept(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    findings = ("lei-17-afi-03", "lei-18-afi-01")

    def kind() -> str:
        rows = json.loads(peeldiff("diff", *PAIR, "--format", "json", *where).out)["findings"]
        return str(next(row["kind"] for row in rows if row["left"] and row["left"]["finding"] == findings[0]))

    assert kind() == "both"
    assert peeldiff("notes", "match", *PAIR, *findings, "different", *where).code == 0
    assert kind() == "left-only"
    assert peeldiff("notes", "match", *PAIR, findings[0], "nowhere", "same", *where).code == 2


def test_a_note_on_a_finding_shows_in_every_comparison_that_has_it(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    change = "finding/lei-17-afi-01"
    assert peeldiff("notes", "set", *PAIR, change, "--note", "skills record", *where).code == 0
    other = ("leicestershire:2017", "leicestershire:2021-22")
    done = peeldiff("notes", "set", *other, change, "--status", "done", "--if-updated", "", *where)
    assert done.code == 2
    assert f"{change}: " in done.err
    assert "changed its note meanwhile" in done.err


def test_check_names_the_line_of_a_broken_file_and_leaves_it(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    assert peeldiff("notes", "check", *where).code == 0
    file = tmp_path / "leicestershire@2017--leicestershire@2018-19.toml"
    file.write_text("[notes]\nformat = \n", encoding="utf-8")
    done = peeldiff("notes", "check", *where)
    assert done.code == 2
    assert f"{file}:2" in done.err
    assert peeldiff("notes", "set", *PAIR, PREVENTION, "--note", "x", *where).code == 2
    assert file.read_text("utf-8") == "[notes]\nformat = \n"


def test_notes_edited_in_a_spreadsheet_are_shown_and_then_written(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path / "notes"))
    table = tmp_path / "notes.csv"
    other = "judgment/topic/workforce"
    for change, text in ((PREVENTION, "=1+1 first\nsecond é"), (other, "stays")):
        assert peeldiff(*where, "notes", "set", *PAIR, change, "--note", text, "--due", "1 May 2026").code == 0
    assert peeldiff(*where, "notes", "list", "-o", str(table)).code == 0
    written = table.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfleft,right,id,")  # the mark without which Excel takes é for two letters
    assert b"'=1+1" in written
    assert b"2026-05-01" in written
    assert peeldiff(*where, "notes", "apply", str(table)).err.endswith("nothing to write\n")
    edited = written.decode("utf-8-sig").replace(",open,", ";done;", 1).replace("2026-05-01", "02/06/2026", 1)
    rows = edited.replace(";done;", ",done,").replace("\n", "\r\n")
    table.write_bytes(rows.encode("utf-8-sig"))
    shown = peeldiff(*where, "notes", "apply", str(table))
    assert (shown.code, shown.text.count("\n")) == (0, 1)
    assert 'status "open" → "done", due "1 May 2026" → "2 Jun 2026"' in shown.text
    assert "add --yes to change 1 note" in shown.err
    done = peeldiff(*where, "--author", "kim", "notes", "apply", str(table), "--yes")
    assert (done.code, done.err) == (0, "peeldiff: 1 note written\n")
    unfinished = json.loads(peeldiff("notes", "list", *where, "--status", "unfinished", "--format", "json").out)
    finished = json.loads(peeldiff("notes", "list", *where, "--status", "done,wont-do", "--format", "json").out)
    assert [note["status"] for note in (*unfinished, *finished)] == ["open", "done"]
    assert (finished[0]["due"], finished[0]["author"]) == ("2026-06-02", "kim")
    again = peeldiff(*where, "notes", "apply", str(table), "--yes")  # the table saw an older note, and says the same
    assert (again.code, again.out) == (0, b"")
    table.write_bytes(table.read_bytes().replace(b",done,", b",wont-do,", 1))
    late = peeldiff(*where, "notes", "apply", str(table), "--yes")
    assert late.code == 2
    assert f"{table}:2: judgment/topic/" in late.err
    assert "changed its note meanwhile" in late.err


SPREADSHEETS = [
    ("Excel, CSV UTF-8", ",", "utf-8-sig", "01/05/2026"),
    ("Excel on a continental machine", ";", "utf-8-sig", "01/05/2026"),
    ("Excel, CSV", ",", "cp1252", "01/05/2026"),
    ("Excel, CSV, continental", ";", "cp1252", "01.05.2026"),
    ("Excel, Unicode text", "\t", "utf-16", "01/05/2026"),
    ("LibreOffice", ",", "utf-8", "2026-05-01"),
    ("LibreOffice, in words", ";", "utf-8", "1 May 2026"),
]


@sweep(3, ("separator", "encoding", "day"), [pytest.param(*case, id=program) for program, *case in SPREADSHEETS])
def test_what_a_spreadsheet_writes_back_changes_only_what_was_edited(
    tmp_path: Path, separator: str, encoding: str, day: str
) -> None:
    where = ("--notes", str(tmp_path / "notes"))
    set_note = (*where, "notes", "set", *PAIR, PREVENTION)
    text = 'Zoë; "Łukasz", =1+1\nsecond line'
    assert peeldiff(*set_note, "--note", text, "--due", "1 May 2026", "--owner", "Renée").code == 0
    listed = peeldiff(*where, "notes", "list", "--format", "csv").text
    rows = list(csv.reader(io.StringIO(listed.removeprefix("\ufeff"))))
    rows = [[day if cell == "2026-05-01" else cell for cell in row] for row in rows]
    table = tmp_path / "notes.csv"

    def save() -> None:
        stream = io.StringIO()
        csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
        table.write_bytes(stream.getvalue().encode(encoding, "replace"))

    save()
    unedited = peeldiff(*where, "notes", "apply", str(table))
    assert (unedited.code, unedited.out) == (0, b"")
    assert unedited.err.endswith("nothing to write\n")
    assert ("read as Windows-1252" in unedited.err) is (encoding == "cp1252")
    rows[1] = ["done" if cell == "open" else cell for cell in rows[1]]
    save()
    assert peeldiff(*where, "notes", "apply", str(table)).text.strip().endswith('status "open" → "done"')
    assert peeldiff(*where, "notes", "apply", str(table), "--yes").code == 0
    (note,) = json.loads(peeldiff("notes", "list", *where, "--format", "json").out)
    assert (note["status"], note["owner"], note["due"], note["text"]) == ("done", "Renée", "2026-05-01", text)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    for content, words in (
        (b"left,right,id\n", f"{table}:1: no column updated"),
        (b"left,right,id,updated\n\x81", f"{table}:2: byte 0x81 is not UTF-8: save the table as CSV UTF-8"),
        (b"PK\x03\x04xl", f"{table}: this is an Excel or OpenDocument workbook: save the sheet as CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0", f"{table}: this is an old Excel workbook"),
        (b"left;right;id;updated;text\nkent:1;kent:2014;x;;y\n", f"{table}:2: "),
    ):
        table.write_bytes(content)
        done = peeldiff("notes", "apply", str(table), "--notes", str(tmp_path))
        assert (done.code, done.out) == (2, b"")
        assert words in done.err


def test_a_verdict_is_taken_back(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    findings = ("lei-17-afi-03", "lei-18-afi-01")
    before = peeldiff("diff", *PAIR, "--format", "json", *where).out
    for verdict in ("different", "unsay"):
        assert peeldiff("notes", "match", *PAIR, *findings, verdict, *where).code == 0
    assert peeldiff("diff", *PAIR, "--format", "json", *where).out == before
    (file,) = tmp_path.glob("*.toml")
    (kept,) = tomllib.loads(file.read_text("utf-8"))["verdicts"]
    assert (kept["verdict"], [state["verdict"] for state in kept["history"]]) == ("unsaid", ["different"])


def test_one_person_does_not_keep_the_others_from_comparing(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path))
    assert peeldiff("notes", "set", *PAIR, PREVENTION, "--note", "x", *where).code == 0
    (file,) = tmp_path.glob("*.toml")
    file.write_text(file.read_text("utf-8").replace('status = "open"', 'status = "opne"'), "utf-8")
    for form in ("json", "toml", "csv"):
        done = peeldiff("diff", *PAIR, "--format", form, *where)
        assert done.code == 0
        assert done.out
        assert done.err.startswith(f"peeldiff: notes are left out: {file}:")
    listed = peeldiff("notes", "list", "--format", "json", *where)
    assert (listed.code, listed.out) == (2, b"[]\n")
    assert str(file) in listed.err


def test_a_table_that_cannot_be_meant_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    where = ("--notes", str(tmp_path / "notes"))
    row = f"{','.join((*PAIR, 'judgment/topic/prevention'))},,{{}}\n"
    finding = ",".join((*PAIR, "finding/lei-17-afi-03"))
    table = tmp_path / "notes.csv"
    table.write_text(
        "left,right,id,updated,text\n"
        + row.format("first")
        + row.format("second")
        + ",".join((*PAIR, "judgment/nowhere"))
        + ",,x\n"
        + f"{finding},,on a finding\n"
        + "nowhere:2017,kent:2017,judgment/x,,x\n" * 300,
        "utf-8",
    )
    shown = peeldiff(*where, "notes", "apply", str(table))
    assert shown.code == 2
    errors = [line for line in shown.err.splitlines() if "error" in line]
    assert "notes.csv:3: judgment/topic/prevention: line 2 changes this note already" in errors[0]
    assert 'notes.csv:4: "judgment/nowhere" is no change between' in errors[1]
    assert "notes.csv:6: " in errors[2]
    assert len(errors) == 21
    assert errors[-1] == "peeldiff: error: 282 more rows are refused"
    assert len(shown.text.splitlines()) == 2
    assert all("judgment/topic/prevention" in line or "lei-17-afi-03" in line for line in shown.text.splitlines())
    assert "add --yes to change 2 notes" in shown.err


def test_merging_into_notes_that_somebody_writes_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git gives a copy with a name of its own; a person, or a restricted session, can name the notes themselves."""
    where = ("--notes", str(tmp_path))
    assert peeldiff("notes", "set", *PAIR, PREVENTION, "--note", "first", *where).code == 0
    (file,) = tmp_path.glob("*.toml")
    copy = tmp_path / "copy.txt"
    copy.write_text(file.read_text("utf-8").replace('text = "first"', 'text = "theirs"'), "utf-8")
    merge = file_merging.merge_files
    merged: list[tuple[Any, ...]] = []

    def meanwhile(*documents: Any) -> file_merging.MergedFile:  # noqa: ANN401
        if not merged:
            assert peeldiff("notes", "set", *PAIR, PREVENTION, "--note", "second", *where).code == 0
        merged.append(documents)
        return merge(*documents)

    monkeypatch.setattr(file_merging, "merge_files", meanwhile)
    assert peeldiff("notes", "merge", str(file), str(file), str(copy), *where).code in (0, 1)
    assert len(merged) == 2
    written = file.read_text("utf-8")
    assert [text for text in ("first", "second", "theirs") if f'"{text}"' in written] == ["first", "second", "theirs"]
