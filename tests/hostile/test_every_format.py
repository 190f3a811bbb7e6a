"""Hostile text goes into every field and comes out of every command in every format, harmless."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile import dataset
from hostile.corpus import TEXTS
from hostile.harmless import HtmlParts, assert_harmless, assert_inert, html_parts
from running import inside
from sweeping import sweep

COMPARED, COUNTRY = ("table", "toml", "json", "csv", "markdown", "html"), ("parquet",)
SHEETS = ("table", "json", "csv")
WORD = " zz"
"""Stands at the end of every text, so that it can be searched for."""
TURNS, HANDS = 4, 6
"""Into so many parts the texts, and the commands, are dealt out."""
TEXTS_APART = 23
"""So many sources that each number which the list of them may reach stands in it."""

NOTED = ("judgment/pillar/p", "judgment/topic/t2", "figure/m1")
_ALL = [text + WORD for text in TEXTS.values()]


def commands() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Walk over every command and format."""
    for pair in (("a:one", "a:two"), ("a:one", "b:four")):
        yield from ((chosen, ("diff", *pair)) for chosen in COMPARED)
        yield from ((chosen, ("diff", *pair, "--with-notes")) for chosen in ("markdown", "html"))
        yield from ((chosen, ("brief", *pair)) for chosen in ("table", "markdown", "html"))
    yield from ((chosen, ("country", "one", "two")) for chosen in COMPARED + COUNTRY)
    for more in (("one", "four"), ("one", "two", "--summary")):
        yield from ((chosen, ("country", *more)) for chosen in ("table", "html"))
    yield from (("html", ("show", name)) for name in ("a", "b:four"))
    for words in (
        ("show", "a"),
        ("show", "b:four"),
        *(("list", what) for what in ("forces", "cycles", "inspections", "topics", "judgments")),
        ("search", "zz"),
        ("gaps",),
        ("changes", "--since", "1999-01-01"),
        ("notes", "list"),
        ("check",),
        ("config",),
    ):
        yield from ((chosen, words) for chosen in SHEETS)


def several(turn: int) -> list[str]:
    """Return the texts of a turn: a few of the corpus in one, turned round so that each stands first."""
    few = _ALL[turn::TURNS]
    return [" ".join(few[place:] + few[:place]) for place in range(len(few))]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> HtmlParts:
    """What pages are made of where every text is plain, or is an address, the same everywhere or not."""
    parts: frozenset[tuple[str, str, str]] = frozenset()
    five = ["one zz", "two zz", "three zz", "four zz", "five zz"]
    for texts in (["plain zz"], ["https://example.org/ zz"], five, [f"text {n} zz" for n in range(TEXTS_APART)]):
        folder = dataset.write(tmp_path_factory.mktemp("plain"), dataset.files(dataset.in_turn(texts), 3))
        where = ("--data", str(folder), "--notes", str(folder / "notes"))
        for row in NOTED:
            inside("notes", "set", "a:one", "a:two", row, "--note", texts[0], "--owner", texts[0], *where)
        for _, words in [command for command in commands() if command[0] == "html"]:
            parts |= html_parts(inside(*words, *where, "--format", "html").text)
    return parts


@sweep(1, ("turn", "hand"), list(itertools.product(range(TURNS), range(HANDS))))
def test_nothing_gets_through(turn: int, hand: int, template: HtmlParts, tmp_path: Path) -> None:
    say = dataset.in_turn(several(turn))
    folder = dataset.write(tmp_path / "data", dataset.files(say, 4))
    where = ("--data", str(folder), "--notes", str(tmp_path / "notes"))
    change = ("notes", "set", "a:one", "a:two")
    for row in NOTED:
        done = inside(*change, row, "--note", say(), "--owner", say()[:400], *where, "--author", say())
        assert done.code == 0, done
        assert_inert(done.err + done.text, row)
    for chosen, words in itertools.islice(commands(), hand, None, HANDS):
        done = inside(*words, "--format", chosen, *where, env={"PEELDIFF_AUTHOR": say().replace("\0", "")})
        assert done.code in ((0, 1) if words == ("check",) else (0,)), (words, done)
        assert_inert(done.err, f"{words}")
        assert_harmless(done.out, chosen, f"turn {turn}: {' '.join(words)} as {chosen}", template)


@sweep(2, "chosen", COMPARED)
def test_everything_at_once(chosen: str, template: HtmlParts, tmp_path: Path) -> None:
    """Each text of the corpus alone, in a finding, a stated change and a measure of its own."""
    folder = dataset.write(tmp_path, dataset.files(dataset.in_turn(_ALL), len(_ALL)))
    done = inside("diff", "a:one", "a:two", "--format", chosen, "--data", str(folder))
    assert (done.code, done.err) == (0, "")
    assert_harmless(done.out, chosen, f"diff as {chosen}", template)
