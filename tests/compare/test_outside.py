"""Two tables of somebody else's, joined: against the same thing told in plain Python, and case by case."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peeldiff.compare.comparison import DatasetCard
from peeldiff.compare.cycles import ROWS
from peeldiff.compare.external import hash_join as external_join
from peeldiff.compare.external.country_rows import basis_of
from peeldiff.compare.external.external_country import KINDS, ORDERED, UNORDERED, ExternalCountry, Joined, join_sides
from peeldiff.compare.external.grid_join import ForceRuns, join_in_grid
from sweeping import examples

SCALE = ("good", "fair", "bad")
Key = tuple[str | None, str | None]
Cells = tuple[str | None, str | None]
"""A grade and a status."""
Table = dict[Key, Cells]

names = st.sampled_from(["a", "b", "B", "", None, "é"])
STATUSES = (None, "graded", "carried-over", "withheld", "revised")


def fits(cells: Cells) -> bool:
    """Tell whether a grade and a status can both be true."""
    grade, status = cells
    return grade is None if status == "withheld" else grade is not None or status not in ("graded", "revised")


cells = st.tuples(st.sampled_from([*SCALE, None]), st.sampled_from(STATUSES)).filter(fits)
tables = st.dictionaries(st.tuples(names, names), cells, max_size=8)


def plan(table: Table, *, ordered: bool, statuses: bool = True, categories: bool = False) -> pl.LazyFrame:
    lines = [(*key, *cells) for key, cells in table.items()]
    name = pl.Categorical if categories else pl.String
    grade = pl.Enum(SCALE) if ordered else pl.String
    schema = {"force": name, "item": name, "grade": grade, "status": pl.String}
    frame = pl.DataFrame(lines, schema=schema, orient="row").lazy()
    return frame if statuses else frame.drop("status")


def told(left: Table, right: Table, *, ordered: bool, statuses: bool = True) -> list[tuple[str | None, ...]]:
    """Return the rows that there have to be."""
    rows: list[tuple[str | None, ...]] = []
    for key in sorted(
        left.keys() | right.keys(), key=lambda key: tuple((part is not None, part or "") for part in key)
    ):
        sides = (left.get(key), right.get(key))
        before, after = (side[0] if side else None for side in sides)
        if sides[0] is None or sides[1] is None:
            kind = "right-only" if sides[0] is None else "left-only"
        elif before is None or after is None:
            kind = "not-graded"
        elif before != after and not ordered:
            kind = "not-comparable"
        elif statuses and sides[1][1] == "carried-over":
            kind = "carried-over"
        elif before == after:
            kind = "unchanged"
        else:
            kind = "improved" if SCALE.index(after) < SCALE.index(before) else "declined"
        basis = "none" if kind in ("left-only", "right-only", "not-comparable") else "indicative"
        standing = [
            None if side is None else (side[1] if statuses else None) or ("graded" if side[0] else "not-graded")
            for side in sides
        ]
        rows.append((key[0], key[1], None, kind, basis, before, after, *standing))
    return rows


def brief(joined: Joined) -> list[tuple[str | None, ...]]:
    words = ("force", "item", "topic", "kind", "basis", "left_grade", "right_grade", "left_status", "right_status")
    return joined.rows.select(pl.col(name).cast(pl.String) for name in words).rows()


def country(joined: Joined, *, ordered: bool = True) -> ExternalCountry:
    words = ORDERED if ordered else UNORDERED
    return ExternalCountry(DatasetCard("x", "1", "", "", ""), "one", "two", words, joined.rows, joined.tally)


@given(
    left=tables,
    right=tables,
    ordered=st.booleans(),
    statuses=st.booleans(),
    categories=st.booleans(),
    gridded=st.booleans(),
)
def test_it_is_what_plain_words_say(
    *, left: Table, right: Table, ordered: bool, statuses: bool, categories: bool, gridded: bool
) -> None:
    sides = [plan(side, ordered=ordered, statuses=statuses, categories=categories) for side in (left, right)]
    joined = join_sides(sides[0], sides[1], KINDS, ordered=ordered, gridded=gridded)
    expected = told(left, right, ordered=ordered, statuses=statuses)
    assert joined.rows.columns == list(ROWS)
    assert brief(joined) == expected
    assert (joined.sizes, joined.repeated) == ((len(left), len(right)), False)
    kinds = Counter(row[3] for row in expected)
    found = country(joined, ordered=ordered)
    assert found.kinds == kinds
    assert list(found.kinds) == [kind for kind in found.kinds if kind in KINDS]
    summary = found.summary
    both = [row for row in expected if row[3] not in ("left-only", "right-only")]
    changed = sum(row[5] != row[6] for row in both)
    assert [summary[name] for name in ("added", "removed", "changed", "unchanged")] == [
        *(kinds["right-only"], kinds["left-only"], changed, kinds["unchanged"])
    ]
    assert summary["kinds"] == kinds
    assert summary["bases"] == Counter(row[4] for row in expected)


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("statuses", [True, False])
def test_every_meeting_of_two_cells(*, ordered: bool, statuses: bool) -> None:
    every = [(grade, status) for grade in (*SCALE, None) for status in STATUSES if fits((grade, status))]
    left, right = dict[Key, Cells](), dict[Key, Cells]()
    for place, (one, other) in enumerate((entry, other) for entry in (None, *every) for other in (None, *every)):
        key = (None if place % 4 == 0 else f"force {place % 5}", f"{place:03}")
        left |= {key: one} if one else {}
        right |= {key: other} if other else {}
    joined = join_sides(
        plan(left, ordered=ordered, statuses=statuses),
        plan(right, ordered=ordered, statuses=statuses),
        KINDS,
        ordered=ordered,
    )
    expected = told(left, right, ordered=ordered, statuses=statuses)
    assert brief(joined) == expected
    assert joined.rows.schema["topic"] == pl.String
    assert joined.rows["label"].eq_missing(joined.rows["item"]).all()
    for side in ("left", "right"):
        assert joined.rows[f"{side}_coverage"].is_null().eq(joined.rows[f"{side}_status"].is_null()).all()
    tally = Counter((row[3], row[5] != row[6]) for row in expected)
    in_order = [(kind, differs, tally[kind, differs]) for kind in KINDS for differs in (False, True)]
    assert joined.tally.cast({"kind": pl.String}).rows() == [line for line in in_order if line[2]]


@examples(16)
@given(left=tables, right=tables, wanted=st.sets(st.sampled_from(KINDS)), gridded=st.booleans())
def test_only_what_is_asked_for_is_kept_and_counted(
    *, left: Table, right: Table, wanted: set[str], gridded: bool
) -> None:
    sides = [plan(side, ordered=True) for side in (left, right)]
    expected = [row for row in told(left, right, ordered=True) if row[3] in wanted]
    joined = join_sides(sides[0], sides[1], wanted, ordered=True, gridded=gridded)
    assert brief(joined) == expected
    assert country(joined).kinds == Counter(row[3] for row in expected)
    counted = join_sides(sides[0], sides[1], wanted, ordered=True, rows=False, gridded=gridded)
    assert (counted.rows.columns, counted.rows.height) == (list(ROWS), 0)
    assert counted.tally.rows() == joined.tally.rows()
    assert (counted.sizes, counted.repeated) == ((len(left), len(right)), False)


REPEATED: dict[str, tuple[list[Key], list[Key]]] = {
    "left, met once": ([("a", "x"), ("a", "x")], [("a", "x")]),
    "right, met once": ([("a", "x")], [("a", "x"), ("a", "x")]),
    "both": ([("a", "x"), ("a", "x")], [("a", "x"), ("a", "x")]),
    "left alone": ([("a", "x"), ("a", "x")], []),
    "right alone": ([], [("b", "y"), ("a", "x"), ("a", "x")]),
    "an empty cell": ([(None, "x"), (None, "x")], []),
    "two of them, and one missing": ([("a", "x"), ("a", "x"), ("b", "x")], [("a", "x"), ("b", "x"), ("b", "x")]),
}


@pytest.mark.parametrize("gridded", [False, True])
@pytest.mark.parametrize("kinds", [KINDS, ("improved",)], ids=["everything", "one kind"])
@pytest.mark.parametrize("case", REPEATED)
def test_what_stands_twice_is_noticed(*, case: str, kinds: tuple[str, ...], gridded: bool) -> None:
    schema: dict[str, pl.DataType] = {"force": pl.String(), "item": pl.String(), "grade": pl.Enum(SCALE)}
    sides = [
        pl.DataFrame([(*key, "good") for key in keys], schema=schema, orient="row").lazy() for keys in REPEATED[case]
    ]
    assert join_sides(sides[0], sides[1], kinds, ordered=True, gridded=gridded).repeated
    assert join_sides(sides[0], sides[1], kinds, ordered=True, rows=False, gridded=gridded).repeated


WITHOUT_A_NAME: Table = {(None, "x"): ("good", None), ("a", "x"): ("fair", None), (None, None): ("bad", None)}


def same_for_many(prefix: str = "") -> pl.Expr:
    """Stand in for the hash of a key: different keys share it all the time."""
    return pl.col(f"{prefix}item").cast(pl.String).str.len_chars().fill_null(0).cast(pl.UInt64)


@examples(10)
@example(left=WITHOUT_A_NAME, right=WITHOUT_A_NAME, shared=True, pieces=1)
@given(left=tables, right=tables, shared=st.booleans(), pieces=st.integers(1, 3))
def test_a_hash_neither_loses_nor_invents_a_change(left: Table, right: Table, *, shared: bool, pieces: int) -> None:
    sides = [plan(table, ordered=True, categories=True) for table in (left, right)]
    with pytest.MonkeyPatch.context() as patch:
        if shared:
            patch.setattr(external_join, "_hash", same_for_many)
        joined = join_sides(sides[0], sides[1], KINDS, ordered=True, pieces=pieces)
    expected = told(left, right, ordered=True)
    assert brief(joined) == expected
    assert (joined.sizes, joined.repeated) == ((len(left), len(right)), False)
    assert country(joined).kinds == Counter(row[3] for row in expected)


@given(pieces=st.lists(st.lists(names, max_size=6), max_size=5))
def test_forces_keep_their_name_in_whatever_runs_they_come(pieces: list[list[str | None]]) -> None:
    runs = ForceRuns()
    numbered = [runs.number(pl.Series("force", piece, dtype=pl.String)) for piece in pieces]
    lines, forces = runs.rank()
    assert [forces.gather(lines.gather(part)).to_list() for part in numbered] == pieces
    named = forces.to_list()[1:]
    assert named == sorted({name for piece in pieces for name in piece if name is not None})


def test_a_grid_far_larger_than_its_tables_is_not_laid_out() -> None:
    table: Table = {(f"force {row}", f"item {row}"): ("good", None) for row in range(20)}
    sides = [plan(table, ordered=True), plan(dict(list(table.items())[1:]), ordered=True)]
    assert join_in_grid(sides[0], sides[1], KINDS, ordered=True, left_is_later=False) is None
    assert join_sides(sides[0], sides[1], KINDS, ordered=True, gridded=True).tally["rows"].sum() == 20


@pytest.mark.parametrize("gridded", [False, True])
@pytest.mark.parametrize("side", [0, 1])
def test_a_status_may_stand_on_one_side_alone(*, side: int, gridded: bool) -> None:
    table: Table = {("a", "x"): ("good", "revised"), ("a", "y"): (None, "withheld")}
    sides = [plan(table, ordered=True, statuses=side == place) for place in (0, 1)]
    joined = join_sides(sides[0], sides[1], KINDS, ordered=True, gridded=gridded)
    assert joined.rows[f"{('left', 'right')[side]}_status"].to_list() == ["revised", "withheld"]
    assert joined.rows[f"{('right', 'left')[side]}_status"].to_list() == ["graded", "not-graded"]


@pytest.mark.parametrize("gridded", [False, True])
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(
    ("cells", "wrong"), [(("good", "withheld"), True), ((None, "graded"), True), ((None, "withheld"), False)]
)
def test_a_status_that_the_grade_belies_is_noticed(*, cells: Cells, wrong: bool, side: int, gridded: bool) -> None:
    sides: list[Table] = [{("a", "x"): ("good", None)}, {("a", "x"): ("good", None)}]
    sides[side]["b", "x"] = cells
    left, right = (plan(table, ordered=True) for table in sides)
    assert join_sides(left, right, KINDS, ordered=True, gridded=gridded).repeated is wrong


def many_words(rows: int, *, items: bool) -> Table:
    """A table of many items of one force, or of many grades."""
    return {
        ("force", f"{row:05}") if items else (f"force {row}", "item"): ("good" if items else f"grade {row}", None)
        for row in range(rows)
    }


@pytest.mark.parametrize(("rows", "items"), [(5_000, True), (300, False)], ids=["items", "grades"])
def test_more_words_than_a_row_of_a_grid_has_room_for_are_joined_otherwise(*, rows: int, items: bool) -> None:
    table = many_words(rows, items=items)
    sides = [plan(table, ordered=False), plan(dict(list(table.items())[1:]), ordered=False)]
    assert join_in_grid(sides[0], sides[1], KINDS, ordered=False, left_is_later=False) is None
    joined = join_sides(sides[0], sides[1], KINDS, ordered=False, gridded=True)
    assert country(joined, ordered=False).kinds == {"unchanged": rows - 1, "left-only": 1}


@pytest.mark.parametrize("case", REPEATED)
def test_what_stands_twice_is_noticed_in_any_piece_and_whatever_the_hash(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema: dict[str, pl.DataType] = {"force": pl.String(), "item": pl.String(), "grade": pl.Enum(SCALE)}
    sides = [
        pl.DataFrame([(*key, "good") for key in keys], schema=schema, orient="row").lazy() for keys in REPEATED[case]
    ]
    assert join_sides(sides[0], sides[1], KINDS, ordered=True, pieces=3).repeated
    monkeypatch.setattr(external_join, "_hash", same_for_many)
    assert join_sides(sides[0], sides[1], KINDS, ordered=True).repeated


def test_neighbours_are_not_the_same() -> None:
    keys: list[Key] = [("a", "x"), ("a", "y"), ("b", "y"), ("b", None), (None, None), (None, "y")]
    left: Table = dict.fromkeys(keys, ("good", None))
    assert not join_sides(plan(left, ordered=True), plan({}, ordered=True), KINDS, ordered=True).repeated


def test_text_that_a_terminal_would_obey_is_inert() -> None:
    evil = "e\x1b[2J\u202evil"
    for categories in (True, False):
        sides = [plan({(evil, evil): (None, None)}, ordered=True, categories=categories) for _ in "lr"]
        ((force, item, *_),) = brief(join_sides(sides[0], sides[1], KINDS, ordered=True))
        assert force == item == "e␛[2J\ufffdvil"


def test_the_words_of_a_basis() -> None:
    assert {kind: basis_of(kind) for kind in KINDS} == {
        **dict.fromkeys(("improved", "declined", "unchanged", "carried-over", "not-graded"), "indicative"),
        **dict.fromkeys(("not-comparable", "left-only", "right-only"), "none"),
    }
    assert (ORDERED.level, ORDERED.official, ORDERED.sources) == ("indicative", False, ())
    assert (UNORDERED.level, UNORDERED.official, UNORDERED.sources) == ("none", False, ())
    assert ORDERED.reason
    assert UNORDERED.reason
