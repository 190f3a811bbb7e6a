"""Several writers take random steps on one notes file; the model of what must stand there is a plain dict."""

from __future__ import annotations

import multiprocessing
import os
import random
import tempfile
import tomllib
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import any_writers
import pytest
from any_writers import Writer
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from notes_fixtures import walk

from peeldiff.files import lock_file, locked
from peeldiff.notes import STATUSES, Note, NoteEdit, all_drafts, drop_draft, load_draft, save_draft, toml_text
from peeldiff.notes.listing import entries, faults
from peeldiff.notes.notes_files import NotesFiles
from sweeping import often

NAME = "a@one--a@two"
PILLAR, CALLS, VETTING, WAITS = "judgment/pillar/whole", "judgment/topic/calls", "finding/g3", "figure/waits"
EXACT = (PILLAR, CALLS, VETTING, WAITS)
"""Changes of which the model knows every state."""
MET = ("finding/f1", "finding/g1", "finding/f2", "finding/g2")
"""Findings that verdicts put into one row or apart: of these the model knows every word."""
GONE = (PILLAR, VETTING, WAITS)
"""What the poorer dataset has not, or knows no change of."""
PEOPLE = ("straight", "turned", "poorer")

State = tuple[str, str, str | None, str | None, str]
"""Text, status, owner, due day and author."""
edits = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(["new", "new", "new", ""]),
        "status": st.sampled_from(["", *STATUSES]),
        "owner": st.sampled_from(["", "Ann", "Bob"]),
        "due": st.sampled_from(["", "2026-12-01"]),
    },
).filter(bool)


def state_of(note: Note) -> State:
    return note.text, note.status, note.owner, note.due, note.author


def edited(before: State | None, edit: dict[str, str], author: str) -> State:
    """The model's own idea of what an edit does: an empty value clears."""
    text, status, owner, due, _ = before or ("", "open", None, None, "")
    text = edit.get("text", text)
    status = edit["status"] or "open" if "status" in edit else status
    owner = edit["owner"] or None if "owner" in edit else owner
    due = edit["due"] or None if "due" in edit else due
    return text, status, owner, due, author


