"""Two copies of notes that went their own ways become one: no word is lost, whatever the order."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import merging_clones
import pytest

from peeldiff.errors import FileError
from peeldiff.notes import NoteEdit, toml_text
from peeldiff.notes.file_merging import merge_files
from peeldiff.notes.note import OddValueError, edited
from peeldiff.notes.note_merging import merge_copies, merge_note_tables
from peeldiff.notes.note_table import note_of, table_of
from peeldiff.notes.value_merging import merge_values

Table = dict[str, Any]


def write(table: Table | None, text: str, author: str, **fields: str) -> Table:
    """Let an author write a note over the one in a table."""
    before = note_of(table) if table is not None else None
    return table_of(edited(before, NoteEdit(text=text, **fields), author=author), table)


def both(base: Table | None, ours: Table, theirs: Table) -> tuple[Table, bool]:
    """Merge either way round, and again with what came out; all is the same."""
    merged, contested = merge_note_tables(base, ours, theirs)
    assert merge_note_tables(base, theirs, ours) == (merged, contested)
    for copy in (ours, theirs, merged):
        assert merge_note_tables(None, merged, copy)[0] == merged
    return merged, contested


def test_a_copy_that_did_not_change_gives_way() -> None:
    base = write(None, "one", "ana")
    newer = write(base, "two", "ben")
    assert both(base, base, newer) == (newer, False)
    assert merge_note_tables(newer, base, newer) == (base, False)  # as a revert has it


def test_a_stamp_of_the_future_does_not_stand_over_who_has_written_over_it() -> None:
    base = write(None, "one", "ana") | {"updated": "9999-12-31T23:59:59.999999Z"}
    ben, cem = write(base, "from ben", "ben"), write(base, "from cem", "cem")
    merged, contested = both(base, ben, cem)
    assert contested
    note = note_of(merged)
    assert (note.text, [state.text for state in note.contested]) == ("from cem", ["from ben"])
    assert {state.text for state in note.history} == {"one", "from ben"}


def test_a_note_that_two_people_changed_keeps_both_and_says_so_until_somebody_decides() -> None:
    base = write(None, "one", "ana")
    ben, cem = write(base, "from ben", "ben"), write(base, "from cem", "cem")
    merged, contested = both(base, ben, cem)
    assert contested
    note = note_of(merged)
    assert [state.text for state in (*note.history, note)] == ["one", "from ben", "from cem"]
    assert [state.text for state in note.contested] == ["from ben"]
    again, _ = both(base, merged, write(cem, "more from cem", "cem"))
    assert [state.text for state in note_of(again).contested] == ["from ben"]  # cem has not seen it
    decided = write(merged, "from both", "dot")
    assert note_of(decided).contested == ()
    for older in (ben, cem, merged, again):
        assert note_of(merge_note_tables(base, decided, older)[0]).contested == () or older is again
    kept = write(merged, "from cem", "dot")  # to keep what stands is a decision too
    assert (note_of(kept).contested, note_of(kept).author) == ((), "dot")


@pytest.mark.parametrize("states", [1, 2, 3])
def test_a_note_pasted_by_hand_beside_another_is_undecided_until_somebody_decides(states: int) -> None:
    standing: Table | None = None
    for number in range(states):
        standing = write(standing, f"state {number}", "ana")
    assert standing is not None
    pasted = {"text": "by hand"}
    merged = merge_copies([standing, pasted])
    assert merge_copies([pasted, standing]) == merge_copies([merged, pasted, standing]) == merged
    assert [state.text for state in note_of(merged).contested] == ["by hand"]
    assert note_of(merged).text == f"state {states - 1}"
    assert note_of(write(merged, "both", "ana")).contested == ()


def test_where_a_key_stands_in_a_copy_makes_no_difference() -> None:
    base = write(None, "one", "ana")
    merged, _ = both(base, write(base, "two", "ben"), write(base, "three", "cem"))
    ours, theirs = {**merged, "b": 1, "a": 2}, dict(reversed({**merged, "a": 2, "b": 1}.items()))
    written = [toml_text.dump({"note": merge_note_tables(old, *copies)[0]}) for old, *copies in (
        (merged, ours, merged), (merged, merged, theirs), (None, ours, theirs), (merged, theirs, ours),
    )]  # fmt: skip
    assert written == [written[0]] * 4


def test_who_writes_the_same_words_agrees() -> None:
    base = write(None, "one", "ana")
    merged, contested = both(base, write(base, "two", "ben"), write(base, "two", "cem"))
    assert not contested
    assert len(note_of(merged).history) == 2


def test_three_copies_merge_the_same_in_any_order() -> None:
    base = write(None, "one", "ana")
    copies = [write(base, f"from {who}", who) for who in ("ben", "cem", "dot")]
    copies.append(write(merge_note_tables(base, copies[0], copies[1])[0], "decided", "eve"))
    results = []
    for order in itertools.permutations(copies):
        merged = order[0]
        for copy in order[1:]:
            merged, _ = merge_note_tables(None, merged, copy)
        results.append(merged)
    assert all(result == results[0] for result in results)
    assert [state.text for state in note_of(results[0]).contested] == ["from dot"]


def test_keys_that_peeldiff_does_not_know_survive_in_notes_and_states() -> None:
    base = write(None, "one", "ana") | {"priority": 1}
    ben = write(base, "two", "ben") | {"colour": "red"}
    ben["history"][0]["mood"] = "calm"
    cem = write(base, "three", "cem") | {"priority": 2}
    merged, _ = both(base, ben, cem)
    assert (merged["priority"], merged["colour"], merged["history"][0]["mood"]) == (2, "red", "calm")


def test_a_long_text_stands_once_for_states_that_have_it() -> None:
    table = write(None, "long " * 50, "ana")
    for status in ("in-progress", "done", "open", "done"):
        table = write(table, "long " * 50, "ben", status=status)
    assert str(table).count("long " * 50) == 1
    assert {state.text for state in note_of(table).history} == {"long " * 50}
    merged, _ = both(None, table, write(table, "short", "cem"))
    assert {state.text for state in note_of(merged).history} == {"long " * 50}


_DAY = dt.date(2026, 1, 2)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ({"t": {"a": 1, "b": 1}}, {"t": {"a": 0, "b": 1}}, {"t": {"a": 1, "b": 0}}, {"t": {"a": 0, "b": 0}}),
        ({}, {"t": {"a": 1}}, {"t": "text"}, {"t": {"a": 1}}),
        ({}, {"l": [{"a": 1, "b": 2}]}, {"l": [{"b": 2, "a": 1}]}, {"l": [{"a": 1, "b": 2}]}),
        ({}, {"l": [{"a": 1, "b": 2}]}, {"l": [{"b": 2, "a": 1}, 0]}, {"l": [0, {"a": 1, "b": 2}]}),
        ({}, {"l": [_DAY]}, {"l": [_DAY - dt.timedelta(1)]}, {"l": [_DAY - dt.timedelta(1), _DAY]}),
        ({}, {"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {}, {"a": 1}, {}),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 3}),
        ({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]}, {"a": [1, 2, 3]}),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 1, "y": 1}}, {"a": {"x": 2, "y": 1}}),
        ({}, {"a": [1]}, {"a": "b"}, {"a": [1]}),
    ],
)
def test_values(base: Table, ours: Table, theirs: Table, merged: Table) -> None:
    assert merge_values(base, ours, theirs) == merge_values(base, theirs, ours) == merged


def head(comparison: str) -> Table:
    return {"notes": {"format": 1, "comparison": comparison}}


def test_notes_of_two_comparisons_do_not_merge() -> None:
    with pytest.raises(FileError, match="they do not merge"):
        merge_files({}, head("a@1--a@2"), head("a@1--a@3"))


def test_a_note_retired_on_one_side_follows_the_newer_facts() -> None:
    row: Table = {"id": "figure/x", "label": "X"}
    noted = row | {"note": write(None, "kept", "ana")}
    retired = {"id": "figure/x", "about": {"label": "X"}, "note": write(None, "kept too", "ben")}
    with_date = {"dataset": {"date": "2026-01-02"}}
    older = head("a@1--a@2") | {"figures": [noted]}
    newer = {"notes": head("a@1--a@2")["notes"] | with_date, "retired": [retired]}
    for ours, theirs in ((older, newer), (newer, older)):
        merged = merge_files({}, ours, theirs)
        assert "figures" not in merged.document
        (entry,) = merged.document["retired"]
        note = note_of(entry["note"])
        assert {note.text, *(state.text for state in note.history)} == {"kept", "kept too"}
        assert merged.contested == ("figure/x",)


def test_clones_that_merge_at_random_end_alike_and_lose_nothing() -> None:
    lost = merging_clones.run(merges=40, seed=20)
    assert (lost.texts, lost.verdicts, lost.keys, lost.unequal) == (0, 0, 0, 0)
    assert lost.contested > 0


def test_an_unknown_key_that_one_side_changed_is_as_that_side_has_it() -> None:
    base = write(None, "one", "ana") | {"colour": 1}
    ben, cem = write(base, "from ben", "ben") | {"colour": 0}, write(base, "from cem", "cem")
    merged, _ = merge_note_tables(base, ben, cem)
    assert merged["colour"] == merge_note_tables(base, cem, ben)[0]["colour"] == 0


@pytest.mark.parametrize("count", range(1, 8))
def test_of_any_number_of_copies_each_text_is_kept(count: int) -> None:
    base = write(None, "one", "ana")
    copies = [write(base, f"text {place}", f"author {place}") for place in range(count)]
    merged = merge_copies(copies)
    note = note_of(merged)
    assert {state.text for state in (*note.history, note)} == {"one", *(f"text {place}" for place in range(count))}
    assert merge_copies(copies[::-1]) == merged


def test_the_history_stands_last_and_its_states_have_their_keys_in_order() -> None:
    copy = write(write(None, "one", "ana"), "two", "ben") | {"zone": 1}
    copy["history"] = [dict(reversed([*copy["history"][0].items(), ("zone", 1)]))]
    merged, _ = merge_note_tables(None, copy, copy)
    assert [*merged][-2:] == ["zone", "history"]
    assert [*merged["history"][0]][-1] == "zone"
    assert merged["history"][0] == copy["history"][0]
    with pytest.raises(OddValueError, match="history"):
        merge_note_tables(None, copy | {"history": "gone"}, copy | {"history": "gone"})
