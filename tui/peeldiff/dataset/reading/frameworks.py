"""Reads what a dataset knows in TOML: its card, its topics and one framework a cycle.

Every problem is collected; a value that is wrong is left out, so that one reading tells all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peeldiff.dataset.framework_model import Cycle, Definition, Grade, Item, PagePattern, Scale, Statement, Topic
from peeldiff.dataset.reading.problems import Problem
from peeldiff.text import inert, near, quoted
from peeldiff.toml_reading import TomlError, parse_toml
from peeldiff.vocabulary.terms import BASES, LEVELS

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PATTERN = re.compile(r"https?://[^\s{}]+/[^\s{}]*\{force\}[^\s{}]*\Z")
"""The address of a page with a place for the force, which never stands in the host."""
_DAY_OR_MONTH = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")


@dataclass
class Reader:
    """Gives typed values out of one TOML table and notes what does not fit."""

    file: str
    table: Mapping[str, Any]
    problems: list[Problem]
    where: str = ""

    def report(self, message: str) -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.file, 0, f"{self.where}{message}"))

    def text(self, key: str, default: str | None = None, *, required: bool = True) -> str:
        """Return a piece of text, inert; the default, or "", where it is missing or wrong."""
        value = self.table.get(key, default)
        if isinstance(value, str) and value:
            return inert(value)
        if required or (value is not None and not isinstance(value, str)):
            found = "is missing" if value in (None, "") else f"{quoted(value)} is not text"
            self.report(f"{key} {found}")
        return ""

    def maybe(self, key: str) -> str | None:
        """Return a piece of text, or None."""
        return self.text(key, required=False) or None

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """Return one of `choices`."""
        value = self.text(key, default)
        if value and value not in choices:
            self.report(f"{key} {quoted(value)}: expected one of {', '.join(choices)}{near(value, choices)}")
        return value

    def slug(self, key: str = "id") -> str:
        """Return an id: lower-case letters, digits and hyphens."""
        value = self.text(key)
        if value and not _SLUG.match(value):
            self.report(f"{key} {quoted(value)}: expected lower-case letters, digits and hyphens")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is missing."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.report(f"{key}: expected a list of texts")
            return ()
        return tuple(inert(entry) for entry in value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.table.get(key)
        if not isinstance(value, bool):
            self.report(f"{key}: expected true or false")
        return value is True

    def tables(self, key: str, *, named: str = "id") -> Iterator[Reader]:
        """Walk over an array of tables, each with its name in front of its problems."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.report(f"{key}: expected tables, as [[{key}]]")
            return
        for place, entry in enumerate(value, 1):
            name = entry.get(named)
            where = f"{self.where}{key} {inert(name) if isinstance(name, str) else place}: "
            yield Reader(self.file, entry, self.problems, where)

    def names(self, key: str) -> Mapping[str, str]:
        """Return a table of texts by slug, empty where it is missing."""
        value = self.table.get(key, {})
        if not isinstance(value, dict) or not all(_SLUG.match(str(text)) for text in value.values()):
            self.report(f"{key}: expected names of lower-case letters, digits and hyphens")
            return {}
        return {inert(name): text for name, text in value.items()}

    def unique(self, ids: list[str], what: str) -> None:
        """Note the ids that stand twice."""
        for repeated in sorted({name for name in ids if name and ids.count(name) > 1}):
            self.report(f"{what} {quoted(repeated)} stands more than once")


def parse(file: str, data: bytes, problems: list[Problem]) -> Reader:
    """Return a reader over a TOML file; an empty one, and a problem, if it cannot be read."""
    table: dict[str, Any] = {}
    try:
        table = parse_toml(data)
    except TomlError as fault:
        problems.append(Problem(file, fault.line, f"not TOML: {fault.reason}"))
    return Reader(file, table, problems)


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


def card(reader: Reader) -> Card:
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


def topics(reader: Reader) -> Mapping[str, Topic]:
    """Read `topics.toml`."""
    found = [
        Topic(entry.slug(), entry.text("label"), entry.text("definition", "", required=False))
        for entry in reader.tables("topics")
    ]
    reader.unique([topic.id for topic in found], "topic")
    return {topic.id: topic for topic in found}


def _is_day_or_month(given: str) -> bool:
    """Tell whether a text is a year, a month or a day that there is."""
    if not _DAY_OR_MONTH.match(given):
        return False
    try:
        datetime.date.fromisoformat(given + "-01-01"[len(given) - 4 :])
    except ValueError:
        return False
    return True


