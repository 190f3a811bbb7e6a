"""What a search should have found and a dataset does not hold, and where that can be found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.judgment_query import JudgmentQuery
from peeldiff.dataset.queries.judgment_words import describe_query
from peeldiff.dataset.queries.page_addresses import page_addresses
from peeldiff.dataset.queries.search import Hit, Sought
from peeldiff.text import find_close

PUBLICATIONS = "https://hmicfrs.justiceinspectorates.gov.uk/publications/"
"""Where the inspectorate lists everything that it publishes."""
_MONITORING = frozenset({"engage", "special", "measures", "monitoring", "monitored"})
_TABLES = {"findings": "findings", "stated-changes": "statements on change", "figures": "figures of its own"}
_CHANGE_WORDS = frozenset(["improved", "improve", "better", "declined", "worse", "worsened"])
"""Words that ask for what only two inspections beside one another can say."""
_CLOSE = 0.8
"""How like a word a known one has to be for it to have been meant: one or two letters of ten differ."""


def coverage_line(ds: Dataset, sought: Sought) -> str:
    """Say how many of the judgments there should be are known, where judgments are asked for; else nothing."""
    found = sought.judgments
    if found is None:
        return ""
    asked = describe_query(ds, sought.reading.query)
    known = f"{found.known:,} of {found.expected:,} judgments that there should be are known"
    return f"{len(found.rows):,} of {asked}; {known}"


def not_held(ds: Dataset, sought: Sought, hits: Collection[Hit]) -> Iterator[str]:
    """Walk over sentences on what this dataset does not hold of what is sought; none where it may hold all of it."""
    lacking = [*_lacking(ds, sought, {hit.kind for hit in hits})]
    yield from lacking
    if not hits and not lacking:
        yield _nothing(ds, sought)


def _lacking(ds: Dataset, sought: Sought, found: Collection[str]) -> Iterator[str]:
    """Walk over what is not held; `found` are the kinds of thing of which something was."""
    asked = sought.reading.query
    if len(sought.forces) == 1 and not (asked.grades or asked.statuses or asked.source_bases):
        yield from _of_force(ds, sought, found)
    elif sought.reading.finding_kinds:
        yield from _held_of_some(ds, "findings", "Findings")
    if _CHANGE_WORDS & set(sought.words):
        yield from _on_change(ds, sought)
    judged = sought.judgments
    impossible = describe_off_scale(ds, sought.reading.query) if judged is not None else ""
    if impossible:
        yield impossible
    elif judged is not None and judged.known < judged.expected and not judged.rows:
        lacking = judged.expected - judged.known
        yield (
            f"No such judgment is known; {lacking:,} of {judged.expected:,} are not known: "
            "peeldiff gaps lists where they are published."
        )


def _nothing(ds: Dataset, sought: Sought) -> str:
    """Say that nothing was found: which names are near where a word is a slip of the keys, else what there is."""
    near = _near(ds, sought)
    if near:
        return f"Nothing has all of these words: did you mean {' or '.join(near)}?"
    years = [cycle.name for cycle in ds.cycles.values()]
    return (
        f"Nothing has all of these words. {ds.name or 'This dataset'} holds judgments, findings, figures, "
        f"monitoring and definitions from {years[0]} to {years[-1]}{_elsewhere(ds)}."
    )


def _near(ds: Dataset, sought: Sought) -> list[str]:
    """Return the known words that are near those that are none."""
    labels = [*ds.force_index.words, *ds.force_index.names]
    labels += [item.label for cycle in ds.cycles.values() for item in cycle.items]
    labels += [each.label for named in (ds.topics, ds.grades, ds.terms) for each in named.values()]
    words = [word.strip("(),;:") for word in " ".join(labels).split()]
    known = {word.casefold(): word for word in words}
    close = (find_close(word, known, cutoff=_CLOSE) for word in sought.reading.unknown if word not in known)
    return [known[name] for names in close for name in names]


def _held_of_some(ds: Dataset, table: str, what: str) -> Iterator[str]:
    """Say of which forces a table has rows, where these are not all: a list of them must not be taken for complete."""
    held = {line["force"] for line in ds.lines_by_force(table)}
    if held and len(held) < len(ds.force_names):
        names = [name for force, name in ds.force_names.items() if force in held]
        which = f" ({', '.join(names)})" if len(names) <= _NAMED else ""
        yield f"{what} are held of {len(names)} of {len(ds.force_names)} forces{which}: no list of them is complete."


_NAMED = 5
"""More forces than these are counted and not named."""


def _on_change(ds: Dataset, sought: Sought) -> Iterator[str]:
    """Say how improvement is asked for: of two cycles, where the answer also says whether it may be drawn."""
    cycles = [cycle.id for cycle in ds.cycles.values() if cycle.kind == "peel"][-3:-1]
    if len(cycles) > 1 and not sought.forces:
        yield (
            "What improved or declined is said of two cycles, with whether it may be said: "
            f"peeldiff country {' '.join(cycles)}, or the change between two cycles in the interface."
        )
        yield from _held_of_some(ds, "stated-changes", "The words of reports on change")


def describe_off_scale(ds: Dataset, query: JudgmentQuery) -> str:
    """Say which grade that is asked for none of the cycles asked for can give; nothing where each can be given.

    That nobody was *adequate* in a four-tier cycle is no news.
    """
    cycles = [cycle for cycle in ds.cycles.values() if not query.cycles or cycle.id in query.cycles]
    for grade in sorted(query.grades):
        if not any(grade in ds.scales[cycle.scale].grades for cycle in cycles):
            names = ", ".join(cycle.name for cycle in cycles)
            giving = ", ".join(cycle.name for cycle in ds.cycles.values() if grade in ds.scales[cycle.scale].grades)
            return f"{ds.grade_label(grade)} is no grade of {names}: it is on the scale of {giving} alone."
    return ""


def _elsewhere(ds: Dataset) -> str:
    known = any(cycle.pages for cycle in ds.cycles.values())
    return f", and no other reports; the inspectorate lists everything it publishes at {PUBLICATIONS}" if known else ""


def _of_force(ds: Dataset, sought: Sought, found: Collection[str]) -> Iterator[str]:
    """Say of which kinds of thing nothing at all is known of a force, in one cycle where one is named."""
    (force,), cycles = sought.forces, sorted(sought.reading.query.cycles)
    cycle = cycles[0] if len(cycles) == 1 else None
    name = ds.force_names[force]
    if "monitoring" not in found and _MONITORING & set(sought.words):
        yield f"{name} was never in Engage (special measures), as far as this dataset knows."
    lacking = [words for table, words in _TABLES.items() if not _has_rows(ds, table, force, cycle)]
    if lacking:
        here = f"{name} in {ds.cycles[cycle].name}" if cycle else name
        pages = (page_addresses(ds, force, listed) for listed in ([cycle] if cycle else reversed(list(ds.cycles))))
        address = next((page[0].address for page in pages if page), "")
        see = f": see {address}" if address else "."
        yield f"This dataset has no {', no '.join(lacking)} of {here}{see}"


def _has_rows(ds: Dataset, table: str, force: str, cycle: str | None) -> bool:
    return any(cycle is None or line.get("cycle", cycle) == cycle for line in ds.lines(table, force))
