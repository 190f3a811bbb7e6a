"""Takes figures with both sides out of a report: the force's value, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.importing.cleaning import sentences, stems
from peeldiff.importing.extraction.figure_periods import Period, period_in
from peeldiff.importing.imported import Block, ImportedRow
from peeldiff.importing.wording import lower

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_VALUE = re.compile(rf"{_NUMBER}\s*(percent|per cent|%|per 1,000[a-z ]*?(?=[,.;)]|$|\s(?:of|in|to)))", re.IGNORECASE)
_COMPARES = re.compile(
    r"\bcompar(?:es?|ed|ing) (?:with|to)|\b(?:lower|higher|less|more|fewer|better|worse|greater) than|\bin line with|"
    r"\b(?:similar|equal|close) to|\b(?:above|below) the\b|\bthe same as"
)
_CARRIES_ON = re.compile(
    r"^(?:this|that|it|these|the (?:average|rate|figure))\b.{0,40}?\b(?:is|was|are|were|compare[sd]?)\b"
)
_WHOM = (
    (re.compile(r"\bengland and wales\b"), "England and Wales"),
    (re.compile(r"\b(?:all|other) forces\b|\bnational (?:average|rate|figure)\b"), "all forces"),
    (re.compile(r"\blocal population\b"), "local population"),
    (re.compile(r"\bmost similar (?:group|forces)\b|\bsimilar forces\b"), "most similar forces"),
    (re.compile(r"\b(?:in )?(?:the )?(?:previous|last) (?:year|inspection)\b"), "same force, earlier"),
)
_UNITS = {"percent": "percent", "per cent": "percent", "%": "percent"}
_NEAR_MEASURE = 0.75


@dataclass(frozen=True, slots=True)
class _Pair:
    value: str
    other: str
    unit: str
    whom: str | None
    text: str


def figures(ds: Dataset, force: str, source: str, blocks: Sequence[Block], sure: bool) -> Iterator[ImportedRow]:
    """Give a row for each sentence (or two, where the second says "this compares with") with two values."""
    measures = _measures(ds)
    lead = ""
    for block in blocks:
        if block.text.endswith(":"):
            lead = (sentences(block.text) or [""])[-1]
        elif not block.bullet:
            lead = ""
        for pair in _pairs(block.text):
            context = f"{lead} {pair.text}" if block.bullet else pair.text
            period = period_in(pair.text) or period_in(context)
            yield _row(force, source, block, pair, period, _measure(measures, context, pair.unit), sure)


def _pairs(text: str) -> Iterator[_Pair]:
    found = sentences(text)
    for place, sentence in enumerate(found):
        plain = lower(sentence)
        own = list(_VALUE.finditer(sentence))
        compares = _COMPARES.search(plain)
        if compares and len(own) >= 2:
            yield from _within(sentence, own, compares.start())
        elif len(own) == 1 and place + 1 < len(found):
            following = lower(found[place + 1])
            other = list(_VALUE.finditer(found[place + 1]))
            if len(other) == 1 and _CARRIES_ON.match(following) and _COMPARES.search(following):
                whole = f"{sentence} {found[place + 1]}"
                yield _Pair(_plain(own[0]), _plain(other[0]), _unit(own[0]), _whom(following), whole)


def _within(sentence: str, own: Sequence[re.Match[str]], compares: int) -> Iterator[_Pair]:
    """Give the pair of one sentence: the last value before the comparison and the first after it."""
    before = [value for value in own if value.start() < compares]
    after = [value for value in own if value.start() > compares]
    if len(before) == 1 and len(after) == 1 and _unit(before[0]) == _unit(after[0]):
        whom = _whom(lower(sentence[compares:]))
        yield _Pair(_plain(before[0]), _plain(after[0]), _unit(before[0]), whom, sentence)


def _plain(found: re.Match[str]) -> str:
    return found[1].replace(",", "")


def _unit(found: re.Match[str]) -> str:
    return _UNITS.get(found[2].casefold(), found[2].casefold())


def _whom(plain: str) -> str | None:
    return next((whom for pattern, whom in _WHOM if pattern.search(plain)), None)


def _measures(ds: Dataset) -> list[tuple[str, str, frozenset[str]]]:
    rows = ds.tables["measures"].select("measure", "unit", "label", "whose").iter_rows()
    return [(measure, unit, stems(label)) for measure, unit, label, whose in rows if whose == "inspectorate"]


def _measure(measures: Sequence[tuple[str, str, frozenset[str]]], text: str, unit: str) -> str | None:
    """Return the measure whose label's words are (nearly) all in the text; None where none or several are."""
    stemmed = stems(text)
    fits = {measure: len(words & stemmed) / len(words) for measure, its, words in measures if its == unit and words}
    best = max(fits.values(), default=0.0)
    longest = [measure for measure, fit in fits.items() if fit == best]
    if best < _NEAR_MEASURE:
        return None
    sizes = {measure: len(words) for measure, _, words in measures}
    longest.sort(key=lambda measure: -sizes[measure])
    return None if len(longest) > 1 and sizes[longest[0]] == sizes[longest[1]] else longest[0]


def _row(
    force: str, source: str, block: Block, pair: _Pair, period: Period | None, measure: str | None, sure: bool
) -> ImportedRow:
    values = {
        "force": force,
        "measure": measure,
        "period": period.text if period else None,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "value": pair.value,
        "comparator": pair.whom,
        "comparator_value": pair.other,
        "kind": "measured",
        "whose": "inspectorate",
        "source_basis": "report",
        "source": source,
        "note": pair.text[:400],
    }
    complete = measure and period and pair.whom and sure
    missing = [name for name in ("measure", "period", "comparator") if not values[name]]
    why = f"two values compared; to complete: {', '.join(missing)}" if missing else "two values compared"
    return ImportedRow(values, block.place, "medium" if complete else "low", why)
