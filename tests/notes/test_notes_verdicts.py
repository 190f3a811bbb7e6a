"""What people say of two findings: the newest holds, and what was said before stays."""

from __future__ import annotations

import datetime as dt

import pytest

from peeldiff.errors import FileError
from peeldiff.notes import toml_text
from peeldiff.notes.verdicts import merge_verdicts, verdicts_of, with_verdict

PAIR = ("f", "g")


def stamped(day: int) -> str:
    return f"2026-01-{day:02}T00:00:00.000000Z"


def entry(verdict: str, day: int, **more: object) -> dict[str, object]:
    return {"left": "f", "right": "g", "verdict": verdict, "author": "me", "updated": stamped(day), **more}


def state(verdict: str, day: int) -> dict[str, str]:
    return {"verdict": verdict, "author": "me", "updated": stamped(day)}


def test_another_word_keeps_the_one_before_it() -> None:
    old = entry("same", 5, mine=1, history=[state("different", 3), state("same", 1)])
    now = dt.datetime(2026, 1, 9, tzinfo=dt.UTC)
    (found,) = with_verdict({"verdicts": [old]}, PAIR, "different", author=" y\x1bou ", now=now)
    history = [state("same", 1), state("different", 3), state("same", 5)]
    assert found == entry("different", 9, mine=1, author="y␛ou", history=history)
    assert with_verdict({"verdicts": [old]}, PAIR, "same", author="you", now=now) == [old]


def test_a_clock_that_goes_back_gives_a_later_stamp() -> None:
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    (found,) = with_verdict({"verdicts": [entry("same", 5)]}, PAIR, "different", author="me", now=now)
    assert found["updated"] == "2026-01-05T00:00:00.000001Z"
    (first,) = with_verdict({}, PAIR, "same", author="me", now=now)
    assert first == entry("same", 2)
    with pytest.raises(FileError, match=r"^verdict "):
        with_verdict({}, PAIR, "maybe", author="me")


def test_a_word_over_one_with_a_stamp_of_the_future_holds() -> None:
    old = entry("same", 5) | {"updated": "9999-12-31T23:59:59.999999Z"}
    (found,) = with_verdict({"verdicts": [old]}, PAIR, "different", author="you")
    for order in ([old, found], [found, old]):
        assert verdicts_of({"verdicts": order}) == {PAIR: "different"}
    assert [state["verdict"] for state in found["history"]] == ["same"]


def test_of_several_the_newest_holds_whichever_stands_first() -> None:
    several = [entry("same", 5, history=[state("same", 2)]), entry("different", 7, history=[state("same", 1)])]
    history = [state("same", 1), state("same", 2), state("same", 5)]
    for order in (several, several[::-1]):
        assert merge_verdicts(order) == [entry("different", 7, history=history)]
        assert verdicts_of({"verdicts": order}) == {PAIR: "different"}
    bare = {"left": "f", "right": "g", "verdict": "same"}
    assert merge_verdicts([entry("different", 7), bare]) == [entry("different", 7, history=[{"verdict": "same"}])]
    assert merge_verdicts([bare, bare]) == [bare]
    other = {"left": "f", "right": "h", "verdict": "different"}
    assert merge_verdicts([bare, other]) == [bare, other]
    assert verdicts_of({"verdicts": [bare, other]}) == {PAIR: "same", ("f", "h"): "different"}
    with pytest.raises(FileError) as caught:
        with_verdict({}, PAIR, "maybe", author="me")
    assert str(caught.value) == 'verdict "maybe": expected same, different or unsaid'


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"\xff", "1:1"), (b"\n\xff", "2:1"), (b"a = 1\nb\xff = 2\n", "2:2"), (b"\n\na\n\xff\n\xff", "4:1")],
)
def test_a_byte_that_is_no_text_is_told_by_its_place(data: bytes, place: str) -> None:
    with pytest.raises(FileError) as caught:
        toml_text.parse("x.toml", data)
    assert str(caught.value).startswith(f"x.toml:{place}: ")
