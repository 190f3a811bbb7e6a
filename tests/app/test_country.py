"""The country: forces by cycles, one cycle, the change between two; filter, sort, regions; and from there on."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections.abc import Callable, Sequence
from typing import cast

import polars as pl
import pytest
from textual.pilot import Pilot

from app.conftest import NORTHANTS, MakeApp, Opened, settled
from app.seeing import comparison_screen, screen_lines, text
from peeldiff import settings
from peeldiff.app.country import shown_forces
from peeldiff.app.country.change_view import Change
from peeldiff.app.country.force_rows import CountrySource, ForceQuery, arranged
from peeldiff.app.country.overview import Overview
from peeldiff.app.country.screen import CountryScreen
from peeldiff.app.country.shown_forces import ShownForces
from peeldiff.app.country.transition_counts import DIRECTIONS, Counts
from peeldiff.app.kit import marks
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.widgets.columns import Column, two_lines, visible_columns
from peeldiff.app.session import Session
from peeldiff.compare.cycles import compare_cycles
from peeldiff.dataset import Dataset
from peeldiff.dataset.by_force import JudgmentsByForce
from peeldiff.dataset.queries.names import Inspection


def country(pilot: Pilot[None]) -> CountryScreen:
    return cast(CountryScreen, pilot.app.screen)


async def test_it_opens_the_country_with_grades_in_brief(opened: Opened) -> None:
    async with opened() as pilot:
        assert "Contains public" in text(pilot)
        line = next(line for line in screen_lines(pilot) if "Northamptonshire" in line or "▸ Avon" in line)
        assert line.startswith("▸ Avon and Somerset   ★    ▽●●  ●●●")
        assert "EFL" in screen_lines(pilot)[2]


async def test_what_is_found_is_kept_cleared_and_taken_back(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("/", *"south", "enter")
        assert "of 43 forces" in text(pilot)
        await pilot.press("j", "/", "escape")
        assert "of 43 forces" not in text(pilot)
        await pilot.press("u")
        assert 'Took back: that the filter "south" was cleared.' in text(pilot)
        assert country(pilot).shown.query.text == "south"


async def test_the_only_force_that_is_found_is_opened(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("/", *"wilt", "enter")
        await settled(pilot)
        assert "Wiltshire Police   through every cycle" in text(pilot)


async def test_one_cycle_item_by_item_scrolls_sideways(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("left", "left", "v")
        assert "PEEL 2018/19" in screen_lines(pilot)[2]
        assert "● Good         ★ Outstanding" in text(pilot)
        await pilot.press("l", "l", "l", "l")
        assert "‹ 2 more" in screen_lines(pilot)[1]
        assert "▸Investigating" in screen_lines(pilot)[1]
        assert "more ›" in "".join(screen_lines(pilot)[1:3])
        await pilot.press("left_parenthesis")
        assert "PEEL 2017" in screen_lines(pilot)[2]


async def test_the_change_has_transitions_and_leads_to_the_comparison(opened: Opened) -> None:
    async with opened(size=(120, 40)) as pilot:
        await pilot.press("V")
        await settled(pilot)
        for _ in range(2):
            await pilot.press("left_parenthesis", "left_curly_bracket")
            await settled(pilot)
        assert country(pilot).shown.pair == ("2017", "2018-19")
        assert "↓ ●→✕" in text(pilot)
        assert "2017 down, 2018/19 across, 42 forces" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert comparison_screen(pilot).compared.right.cycle == "2018-19"


async def test_sorted_and_by_region(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("left", "left", "s")
        assert "by PEEL 2018/19, best first" in text(pilot)
        assert "▸ Durham" in text(pilot)
        await pilot.press("s", "r", "g")
        assert "worst first, by region" in text(pilot)
        assert screen_lines(pilot)[3].strip().startswith("East ")
        await pilot.press("u", "u")
        assert "Took back: the order." in text(pilot)


def test_where_no_direction_may_be_drawn_both_distributions_stand(ds: Dataset) -> None:
    view = Change(ds, compare_cycles(ds, "2017", "2021-22"), marks.UNICODE)
    view.fit(100)
    words = ["".join(text for text, _ in line) for line in view.counts("investigation")]
    assert words[0].startswith("Investigating crime: ")
    assert words[0].endswith("; no direction may be drawn.")
    assert " ".join(words[1].split()) == "forces by grade ● Good ◐ Adeq. ▽ Req. impr. ✕ Inadeq."
    assert words[2].split()[0] == "2017"
    assert len(words[2].split()) == 4  # adequate is not on its scale: neither a number nor a gap
    assert words[3].split()[0] == "2021/22"
    assert not any(word in "\n".join(words) for word in (*DIRECTIONS, "across"))


@pytest.mark.parametrize(
    ("row", "words"), [("finance", "no item of its own on this"), ("ethics-and-integrity", "not in this dataset")]
)
def test_a_cycle_that_gave_no_grade_on_a_row_has_no_noughts(ds: Dataset, row: str, words: str) -> None:
    view = Change(ds, compare_cycles(ds, "2021-22", "2023-25"), marks.UNICODE)
    view.fit(100)
    answer = ["".join(text for text, _ in line) for line in view.counts(row)]
    assert answer[3].split(maxsplit=1) == ["2023-25", words]
    assert answer[-1].startswith("Not comparable, the inspectorate says so: ")


@pytest.mark.parametrize("kind", ["cycle", "change"])
def test_what_is_asked_for_is_where_the_cursor_goes_in_every_view(ds: Dataset, kind: str) -> None:
    shown = ShownForces(Session.open(settings.load()), marks.UNICODE, None, None)
    shown.cycle = "2023-25"
    shown.change = Change(ds, compare_cycles(ds, "2021-22", "2023-25"), marks.UNICODE)
    shown.show_kind(kind)
    shown.source(100, 20)
    assert shown.column == 0
    shown.ask(text="vulnerable")
    shown.source(100, 20)
    assert shown.view.columns[shown.column].label.startswith("Protecting vulnerable people")
    shown.go_to_column(1)
    assert shown.column == 1


class WithRegion:
    """The overview with a column more, as whoever adds one writes it: what `CountryView` asks and nothing else."""

    columns = [Column("2017", "PEEL 2017", ("2017", ""), 8), Column("region", "Region", ("Region", ""), 20)]  # noqa: RUF012
    marked: Sequence[Inspection | None] = ()
    fits = None

    def __init__(self, ds: Dataset, *_: object) -> None:
        self._regions = {
            slug: region or "" for slug, region in zip(ds.force_index.slugs, ds.force_index.regions, strict=True)
        }

    def fit(self, room: int) -> None:
        pass

    def cells(self, force: str) -> list[Line]:
        return [[("-", "text")], [(self._regions[force], "text")]]

    def ranks(self, column: str) -> pl.DataFrame:  # noqa: ARG002  (the protocol's)
        return pl.DataFrame({"force": [*self._regions], "key": [*self._regions.values()]})

    def describe_cell(self, force: str, column: str) -> list[Line]:
        return [[(f"{column}: {self._regions[force]}", "text")]]

    def legend(self, room: int) -> Line:  # noqa: ARG002  (the protocol's)
        return []


def test_a_column_that_is_no_cycle_needs_nothing_but_the_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_forces, "Overview", WithRegion)
    shown = ShownForces(Session.open(settings.load()), marks.UNICODE, None, None)
    cycle = shown.cycle
    shown.go_to_column(1)
    assert (shown.column, shown.cycle) == (1, cycle)
    shown.ask(**shown.next_order("region"))
    source, _ = shown.source(100, 20)
    regions = ["".join(text for text, _ in source.line(place)).split(maxsplit=1)[1] for place in range(source.height)]
    assert "East Midlands" in regions[0]
    assert "Yorkshire" in regions[-1]
    assert shown.view.describe_cell("kent", "region") == [[("region: South East", "text")]]
    shown.step_cycle(-1)
    assert shown.column == 0


def test_a_grade_that_is_met_in_part_has_no_sign_of_a_grade(ds: Dataset) -> None:
    compared = compare_cycles(ds, "2017", "2021-22")
    view = Change(ds, compared, marks.UNICODE)
    view.fit(100)
    kept = compared.rows.filter(pl.col("right_grade").is_not_null(), pl.col("right_coverage") == "part")
    assert kept.height
    for force, item in kept.select("force", "item").iter_rows():
        place = [column.id for column in view.columns].index(item)
        assert "".join(text for text, _ in view.cells(force)[place]).endswith(marks.UNICODE.in_part)
        words = "".join(text for text, _ in view.describe_cell(force, item)[0])
        assert "in part: " in words
    assert any("in part" in word for word, _ in view.legend(200))


def test_where_a_direction_may_be_drawn_the_kinds_are_counted_in_words(ds: Dataset) -> None:
    compared = compare_cycles(ds, "2016", "2017")
    view = Change(ds, compared, marks.UNICODE)
    words = ["".join(text for text, _ in line) for line in view.counts("-/efficiency")]
    kinds = compared.rows.filter(item="efficiency")["kind"].cast(pl.String)
    counted = {kind: kinds.to_list().count(kind) for kind in DIRECTIONS}
    assert words[0].startswith(
        f"Efficiency: {counted['declined']} declined, {counted['unchanged']} unchanged, "
        f"{counted['improved']} improved; 0 not comparable"
    )
    assert words[1].startswith("2016 down, 2017 across")
    assert words[3].split()[:5] == ["●", "Good", "1", "26", "5"]


def test_indicative_directions_are_counted_apart(ds: Dataset) -> None:
    rows = compare_cycles(ds, "2016", "2017").rows.filter(item="efficiency")
    some = rows["force"].head(20).implode()
    mixed = rows.with_columns(
        basis=pl.when(pl.col("force").is_in(some)).then(pl.lit("indicative")).otherwise(pl.lit("direct"))
    )
    cycles = (ds.cycles["2016"], ds.cycles["2017"])
    words = "".join(
        text
        for text, _ in Counts(
            ds, mixed, cycles, marks.UNICODE, given=(mixed["left_grade"], mixed["right_grade"])
        ).in_words()
    )
    before, _, after = words.partition("; indicative only: ")
    numbers = [int(word) for word in f"{before} {after}".replace(";", "").replace(",", "").split() if word.isdigit()]
    assert before.count("improved") == after.count("improved") == 1
    assert sum(numbers) == rows.height


def test_a_pillar_and_a_topic_of_one_name_are_not_counted_together(ds: Dataset) -> None:
    compared = compare_cycles(ds, "2015", "2016")
    view = Change(ds, compared, marks.UNICODE)
    for column, apart in (("-/leadership", pl.col("topic").is_null()), ("leadership", pl.col("topic").is_not_null())):
        words = "".join(text for text, _ in view.counts(column)[0])
        many = sum(int(word) for word in words.replace(":", "").split() if word.isdigit())
        assert many == compared.rows.filter(apart, item="leadership").height


def test_what_declined_comes_first_when_the_worst_does(ds: Dataset) -> None:
    view = Change(ds, compare_cycles(ds, "2016", "2017"), marks.UNICODE)
    found = arranged(
        ds.force_index, range(43), ForceQuery(sort="-/efficiency", worst_first=True), view.ranks("-/efficiency")
    )
    kinds = dict(compare_cycles(ds, "2016", "2017").rows.filter(item="efficiency").select("force", "kind").iter_rows())
    declined = sum(kind == "declined" for kind in kinds.values())
    assert declined
    assert {kinds[ds.force_index.slugs[place]] for place in found[:declined]} == {"declined"}


@pytest.mark.parametrize("shown", [marks.UNICODE, marks.ASCII])
@pytest.mark.parametrize("room", [20, 67, 120])
def test_every_grade_is_told_or_none_and_others_where_there_is_room(ds: Dataset, shown: marks.Marks, room: int) -> None:
    view = Overview(ds, JudgmentsByForce(ds), {}, shown)
    message = "".join(text for text, _ in view.legend(room))
    assert len(message) <= room
    words = [shown.of_grade(ds, grade.id) + " " in message for grade in ds.grades.values()]
    assert all(words) if room >= 67 else not any(words)
    assert ("second-hand" in message) == (room >= 67), "what no word explains comes before grades in full"


def test_the_change_tells_the_signs_of_the_kinds_that_it_has(ds: Dataset) -> None:
    hinted = Change(ds, compare_cycles(ds, "2017", "2018-19"), marks.UNICODE)
    assert "".join(text for text, _ in hinted.legend(60)).startswith("⇧⇩ indicative only ≠ not comparable")
    undrawn = Change(ds, compare_cycles(ds, "2018-19", "2021-22"), marks.UNICODE)
    assert "indicative" not in "".join(text for text, _ in undrawn.legend(200))


def test_columns_scroll_so_that_the_cursor_is_seen() -> None:
    assert visible_columns([5, 5, 5], 20, 0, 0) == range(3)
    assert visible_columns([5, 5, 5, 5], 10, 3, 0) == range(2, 4)
    assert visible_columns([5, 5, 5, 5], 10, 1, 2) == range(1, 3)
    assert visible_columns([50], 10, 0, 0) == range(1)
    assert two_lines("Effectiveness", 13) == ("Effectiveness", "")
    assert two_lines("Effectiveness", 10) == ("Effective-", "ness")
    assert two_lines("Preventing crime and harm", 12) == ("Preventing", "crime and…")


@pytest.fixture(scope="session")
def many(ds: Dataset) -> Dataset:
    """Fifty thousand invented bodies with the judgments of the forces that there are."""
    names = pl.Series("force", [f"body-{number:05}" for number in range(50_000)])
    forces = pl.DataFrame(
        {"force": names, "name": names.str.replace("body-", "Body "), "region": ["Here", "There"] * 25_000}
    ).with_columns(aliases=pl.lit(None, pl.String))
    some = ds.judgments.filter(pl.col("level") == "pillar").head(300)
    judgments = pl.concat(
        some.with_columns(force=pl.Series(names[start : start + 300])) for start in range(0, 30_000, 300)
    )
    return dataclasses.replace(ds, tables={**ds.tables, "forces": forces, "judgments": judgments})


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions are called to do some work."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def test_a_line_of_fifty_thousand_costs_what_one_of_43_does(ds: Dataset, many: Dataset) -> None:
    costs = []
    for held in (ds, many):
        view = Overview(held, JudgmentsByForce(held), {}, marks.UNICODE)
        view.fit(100)
        found = arranged(held.force_index, range(held.forces.height), ForceQuery(by_region=True), None)
        source = CountrySource(held.force_index, found, view, range(len(view.columns)), 0, 20, by_region=True)
        source.line(5)
        costs.append(calls_of(lambda shown=source: [shown.line(at) for at in range(shown.height - 20, shown.height)]))  # type: ignore[misc]
    assert costs[1] < costs[0] * 1.5


async def test_fifty_thousand_move_filter_and_go_to_the_end(
    many: Dataset, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "open", lambda settings: Session(settings, many))
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "50000 forces" in text(pilot) or "50,000 forces" in text(pilot)
        await pilot.press("end")
        assert "▸ Body 49999" in text(pilot)
        await pilot.press("/", *"body 123")
        assert "▸ Body 00123" in text(pilot)


async def test_the_timeline_and_every_note_are_a_key_away(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("4")
        await settled(pilot)
        assert "Avon and Somerset Constabulary   through every cycle" in text(pilot)
        await pilot.press("escape", "5")
        await settled(pilot)
        assert "No note is written yet" in text(pilot)


async def test_the_last_comparison_opens_again(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press(".")
        assert "There is no last comparison" in text(pilot)
        pilot.app.remember(left=NORTHANTS[0], right=NORTHANTS[1], tab="findings")  # type: ignore[attr-defined]
        await pilot.press(".")
        await settled(pilot)
        assert comparison_screen(pilot).shown.tab.id == "findings"


async def test_a_table_is_read_for_an_order_off_the_interfaces_thread(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    ranks = Overview.ranks

    def slow(view: Overview, column: str) -> pl.DataFrame:
        threads.append(threading.current_thread())
        return ranks(view, column)

    monkeypatch.setattr(Overview, "ranks", slow)
    async with opened() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CountryScreen)
        await pilot.press("s", "s")  # before the first has come
        await settled(pilot)
        assert (screen.shown.query.sort, screen.shown.query.worst_first) == (screen.shown.cycle, True)
        await pilot.press("s", "s")
        assert screen.shown.query.sort == screen.shown.cycle
    assert threads
    assert threading.main_thread() not in threads
