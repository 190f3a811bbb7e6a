"""A dataclass whose methods are made late is like any other."""

from __future__ import annotations

import copy
import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any

import pytest

from peeldiff import late_methods


@pytest.fixture(params=["late", "at once"], autouse=True)
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with Python's own dataclasses too: what is said of one has to hold for the other."""
    monkeypatch.setattr(
        dataclasses, late_methods._MAKER, getattr(dataclasses, late_methods._MAKER, None), raising=False
    )
    if request.param == "late":
        late_methods.make_methods_late()


def make() -> type[Any]:
    @dataclass(frozen=True, order=True)
    class Place:
        """A place."""

        x: int
        y: int = 2
        names: list[str] = field(default_factory=list, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "sum", self.x + self.y)

    return Place


def make_derived() -> type[Any]:
    @dataclass(frozen=True, order=True)
    class Further(make()):  # type: ignore[misc]
        """A place further on."""

        z: int = 3

    return Further


def error(of: Callable[[], object]) -> str:
    try:
        of()
    except (TypeError, FrozenInstanceError) as wrong:
        return str(wrong)
    return "none"


def set_x(place: type[Any]) -> None:
    place.x = 3


CASES: dict[str, tuple[Callable[[type[Any]], object], object]] = {
    "fields": (lambda of: [entry.name for entry in dataclasses.fields(of)][:3], ["x", "y", "names"]),
    "defaults": (lambda of: (of(1).y, of(1).names), (2, [])),
    "by name": (lambda of: of(y=5, x=4).sum, 9),
    "equal": (lambda of: (of(1) == of(1), of(1) == of(2), of(1) == 1), (True, False, False)),
    "hash": (lambda of: len({of(1), of(1), of(2)}), 2),
    "order": (lambda of: (of(1) < of(2), of(2) <= of(1)), (True, False)),
    "replaced": (lambda of: dataclasses.replace(of(1), x=7).x, 7),
    "as a dict": (lambda of: dataclasses.asdict(of(1))["x"], 1),
    "matched": (lambda of: of.__match_args__[:3], ("x", "y", "names")),
    "copied": (lambda of: copy.deepcopy(of(1)) == of(1), True),
    "frozen": (lambda of: error(lambda: set_x(of(1))), "cannot assign to field 'x'"),
    "drawn": (lambda of: "Place(x=1, y=2, names=[]" in repr(of(1)).replace("Further", "Place"), True),
    "too little": (lambda of: error(of).endswith(".__init__() missing 1 required positional argument: 'x'"), True),
}


@pytest.mark.parametrize("made", [make, make_derived])
@pytest.mark.parametrize("case", CASES)
def test_it_does_as_others_do(case: str, made: Callable[[], type[Any]]) -> None:
    ask, expected = CASES[case]
    of = made()
    assert ask(of) == expected  # asked first, when nothing is made yet
    assert ask(of) == expected


def test_what_was_made_stands_in_its_place() -> None:
    of = make()
    of(1)
    assert list(inspect.signature(of).parameters) == ["x", "y", "names"]


def test_a_python_that_makes_methods_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(cls: type, name: str) -> None: ...

    for maker in (other, None):
        monkeypatch.setattr(dataclasses, late_methods._MAKER, maker, raising=False)
        late_methods.make_methods_late()
        assert getattr(dataclasses, late_methods._MAKER) is maker


def test_it_is_set_up_once() -> None:
    late_methods.make_methods_late()
    once = getattr(dataclasses, late_methods._MAKER, None)
    late_methods.make_methods_late()
    assert getattr(dataclasses, late_methods._MAKER, None) is once
