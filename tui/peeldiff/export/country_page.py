"""Every force between two cycles as a page: what was counted, a matrix of forces and items, the sources.

The page is whole without its script, which sorts and filters the rows where a browser runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from peeldiff.compare.cycles import Country
from peeldiff.export.country_counts import counts_section
from peeldiff.export.country_words import (
    CountryWords,
    ItemKey,
    RowWords,
    SideWords,
    describe_cut,
)
from peeldiff.export.markup import Html, classes, element, join
from peeldiff.export.page import SourceList, glued, link, page, table_cell, table_row
from peeldiff.export.words import comparability
from peeldiff.text import plural
from peeldiff.vocabulary.terms import JUDGMENT_KINDS

MOST_ROWS = 20_000
"""Rows of the comparison that a page has; CSV has all."""
_COLUMNS = 4
"""Items that stand side by side: more are too narrow to be read."""
_NO_ITEM = "no such item"
_EMPTY = "An empty cell is a row that neither side has, or that was not asked for."
_READING = (
    "Every cell has the grade of the left cycle, then that of the right one, then what that is. "
    "A number is the source of the grade before it; where it is not the inspectorate's own page, whose it is stands "
    "in brackets. A grade in part is one of an item that only touches the topic: it is not the topic's own."
)


def write(country: Country, *, summary_only: bool = False) -> bytes:
    """Return the country as a page; the counts alone with `summary_only`."""
    in_words, sources = CountryWords(country), SourceList()
    of = country.comparability
    official = " (Stated by the inspectorate.)" if of.official else ""
    reason = join(*(link(source, f"source {n}") for n, source in enumerate(of.sources, 1)), between=" ")
    counted = [element("li", f"{rows:,} {words}", class_=classes(kind)) for kind, words, rows in in_words.counted()]
    parts = [
        element("h1", in_words.title),
        element("p", element("b", comparability(of)), f" {of.reason}{official} ", reason, class_="basis"),
        element("h2", "In short"),
        element("ul", *counted, class_="counts") if counted else element("p", "No rows."),
        counts_section(in_words),
        *([] if summary_only else _matrices(in_words, sources)),
        sources.section(),
        element("footer", country.dataset.about),
    ]
    return page(in_words.title, parts, script=None if summary_only else "country.js")


def _matrices(in_words: CountryWords, sources: SourceList) -> Iterator[Html]:
    """Walk over the matrices, each of a few items; forces down, items across."""
    country = in_words.country
    rows = country.rows.head(MOST_ROWS)
    # Without the grades: those of two tables of somebody else's may be of two types.
    left, right = (country.grades_given(rows, side).select("item", "topic") for side in ("left", "right"))
    graded = left.vstack(right)
    named = rows.select("item", "topic", "label").unique(maintain_order=True)
    shown = named.join(graded, on=("item", "topic"), how="semi", nulls_equal=True, maintain_order="left")
    if not shown.height:
        return
    by_force: dict[str, dict[ItemKey, RowWords]] = {}
    for row in in_words.rows(
        rows.join(shown, on=("item", "topic"), how="semi", nulls_equal=True, maintain_order="left")
    ):
        by_force.setdefault(row.force, {})[row.item] = row
    labels = {(item, topic): in_words.name(label or item) for item, topic, label in shown.iter_rows()}
    order = {key: place for place, key in enumerate(_in_order(country, labels))}
    keys = sorted(labels, key=order.__getitem__)
    yield element("h2", "Force by force")
    whole = all(len(cells) == len(keys) for cells in by_force.values())
    yield element("p", _READING, None if whole else f" {_EMPTY}", class_="reading")
    bare = named.join(shown, on=("item", "topic"), how="anti", nulls_equal=True, maintain_order="left")["label"]
    if bare.len():
        yield element("p", f"Without a grade in either: {', '.join(map(in_words.name, bare))}.", class_="reading")
    if country.rows.height > rows.height:
        yield element("p", element("b", describe_cut(country.rows.height, rows.height)))
    yield element("div", id="controls")
    for group in _grouped(keys):
        yield _matrix(in_words, sources, {key: labels[key] for key in group}, by_force)


def _in_order(country: Country, labels: Mapping[ItemKey, str]) -> list[ItemKey]:
    """Return the items in the order of rows, which no one force may have whole."""
    ordered = country.rows.select("item", "topic").unique(maintain_order=True).iter_rows()
    return [key for key in ordered if key in labels]


def _grouped(keys: Sequence[ItemKey]) -> Iterator[Sequence[ItemKey]]:
    """Divide items into those that stand side by side: pillars, then topics a few at a time."""
    for group in ([key for key in keys if key[1] is None], [key for key in keys if key[1] is not None]):
        rest: Iterable[ItemKey] = iter(group)
        count = -(-len(group) // _COLUMNS)  # as even as can be
        size = -(-len(group) // count) if count else 0
        while part := list(islice(rest, size)):
            yield part


def _matrix(
    in_words: CountryWords,
    sources: SourceList,
    labels: Mapping[ItemKey, str],
    by_force: Mapping[str, Mapping[ItemKey, RowWords]],
) -> Html:
    lines = []
    for cells in by_force.values():
        if not any(key in cells for key in labels):
            continue
        name = next(iter(cells.values())).force_name
        drawn = [_cell(in_words, sources, label, cells.get(key)) for key, label in labels.items()]
        lines.append(table_row([element("th", name, scope="row"), *drawn]))
    heads = table_row([element("th", head, scope="col") for head in ("Force", *labels.values())])
    left, right = in_words.cycle_names
    caption = f"{', '.join(labels.values())}: {left} → {right}; {plural(len(lines), 'force')}"
    body = element("tbody", "\n", join(*lines, between="\n"), "\n")
    return element("table", element("caption", caption), element("thead", heads), body, class_="matrix")


def _cell(in_words: CountryWords, sources: SourceList, label: str, row: RowWords | None) -> Html:
    if row is None:
        return element("td", data_side=label)
    sides = join(_side(sources, row.left), element("span", " → ", class_="to"), _side(sources, row.right))
    change = element("b", row.change, class_="change")
    return table_cell(
        label,
        join(element("span", sides, class_="grades"), " ", change),
        class_=classes(row.kind),
        data_order=_sort_key(in_words.country, row),
    )


def _side(sources: SourceList, side: SideWords | None) -> Html:
    if side is None:
        return element("span", _NO_ITEM, class_="absent")
    notes = [sources.note(source, whose) for source, whose in side.sources]
    return join(element("span", glued(side.words), class_=classes("grade", side.grade)), " ", *notes)


def _sort_key(country: Country, row: RowWords) -> str:
    """Return what a column is sorted by: what became better first, then the right grade, then the left, best first.

    Where there is no grade on a side it begins with `~`: such a row stands last, whichever way a column is sorted.
    """
    places = {grade: place for place, grade in enumerate(country.grades)}
    last = len(places)
    grades = [places.get(side.grade or "", last) if side else last for side in (row.right, row.left)]
    key = "-".join(f"{place:02d}" for place in (_BEST_FIRST.index(row.kind), *grades))
    return f"~{key}" if row.kind in _WITHOUT_GRADES else key


_GRADED = ("improved", "higher", "unchanged", "same", "declined", "lower", "carried-over", "not-comparable")
_WITHOUT_GRADES = tuple(kind for kind in JUDGMENT_KINDS if kind not in _GRADED)
_BEST_FIRST = (*_GRADED, *_WITHOUT_GRADES)
