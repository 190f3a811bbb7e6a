"""A small dataset of invented forces and cycles, written to a folder, for the rules one by one."""

from __future__ import annotations

from pathlib import Path

_CARD = """
name = "Invented"
version = "1"
date = "2026-01-01"
licence = "none"
attribution = "Invented for the tests."
[[scales]]
id = "four-tier"
label = "four-tier"
grades = ["outstanding", "good", "requires-improvement", "inadequate"]
[[scales]]
id = "five-tier"
label = "five-tier"
grades = ["outstanding", "good", "adequate", "requires-improvement", "inadequate"]
[[grades]]
id = "outstanding"
label = "Outstanding"
[[grades]]
id = "good"
label = "Good"
[[grades]]
id = "adequate"
label = "Adequate"
[[grades]]
id = "requires-improvement"
label = "Requires improvement"
[[grades]]
id = "inadequate"
label = "Inadequate"
"""

_TOPICS = """
[[topics]]
id = "calls"
label = "Calls"
[[topics]]
id = "money"
label = "Money"
[[topics]]
id = "people"
label = "People"
"""

_QUESTION = """
[[items]]
id = "{id}"
level = "{level}"
label = "{id}"
graded = "{graded}"
home = "{home}"
"""

_STATEMENT = """
[[compared_with]]
cycle = "{cycle}"
level = "{level}"
basis = "{basis}"
official = true
sources = ["https://said"]
reason = "{reason}"
"""


def _cycle(name: str, scale: str, year: int, body: str) -> str:
    head = f'id = "{name}"\nname = "{name.title()}"\ntitle = "{name}"\nkind = "peel"\nscale = "{scale}"\n'
    return f'{head}published_from = "{year}"\n{body}'


def _pillar() -> str:
    return '[[pillars]]\nid = "whole"\nlabel = "Whole"\nquestion = "How good?"\n'


def _item(item: str, home: str, *, level: str = "question", graded: str = "all", more: str = "") -> str:
    return _QUESTION.format(id=item, home=home, level=level, graded=graded) + more


def _statement(cycle: str, level: str, basis: str, reason: str = "Said so.") -> str:
    return _STATEMENT.format(cycle=cycle, level=level, basis=basis, reason=reason)


CYCLES = {
    "one": _cycle("one", "four-tier", 2001, _pillar() + _item("q1", "calls") + _item("q2", "money")),
    "two": _cycle(
        "two",
        "four-tier",
        2002,
        _pillar()
        + _item("q1", "money", more='continues = "one:q2"\n')
        + _item("q2", "calls", more='continues = "one:q1"\n')
        + _item("q3", "people", graded="none")
        + _statement("one", "pillar", "direct")
        + _statement("one", "question", "indicative"),
    ),
    "three": _cycle(
        "three",
        "four-tier",
        2003,
        _pillar()
        + _item("q1", "calls", more='continues = "two:q2"\n')
        + _item("q2", "money")
        + _item("q4", "money")
        + _statement("one", "pillar", "direct")
        + _statement("one", "question", "indicative")
        + _statement("two", "pillar", "direct")
        + _statement("two", "question", "indicative"),
    ),
    "four": _cycle(
        "four",
        "five-tier",
        2004,
        _item("calls", "calls", level="area", more='touches = [{ topic = "people" }]\n')
        + _item("money", "money", level="area")
        + _statement("one", "any", "none", "Scales differ.")
        + _statement("two", "any", "none", "Scales differ.")
        + _statement("three", "any", "none", "Scales differ."),
    ),
}

HEADER = "force,cycle,level,item,grade,status,carried_from,revised_from,revised_on,published,source_basis,source,note"
HEADERS = {
    "judgments": HEADER,
    "findings": "finding,force,cycle,kind,item,topic,summary,positive,source_basis,source,note",
    "stated-changes": "change,force,cycle,item,topic,direction,since,summary,source_basis,source",
    "monitoring": "force,from,to,reason,source",
    "measures": "measure,label,unit,better,topic,whose,definition",
    "figures": ("force,measure,period,start,end,value,comparator,comparator_value,kind,whose,source_basis,source,note"),
}


def write(folder: Path, judgments: list[str], **tables: list[str]) -> Path:
    """Write the dataset with these lines of judgments.csv; `a` and `b` are its forces.

    `tables` has the lines of other tables (`findings=[…]`, `stated_changes=[…]`).
    """
    (folder / "cycles").mkdir(parents=True, exist_ok=True)
    (folder / "dataset.toml").write_text(_CARD, encoding="utf-8")
    (folder / "topics.toml").write_text(_TOPICS, encoding="utf-8")
    for name, text in CYCLES.items():
        (folder / "cycles" / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "forces.csv").write_text("force,name,region,aliases\na,A Police,North,\nb,B Police,South,bee\n", "utf-8")
    for name, lines in {"judgments": judgments, **tables}.items():
        table = name.replace("_", "-")
        (folder / f"{table}.csv").write_text("\n".join([HEADERS[table], *lines]) + "\n", encoding="utf-8")
    return folder


def judgment(inspection: str, item: str, known: str) -> str:
    """Return a line of judgments.csv from short words.

    `known` is a grade, a status without a grade, `good<one` (carried over from one), `good<unknown`
    or `good!adequate` (revised from adequate).
    """
    force, cycle = inspection.split(":")
    level = "pillar" if item == "whole" else "area" if cycle == "four" else "question"
    grade, status, carried, revised, on, note = known, "graded", "", "", "", ""
    if "<" in known:
        grade, carried = known.split("<")
        status = "carried-over"
    elif "!" in known:
        grade, revised = known.split("!")
        status, on = "revised", "2005-01-01"
    elif known in ("withheld", "not-graded", "not-inspected", "pending"):
        grade, status, note = "", known, "a reason"
    cells = (
        force,
        cycle,
        level,
        item,
        grade,
        status,
        carried,
        revised,
        on,
        "2004-05-06",
        "report",
        "https://x",
        note,
    )
    return ",".join(cells)
