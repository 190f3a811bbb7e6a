"""A dataset of invented forces whose every free text is whatever somebody wants it to be."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tomli_w

Say = Callable[[], str]
"""Gives the next text."""
FOUR_TIER = ("outstanding", "good", "requires-improvement", "inadequate")
FIVE_TIER = ("outstanding", "good", "adequate", "requires-improvement", "inadequate")
CYCLES = {"one": "four-tier", "two": "four-tier", "four": "five-tier"}


def in_turn(texts: Sequence[str], first: int = 0, *, after: str = "") -> Say:
    """Return what gives the texts one after the other, from `first` on, without end."""
    place = first

    def say() -> str:
        nonlocal place
        place += 1
        return texts[(place - 1) % len(texts)] + after

    return say


def files(say: Say, rows: int) -> dict[str, bytes]:
    """Return the files of the dataset; `rows` findings, stated changes and measures stand on each side."""
    return {
        "dataset.toml": _toml(_card(say)),
        "topics.toml": _toml({"topics": [{"id": id_, "label": say(), "definition": say()} for id_ in ("t1", "t2")]}),
        **{f"cycles/{name}.toml": _toml(_cycle(name, say)) for name in CYCLES},
        "forces.csv": _csv(("force", "name", "region", "aliases"), [(entry, say(), say(), say()) for entry in "abc"]),
        "judgments.csv": _judgments(say),
        "findings.csv": _findings(say, rows),
        "stated-changes.csv": _stated(say, rows),
        "measures.csv": _csv(
            ("measure", "label", "unit", "better", "topic", "whose", "definition"),
            [(f"m{n}", say(), say(), "up", "t1", "inspectorate", say()) for n in range(rows)],
        ),
        "figures.csv": _figures(say, rows),
        "national-figures.csv": _csv(
            ("force", "measure", "start", "end", "value", "source"),
            [
                (force, "m0", f"{year}-01-01", f"{year}-12-31", year - 2000 + place, say())
                for place, force in enumerate("abc")
                for year in (2000, 2001, 2002)
            ],
        ),
        "monitoring.csv": _csv(
            ("force", "from", "to", "reason", "source", "to_reason", "to_source"),
            [("a", "2001", "2002-03-04", say(), say(), say(), say())],
        ),
        "national-totals.csv": _csv(("cycle", "item", "source", "explanation", *FIVE_TIER), [_total(say, "one", "p")]),
        "area-counts.csv": _csv(
            ("force", "cycle", "areas_total", "published", "source", "explanation", *FIVE_TIER),
            [("a", "four", 2, "2004-05-06", say(), say(), 1, 7, 0, 0, 0)],
        ),
    }


def write(folder: Path, held: dict[str, bytes]) -> Path:
    """Write the files into a folder."""
    for name, data in held.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _toml(table: dict[str, Any]) -> bytes:
    return tomli_w.dumps(table).encode("utf-8")


def _csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([columns, *rows])
    return stream.getvalue().encode("utf-8")


def _card(say: Say) -> dict[str, Any]:
    return {
        **{key: say() for key in ("name", "version", "date", "licence", "attribution")},
        "scales": [
            {"id": "four-tier", "label": say(), "grades": list(FOUR_TIER)},
            {"id": "five-tier", "label": say(), "grades": list(FIVE_TIER)},
        ],
        "grades": [
            {"id": entry, "label": say(), "short": say(), "mark": say(), "ascii": say(), "note": say()}
            for entry in FIVE_TIER
        ],
        "grade_definitions": [
            {"scale": scale, "grade": grade, "definition": say(), "note": say(), "sources": [say(), say()]}
            for scale, grades in (("four-tier", FOUR_TIER), ("five-tier", FIVE_TIER))
            for grade in grades
        ],
        "terms": [{"id": entry, "label": say(), "definition": say(), "sources": [say()]} for entry in ("AFI", say())],
    }


def _cycle(name: str, say: Say) -> dict[str, Any]:
    texts = ("name", "title", "kind", "published_note", "fieldwork", "comparability_note", "carried_over_note")
    level = "area" if name == "four" else "question"
    place = list(CYCLES).index(name)
    words = [
        {
            "cycle": earlier,
            "level": kind,
            "basis": "none" if name == "four" else basis,
            "official": True,
            "reason": say(),
            "sources": [say(), say()],
        }
        for earlier in list(CYCLES)[:place]
        for kind, basis in (("pillar", "direct"), (level, "indicative"))
    ]
    return {
        "id": name,
        "scale": CYCLES[name],
        "published_from": str(2001 + place),
        **{key: say() for key in texts},
        "aliases": [say()],
        "sources": [say(), say()],
        "pillars": [{"id": "p", **_told(say)}],
        "items": [
            _item("q1", level, "t1", say)
            | ({"continues": "one:q1", "continues_reason": say()} if name == "two" else {}),
            _item("q2", level, "t2", say) | {"touches": [{"topic": "t1", "reason": say()}]},
        ],
        "compared_with": words,
        "pages": [{"address": f"https://example.org/{name}/{{force}}", "note": say()}],
        "page_slugs": {"c": "c-d"},
    }


def _told(say: Say) -> dict[str, str]:
    return {key: say() for key in ("label", "number", "pillar", "question", "wording", "note", "source")}


def _item(item: str, level: str, home: str, say: Say) -> dict[str, Any]:
    return {"id": item, "level": level, "home": home, "home_reason": say(), **_told(say)}


def _judgments(say: Say) -> bytes:
    columns = ("force", "cycle", "level", "item", "grade", "status", "carried_from", "revised_from", "revised_on")
    rows: list[Sequence[object]] = []
    for force, grades in (("a", ("good", "inadequate")), ("b", ("inadequate", "good")), ("c", ("good", "good"))):
        for place, cycle in enumerate(CYCLES):
            level = "area" if cycle == "four" else "question"
            grade = grades[place % 2]
            for of, item in (("pillar", "p"), (level, "q1"), (level, "q2")):
                known: tuple[str, ...] = (grade, "graded", "", "", "")
                if (force, item, cycle) == ("c", "q2", "four"):
                    continue  # a gap
                if (force, item) == ("c", "q1"):
                    known = ("", "withheld", "", "", "")
                elif (cycle, item) == ("two", "q2"):
                    known = ("good", "carried-over", "one", "", "")
                elif (cycle, item, force) == ("four", "p", "b"):
                    known = (grade, "revised", "", "adequate", "2005-01-01")
                rows.append((force, cycle, of, item, *known, f"{2001 + place}-05-06", "report", say(), say()))
    return _csv((*columns, "published", "source_basis", "source", "note"), rows)


def _findings(say: Say, rows: int) -> bytes:
    columns = ("finding", "force", "cycle", "kind", "item", "topic", "summary", "positive", "source_basis", "source")
    lines = [
        (f"f-{cycle}-{n}", "a", cycle, "area-for-improvement", "q1", "t1", say(), "false", "report", say(), say())
        for cycle in CYCLES
        for n in range(rows)
    ]
    named = [
        (f"{n}{say()}", "b", "one", "observation", "", "", say(), "true", "narrative", say(), say()) for n in range(5)
    ]
    return _csv((*columns, "note"), [*lines, *named])


def _stated(say: Say, rows: int) -> bytes:
    columns = ("change", "force", "cycle", "item", "topic", "direction", "since", "summary", "source_basis", "source")
    places = (("p", ""), ("q1", ""), ("q2", ""), ("", "t1"), ("", "t2"))
    lines = [
        (f"s-{n}", "a", ("two", "four")[n % 2], *places[n % 5], "improved", say(), say(), "report", say())
        for n in range(rows)
    ]
    return _csv(columns, lines)


def _figures(say: Say, rows: int) -> bytes:
    columns = ("force", "measure", "period", "start", "end", "value", "comparator", "comparator_value", "kind")
    lines = [
        (
            force,
            f"m{n}",
            f"{year} {say()}",
            f"{year}-01-01",
            f"{year}-12-31",
            n + year % 2000,
            say(),
            5,
            "measured",
            "",
            "report",
            say(),
            say(),
        )
        for n in range(rows)
        for force in "ab"
        for year in (2000, 2001)
    ]
    return _csv((*columns, "whose", "source_basis", "source", "note"), lines)


def _total(say: Say, cycle: str, item: str) -> Sequence[object]:
    return (cycle, item, say(), say(), 9, 9, 9, 9, 9)
