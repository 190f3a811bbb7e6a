"""The rules of comparison: a table of cases, and properties over the shipped dataset."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_dataset
from peeldiff.compare import Comparison, compare
from peeldiff.dataset import Dataset, Inspection, load
from peeldiff.vocabulary.terms import BETWEEN_FORCES, JUDGMENT_KINDS, OVER_TIME
from shipped_dataset import shipped
from sweeping import examples

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    lines = [
        small_dataset.judgment(inspection, item, known)
        for inspection, items in case["judgments"].items()
        for item, known in items.items()
    ]
    found = compare(load(small_dataset.write(tmp_path, lines)), case["left"], case["right"])
    row = next(row for row in found.judgment_rows if row.id == case["row"])
    assert (row.kind, row.basis) == (case["kind"], case["basis"])
    assert case.get("says", "") in row.why
    assert row.why == case.get("why", row.why)
    assert row.basis_reason in row.why or row.kind not in (*OVER_TIME, *BETWEEN_FORCES, "not-comparable")
    answer = "none" if case["left"][2:] == case["right"][2:] else case.get("sources", "any")
    assert answer == "any" or row.basis_sources == (("https://said",) if answer == "said" else ())


INSPECTIONS = st.deferred(
    lambda: st.builds(
        Inspection, st.sampled_from(shipped().forces["force"].to_list()), st.sampled_from(list(shipped().cycles))
    )
)
TURNED = {"left-only": "right-only", "right-only": "left-only", "higher": "lower", "lower": "higher"}


def kinds(comparison: Comparison) -> dict[str, tuple[str, str]]:
    return {row.id: (row.kind, row.basis) for row in comparison.judgment_rows}


@examples(10)
@given(INSPECTIONS, INSPECTIONS)
def test_a_pair_is_the_same_either_way_round(left: Inspection, right: Inspection) -> None:
    there, back = compare(shipped(), left, right), compare(shipped(), right, left)
    assert {key: (TURNED.get(kind, kind), basis) for key, (kind, basis) in kinds(there).items()} == kinds(back)
    assert {row.id for row in there.finding_rows} == {row.id for row in back.finding_rows}
    if left.cycle != right.cycle:
        stated = [{row.id: row.stated_change for row in entry.judgment_rows} for entry in (there, back)]
        assert stated[0] == stated[1]


@examples(15)
@given(INSPECTIONS, INSPECTIONS)
def test_what_holds_of_every_comparison(left: Inspection, right: Inspection) -> None:
    found = compare(shipped(), left, right)
    no_direction_without_a_basis(found)
    every_item_of_both_frameworks_is_there_and_every_fact_has_its_source(found)
    shortfalls_never_meet_strengths(found)


def no_direction_without_a_basis(found: Comparison) -> None:
    directions = OVER_TIME if found.one_force else BETWEEN_FORCES
    for row in found.judgment_rows:
        assert row.kind in JUDGMENT_KINDS
        if row.kind in (*OVER_TIME, *BETWEEN_FORCES):
            assert row.kind in directions
            assert row.basis != "none"
            assert len(row.left) == len(row.right) == 1
            assert "part" not in (row.left[0].coverage, row.right[0].coverage)
            scales = {shipped().cycles[side.cycle].scale for side in (found.left, found.right)}
            assert len(scales) == 1


def every_item_of_both_frameworks_is_there_and_every_fact_has_its_source(found: Comparison) -> None:
    assert len({row.id for row in found.judgment_rows}) == len(found.judgment_rows)
    for side, inspection in (("left", found.left), ("right", found.right)):
        judgments = [judgment for row in found.judgment_rows for judgment in getattr(row, side)]
        expected = {item.id for item in shipped().cycles[inspection.cycle].items}
        assert {judgment.item for judgment in judgments} == expected
        at_home = [judgment.item for judgment in judgments if judgment.coverage == "home"]
        assert len(at_home) == len(set(at_home))
        for judgment in judgments:
            assert (judgment.grade is None) == (judgment.status not in ("graded", "carried-over", "revised"))
            assert judgment.grade is None or judgment.source
            assert judgment.status != "absent" or (judgment.source is None and judgment.grade is None)


def shortfalls_never_meet_strengths(found: Comparison) -> None:
    for row in found.finding_rows:
        if row.left and row.right:
            assert row.left.positive == row.right.positive
            assert row.kind == "both"
    # A finding may pair with several: then each pair stands once, and no finding both in a pair and alone.
    pairs = [tuple(side.finding if side else "" for side in (row.left, row.right)) for row in found.finding_rows]
    assert len(pairs) == len(set(pairs))
    assert len({row.id for row in found.finding_rows}) == len(pairs)
    if found.left.inspection != found.right.inspection:
        paired = {finding for pair in pairs if all(pair) for finding in pair}
        alone = [finding for pair in pairs if not all(pair) for finding in pair if finding]
        assert len(alone) == len(set(alone))
        assert not paired & set(alone)


def test_the_main_comparison(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "northamptonshire:2021-22")
    assert found.comparability.level == "none"
    assert found.comparability.official
    assert "four to five tiers" in found.comparability.reason
    assert found.comparability.sources
    assert not {"improved", "declined"} & set(found.counts)
    demand = next(row for row in found.judgment_rows if row.topic == "demand-and-resources")
    assert [judgment.item for judgment in demand.left] == ["efficiency-1", "efficiency-2"]
    assert [(judgment.item, judgment.coverage) for judgment in demand.right] == [("strategic-planning", "part")]
    graded = {judgment.item for row in found.judgment_rows for judgment in row.right if judgment.grade}
    assert len(graded) == 10
    right = [judgment for row in found.judgment_rows for judgment in row.right]
    ungraded = {judgment.item for judgment in right if judgment.status == "not-graded"}
    assert ungraded == {"strategic-policing-requirement", "armed-threats"}
    absent = [row for row in found.judgment_rows if any(judgment.status == "absent" for judgment in row.left)]
    assert absent
    assert {row.kind for row in absent} == {"unknown"}
    investigating = next(row for row in found.judgment_rows if row.topic == "investigation")
    assert investigating.stated_change is not None
    assert investigating.stated_change.direction == "improved"
    assert "37 of 60" in investigating.stated_change.summary
    assert "67 of 70" in investigating.stated_change.summary


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2016", "2017", {"effectiveness": "unchanged", "efficiency": "unchanged", "legitimacy": "declined"}),
        (
            "2017",
            "2018-19",
            {"effectiveness": "unchanged", "efficiency": "declined", "legitimacy": "unchanged"},
        ),
    ],
)
def test_pillar_directions_of_northamptonshire(ds: Dataset, left: str, right: str, expected: dict[str, str]) -> None:
    found = compare(ds, f"northamptonshire:{left}", f"northamptonshire:{right}")
    pillars = {row.id.rpartition("/")[2]: row for row in found.judgment_rows if "/pillar/" in row.id}
    assert {pillar: pillars[pillar].kind for pillar in expected} == expected
    assert {pillars[pillar].basis for pillar in expected} == {"direct"}


def test_carried_over_questions_are_marked_with_their_origin(ds: Dataset) -> None:
    found = compare(ds, "leicestershire:2017", "leicestershire:2018-19")
    rows = {row.id: row for row in found.judgment_rows}
    assert (rows["judgment/pillar/efficiency"].kind, rows["judgment/pillar/efficiency"].basis) == (
        "improved",
        "direct",
    )
    for topic, origin in (("prevention", "2016"), ("serious-organised-crime", "2017")):
        row = rows[f"judgment/topic/{topic}"]
        assert row.kind == "carried-over"
        assert row.right[0].carried_from == origin
        assert f"carried over from PEEL {origin}" in row.why


def test_two_forces_are_never_said_to_improve(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
    pillars = [row for row in found.judgment_rows if "/pillar/" in row.id]
    assert [row.kind for row in pillars] == ["higher", "same", "higher"]
    assert all("improved" not in row.why.lower() for row in found.judgment_rows if row.kind in BETWEEN_FORCES)


def test_withheld_and_revised_judgments_are_said_to_be_so(ds: Dataset) -> None:
    manchester = compare(ds, "greater-manchester:2016", "greater-manchester:2017")
    withheld = [row for row in manchester.judgment_rows for judgment in row.right if judgment.status == "withheld"]
    assert [row.right[0].item for row in withheld if row.kind == "not-graded" and row.topic is None] == [
        *("efficiency", "legitimacy")
    ]
    assert {judgment.item for row in withheld for judgment in row.right if judgment.level == "question"} == {
        *("efficiency-1", "efficiency-2", "efficiency-3", "legitimacy-1", "legitimacy-2", "legitimacy-3")
    }
    assert all(judgment.grade is None for row in withheld for judgment in row.right if judgment.status == "withheld")
    assert all("Manchester Arena" in row.why for row in withheld if row.kind == "not-graded")
    revised = compare(ds, "northamptonshire:2021-22", "northamptonshire:2023-25")
    one = next(judgment for row in revised.judgment_rows for judgment in row.right if judgment.status == "revised")
    assert (one.item, one.revised_from, one.grade, one.revised_on) == (
        *("responding", "adequate", "requires-improvement", "2024-08-08"),
    )


def test_findings_that_come_back_and_those_that_do_not(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "northamptonshire:2021-22")
    met = {(row.left.finding, row.right.finding) for row in found.finding_rows if row.left and row.right}
    assert ("nor-17-obs-08", "nor-21-obs-53") in met  # what collaboration brings is not monitored
    assert ("nor-17-afi-09", "nor-21-obs-16") in met  # external scrutiny of police powers
    capabilities = next(row for row in found.finding_rows if row.left and row.left.finding == "nor-17-afi-03")
    assert (capabilities.kind, capabilities.right) == ("left-only", None)


def test_the_same_area_for_improvement_of_two_forces(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
    met = {row.left.finding: row for row in found.finding_rows if row.left and row.right}
    capabilities = met["nor-17-afi-03"]
    assert capabilities.right is not None
    assert capabilities.right.finding == "lei-18-afi-01"
    assert capabilities.score is not None
    assert capabilities.score > 0.7
    assert "nor-17-afi-01" not in met  # change programmes


def test_verdicts_win_over_scores(ds: Dataset) -> None:
    answer = {("nor-17-afi-03", "lei-18-afi-01"): "different", ("lei-18-afi-02", "nor-17-afi-01"): "same"}
    found = compare(ds, "northamptonshire:2017", "leicestershire:2018-19", answer)
    met = {row.left.finding: row for row in found.finding_rows if row.left and row.right}
    assert "nor-17-afi-03" not in met
    forced = met["nor-17-afi-01"]
    assert forced.verdict == "same"
    assert forced.right is not None
    assert forced.right.finding == "lei-18-afi-02"


def test_figures_of_different_definition_are_never_subtracted(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2017", "northamptonshire:2021-22")
    by_measure = {row.measure: row for row in found.figure_rows}
    medians = [name for name, row in by_measure.items() if row.unit == "minutes"]
    shares = [name for name in by_measure if name.startswith("response-g1") and name not in medians]
    assert medians
    assert shares
    values = ds.tables["figures"]
    for row in found.figure_rows:
        own = values.filter(force="northamptonshire", measure=row.measure)["value"].to_list()
        own += ds.national_figures.filter(force="northamptonshire", measure=row.measure)["value"].to_list()
        assert {side.value for side in (row.left, row.right) if side} <= set(own)
        if row.delta is not None:
            assert row.left is not None
            assert row.right is not None
            assert row.left.kind == row.right.kind == "measured"
            assert row.delta == pytest.approx(row.right.value - row.left.value)
            assert row.delta_unit == ("points" if row.unit.startswith("percent") else row.unit)
            assert row.left.end is not None
            assert row.right.end is not None
            assert row.left.end < row.right.end


def test_a_month_is_never_subtracted_from_a_year(ds: Dataset) -> None:
    found = compare(ds, "northamptonshire:2018-19", "northamptonshire:2021-22")
    recorded = next(row for row in found.figure_rows if row.measure == "all-crime-recorded")
    assert {value.value for value in recorded.values} >= {5647, 62679}
    assert recorded.delta is None


def test_a_grade_carried_twice_is_not_said_to_be_unchanged(ds: Dataset) -> None:
    found = compare(ds, "kent:2016", "kent:2018-19")
    prevention = next(row for row in found.judgment_rows if row.topic == "prevention")
    assert prevention.right[0].carried_from == "2017"
    assert prevention.kind == "carried-over"
