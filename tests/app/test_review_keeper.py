"""What is decided in a review survives whatever ends it; rows are gone through by page and by kind."""

from __future__ import annotations

import json
from pathlib import Path

from app.reviewing import FILES
from importing.conftest import sandbox as sandbox
from peeldiff.app.review.review_desk import ReviewDesk
from peeldiff.app.review.review_keeper import ReviewKeeper
from peeldiff.app.review.review_session import Request, ReviewSession
from peeldiff.importing import Sandbox
from peeldiff.settings import load


def desk(tmp_path: Path, sandbox: Sandbox, *names: str) -> ReviewDesk:
    for name in names:
        (tmp_path / name).write_bytes(FILES[name])
    files = [str(tmp_path / name) for name in names]
    session = ReviewSession.open(load({}), Request(files, tmp_path / "own"))
    return ReviewDesk(session, [session.read(name, sandbox) for name in files])


def keeper(tmp_path: Path, into: str = "own") -> ReviewKeeper:
    return ReviewKeeper(tmp_path / "state", tmp_path / into)


def words(one: ReviewDesk) -> list[str]:
    return [state.word for state in one.states]


def test_decisions_come_back_in_another_sitting(tmp_path: Path, sandbox: Sandbox) -> None:
    first, kept = desk(tmp_path, sandbox, "kent.html", "durham.html"), keeper(tmp_path)
    waiting = [at for at, state in enumerate(first.states) if state.word == "waiting"]
    written = [at for at, state in enumerate(first.states) if state.word == "written"]
    before = words(first)
    first.take(first.review.accept(waiting[0]))
    first.drop(written[0])
    row = first.review.entries[written[1]].row
    assert row is not None
    first.take(first.review.correct(written[1], {**row.values, "note": "by hand"}))
    kept.keep(first.review)
    kept.flush()

    again = desk(tmp_path, sandbox, "kent.html", "durham.html")
    assert words(again) == before
    again.take(keeper(tmp_path).load(again.review))
    assert words(again) == words(first) != before
    corrected = again.states[written[1]].row
    assert corrected is not None
    assert corrected.values["note"] == "by hand"
    assert keeper(tmp_path, "elsewhere").load(again.review) == again.review


def test_what_is_written_does_not_come_back(tmp_path: Path, sandbox: Sandbox) -> None:
    first, kept = desk(tmp_path, sandbox, "durham.html"), keeper(tmp_path)
    first.drop(next(at for at, state in enumerate(first.states) if state.word == "written"))
    kept.keep(first.review)
    kept.flush()
    first.written(first.session, first.review)
    kept.keep(first.review)
    kept.flush()
    fresh = desk(tmp_path, sandbox, "durham.html").review
    assert keeper(tmp_path).load(fresh) == fresh


def test_a_damaged_file_is_as_none(tmp_path: Path, sandbox: Sandbox) -> None:
    first, kept = desk(tmp_path, sandbox, "durham.html"), keeper(tmp_path)
    first.drop(0)
    kept.keep(first.review)
    kept.flush()
    (file,) = (tmp_path / "state").glob("*.json")
    for damage in (b"", b"{", b"[1]", json.dumps([{"entry": 1, "word": "eaten", "values": 3}]).encode()):
        file.write_bytes(damage)
        fresh = desk(tmp_path, sandbox, "durham.html").review
        assert keeper(tmp_path).load(fresh).steps == ()


def test_rows_are_accepted_by_page_and_by_kind(tmp_path: Path, sandbox: Sandbox) -> None:
    one = desk(tmp_path, sandbox, "kent.html", "letter.txt", "durham.html")
    medium = [
        at
        for at, state in enumerate(one.states)
        if state.word == "waiting" and (row := one.review.entries[at].row) and row.confidence == "medium"
    ]
    assert medium
    here = one.review.entries[medium[0]]
    of_page = [at for at in medium if one.review.entries[at].report == here.report]
    assert one.accept_page(medium[0]) == len(of_page)
    assert all(one.states[at].word == "written" for at in of_page)
    left = [at for at in of_page if one.states[at].word == "waiting"]
    assert left == [], "rows of low confidence are left to a look"
    one.undo()
    assert [at for at in of_page if one.states[at].word == "waiting"] == of_page, "one key, one undoing"
    assert one.accept_kind(of_page[-1]) >= 1
    assert not [at for at in medium if one.review.entries[at].sort == here.sort and one.states[at].word == "waiting"]
