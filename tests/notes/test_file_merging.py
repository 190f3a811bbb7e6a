"""Which facts, rows and verdicts the merge of two files of notes has, on documents of a few lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from peeldiff.errors import NotesError
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.note import NoteEdit, edited
from peeldiff.notes.note_table import table_of

Document = dict[str, Any]
OLDER, NEWER = "2026-01-31", "2026-02-01"


def document(
    date: str, rows: Sequence[str] = (), verdicts: Sequence[Document] = (), retired: Sequence[Document] = ()
) -> Document:
    """Notes made with the dataset of a day; each row says by its kind of which day it is."""
    return {
        "notes": {"comparison": "a@1--a@2", "dataset": {"name": "small", "date": date}},
        "judgments": [{"id": change, "kind": date} for change in rows],
        "verdicts": list(verdicts),
        "retired": list(retired),
    }


def merged(ours: Document, theirs: Document) -> Document:
    """Merge two documents that began with nothing, either way round."""
    there, back = (merge_files({}, *copies).document for copies in ((ours, theirs), (theirs, ours)))
    assert there == back
    return there


def test_facts_are_those_of_the_newer_dataset_whichever_copy_has_them() -> None:
    found = merged(document(OLDER, ["x"]), document(NEWER, ["x"]))
    assert found["notes"]["dataset"]["date"] == NEWER
    assert found["judgments"] == [{"id": "x", "kind": NEWER}]


@pytest.mark.parametrize("kinds", itertools.permutations(("1", "2")), ids="/".join)
def test_of_one_day_the_facts_are_those_of_one_copy_as_a_whole(kinds: tuple[str, str]) -> None:
    copies = [document(NEWER) | {"judgments": [{"id": change, "kind": kind} for change in "xy"]} for kind in kinds]
    assert {row["kind"] for row in merged(*copies)["judgments"]} == {"2"}


def test_a_row_that_only_the_older_copy_has_stays_behind_those_of_the_newer() -> None:
    found = merged(document(OLDER, ["z", "x", "a"]), document(NEWER, ["x", "m"]))
    assert [(row["id"], row["kind"]) for row in found["judgments"]] == [
        *(("x", NEWER), ("m", NEWER)),
        *(("a", OLDER), ("z", OLDER)),
    ]


def test_what_the_newer_copy_has_retired_is_no_row_any_more() -> None:
    kept = {"id": "z", "about": "Calls", "mine": 1}
    found = merged(document(OLDER, ["x", "z"]), document(NEWER, ["x"], retired=[kept]))
    assert [row["id"] for row in found["judgments"]] == ["x"]
    assert found["retired"] == [kept]


@pytest.mark.parametrize("date", [OLDER, NEWER])
def test_what_one_copy_has_retired_and_the_other_does_not_know_stays(date: str) -> None:
    kept = {"id": "z", "about": "Calls", "mine": 1}
    assert merged(document(date, ["x"], retired=[kept]), document("2026-01-31T12", ["x"]))["retired"] == [kept]


def test_verdicts_of_either_copy_stay_in_the_order_of_their_pairs_and_of_their_keys() -> None:
    def verdict(left: str, right: str) -> Document:
        state = {"updated": "2026-01-02T00:00:00Z", "author": "ana", "verdict": "same", "right": right, "left": left}
        return {
            "history": [{"verdict": "unsay", "author": "ana", "updated": "2026-01-01T00:00:00Z"}],
            "why": 1,
            **state,
        }

    first, second = verdict("f1", "g2"), verdict("f2", "g1")
    found = merged(document(OLDER, verdicts=[second]), document(OLDER, verdicts=[first]))["verdicts"]
    assert found == [first, second]
    assert list(found[0]) == ["left", "right", "verdict", "author", "updated", "why", "history"]


def test_notes_on_two_comparisons_are_refused_by_both_their_names() -> None:
    other = document(OLDER)
    other["notes"]["comparison"] = "b@1--b@2"
    with pytest.raises(NotesError, match='"a@1--a@2" and of "b@1--b@2"'):
        merge_files({}, document(OLDER), other)


def test_a_row_whose_note_two_people_wrote_is_named_as_contested() -> None:
    def noted(text: str, author: str) -> Document:
        return document(OLDER, ["x"]) | {
            "judgments": [
                {"id": "x", "kind": OLDER, "note": table_of(edited(None, NoteEdit(text), author=author), None)}
            ]
        }

    ours, theirs = noted("mine", "ana"), noted("other", "ben")
    assert merge_files({}, ours, theirs).contested == ("x",)
    alone = merge_files({}, ours, document(NEWER, ["x"]))
    assert alone.contested == ()
    assert alone.document["judgments"] == [{"id": "x", "kind": NEWER, "note": ours["judgments"][0]["note"]}]
