"""Reads the framework of a cycle, and checks what one cycle says of another.

Every problem is collected; a value that is wrong is left out, so that one reading tells all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping

from peeldiff.dataset.framework_model import Cycle, Item, PagePattern, Scale, Statement, Topic
from peeldiff.dataset.reading.problems import Problem
from peeldiff.dataset.reading.typed_toml import Reader
from peeldiff.text import near, quoted
from peeldiff.vocabulary.terms import BASES, LEVELS

_PATTERN = re.compile(r"https?://[^\s{}]+/[^\s{}]*\{force\}[^\s{}]*\Z")
"""The address of a page with a place for the force, which never stands in the host."""
_DAY_OR_MONTH = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")


def _is_day_or_month(given: str) -> bool:
    """Tell whether a text is a year, a month or a day that there is."""
    if not _DAY_OR_MONTH.match(given):
        return False
    try:
        datetime.date.fromisoformat(given + "-01-01"[len(given) - 4 :])
    except ValueError:
        return False
    return True


def read_cycle(reader: Reader, known_topics: Mapping[str, Topic], scales: Mapping[str, Scale]) -> Cycle:
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
        is_partly_known="partly_known" in reader.table and reader.flag("partly_known"),
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
