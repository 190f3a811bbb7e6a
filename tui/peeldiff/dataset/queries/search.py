"""Finds words in everything that a dataset holds: forces, cycles, judgments, findings, figures, monitoring, terms.

The command `search` and the interface's search both ask here, so both give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peeldiff.dataset.lines import Line
from peeldiff.dataset.model import NATIONAL_FIGURES, Dataset
from peeldiff.dataset.queries.judgment_query import FoundLines, JudgmentQuery, find_judgment_lines
from peeldiff.dataset.queries.judgment_words import FINDING_NAMES, Reading, read_words, search_words
from peeldiff.dataset.queries.monitoring import ENGAGE, monitoring_stays
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.words import FINDING_KIND_WORDS, STATUS_WORDS


@dataclass(frozen=True)
class Hit:
    """One line of a dataset, or a note, that has every word sought or is a judgment that was asked for."""

    kind: str
    """`force`, `cycle`, `definition`, `monitoring`, `judgment`, `item`, `finding`, `stated change`, `figure` or `note`.
    """
    force: str | None
    """None for an item, which every force of the cycle has, for a definition, and for a measure of all forces."""
    cycle: str | None
    id: str
    text: str
    source: str | None
    source_basis: str | None = None
    grade: str | None = None
    """Of a judgment, where it has one."""

    @property
    def whose(self) -> str:
        """Return whose the source is, in words; empty where there is none."""
        if not self.source:
            return ""
        basis = self.source_basis if self.kind == "judgment" else self.source_basis or "report"
        return source_words(self.source, basis)


@dataclass(frozen=True)
class Sought:
    """What was typed, understood, and the judgments that it asks for."""

    text: str
    reading: Reading
    forces: tuple[str, ...]
    """The forces whose names have every word that was taken for a part of one; none where no word was."""
    judgments: FoundLines | None
    """None where none are asked for."""

    @property
    def words(self) -> list[str]:
        """The words that say what is sought, in lower case."""
        return search_words(self.text)


def read_sought(ds: Dataset, text: str) -> Sought:
    """Understand what is sought: a grade, a status, whose it is, or an item of a force ask for judgments."""
    reading = read_words(ds, text)
    forces = tuple(ds.force_index.slugs[place] for place in ds.force_index.find(reading.names)) if reading.names else ()
    asked = reading.query
    is_exact = asked.grades or asked.statuses or asked.source_bases
    if reading.unknown or (reading.names and not forces) or not (is_exact or (forces and reading.asks_for_judgments)):
        return Sought(text, reading, forces, None)
    query = JudgmentQuery(**{**vars(asked), "forces": frozenset(forces)})
    return Sought(text, reading, forces, find_judgment_lines(ds, query))


def search(ds: Dataset, sought: Sought | str) -> Iterator[Hit]:
    """Walk over what is asked for and over the lines that have every word, in any order and case."""
    sought = read_sought(ds, sought) if isinstance(sought, str) else sought
    words = sought.words
    if not words:
        return
    yield from _forces(ds, words)
    yield from _cycles(ds, words)
    yield from _grades(ds, sought)
    yield from _definitions(ds, words)
    yield from _monitoring(ds, words)
    if sought.judgments is not None:
        yield from _judgments(ds, sought.judgments)
    yield from _items(ds, words)
    yield from _findings(ds, words)
    yield from _stated_changes(ds, words)
    yield from _figures(ds, words)


def _forces(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    known = ds.force_index
    for place in known.find(words):
        force, name, region = known.slugs[place], known.names[place], known.regions[place]
        yield Hit("force", force, None, force, f"{name}, {region}" if region else name, None)


def _cycles(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    for cycle in ds.cycles.values():
        if _has_all(" ".join((cycle.id, cycle.name, *cycle.aliases)), words):
            items = ", ".join(item.label for item in cycle.items)
            yield Hit("cycle", None, cycle.id, cycle.id, f"{cycle.name}: {items}", None)


def _judgments(ds: Dataset, found: FoundLines) -> Iterator[Hit]:
    for row in found.rows:
        grade = ds.grade_label(row["grade"]) if row["grade"] else STATUS_WORDS[row["status"]].capitalize()
        text = f"{grade}: {row['label']}"
        if row["grade"] and row["status"] not in ("graded", "revised"):
            text += f" ({STATUS_WORDS[row['status']]})"
        yield Hit(
            "judgment", row["force"], row["cycle"], row["item"], text, row["source"], row["source_basis"], row["grade"]
        )


def _items(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    for cycle in ds.cycles.values():
        for item in cycle.items:
            text = item.label if not item.question else f"{item.label}: {item.question}"
            if _has_all(text, words):
                yield Hit("item", None, cycle.id, item.id, text, item.source)


def _grades(ds: Dataset, sought: Sought) -> Iterator[Hit]:
    """Walk over what grades mean: those that alone are sought, else those in whose definition every word is."""
    grades = sought.reading.query.grades
    alone = grades if sought.reading == Reading(JudgmentQuery(grades=grades)) else frozenset()
    for (scale, grade), known in ds.grade_definitions.items():
        text = f"{ds.grade_label(grade)}, {ds.scales[scale].label} scale: {known.definition}"
        if grade in alone or (not alone and _has_all(text, sought.words)):
            yield Hit("definition", None, None, f"{scale}/{grade}", text, next(iter(known.sources), None))


def _definitions(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    for term in ds.terms.values():
        text = f"{term.label}: {term.definition}"
        if _has_all(text, words):
            yield Hit("definition", None, None, term.id, text, next(iter(term.sources), None))


def _monitoring(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    names = dict(zip(ds.force_names, ds.force_index.words, strict=True))
    for stay in monitoring_stays(ds):
        text = f"{stay.describe()}: {stay.reason}"
        if _has_all(f"{text} {stay.end_reason or ''} {ENGAGE}", words, also=names.get(stay.force, "")):
            yield Hit("monitoring", stay.force, None, stay.start, text, stay.source, stay.source_basis)


_CALLED_FINDINGS = {kind: f" {' '.join(names)}" for kind, names in FINDING_NAMES.items()}
"""What a kind of finding is called when it is looked for."""
_CALLED_CHANGES = {"improved": " improved better", "declined": " declined worse"}
"""What a direction that a report states is called when it is looked for."""


def _findings(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    has_words = _WithPlace(ds, words)
    for line in ds.lines_by_force("findings"):
        if has_words(line, f"{line['summary']}{_CALLED_FINDINGS.get(line['kind'], '')}"):
            text = f"{line['summary']} ({FINDING_KIND_WORDS[line['kind']]})"
            place = (line["force"], line["cycle"], line["finding"])
            yield Hit("finding", *place, text, line["source"], line["source_basis"])


def _stated_changes(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    """Walk over what reports say of change: found by direction, item and topic, too, of which it is said."""
    has_words = _WithPlace(ds, words)
    labels = {(cycle.id, item.id): item.label for cycle in ds.cycles.values() for item in cycle.items}
    for line in ds.lines_by_force("stated-changes"):
        item = labels.get((line["cycle"], line["item"]), "")
        topic = ds.topics[line["topic"]].label if line["topic"] in ds.topics else ""
        if has_words(line, f"{line['summary']}{_CALLED_CHANGES.get(line['direction'], '')} {item} {topic}"):
            place = (line["force"], line["cycle"], line["change"])
            yield Hit("stated change", *place, line["summary"], line["source"], line.get("source_basis"))


class _WithPlace:
    """Tells whether a line has every word, at least one in its own text; force and cycle may have the others."""

    def __init__(self, ds: Dataset, words: Sequence[str]) -> None:
        self._words = words
        self._forces = dict(zip(ds.force_names, ds.force_index.words, strict=True))
        self._cycles = {cycle.id: f"{cycle.id} {cycle.name}".casefold() for cycle in ds.cycles.values()}

    def __call__(self, line: Line, text: str) -> bool:
        place = f"{self._forces.get(line['force'], '')} {self._cycles.get(line['cycle'], '')}"
        return _has_all(text, self._words, also=place)


def _figures(ds: Dataset, words: Sequence[str]) -> Iterator[Hit]:
    """Walk over the figures; a measure that all forces have is one hit, not one for each force and year."""
    measures = {
        line["measure"]: line
        for line in ds.rows("measures")
        if _has_all(f"{line['label']} {line['definition'] or ''}", words)
    }
    if not measures:
        return
    for line in ds.lines_by_force("figures"):
        if measure := measures.get(line["measure"]):
            text = f"{measure['label']}: {line['value']:g} {measure['unit']} ({line['period']})"
            yield Hit("figure", line["force"], None, line["measure"], text, line["source"], line.get("source_basis"))
    national: dict[str, list[Line]] = {}
    for line in ds.lines_by_force(NATIONAL_FIGURES) if ds.deferred else ():
        if line["measure"] in measures:
            national.setdefault(line["measure"], []).append(line)
    for name, lines in sorted(national.items()):
        ends = [line["end"] for line in lines]
        forces = len({line["force"] for line in lines})
        measure = measures[name]
        years = f"{min(ends).year} to {max(ends).year}"
        text = f"{measure['label']}: {forces} forces, {years}. {measure['definition']}"
        yield Hit("figure", None, None, name, text, lines[-1]["source"])


def _has_all(text: str, words: Iterable[str], also: str = "") -> bool:
    """Tell whether a text has every word, or some of them and `also`, in lower case, the others."""
    lower = text.casefold()
    found = [word in lower for word in words]
    return any(found) and all(here or word in also for here, word in zip(found, words, strict=True))
