"""The list from which a side is chosen: made line by line, found by force first and cycle then."""

from __future__ import annotations

import dataclasses

import polars as pl

from peeldiff.app.comparison.inspection_choice import InspectionChoices
from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.names import Inspection


def found(ds: Dataset, text: str) -> list[str]:
    source = InspectionChoices(ds, {}, {}).matching(text)
    return [str(source.value(entry)) for entry in range(source.entries)]


def test_without_a_word_every_inspection_stands_in_the_order_of_forces_and_cycles(ds: Dataset) -> None:
    assert found(ds, "") == [f"{force}:{cycle}" for force in ds.force_names for cycle in ds.cycles]


def test_every_place_is_that_of_its_inspection(ds: Dataset) -> None:
    choices = InspectionChoices(ds, {}, {})
    source = choices.matching("")
    for force in ("avon-and-somerset", "leicestershire", "wiltshire"):
        for cycle in ds.cycles:
            assert source.value(choices.place_of(Inspection(force, cycle))) == Inspection(force, cycle)
    assert choices.place_of(Inspection("nobody", "2017")) == 0


def test_words_are_found_loosely_in_force_alias_and_cycle(ds: Dataset) -> None:
    assert found(ds, "leics 2018")[0] == "leicestershire:2018-19"
    assert found(ds, "2018 leics")[0] == "leicestershire:2018-19"
    assert found(ds, "leicestershire:2017")[0] == "leicestershire:2017"
    assert found(ds, "no such force") == []


def test_whole_beginnings_come_before_letters_in_the_middle(ds: Dataset) -> None:
    forces = [found_row.partition(":")[0] for found_row in found(ds, "west")]
    assert forces[0].startswith("west")


def test_a_line_of_fifty_thousand_forces_is_made_when_it_is_seen(ds: Dataset) -> None:
    names = pl.Series("force", [f"body-{number:05}" for number in range(50_000)])
    forces = pl.DataFrame({"force": names, "name": names.str.replace("body-", "Body ")}).with_columns(
        region=pl.lit("Here"), aliases=pl.lit(None, pl.String)
    )
    many = dataclasses.replace(ds, tables={**ds.tables, "forces": forces})
    source = InspectionChoices(many, {("body-49999", "2017"): 3}, {}).matching("4999 2017")
    source.lay_out(78)
    shown = ["".join(text for text, _ in source.line(line)) for line in range(source.height)]
    assert source.height == len(shown) == 15  # 04999 to 44999, and 49990 to 49999
    assert any("Body 49999, PEEL 2017" in line and "3 judgments" in line for line in shown)
    nothing = InspectionChoices(many, {}, {}).matching("zzz")
    assert nothing.height == 1
    assert nothing.entry_at(0) is None
    assert not nothing.lines_of(0)


def test_the_force_of_the_side_comes_first_in_the_list_and_in_what_is_found(ds: Dataset) -> None:
    choices = InspectionChoices(ds, {}, {}, "leicestershire")
    every = choices.matching("")
    own = [f"leicestershire:{cycle}" for cycle in ds.cycles]
    assert [str(every.value(entry)) for entry in range(len(own))] == own
    assert sorted(str(every.value(entry)) for entry in range(every.entries)) == sorted(found(ds, ""))
    assert str(choices.matching("2017").value(0)) == "leicestershire:2017"
    assert every.value(choices.place_of(Inspection("wiltshire", "2017"))) == Inspection("wiltshire", "2017")