class Chance(RuleBasedStateMachine):
    """The steps; a subclass says what a writer is."""

    executors: ClassVar[dict[str, Executor]]
    datasets: ClassVar[tuple[Path, Path]]

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.notes = Path(self.place.name) / "notes"
        self.file = self.notes / f"{NAME}.toml"
        full, poorer = self.datasets
        self.writers = {
            who: Writer(
                who, self.executors[who], self.notes, poorer if who == "poorer" else full, turned=who == "turned"
            )
            for who in PEOPLE
        }
        self.files = NotesFiles(self.notes)
        self.drafts = Path(self.place.name) / "drafts"
        self.count = 0
        self.states: dict[str, list[State]] = {}
        self.stamps: dict[str, str] = {}
        self.words: set[str] = set()
        self.keys: dict[str, int] = {}
        self.verdicts: dict[tuple[str, str], str] = {}
        self.rights: tuple[int, int] | None = None
        self.saved: dict[tuple[str, str], tuple[str, str]] = {}
        self.undecided = False

    def teardown(self) -> None:
        self.place.cleanup()

    def word(self) -> str:
        self.count += 1
        return f"word {self.count}\r\n\x1b[2J\u202e" if self.count % 5 == 0 else f"word {self.count}"

    def wrote(self, change: str, state: State, note: Note) -> None:
        """Take what came back from a writing into the model."""
        self.words |= {state[0]} - {""}
        if change in EXACT:
            known = self.states.setdefault(change, [])
            decides = change == CALLS and self.undecided
            if decides or not known or known[-1][:4] != state[:4]:
                known.append(state)
                self.undecided = self.undecided and not decides
                assert note.updated > self.stamps.get(change, "")
            self.stamps[change] = note.updated
            assert [state_of(entry) for entry in (*note.history, note)] == known

    def unchanged(self, who: str, change: str, edit: NoteEdit, seen: str | None = None) -> str:
        """Let somebody try to write, see that nothing happens, and return what they are told."""
        before = self.file.read_bytes() if self.file.exists() else None
        answer = self.writers[who].do("set_note", change, edit, author=who, seen=seen)
        assert isinstance(answer, str), answer
        assert "\n" not in answer
        assert (self.file.read_bytes() if self.file.exists() else None) == before
        return answer

    def by_hand(self, content: bytes) -> None:
        """Write the file in an editor, which keeps group and mode."""
        self.file.write_bytes(content)

    @rule(who=st.sampled_from(PEOPLE), change=st.sampled_from(EXACT + MET), edit=edits)
    def somebody_writes(self, who: str, change: str, edit: dict[str, str]) -> None:
        if edit.get("text"):
            edit = {**edit, "text": self.word()}
        if who == "poorer" and change in GONE and not (change == PILLAR and PILLAR in self.states):
            assert self.unchanged(who, change, NoteEdit(**edit)).startswith("refused: ")
            return
        before = self.states.get(change, [None])[-1]
        note = self.writers[who].do("set_note", change, NoteEdit(**edit), author=who)
        assert isinstance(note, Note), note
        self.wrote(change, edited(before, edit, who), note)

    @rule(who=st.sampled_from(PEOPLE), change=st.sampled_from((CALLS,)), which=st.sampled_from(["now", "old", "none"]))
    def somebody_writes_over_what_they_saw(self, who: str, change: str, which: str) -> None:
        noted = change in self.states
        seen = {"now": self.stamps.get(change, ""), "old": "2001-01-01T00:00:00.000000Z", "none": ""}[which]
        edit = NoteEdit(text=self.word())
        if which == "now" or (which == "none" and not noted):
            note = self.writers[who].do("set_note", change, edit, author=who, seen=seen)
            assert isinstance(note, Note), note
            self.wrote(change, edited(self.states.get(change, [None])[-1], {"text": str(edit.text)}, who), note)
        else:
            assert self.unchanged(who, change, edit, seen=seen).startswith("changed: ")

    @rule()
    def all_write_the_same_note_at_once(self) -> None:
        answer = {who: self.word() for who in PEOPLE}
        started = [
            self.writers[who].start("set_note", CALLS, NoteEdit(text=text), author=who) for who, text in answer.items()
        ]
        notes = [future.result(timeout=120) for future in started]
        assert all(isinstance(note, Note) for note in notes), notes
        for note in sorted(notes, key=lambda note: note.updated):
            before = self.states.get(CALLS, [None])[-1]
            self.wrote(CALLS, edited(before, {"text": answer[note.author]}, note.author), note)

    @rule(who=st.sampled_from(PEOPLE))
    def somebody_exports(self, who: str) -> None:
        path = self.writers[who].do("export")
        assert path == self.file
        first = self.file.read_bytes()
        assert self.writers[who].do("document") == first
        assert self.writers[who].do("export") == self.file
        assert self.file.read_bytes() == first

    @rule(
        who=st.sampled_from(PEOPLE),
        pair=st.sampled_from([("f1", "g1"), ("f2", "g2"), ("f1", "g2")]),
        verdict=st.sampled_from(["same", "different"]),
    )
    def somebody_says_what_two_findings_are(self, who: str, pair: tuple[str, str], verdict: str) -> None:
        sides = tuple(reversed(pair)) if who == "turned" else pair
        words = self.writers[who].do("set_verdict", *sides, verdict, author=who)
        assert words is None, words
        self.verdicts[pair] = verdict

    @precondition(lambda self: self.file.exists())
    @rule(
        breaking=st.sampled_from(
            [
                lambda good: good[: len(good) // 2] + b"\n= ",
                lambda good: good + b"\n[[[",
                lambda good: good.replace(b"format = 1", b"format = 2", 1),
                lambda good: good.replace(b"a@one--a@two", b"a@one--b@two", 1),
                lambda _: b"",
                lambda good: good + b"# \xff",
            ]
        ),
        change=st.sampled_from((CALLS, *MET)),
    )
    def the_file_is_broken_for_a_while(self, breaking: Callable[[bytes], bytes], change: str) -> None:
        good = self.file.read_bytes()
        self.by_hand(breaking(good))
        for who in PEOPLE:
            assert self.unchanged(who, change, NoteEdit(text="not to be")).startswith("refused: ")
            for look in ("read", "export"):
                assert str(self.writers[who].do(look)).startswith("refused: ")
        assert faults(self.files)
        self.by_hand(good)

    @precondition(lambda self: self.file.exists())
    @rule(place=st.integers(0, 999))
    def somebody_adds_a_key_of_their_own(self, place: int) -> None:
        document = tomllib.loads(self.file.read_text(encoding="utf-8"))
        tables = [table for table in walk(document) if isinstance(table, dict)]
        key = f"mine-{len(self.keys)}"
        tables[place % len(tables)][key] = len(self.keys)
        self.keys[key] = len(self.keys)
        self.by_hand(toml_text.dump(document))

    @precondition(lambda self: CALLS in self.states)
    @rule()
    def a_row_is_pasted_twice(self) -> None:
        word = f"by hand {len(self.words)}"
        text = f'\n[[judgments]]\nid = "{CALLS}"\n[judgments.note]\ntext = "{word}"\n'
        self.by_hand(self.file.read_bytes() + text.encode())
        assert any("stands 2 times" in fault for fault in faults(self.files))
        assert self.writers["straight"].do("export") == self.file
        self.words.add(word)
        pasted = sum(author == "" for *_, author in self.states[CALLS])
        earlier = (*self.states[CALLS][:pasted], (word, "open", None, None, ""))
        self.states[CALLS][:pasted] = sorted(earlier)  # none has a time
        self.undecided = self.undecided or not pasted

    @rule(mode=st.sampled_from([0o600, 0o640, 0o660, 0o664]), group=st.integers(1, 5))
    @precondition(lambda self: self.file.exists())
    def group_and_mode_are_changed(self, mode: int, group: int) -> None:
        if os.geteuid() == 0:
            os.chown(self.file, -1, group)
        self.file.chmod(mode)
        self.rights = (mode, self.file.stat().st_gid)

    @rule()
    def the_lock_is_removed(self) -> None:
        lock_file(self.file).unlink(missing_ok=True)

    @precondition(lambda self: self.notes.exists())
    @rule()
    def somebody_dies_while_writing(self) -> None:
        half = self.file.with_name(f".{self.file.name}.1-ab.tmp")
        half.write_bytes(b"half")
        os.utime(half, (0, 0))
        with locked(self.file):
            pass
        assert self.writers["straight"].do("export") == self.file
        assert not list(self.notes.glob(".*.tmp"))

    @precondition(lambda self: self.file.exists())
    @rule()
    def the_file_is_deleted(self) -> None:
        self.file.unlink()
        for known in (self.states, self.stamps, self.words, self.keys, self.verdicts):
            known.clear()
        self.rights, self.undecided = None, False

    @rule(who=st.sampled_from(PEOPLE[:2]), change=st.sampled_from(EXACT))
    def somebody_begins_a_draft(self, who: str, change: str) -> None:
        seen, text = self.stamps.get(change, ""), self.word()
        save_draft(self.drafts, NAME, change, who, text, seen)
        self.saved[who, change] = (text, seen)

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def somebody_takes_a_draft_up_again(self, data: st.DataObject) -> None:
        who, change = data.draw(st.sampled_from(sorted(self.saved)))
        draft = load_draft(self.drafts, NAME, change, who)
        assert draft is not None
        assert (draft.text, draft.seen) == self.saved[who, change]
        if draft.seen != self.stamps.get(change, ""):
            output = self.unchanged(who, change, NoteEdit(text=draft.text), seen=draft.seen)
            assert output.startswith("changed: ")
            return
        note = self.writers[who].do("set_note", change, NoteEdit(text=draft.text), author=who, seen=draft.seen)
        assert isinstance(note, Note), note
        self.wrote(change, edited(self.states.get(change, [None])[-1], {"text": draft.text}, who), note)
        drop_draft(self.drafts, NAME, change, who)
        del self.saved[who, change]

    @invariant()
    def nothing_is_lost(self) -> None:
        there = entries(self.files)
        answer = {state.text for entry in there for state in (*entry.note.history, entry.note)}
        assert self.words <= answer
        exact = [entry for entry in there if entry.change in EXACT]
        assert {entry.change for entry in exact} == set(self.states)
        for one in exact:
            states = (*one.note.history, one.note)
            assert [state_of(state) for state in states] == self.states[one.change]
            stamps = [state.updated for state in states if state.updated]
            assert stamps == sorted(set(stamps))
        for who in PEOPLE[:2]:
            seen = self.writers[who].read()
            assert {key: state_of(seen[key]) for key in self.states} == {k: v[-1] for k, v in self.states.items()}

    @invariant()
    def the_file_is_whole(self) -> None:
        if not self.file.exists():
            assert not self.states
            return
        assert ["both texts are kept" in fault and CALLS in fault for fault in faults(self.files)] == [
            True
        ] * self.undecided
        document = tomllib.loads(self.file.read_text(encoding="utf-8"))
        found = {key: value for table in walk(document) if isinstance(table, dict) for key, value in table.items()}
        assert self.keys.items() <= found.items()
        answer = {(entry["left"], entry["right"]): entry["verdict"] for entry in document.get("verdicts", [])}
        assert answer == self.verdicts
        now = self.file.stat()
        self.rights = self.rights or (now.st_mode & 0o7777, now.st_gid)
        assert (now.st_mode & 0o7777, now.st_gid) == self.rights

    @invariant()
    def every_draft_is_offered(self) -> None:
        for who in PEOPLE[:2]:
            offered = {draft.change: (draft.text, draft.seen) for draft in all_drafts(self.drafts, who)}
            assert offered == {change: kept for (whose, change), kept in self.saved.items() if whose == who}


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return any_writers.write_datasets(tmp_path_factory.mktemp("data"))


def run(executors: dict[str, Executor], datasets: tuple[Path, Path], examples: int, steps: int) -> None:
    number = random.SystemRandom().randrange(10**6)
    print(f"seed {number}")  # noqa: T201  (so that a failure can be run again)
    machine = type("Machine", (Chance,), {"executors": executors, "datasets": datasets})
    # To make a failing run shorter takes minutes, and says little more than the run itself.
    chosen = settings(max_examples=examples, stateful_step_count=steps, phases=[Phase.generate])
    run_state_machine_as_test(seed(number)(machine), settings=chosen)


def test_writers_of_one_process(datasets: tuple[Path, Path]) -> None:
    executors: dict[str, Executor] = {who: ThreadPoolExecutor(1) for who in PEOPLE}
    run(executors, datasets, often(1, 3), often(12, 15))


def test_writers_that_are_processes(datasets: tuple[Path, Path]) -> None:
    spawn = multiprocessing.get_context("spawn")
    executors: dict[str, Executor] = {who: ProcessPoolExecutor(1, spawn) for who in PEOPLE}
    try:
        run(executors, datasets, 1, often(7, 12))
    finally:
        for one in executors.values():
            one.shutdown()
