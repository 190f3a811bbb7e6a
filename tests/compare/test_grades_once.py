"""A grade counts once, at home: no count of grades says more than the dataset has."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter

import polars as pl
import pytest

from peeldiff.compare import compare
from peeldiff.compare.comparison import count_apart
from peeldiff.compare.cycles import compare_cycles
from peeldiff.compare.force_facts import force_facts
from peeldiff.compare.force_history import timeline
from peeldiff.compare.record import record
from peeldiff.dataset import Dataset, Inspection
from peeldiff.dataset.queries.judgment_query import JudgmentQuery, find_judgments
from peeldiff.dataset.queries.known_judgments import known_cycles, known_judgments
from peeldiff.dataset.queries.not_held import coverage_line
from peeldiff.dataset.queries.search import read_sought
from peeldiff.export import country_page, force_page
from peeldiff.export.brief.fitting import make_paper
from peeldiff.export.force_summary import grades_by_worst
from shipped_dataset import shipped
from sweeping import sweep

DS = shipped()


PAIRS = list(itertools.permutations(DS.cycles, 2))


@sweep(10, ("left", "right"), PAIRS)
def test_a_country_counts_every_grade_once(left: str, right: str) -> None:
    found = compare_cycles(DS, left, right)
    counted = dict(found.distributions.group_by("cycle").agg(pl.col("count").sum()).iter_rows())
    drawn = found.transitions["count"].sum()
    for side, cycle in (("left", left), ("right", right)):
        given = _grades(DS, cycle)
        assert found.grades_given(found.rows, side).height == given
        assert counted.get(cycle, 0) + drawn <= given
    summary, height = found.summary, found.rows.height
    counts = [summary[name] for name in ("added", "removed", "changed", "unchanged")]
    four = sum(count for count in counts if isinstance(count, int))
    assert four + found.not_compared == sum(found.kinds.values()) == sum(found.bases.values()) == height


def test_a_row_says_what_is_met_in_part_and_where_several_stand() -> None:
    rows = compare_cycles(DS, "2017", "2021-22").rows.filter(force="northamptonshire")
    parts = rows.filter(pl.col("right_coverage") == "part")
    assert set(parts["basis"]) == {"none"}
    assert parts.filter(pl.col("label").is_null()).height == 0
    several = compare_cycles(DS, "2017", "2021-22").rows.filter(pl.col("left_status") == "several")
    assert several.height
    assert several["left_grade"].null_count() == several.height


def test_a_source_stands_with_whose_it_is() -> None:
    rows = compare_cycles(DS, "2017", "2021-22").rows
    for side in ("left", "right"):
        assert rows.filter(pl.col(f"{side}_source").is_null() != pl.col(f"{side}_source_basis").is_null()).height == 0
        assert rows.filter(pl.col(f"{side}_grade").is_not_null() & pl.col(f"{side}_source").is_null()).height == 0


@sweep(12, ("force", "left", "right"), [(force, *pair) for force in DS.force_names for pair in PAIRS])
def test_every_grade_stands_once_at_home_between_two_inspections(force: str, left: str, right: str) -> None:
    compared = compare(DS, Inspection(force, left), Inspection(force, right))
    for side, cycle in (("left", left), ("right", right)):
        shown = [entry for row in compared.judgment_rows for entry in getattr(row, side)]
        at_home = [judgment.item for judgment in shown if judgment.grade and judgment.coverage == "home"]
        assert len(at_home) == len(set(at_home)) == _grades(DS, cycle, force)
    answer = record(compared)["summary"]["judgments"]
    assert sum(answer.values()) == len(compared.judgment_rows)
    drawn = sum(answer.get(kind, 0) for kind in ("improved", "declined", "unchanged", "carried-over"))
    assert drawn <= min(_grades(DS, left, force), _grades(DS, right, force))
    assert sum(count.rows for count in count_apart(compared.judgment_rows)) == len(compared.judgment_rows)


@sweep(8, "force", DS.force_names)
def test_every_grade_stands_once_in_what_is_known_of_a_force_and_in_its_timeline(force: str) -> None:
    cycles = known_cycles(DS, force)
    known = Counter(line["cycle"] for line in known_judgments(DS, force, cycles) if line["grade"])
    for cycle in cycles:
        assert known[cycle] == _grades(DS, cycle, force)
    for column in timeline(DS, force).columns:
        entries = [entry.judgment for cell in column.cells.values() for entry in cell]
        at_home = [item.item for item in entries if item.grade and item.coverage == "home"]
        assert len(at_home) == len(set(at_home)) == _grades(DS, column.side.cycle, force)


def test_no_list_counts_more_than_there_is() -> None:
    every = find_judgments(DS, JudgmentQuery())
    assert every.rows.height == DS.judgments.height
    assert every.known + every.more == DS.judgments.height
    for cycle in DS.cycles:
        found = find_judgments(DS, JudgmentQuery(cycles=frozenset({cycle})))
        assert found.rows.filter(pl.col("grade").is_not_null()).height == _grades(DS, cycle)
        assert found.known <= found.expected
        topics = [find_judgments(DS, JudgmentQuery(frozenset(), frozenset({cycle}), topics=frozenset({topic})))
                  for topic in DS.topics]  # fmt: skip
        assert sum(of_topic.rows.height for of_topic in topics) <= found.rows.height


def _shown(words: str) -> int:
    """Count the grades that a text gives, those that are met in part left out."""
    marks = "|".join(re.escape(f"{grade.mark} {grade.label}") for grade in DS.grades.values())
    plain = " ".join(re.sub(r"<[^>]*>", "", words).split())  # in a page no line breaks between a sign and its word
    return len(re.findall(f"(?:{marks})", re.sub(rf"in part(?:, [^:<>]*?)?: (?:{marks})", "", plain)))


@sweep(3, ("force", "left", "right"), [(force, *pair) for force in DS.force_names for pair in PAIRS])
def test_a_paper_gives_each_grade_once(force: str, left: str, right: str) -> None:
    paper = make_paper(compare(DS, Inspection(force, left), Inspection(force, right)), DS, {}, dt.date(2026, 1, 1))
    grades = [section for section in paper.sections if section.title.startswith(("What got", "What cannot"))]
    pieces = [
        piece
        for section in grades
        for line in (*section.lines, *section.below)
        for cell in line.cells
        for piece in cell
    ]
    assert _shown(" ".join(piece for piece in pieces if isinstance(piece, str))) <= _grades(DS, left, force) + _grades(
        DS, right, force
    )


@sweep(3, "force", DS.force_names)
def test_a_page_of_a_force_gives_each_grade_once_in_its_table_and_in_its_latest(force: str) -> None:
    facts = force_facts(DS, force)
    given = sum(_grades(DS, cycle, force) for cycle in known_cycles(DS, force))
    page = force_page.write(facts).decode()
    table = page.partition('class="timeline"')[2].partition("</table>")[0]
    assert 0 < _shown(table) <= given
    if facts.latest is not None:
        listed = [
            judged for _, judgments in grades_by_worst(DS.grades, facts.latest) for judged in judgments if judged.grade
        ]
        assert len(listed) == _grades(DS, facts.latest.side.cycle, force)


@sweep(1, ("left", "right"), [("2016", "2017"), ("2017", "2021-22"), ("2021-22", "2023-25")])
def test_a_page_of_every_force_gives_each_grade_once(left: str, right: str) -> None:
    page = country_page.write(compare_cycles(DS, left, right)).decode()
    shown = sum(map(_shown, page.split('class="matrix"')[1:]))
    assert 0 < shown <= _grades(DS, left) + _grades(DS, right)


@pytest.mark.parametrize("words", ["inadequate", "kent good", "outstanding 2017", "withheld"])
def test_the_line_above_a_search_counts_no_more_than_there_is(words: str) -> None:
    sought = read_sought(DS, words)
    found = sought.judgments
    assert found is not None
    assert len(found.rows) <= found.known + found.more <= DS.judgments.height
    assert coverage_line(DS, sought).startswith(f"{len(found.rows)} of ")


def _grades(ds: Dataset, cycle: str, force: str | None = None) -> int:
    here = ds.judgments.filter(pl.col("cycle") == cycle, pl.col("grade").is_not_null())
    return here.height if force is None else here.filter(force=force).height
