"""The page of a force, parsed: what matters first, breaks as breaks, outcomes, figures drawn with their table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from justhtml import JustHTML

import small_dataset
from parsed_page import attribute, find, parse, text
from peeldiff.compare.force_facts import force_facts
from peeldiff.dataset import Dataset, load
from peeldiff.export import force_page
from running import peeldiff

JUDGMENTS = [
    *(("a:one", "whole", "good"), ("a:two", "whole", "inadequate"), ("a:three", "whole", "inadequate")),
    *(("a:four", "calls", "good"), ("a:four", "money", "inadequate"), ("b:one", "whole", "good")),
]
FINDINGS = (
    "finding,force,cycle,kind,item,topic,summary,positive,source_basis,source,note,outcome,outcome_cycle,outcome_source\n"
    "f-1,a,two,area-for-improvement,whole,,Answer calls sooner.,false,report,https://x,,partly-addressed,three,https://y\n"
)
MONITORED = (
    "force,from,to,reason,source,to_reason,to_source\na,2004,2005-03-04,Calls were lost.,https://in,,https://out\n"
)
MEASURES = [
    "officers,Officers,headcount,none,calls,official,Officers in post.",
    "own,Own count,calls,up,calls,force,Theirs.",
]
FIGURES = [
    f"a,{measure},{year},{year}-01-01,{year}-12-31,{value},,,measured,,secondary,https://fig,"
    for measure, year, value in (("own", 2001, 5), ("own", 2002, 6))
]


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    lines = [small_dataset.judgment(*known) for known in JUDGMENTS]
    folder = small_dataset.write(tmp_path_factory.mktemp("small"), lines, measures=MEASURES, figures=FIGURES)
    (folder / "forces.csv").write_text("force,name,region,aliases\na,A Police,,\nb,B Police,,\nc,C Police,,\n", "utf-8")
    (folder / "findings.csv").write_text(FINDINGS, "utf-8")
    (folder / "monitoring.csv").write_text(MONITORED, "utf-8")
    counts = [
        f"{force},officers,{year}-03-31,{year}-03-31,{100 * place + year - 2000},https://official"
        for place, force in enumerate("abc", 1)
        for year in (2001, 2002, 2003)
    ]
    (folder / "national-figures.csv").write_text(
        "\n".join(["force,measure,start,end,value,source", *counts, ""]), "utf-8"
    )
    return load(folder)


@pytest.fixture(scope="module")
def page(ds: Dataset) -> JustHTML:
    return parse(force_page.write(force_facts(ds, "a")))


def test_what_matters_comes_first(page: JustHTML) -> None:
    assert text(find(page, "h1")[0]) == text(find(page, "title")[0]) == "A Police: every inspection"
    monitored = find(page, "p.monitoring")[0]
    assert "from 2004 to 4 March 2005. Calls were lost." in text(monitored)
    assert [attribute(link, "href") for link in find(monitored, "a")] == ["https://in", "https://out"]
    assert [text(line).replace(" :", ":")[:12] for line in find(page, "ul.latest li")] == [
        "I Inadequate",
        "G Good: call",
    ]


def test_a_force_that_was_never_monitored_says_so(ds: Dataset) -> None:
    assert "knows of no time in Engage" in force_page.write(force_facts(ds, "b")).decode()


def test_an_inspection_of_which_nothing_is_known_is_shown_as_such(ds: Dataset) -> None:
    done = peeldiff("show", "b:four", "--data", str(ds.root))
    assert done.code == 0
    assert "Not in this dataset: calls, money." in done.text
    assert peeldiff("show", "b:four", "--data", str(ds.root), "--format", "html").code == 0


def test_a_cycle_of_gaps_has_its_column(tmp_path: Path) -> None:
    known = [small_dataset.judgment(f"a:{cycle}", "whole", "good") for cycle in ("one", "three")]
    page = parse(force_page.write(force_facts(load(small_dataset.write(tmp_path, known)), "a")))
    assert [text(head).split()[0] for head in find(page, "table.timeline thead th")] == ["Item", "One", "Two", "Three"]
    assert "No grade is known of" not in page.to_text()


def test_breaks_are_drawn_and_no_direction_stands_across_one(page: JustHTML) -> None:
    heads = find(page, "table.timeline thead th")
    assert [text(head).startswith("Four") for head in heads if "broken" in attribute(head, "class")] == [True]
    assert "≠ a break" in text(heads[-1])
    rows = find(page, "table.timeline tbody tr")
    broken = find(page, "table.timeline tbody td.broken")
    assert len(broken) == len(rows)
    assert not [cell for cell in broken if find(cell, ".change")]
    whole = next(row for row in rows if text(find(row, "th")[0]) == "Whole")
    changes = [text(change) for change in find(whole, ".change")]
    assert changes == ["↓ declined", "= unchanged"]
    assert "Scales differ." in page.to_text()


def test_a_finding_has_its_outcome_with_the_source_of_that(page: JustHTML) -> None:
    finding = next(line for line in find(page, "li") if "Answer calls sooner." in text(line))
    assert "Three says: addressed in part." in text(finding)
    assert [attribute(link, "href") for link in find(finding, "a")] == ["https://x", "https://y"]


def test_text_and_json_have_the_outcome_too(ds: Dataset) -> None:
    text_of_force = " ".join(peeldiff("show", "a", "--data", str(ds.root)).text.split())
    assert "Answer calls sooner. [" in text_of_force
    assert "Three says: addressed in part [" in text_of_force
    (finding,) = json.loads(peeldiff("show", "a", "--data", str(ds.root), "--format", "json").out)["findings"]
    assert (finding["outcome"], finding["outcome_cycle"]) == ("partly-addressed", "three")
    for chosen in ("table", "markdown", "html"):
        shown = peeldiff("diff", "a:two", "a:three", "--data", str(ds.root), "--format", chosen).text
        assert "Three says: addressed in part" in " ".join(shown.split())


def test_the_end_of_a_stay_in_engage_has_its_own_source(ds: Dataset) -> None:
    for chosen in ("table", "markdown", "html"):
        shown = peeldiff("diff", "a:one", "a:two", "--data", str(ds.root), "--format", chosen).text
        assert "https://in" in shown
        assert "https://out" in shown


def test_text_begins_with_what_matters(ds: Dataset) -> None:
    lines = peeldiff("show", "a", "--data", str(ds.root)).text.splitlines()
    assert lines[0] == "A Police: every inspection"
    assert lines[1].startswith("Was in Engage")
    assert "Latest grades: Four (five-tier)" in lines[:6]
    assert "≠ Not comparable with Three: Scales differ." in lines


def test_a_figure_is_drawn_amid_all_forces_and_stands_in_a_table(page: JustHTML) -> None:
    picture = find(page, "figure.chart svg")
    assert len(picture) == 1
    assert attribute(picture[0], "role") == "img"
    assert "A Police: 101 in 2001, 103 in 2003." in attribute(picture[0], "aria-label")
    assert len(find(picture[0], "circle")) == 3
    assert len(find(picture[0], "polygon")) == 1
    rows = [[text(cell) for cell in find(row, "th, td")] for row in find(page, ".charted tbody tr")]
    assert [row[1].partition(" ")[0] for row in rows] == ["101", "102", "103"]
    assert rows[0][2].startswith("201 (")
    assert "Own count (force's own)" in text(find(page, "details")[0])


def test_one_inspection_is_a_page_of_its_own(ds: Dataset) -> None:
    done = peeldiff("show", "a:two", "--data", str(ds.root), "--format", "html")
    assert done.code == 0
    page = parse(done.text)
    assert text(find(page, "h1")[0]) == "A Police: Two"
    assert len(find(page, "table.timeline thead th")) == 2
    assert not find(page, "td.broken, .change")


def test_the_ending_of_the_file_chooses_the_page(ds: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    assert peeldiff("show", "a", "--data", str(ds.root), "-o", str(file)).code == 0
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert peeldiff("list", "forces", "--data", str(ds.root), "-o", str(file)).code == 2


def test_what_is_met_in_part_has_no_shade_of_a_grade() -> None:
    facts = force_facts(load(), "northamptonshire")
    drawn = find(parse(force_page.write(facts)), "span.grade")
    parts = [attribute(span, "class") for span in drawn if text(span).startswith("in part")]
    assert parts
    assert set(parts) == {"grade part"}


def test_the_latest_grades_say_which_are_not_the_inspectorates_own_page() -> None:
    """Their list of sources alone cannot: one page of the press may give one grade and let another be deduced."""
    facts = force_facts(load(), "gwent")
    lines = [text(line) for line in find(parse(force_page.write(facts)), "ul.latest > li")]
    as_text = peeldiff("show", "gwent").text.split("PEEL 2014", 1)[0]
    for said in (" ".join(lines), " ".join(as_text.split())):
        assert "Investigating crime (press) [1]" in said
        assert "Preventing crime (deduced, from press) [1]" in said