def cycle(reader: Reader, known_topics: Mapping[str, Topic], scales: Mapping[str, Scale]) -> Cycle:
    """Read one `cycles/<cycle>.toml`; its file name must be its id."""
    cycle_id = reader.slug()
    if cycle_id and reader.file != f"cycles/{cycle_id}.toml":
        reader.report(f"id {quoted(cycle_id)}: expected the file's own name without its ending")
    scale = reader.text("scale")
    if scale and scale not in scales:
        reader.report(f"scale {quoted(scale)}: expected one of {', '.join(scales)}{near(scale, scales)}")
    published_from = reader.text("published_from")
    if published_from and not _is_day_or_month(published_from):
        reader.report(f"published_from {quoted(published_from)}: expected a day, month or year such as 2017-11-09")
    published_to = reader.maybe("published_to")
    if published_to and not _is_day_or_month(published_to):
        reader.report(f"published_to {quoted(published_to)}: expected a day, month or year such as 2018-03-22")
    pillars = [_item(entry, "pillar", known_topics) for entry in reader.tables("pillars")]
    items = [_item(entry, "", known_topics) for entry in reader.tables("items")]
    reader.unique([item.id for item in (*pillars, *items)], "item")
    return Cycle(
        id=cycle_id,
        name=reader.text("name"),
        title=reader.text("title"),
        kind=reader.text("kind"),
        scale=scale,
        published_from=published_from,
        items=(*pillars, *items),
        statements=tuple(_statement(entry, cycle_id) for entry in reader.tables("compared_with", named="cycle")),
        aliases=reader.texts("aliases"),
        published_to=published_to,
        published_note=reader.maybe("published_note"),
        fieldwork=reader.maybe("fieldwork"),
        comparability_note=reader.maybe("comparability_note"),
        carried_over_note=reader.maybe("carried_over_note"),
        sources=reader.texts("sources"),
        pages=tuple(_page(entry, {item.id for item in pillars}) for entry in reader.tables("pages", named="address")),
        page_slugs=reader.names("page_slugs"),
    )


def _page(entry: Reader, pillars: Collection[str]) -> PagePattern:
    address, pillar = entry.text("address"), entry.maybe("pillar")
    if address and not _PATTERN.match(address):
        entry.report(f"address {quoted(address)}: expected one such as https://example.org/{{force}}/")
    if pillar and pillar not in pillars:
        entry.report(f"pillar {quoted(pillar)}: not a pillar of the cycle{near(pillar, sorted(pillars))}")
    older, detail = (key in entry.table and entry.flag(key) for key in ("older", "detail"))
    return PagePattern(address, pillar, _slugs(entry), older, detail, entry.maybe("note"))


def _slugs(entry: Reader) -> tuple[str, ...]:
    """Return the slugs of a text that has them side by side, which is read ten times as fast as a list."""
    return tuple(entry.text("seen", "", required=False).split())


def _item(entry: Reader, level: str, known_topics: Mapping[str, Topic]) -> Item:
    touches = list(entry.tables("touches", named="topic"))
    home = entry.maybe("home")
    reasons = {touch.text("topic"): touch.text("reason", "", required=False) for touch in touches}
    for topic in (*([home] if home else []), *reasons):
        if topic and topic not in known_topics:
            entry.report(f"topic {quoted(topic)} is not in topics.toml{near(topic, known_topics)}")
    touched = tuple(reasons)
    if home:
        reasons[home] = entry.text("home_reason", "", required=False)
    return Item(
        id=entry.slug(),
        level=level or entry.choice("level", LEVELS[1:]),
        label=entry.text("label"),
        number=entry.maybe("number"),
        pillar=entry.maybe("pillar"),
        question=entry.maybe("question"),
        wording=entry.text("wording", "verbatim"),
        graded=entry.choice("graded", ("all", "some", "none"), "all"),
        inspected=entry.choice("inspected", ("all", "some", "none", "unknown"), "all"),
        home=home,
        touches=touched,
        reasons=reasons,
        continues=entry.maybe("continues"),
        continues_reason=entry.maybe("continues_reason"),
        note=entry.maybe("note"),
        source=entry.maybe("source"),
    )


def _statement(entry: Reader, later: str) -> Statement:
    return Statement(
        earlier=entry.text("cycle"),
        later=later,
        level=entry.choice("level", (*LEVELS, "any")),
        basis=entry.choice("basis", BASES),
        official=entry.flag("official"),
        reason=entry.text("reason"),
        sources=entry.texts("sources"),
        only=entry.texts("only"),
    )


def check_cycles(cycles: Mapping[str, Cycle], problems: list[Problem]) -> None:
    """Check what one cycle says of another: lineage and comparability."""
    order = {cycle: place for place, cycle in enumerate(cycles)}
    for later in cycles.values():
        file = f"cycles/{later.id}.toml"
        for item in later.items:
            if item.continues:
                earlier, _, continued = item.continues.partition(":")
                if earlier not in cycles or cycles[earlier].item(continued) is None:
                    problems.append(
                        Problem(
                            file,
                            0,
                            f"items {item.id}: continues {quoted(item.continues)}: no such cycle:item",
                        )
                    )
                elif order[earlier] >= order[later.id]:
                    problems.append(
                        Problem(
                            file,
                            0,
                            f"items {item.id}: continues {quoted(item.continues)}: not an earlier cycle",
                        )
                    )
        for statement in later.statements:
            where = f"compared_with {statement.earlier}: "
            if statement.earlier not in cycles:
                problems.append(Problem(file, 0, f"{where}no such cycle{near(statement.earlier, cycles)}"))
            elif order[statement.earlier] >= order[later.id]:
                problems.append(Problem(file, 0, f"{where}not an earlier cycle"))
            elif statement.basis != "none" and cycles[statement.earlier].scale != later.scale:
                problems.append(Problem(file, 0, f"{where}basis {statement.basis} across two scales: expected none"))
