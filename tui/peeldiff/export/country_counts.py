"""From which grade to which, or how often each was given, as tables of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from peeldiff.export.country_words import CountryWords
from peeldiff.export.markup import Html, classes, element, join
from peeldiff.vocabulary.signs import change_sign
from peeldiff.vocabulary.terms import NONE, OVER_TIME
from peeldiff.vocabulary.words import BASIS_WORDS

_DRAWN = (
    "How many forces went from which grade (rows) to which (columns), with the sign of what that is. "
    "What this dataset does not know is not counted."
)
_UNDRAWN = (
    "No direction may be drawn between these: how often each grade was given is all that can be said. "
    "What this dataset does not know is not counted, so the numbers of a row need not reach the number of forces."
)


def counts_section(in_words: CountryWords) -> Html | None:
    """Return matrices where a direction may be drawn, and distributions side by side where none may."""
    country = in_words.country
    parts: list[Html | None] = []
    if country.transitions.height:
        left, right = in_words.cycle_names
        parts += [
            element("h2", "From grade to grade"),
            element("p", _DRAWN.format(left=left, right=right), class_="reading"),
            element("div", *_transitions(in_words, country.transitions), class_="matrices"),
        ]
    if country.distributions.height:
        parts += [
            element("h2", "Grades given"),
            element("p", _UNDRAWN, class_="reading"),
            _distributions(in_words, country.distributions),
        ]
    return join(*parts, between="\n") if parts else None


def item_labels(in_words: CountryWords, *, drawn: bool) -> dict[str, tuple[str, str]]:
    """Return the label and basis of each item that is counted."""
    is_none = pl.col("basis") == NONE
    rows = in_words.country.rows.filter(~is_none if drawn else is_none)
    found = rows.select("item", "label", "basis").unique("item", maintain_order=True)
    return {item: (in_words.name(label or item), basis) for item, label, basis in found.iter_rows()}


def count_signs(in_words: CountryWords) -> dict[tuple[str, str, str], str]:
    """Return the sign of going from one grade to another, by item, left grade and right grade."""
    drawn = in_words.country.rows.filter(pl.col("kind").is_in(OVER_TIME))
    pairs = drawn.select("item", "left_grade", "right_grade", "kind", "basis").unique()
    return {(item, first, then): change_sign(kind, basis) for item, first, then, kind, basis in pairs.iter_rows()}


def _transitions(in_words: CountryWords, frame: pl.DataFrame) -> list[Html]:
    labels = item_labels(in_words, drawn=True)
    signs = count_signs(in_words)
    by_item: dict[str, dict[tuple[str, str], str]] = {}
    for item, first, then, count in frame.iter_rows():
        by_item.setdefault(item, {})[first, then] = f"{count} {signs.get((item, first, then), '')}".rstrip()
    return [_transition_matrix(in_words, *labels.get(item, (item, NONE)), counts) for item, counts in by_item.items()]


def _transition_matrix(in_words: CountryWords, label: str, basis: str, counts: Mapping[tuple[str, str], str]) -> Html:
    left, right = in_words.cycle_names
    grades = scale_used(in_words, {grade for pair in counts for grade in pair})
    heads = [element("th", f"from {left}; to {right}:", scope="col"), *(_head(in_words, grade) for grade in grades)]
    lines = [
        element(
            "tr",
            element("th", in_words.grade(first), scope="row"),
            *(
                element("td", counts.get((first, then), "0"), class_=classes("kept" if first == then else None))
                for then in grades
            ),
        )
        for first in grades
    ]
    caption = join(label, f" ({BASIS_WORDS[basis]})")
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *lines), class_="counted")
    return element("figure", element("figcaption", caption), table)


def _head(in_words: CountryWords, grade: str) -> Html:
    return element("th", in_words.grade(grade, short=True), scope="col")


def scale_used(in_words: CountryWords, used: set[str]) -> Sequence[str]:
    """Return the grades used, in the order of the scale where one is known."""
    known = [grade for grade in in_words.scale if grade in used]
    return [*known, *sorted(used.difference(known))]


def _given(counts: Mapping[tuple[str, str], int], cycle: str, grade: str, side: str) -> Html:
    """Return how often a grade was given on an item; of one that the cycle does not have, no number."""
    if any(of == cycle for of, _ in counts):
        return element("td", str(counts.get((cycle, grade), 0)), data_side=side)
    return element("td", "–", data_side=side, class_="off")


def _distributions(in_words: CountryWords, frame: pl.DataFrame) -> Html:
    labels, cycles = item_labels(in_words, drawn=False), (in_words.country.left_cycle, in_words.country.right_cycle)
    by_item: dict[str, dict[tuple[str, str], int]] = {}
    for item, cycle, grade, count in frame.iter_rows():
        by_item.setdefault(item, {})[cycle, grade] = count
    used = {cycle: {grade for counts in by_item.values() for of, grade in counts if of == cycle} for cycle in cycles}
    scales = {cycle: scale_used(in_words, grades) for cycle, grades in used.items() if grades}
    names = dict(zip(cycles, in_words.cycle_names, strict=True))
    groups = [
        element("th", names[cycle], scope="colgroup", colspan=str(len(grades))) for cycle, grades in scales.items()
    ]
    heads = [_head(in_words, grade) for grades in scales.values() for grade in grades]
    lines = [
        element(
            "tr",
            element("th", labels.get(item, (item, NONE))[0], scope="row"),
            *(
                _given(counts, cycle, grade, f"{names[cycle]}, {in_words.grade(grade)}")
                for cycle, grades in scales.items()
                for grade in grades
            ),
        )
        for item, counts in by_item.items()
    ]
    head = element(
        "thead", element("tr", element("th", "Item", scope="col", rowspan="2"), *groups), element("tr", *heads)
    )
    return element("table", head, element("tbody", *lines), class_="counted wide")
