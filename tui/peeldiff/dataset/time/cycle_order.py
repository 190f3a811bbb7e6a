"""Tells from the names of two cycles which came first: dates, years, months, seasons, terms, quarters, numbers.

A name can be read in several ways: 03/04/2020 is a day in April or in March. Each way is a `date_names.Reading`.
Two names are in order where every way that both can be read in puts them in the same order; where
none can, where the spans of time of all their readings lie apart. Otherwise nothing is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from peeldiff.dataset.time.cycle_names import read_name
from peeldiff.dataset.time.date_names import Key
from peeldiff.dataset.time.year_names import Span


def find_order(first: str, second: str) -> int | None:
    """Return -1 if the cycle called `first` came before that called `second`, 1 if after it.

    None where their names do not tell, or tell the same time.
    """
    ours, theirs = (read_name(name) for name in (first, second))
    if ours and theirs:
        forms = {reading.form: reading.key for reading in theirs}
        shared = [(reading.key, forms[reading.form]) for reading in ours if reading.form in forms]
        if shared:
            return _agreed(_compare(left, right) for left, right in shared)
        return _agreed(_compare_spans(left.span, right.span) for left in ours for right in theirs)
    return None


def sort_in_time(names: Iterable[str]) -> list[str]:
    """Return names of cycles, oldest first; those that tell no year behind those that do, the rest as text sorts.

    Two names that `find_order` puts in an order stand in that order.
    """
    every = sorted(set(names))
    readings = {name: read_name(name) for name in every}
    readable = [found for found in readings.values() if found]
    shared = set.intersection(*({reading.form for reading in found} for found in readable)) if readable else set[str]()
    usual = _usual_forms({reading.form for reading in found} for found in readable)

    def place(name: str) -> tuple[int, Span, str, Key, str]:
        found = readings[name]
        best = next((r for r in found if r.form in shared), None) or next((r for r in found if r.form in usual), None)
        best = best or next((r for r in found if r.span), None) or next(iter(found), None)
        if best is None:
            return 2, (0, 0), "", (), name
        if best.form in shared and not all(r.span for f in readable for r in f if r.form == best.form):
            return 0, (0, 0), best.form, best.key, name
        return (0, best.span, best.form, best.key, name) if best.span else (1, (0, 0), best.form, best.key, name)

    ordered = sorted(every, key=place)
    return _respect_pairs(ordered) if len(ordered) <= _MOST_PAIRED else ordered


_MOST_PAIRED = 150
"""Names beyond which not every pair of them is looked at: no table that people read has so many cycles."""


def _respect_pairs(names: Sequence[str]) -> list[str]:
    """Move names as little as needed for each to stand behind all that came before it by `find_order`."""
    earlier = {name: {other for other in names if find_order(other, name) == -1} for name in names}
    left, ordered = list(names), list[str]()
    while left:
        name = next((name for name in left if earlier[name].isdisjoint(left)), left[0])
        left.remove(name)
        ordered.append(name)
    return ordered


def find_days(texts: Iterable[str]) -> dict[str, datetime.date | None]:
    """Return the day that each of some texts of one table tells, None where it tells none beyond doubt."""
    readings = {text: {r.form: r for r in read_name(text) if r.span and r.span[1] - r.span[0] == 1} for text in texts}
    usual = _usual_forms(set(forms) for forms in readings.values())
    found = dict[str, datetime.date | None]()
    for text, forms in readings.items():
        days = {r.span[0] for form, r in forms.items() if r.span and (form in usual or form not in _AMBIGUOUS)}
        found[text] = datetime.date.fromordinal(days.pop()) if len(days) == 1 else None
    return found


_AMBIGUOUS = {"day-month-year", "month-day-year", "short year-month-day"}


def _usual_forms(forms: Iterable[set[str]]) -> set[str]:
    """Return in which orders of day, month and short year all names of a table can be read."""
    written = [found & _AMBIGUOUS for found in forms if found & _AMBIGUOUS and "year-month-day" not in found]
    return set.intersection(*written) if written else set()


def _agreed(orders: Iterator[int | None]) -> int | None:
    found = set(orders)
    return order if len(found) == 1 and (order := found.pop()) else None


def _compare(left: Key, right: Key) -> int | None:
    """Compare two keys; a day is neither before nor after a time of that day."""
    shorter = min(len(left), len(right))
    if left[:shorter] == right[:shorter] and len(left) != len(right):
        return None
    return (left > right) - (left < right)


def _compare_spans(left: Span | None, right: Span | None) -> int | None:
    if left is None or right is None:
        return None
    return -1 if left[1] <= right[0] else 1 if right[1] <= left[0] else None


def describe_unordered(cycles: Sequence[str]) -> str:
    """Return the reason for having no direction where the names of two cycles do not tell which came first."""
    return f"The names {' and '.join(cycles)} do not tell which came first, so a difference has no direction."
