"""Loose names: exact beats alias beats prefix; ambiguous ones list candidates, unknown ones what is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from peeldiff.dataset import Dataset, find_force, find_inspection, load
from peeldiff.dataset.queries.names import MOST_CANDIDATES, find_forces, find_inspection_or_force
from peeldiff.errors import AmbiguousNameError, PeeldiffError, UnknownNameError, UsageError
from shipped_dataset import shipped


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("northamptonshire:2017", "northamptonshire:2017"),
        ("northants 2021", "northamptonshire:2021-22"),
        ("leics:2018", "leicestershire:2018-19"),
        ("Leics PEEL 2018/19", "leicestershire:2018-19"),
        ("Northamptonshire Police:PEEL 2021/22", "northamptonshire:2021-22"),
        ("avon & somerset 2016", "avon-and-somerset:2016"),
        ("GMP 2017", "greater-manchester:2017"),
        ("met police 2023-25", "metropolitan:2023-25"),
        ("wiltshire:core", "wiltshire:core-business-2014"),
    ],
)
def test_found(ds: Dataset, given: str, expected: str) -> None:
    assert str(find_inspection(ds, given)) == expected


def test_several(ds: Dataset) -> None:
    with pytest.raises(AmbiguousNameError, match="north-wales, north-yorkshire, northamptonshire") as caught:
        find_force(ds, "north")
    assert "northumbria" in caught.value.candidates


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ("northhamptonshire:2017", UnknownNameError, "did you mean northamptonshire"),
        ("northamptonshire:2019-20", UnknownNameError, "no cycle"),
        ("northamptonshire", UsageError, "names no cycle"),
        ("", UsageError, "names no cycle"),
        (":2017", UnknownNameError, "no force"),
        ("\x1b[31mred:2017", UnknownNameError, "␛"),
    ],
)
def test_not_found(ds: Dataset, given: str, error: type[PeeldiffError], message: str) -> None:
    with pytest.raises(error, match=message):
        find_inspection(ds, given)


HOMES = (
    *("Oak & Elm", "Oak and Elm", "oak and elm", "Oak-and-Elm", "Home 1", "Home-1", "Home 001", "Home", "2024"),
    *("Ash: North", "Ash", "Дом", "Дом 7", "Ty\u0302 Gwyn", "T\u0177 Gwyn", "Ward 3 2024", "\u00a0Nook"),
)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    file = tmp_path_factory.mktemp("homes") / "homes.csv"
    rows = (f"{home},{cycle},Care,good\n" for home in HOMES for cycle in ("2024", "2025", "Spring 2025"))
    file.write_text("force,cycle,item,grade\n" + "".join(rows), "utf-8")
    return load(file)


@pytest.mark.parametrize("home", HOMES)
def test_an_exact_name_wins_whatever_looks_like_it(homes: Dataset, home: str) -> None:
    assert find_force(homes, home) == home
    assert find_inspection_or_force(homes, home) == home
    for cycle in ("2025", "Spring 2025"):
        assert str(find_inspection_or_force(homes, f"{home}:{cycle}")) == f"{home}:{cycle}"
        assert str(find_inspection(homes, f"{home} {cycle}")) == f"{home}:{cycle}"


@pytest.mark.parametrize(
    ("given", "meant"), [("дом  7", "Дом 7"), ("ASH:NORTH", "Ash: North"), ("ward 3", "Ward 3 2024")]
)
def test_what_is_written_otherwise_is_found_in_any_script(homes: Dataset, given: str, meant: str) -> None:
    assert find_force(homes, given) == meant


def test_ten_candidates_and_a_count(tmp_path: Path) -> None:
    file = tmp_path / "homes.csv"
    file.write_text("force,cycle,item,grade\n" + "".join(f"Home {place:03},1,Care,good\n" for place in range(400)))
    with pytest.raises(AmbiguousNameError, match=r"Home 008, Home 009, … \(400 in all\)") as caught:
        find_force(load(file), "home")
    assert str(caught.value).count("Home") == MOST_CANDIDATES
    assert len(caught.value.candidates) == 400


def test_the_forces_of_a_region_are_named_by_it() -> None:
    ds = shipped()
    assert "leicestershire" in find_forces(ds, "East Midlands")
    assert len(find_forces(ds, "east midlands")) == 5
    assert find_forces(ds, "northants") == ["northamptonshire"]
    with pytest.raises(UnknownNameError):
        find_forces(ds, "east midland regions")


@pytest.mark.parametrize(
    ("given", "near"),
    [
        *(("btp", ""), ("psni", ""), ("british transport police", "")),
        *(("isle of wight", "hampshire"), ("devon police", "devon-and-cornwall"), ("leister", "leicestershire")),
        ("wiltshre police", "wiltshire"),
    ],
)
def test_no_force_is_near_by_a_word_that_all_have_or_by_a_few_letters(ds: Dataset, given: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_force(ds, given)
    hint = str(caught.value).partition(f'"{given}": ')[2]
    assert hint.startswith(f"did you mean {near}" if near else "peeldiff list forces prints them all, peeldiff search")
