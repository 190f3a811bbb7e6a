"""Whose a source is: read from its address, said in the same words everywhere."""

from __future__ import annotations

import itertools

import pytest

from peeldiff.compare import compare
from peeldiff.compare.cycles import compare_cycles
from peeldiff.compare.force_facts import force_facts
from peeldiff.dataset import Dataset
from peeldiff.export import comparison_text, csv, force_text, html, json, markdown
from peeldiff.export.country_export import pieces
from peeldiff.export.selection import Selection
from peeldiff.vocabulary.sources import is_unofficial, source_words

INSPECTORATE = "https://www.justiceinspectorates.gov.uk/hmicfrs/peel/a"
WORDS = [
    (INSPECTORATE, "report", None, "the inspectorate"),
    (INSPECTORATE, "report", "2017-11-09", "the inspectorate, 9 Nov 2017"),
    (INSPECTORATE, "narrative", None, "the inspectorate, in prose without a grade label"),
    ("https://www.exampletimes.co.uk/news/1", "secondary", "2015-12-15", "press, 15 Dec 2015"),
    ("https://www.example-pcc.gov.uk/x", "secondary", None, "a commissioner"),
    ("https://www.examplepfcc.org.uk/x", "secondary", None, "a commissioner"),
    ("https://example.pcc.police.uk/x", "secondary", None, "a commissioner"),
    ("https://www.example.police.uk/x", "secondary", None, "a force"),
    ("https://example.moderngov.co.uk/x", "secondary", None, "a council"),
    ("https://www.exampletimes.co.uk/news/1", "deduced", None, "deduced, from press"),
    ("Exampleshire Police, briefing pack, 2021 (no public address)", "secondary", None, "a force"),
    ("HMIC letter to Exampleshire Police (no public address)", "report", None, "the inspectorate"),
    ("report.html", "report", None, "your own import"),
    ("https://pcclarke.example.org/x", "secondary", None, "press"),
]


@pytest.mark.parametrize(("source", "basis", "day", "words"), WORDS)
def test_whose_a_source_is(source: str, basis: str, day: str | None, words: str) -> None:
    assert source_words(source, basis, day) == words


@pytest.mark.parametrize(
    ("bases", "unofficial"),
    [([], False), ([None], False), (["report", "secondary"], False), (["secondary", None], True), (["deduced"], True)],
)
def test_a_side_without_a_page_of_the_inspectorate(bases: list[str | None], *, unofficial: bool) -> None:
    assert is_unofficial(bases) is unofficial


def test_a_side_from_the_press_alone_is_said_at_the_top_once(ds: Dataset) -> None:
    press = [
        (line["force"], line["cycle"])
        for line in ds.judgments.group_by("force", "cycle", maintain_order=True)
        .agg("source_basis")
        .iter_rows(named=True)
        if "report" not in line["source_basis"]
    ]
    force, cycle = press[0]
    found = compare(ds, f"{force}:{cycle}", "northamptonshire:2017")
    assert f"No judgment of {ds.force_names[force]}" in found.unofficial
    for write in (comparison_text.write, markdown.write, html.write):
        page = " ".join(write(Selection(found)).decode().split())
        assert page.count("own page") == 1
    assert not compare(ds, "northamptonshire:2016", "northamptonshire:2017").unofficial


def test_every_format_says_whose_a_source_is(ds: Dataset) -> None:
    selected = Selection(compare(ds, "northamptonshire:2017", "northamptonshire:2021-22"))
    for write in (comparison_text.write, markdown.write, html.write):
        assert "a commissioner, 22 Mar 2018" in " ".join(write(selected).decode().split())
    for write in (json.write, csv.write):
        assert "secondary" in write(selected).decode()


def test_what_is_met_in_part_never_reads_as_the_grade_of_the_topic(ds: Dataset) -> None:
    selected = Selection(
        compare(ds, "northamptonshire:2017", "northamptonshire:2021-22"), topics=frozenset({"finance"})
    )
    for write in (comparison_text.write, markdown.write, html.write):
        page = " ".join(write(selected).decode().split())
        assert page.index("in part, Planning") < page.index("● Good")


def test_a_statement_on_two_cycles_cites_no_page_of_another_force(ds: Dataset) -> None:
    pairs = [("2016", "2017"), ("2018-19", "2021-22"), ("2021-22", "2023-25")]
    for left, right in pairs:
        found = compare(ds, f"kent:{left}", f"kent:{right}").comparability
        assert found.sources
        foreign = [source for source in found.sources if "northamptonshire" in source or "lincolnshire" in source]
        assert not foreign or "general statement" in found.reason


def test_a_statement_on_an_item_that_stands_on_another_forces_page_is_cited_as_general(ds: Dataset) -> None:
    general = []
    for force, cycle in itertools.product(("kent", "leicestershire", "lancashire"), ds.cycles):
        for row in compare(ds, f"{force}:{cycle}", "northamptonshire:2017").judgment_rows:
            for judgment in row.left:
                elsewhere = judgment.source is not None and ds.force_index.of_page(judgment.source) not in (None, force)
                if elsewhere and judgment.coverage == "home":
                    assert "A general statement" in (judgment.note or ""), judgment
                    general.append(force)
    assert set(general) == {"kent", "leicestershire", "lancashire"}


def test_a_country_for_reading_says_whose_and_what_is_in_part(ds: Dataset) -> None:
    found = compare_cycles(ds, "2017", "2021-22")
    for chosen in ("table", "markdown", "html"):
        page = " ".join(b"".join(pieces(found, chosen, 300)).decode().replace("\N{NO-BREAK SPACE}", " ").split())
        assert "in part: ● Good" in page
        assert "(press)" in page


def test_an_inspection_is_shown_in_words_with_whose_each_source_is(ds: Dataset) -> None:
    page = " ".join(force_text.write(force_facts(ds, "northamptonshire", "2017"), 300).decode().split())
    assert "Investigating crime ▽ Requires improvement (a commissioner, 22 Mar 2018) [3]" in page
    assert "(the inspectorate" in page.partition("Sources")[2]
    assert "requires-improvement" not in page
