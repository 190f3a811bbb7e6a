"""Whole comparisons of an invented dataset, as the record that every format is written from.

`records.json` was read line by line before it was kept. To write it anew: `python tests/compare/test_record.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

import small_dataset
from peeldiff.compare import compare
from peeldiff.compare.cycles import compare_cycles
from peeldiff.compare.record import Record, record
from peeldiff.dataset import Dataset, load

KEPT = Path(__file__).with_name("records.json")
FIVE = """id = "five"
name = "Five"
title = "The fifth"
kind = "peel"
scale = "four-tier"
published_from = "2005"
aliases = ["5"]
[[pillars]]
id = "whole"
label = "Whole"
question = "How good?"
[[items]]
id = "m2"
level = "question"
label = "Spending"
wording = "paraphrase"
graded = "all"
home = "money"
continues = "three:q2"
[[items]]
id = "m4"
level = "question"
label = "Saving"
graded = "all"
home = "money"
continues = "three:q4"
[[items]]
id = "calls"
level = "question"
number = "3"
label = "Answering"
graded = "none"
home = "calls"
continues = "three:q1"
touches = [{ topic = "people" }]
[[items]]
id = "more"
level = "question"
label = "More of it"
graded = "all"
home = "calls"
[[items]]
id = "odd"
level = "question"
label = "Odd one"
graded = "all"
[[items]]
id = "staff"
level = "question"
label = "Staff"
graded = "all"
home = "people"
[[compared_with]]
cycle = "three"
level = "question"
basis = "direct"
official = true
sources = ["https://said", "https://again"]
reason = "The questions stayed the same."
[[compared_with]]
cycle = "one"
level = "any"
basis = "indicative"
official = false
sources = []
reason = "Ours."
"""
SIX = """id = "six"
name = "Six"
title = "The sixth"
kind = "peel"
scale = "four-tier"
published_from = "2006"
[[items]]
id = "leaders"
level = "question"
label = "Leaders"
graded = "all"
home = "people"
[[items]]
id = "workers"
level = "question"
label = "Workers"
graded = "all"
home = "people"
continues = "five:staff"
[[items]]
id = "coins"
level = "question"
label = "Coins"
graded = "all"
home = "calls"
continues = "five:m4"
"""
KNOWN = [
    *(("a:one", "whole", "good"), ("a:one", "q1", "outstanding"), ("a:one", "q2", "inadequate")),
    *(("a:two", "whole", "good<one"), ("a:two", "q1", "good"), ("a:two", "q2", "withheld")),
    *(
        ("a:three", "whole", "requires-improvement"),
        ("a:three", "q1", "good!inadequate"),
        ("a:three", "q4", "inadequate"),
    ),
    *(("a:four", "calls", "adequate"), ("a:four", "money", "pending")),
    *(
        ("a:five", "whole", "good"),
        ("a:five", "m2", "good"),
        ("a:five", "m4", "outstanding"),
        ("a:five", "more", "good"),
    ),
    *(
        ("b:one", "whole", "inadequate"),
        ("b:one", "q1", "good"),
        ("b:five", "m2", "good<unknown"),
        ("b:five", "odd", "good"),
    ),
    *(
        ("a:five", "staff", "good"),
        ("a:six", "workers", "inadequate"),
        ("a:six", "leaders", "good"),
        ("a:six", "coins", "good"),
    ),
    *(("b:two", "q1", "good<one"), ("b:two", "q2", "good<one")),
]
FINDINGS = [
    "f1,a,one,area-for-improvement,q1,calls,Answer emergency calls within ten seconds.,false,report,https://f1,",
    "f2,a,one,observation,,,Pleasant gardens bloom everywhere.,true,secondary,https://f2,seen",
    "g1,a,five,cause-of-concern,calls,calls,Answer emergency calls within ten seconds.,false,report,https://g1,",
    "g2,a,five,observation,odd,,Cars rust.,false,report,https://g2,",
]
STATED = [
    "c1,a,five,m2,,improved,three,Spending went up.,report,https://c1",
    "c2,a,five,,calls,declined,three,Fewer calls are answered.,report,https://c2",
    "c3,a,one,,people,unchanged,unknown,As before.,report,https://c3",
]
MEASURES = ["waits,Waits,minutes,down,calls,force,Counted."]
FIGURES = [
    "a,waits,2001,2001-01-01,2001-12-31,5.5,England,6.25,measured,inspectorate,report,https://w1,",
    "a,waits,2003,2003-01-01,2003-12-31,7,,,measured,,report,https://w2,late",
    "a,waits,2006,,,4,,,plan,force,report,https://w3,",
]
PAIRS = (
    *(("a:one", "a:two"), ("a:two", "a:one"), ("a:two", "a:three"), ("a:three", "a:four"), ("a:three", "a:five")),
    *(("a:five", "a:three"), ("a:five", "a:one"), ("b:one", "b:five"), ("a:one", "b:one"), ("a:five", "b:five")),
    *(("a:one", "a:one"), ("a:one", "b:two"), ("b:three", "a:three"), ("a:two", "b:two"), ("a:two", "a:five")),
    *(("a:five", "a:six"), ("a:six", "a:five"), ("a:six", "a:three")),
)


def dataset(folder: Path) -> Dataset:
    known = [small_dataset.judgment(*known) for known in KNOWN]
    tables = {"findings": FINDINGS, "stated_changes": STATED, "measures": MEASURES, "figures": FIGURES}
    made = small_dataset.write(folder, known, **tables)
    for name, text in (("five", FIVE), ("six", SIX)):
        (made / "cycles" / f"{name}.toml").write_text(text, "utf-8")
    return load(made)


def records(ds: Dataset) -> dict[str, Record]:
    found = {" ".join(pair): record(compare(ds, *pair)) for pair in PAIRS}
    for one in found.values():
        assert one.pop("dataset") == {
            name: getattr(ds, name) for name in ("name", "version", "digest", "date", "attribution")
        }
    return found


def told(found: dict[str, Record]) -> str:
    """Return JSON with a row a line, for eyes and for differences."""
    pairs = []
    for pair, one in found.items():
        parts = {name: json.dumps(value, ensure_ascii=False) for name, value in one.items()}
        for name in ("judgments", "findings", "figures"):
            rows = ",\n   ".join(json.dumps(row, ensure_ascii=False) for row in one[name])
            parts[name] = f"[\n   {rows}]" if rows else "[]"
        pairs.append(
            f" {json.dumps(pair)}: {{\n" + ",\n".join(f"  {json.dumps(n)}: {v}" for n, v in parts.items()) + "}"
        )
    return "{\n" + ",\n".join(pairs) + "}\n"


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return dataset(tmp_path_factory.mktemp("invented"))


@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_it_is_as_it_was_read(ds: Dataset, pair: tuple[str, str]) -> None:
    kept = json.loads(KEPT.read_text("utf-8"))[" ".join(pair)]
    found = record(compare(ds, *pair))
    assert found.pop("dataset")["digest"] == ds.digest
    assert json.loads(json.dumps(found)) == kept
    assert list(found) == list(kept)


def test_a_part_is_counted_as_a_part(ds: Dataset) -> None:
    found = compare(ds, "a:five", "a:one")
    rows, findings = found.judgment_rows[:2], found.finding_rows[1:]
    answer = record(found, rows, findings, ())
    assert [row["id"] for row in answer["judgments"]] == [row.id for row in rows]
    assert [row["id"] for row in answer["findings"]] == [row.id for row in findings]
    assert answer["figures"] == []
    assert answer["summary"] == {
        "judgments": {"unchanged": 1, "not-graded": 1},
        "judgments_by_basis": {"indicative": {"unchanged": 1, "not-graded": 1}},
        "findings": {"left-only": 1, "right-only": 1},
        "figures": 0,
    }
    assert record(found, (), (), ())["summary"]["judgments"] == {}


def test_rows_of_lineage_are_named_within_their_topic(ds: Dataset) -> None:
    items = compare_cycles(ds, "three", "five").rows.filter(force="a")["item"].to_list()
    assert items == ["whole", "calls/calls", "calls", "money/m2", "money/m4", "people", "odd"]


def test_how_an_item_is_worded_is_known(ds: Dataset) -> None:
    rows = compare(ds, "a:three", "a:five").judgment_rows
    wording = {judgment.item: judgment.wording for row in rows for judgment in row.right}
    assert (wording["m2"], wording["m4"]) == ("paraphrase", "verbatim")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        KEPT.write_text(told(records(dataset(Path(folder)))), "utf-8")
