"""Hostile text in every column of somebody else's tables, one or two, and in what their files are called."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hostile.corpus import TEXTS
from hostile.harmless import HtmlParts, assert_harmless, assert_inert, html_parts
from running import inside
from sweeping import sweep

COMPARED = ("table", "json", "csv", "markdown", "html")
WORD = " zz"
FEW = 12
"""Items, where their number says nothing new."""
HANDS = 3
"""Into so many parts the commands are dealt out."""
_ALL = [text.replace("\0", "") + WORD for text in TEXTS.values()]
_NAMES = ["<script>alert(1)</script>", "a\x1b[31mb", '"><img src=x onerror=alert(1)>', "=1+1", "x'y\"z & \u202egnp"]


def one_table(say: Callable[[int], str], items: int) -> bytes:
    """Two forces in two cycles, items that are texts, and a text in every other cell."""
    columns = ("force", "cycle", "item", "grade", "source", "note")
    rows = [
        (force, cycle, say(n), say(n + place), say(n + place + 1), say(n + place + 2))
        for n in range(items)
        for place, (force, cycle) in enumerate((("a", "2001"), ("a", "2002"), ("b", "2001"), ("b", "2002")))
    ]
    return written(columns, rows)


def side(say: Callable[[int], str], turn: int, items: int) -> bytes:
    """One of two tables: every force, item and grade is a text."""
    return written(("force", "item", "grade"), [(say(n), say(n + 1), say(n + turn)) for n in range(items)])


def written(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([columns, *rows])
    return stream.getvalue().encode("utf-8")


def calls(
    folder: Path, say: Callable[[int], str], name: str, items: int = FEW
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every command on the tables, in every format; `name` is a part of the names of the files."""
    table, left, right = (folder / f"{name}{kind}.csv" for kind in ("one", "left", "right"))
    table.write_bytes(one_table(say, items))
    left.write_bytes(side(say, 2, items))
    right.write_bytes(side(say, 3, items))
    for chosen in COMPARED:
        yield chosen, ("diff", "a:2001", "a:2002", "--data", str(table), "--format", chosen)
        yield chosen, ("diff", "a:2001", "b:2002", "--data", str(table), "--format", chosen)
        yield chosen, ("country", "--data", str(left), "--data", str(right), "--format", chosen)
    for chosen in ("table", "json", "csv"):
        yield chosen, ("show", "a", "--data", str(table), "--format", chosen)
        yield chosen, ("search", "zz", "--data", str(table), "--format", chosen)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> HtmlParts:
    """What pages are made of where every text is plain, or is an address."""
    parts = frozenset({("br", "", "")})  # where two items stand on a side
    for what in ("item {n} zz", "https://example.org/{n} zz", "https://example.org/{n}"):
        folder = tmp_path_factory.mktemp("plain")
        for chosen, words in calls(folder, lambda n: what.format(n=n % len(_ALL)), "t"):  # noqa: B023
            if chosen == "html":
                done = inside(*words)
                assert done.code == 0, done
                parts |= html_parts(done.text)
    return parts


@sweep(1, "hand", range(HANDS))
def test_no_column_gets_through(hand: int, template: HtmlParts, tmp_path: Path) -> None:
    """Every text once in every column."""
    called = calls(tmp_path, lambda n: _ALL[n % len(_ALL)], "t", len(_ALL))
    for chosen, words in itertools.islice(called, hand, None, HANDS):
        assert_call_is_harmless(chosen, words, template)


@sweep(1, "place", range(len(_NAMES)))
def test_no_name_gets_through(place: int, template: HtmlParts, tmp_path: Path) -> None:
    """Names of a file and of its folder, and a few texts."""
    name = _NAMES[place].replace("/", "")
    folder = tmp_path / name
    folder.mkdir()
    turned = _ALL[place * 17 :] + _ALL[: place * 17]
    for chosen, words in calls(folder, lambda n: turned[n % len(turned)], name):
        if chosen in ("html", "csv", "table"):
            assert_call_is_harmless(chosen, words, template)


def assert_call_is_harmless(chosen: str, words: tuple[str, ...], template: HtmlParts) -> None:
    done = inside(*words)
    assert done.code == 0, (words, done.err)
    assert_inert(done.err, str(words))
    assert_harmless(done.out, chosen, f"{words[:3]} as {chosen}", template)


@pytest.mark.parametrize("text", _ALL[::7])
def test_no_setting_gets_through(text: str, template: HtmlParts, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(one_table(lambda n: f"item {n} zz", 3))
    where = ("--data", str(tmp_path / "t.csv"), "--notes", str(tmp_path / text.replace("/", "")[:80]))
    for chosen in ("table", "json", "csv"):
        done = inside("config", *where, f"--author={text}", "--format", chosen)
        assert done.code == 0, done.err
        assert_harmless(done.out, chosen, f"config as {chosen}")
    done = inside("diff", "a:2001", "a:2002", *where, f"--author={text}", "--format", "html")
    assert_inert(done.err)
    assert done.code == 2 or html_parts(done.text) <= template
