"""Reads what holds for every cycle: the card of a dataset with its scales and grades, and its topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peeldiff.dataset.framework_model import Definition, Grade, Scale, Topic
from peeldiff.dataset.reading.typed_toml import Reader
from peeldiff.text import near, quoted


@dataclass(frozen=True)
class Card:
    """What `dataset.toml` says."""

    name: str
    version: str
    date: str
    licence: str
    attribution: str
    scales: Mapping[str, Scale] = field(default_factory=dict)
    grades: Mapping[str, Grade] = field(default_factory=dict)
    grade_definitions: Mapping[tuple[str, str], Definition] = field(default_factory=dict)
    terms: Mapping[str, Definition] = field(default_factory=dict)
    monitoring_pages: tuple[str, ...] = ()


def read_card(reader: Reader) -> Card:
    """Read `dataset.toml`: name, version, licence, scales, grades and definitions."""
    scales = [Scale(entry.slug(), entry.text("label"), entry.texts("grades")) for entry in reader.tables("scales")]
    grades = {entry.slug(): _grade(entry) for entry in reader.tables("grades")}
    reader.unique([scale.id for scale in scales], "scale")
    for scale in scales:
        for grade in scale.grades:
            if grade not in grades:
                reader.report(f"scale {scale.id}: grade {quoted(grade)} has no [[grades]] entry{near(grade, grades)}")
    definitions = {
        (entry.text("scale"), entry.text("grade")): _definition(entry, entry.text("grade"), grades)
        for entry in reader.tables("grade_definitions", named="grade")
    }
    terms = {entry.text("id"): _definition(entry, entry.text("id"), {}) for entry in reader.tables("terms")}
    return Card(
        reader.text("name"),
        reader.text("version"),
        reader.text("date"),
        reader.text("licence"),
        reader.text("attribution"),
        {scale.id: scale for scale in scales},
        grades,
        definitions,
        terms,
        reader.texts("monitoring_pages"),
    )


def _grade(entry: Reader) -> Grade:
    label = entry.text("label")
    short, first = entry.text("short", label), label[:1] or "?"
    return Grade(entry.text("id"), label, short, entry.text("mark", first), entry.text("ascii", first))


def _definition(entry: Reader, of: str, grades: Mapping[str, Grade]) -> Definition:
    label = grades[of].label if of in grades else entry.text("label")
    return Definition(of, label, entry.text("definition"), entry.maybe("note"), entry.texts("sources"))


def read_topics(reader: Reader) -> Mapping[str, Topic]:
    """Read `topics.toml`."""
    found = [
        Topic(entry.slug(), entry.text("label"), entry.text("definition", "", required=False))
        for entry in reader.tables("topics")
    ]
    reader.unique([topic.id for topic in found], "topic")
    return {topic.id: topic for topic in found}
