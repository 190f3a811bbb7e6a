"""Decides the judgment on each item from the evidence: a row, its status and how sure it is.

Two different grades for one item never give more than a row of low confidence, and both stand under
unplaced: a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.importing.extraction.evidence import Evidence
from peeldiff.importing.extraction.items import EXACT, LOOSE
from peeldiff.importing.extraction.statuses import WITHOUT_GRADE, StatusStatement
from peeldiff.importing.imported import Block, ImportedRow, Unplaced

_ORDER = ("badge", "sentence", "list", "last badge", "distant sentence", "inner badge")


@dataclass(frozen=True)
class ItemCase:
    """All that is known of one item of a report."""

    item: Item
    evidence: Sequence[Evidence]
    status: StatusStatement | None
    heading: Block | None
    """Where the item's section begins; None where it has none."""
    has_text: bool
    fit: float = EXACT
    rival: str = ""
    """The item that a badge may be of as well, and why: one that should follow, or whose heading stands bare above."""


@dataclass(frozen=True)
class Grader:
    """What is the same for every judgment of a report."""

    force: str
    cycle: Cycle
    scale: Sequence[str]
    published: str | None
    source: str
    sure: bool
    """Whether force and cycle are beyond doubt; if not, nothing is of high confidence."""

    def grade_item(self, case: ItemCase, unplaced: list[Unplaced]) -> ImportedRow | None:
        """Return the row of one item, None where there is nothing to say of it."""
        off_scale = [evidence for evidence in case.evidence if evidence.grade not in self.scale]
        strange = f"is not on the scale of {self.cycle.name}"
        unplaced.extend(
            Unplaced(evidence.text[:300], evidence.grade_place, f"{evidence.grade} {strange}") for evidence in off_scale
        )
        on_scale = [evidence for evidence in case.evidence if evidence.grade in self.scale]
        given = sorted(on_scale, key=lambda evidence: _ORDER.index(evidence.kind))
        if given:
            return self._graded(case, given, unplaced, doubted=bool(off_scale))
        return None if off_scale else self._ungraded(case, unplaced)

    def _graded(
        self, case: ItemCase, given: Sequence[Evidence], unplaced: list[Unplaced], *, doubted: bool
    ) -> ImportedRow:
        stated = case.status
        grade, confidence, why = given[0].grade, *_weigh(given)
        accepted = {grade}
        if stated and stated.revised_to is not None and stated.revised_to in self.scale:
            grade, accepted = stated.revised_to, {stated.revised_to, str(stated.revised_from)}
        differing = [evidence for evidence in given if evidence.grade not in accepted]
        if differing:
            confidence, why = (
                "low",
                f"two grades for one item: {', '.join(sorted({evidence.grade for evidence in given}))}",
            )
            other = f"{case.item.label}: another grade than {grade}"
            unplaced.extend(Unplaced(evidence.text[:300], evidence.grade_place, other) for evidence in differing)
        if min(case.fit, *(evidence.fit for evidence in given)) < LOOSE or doubted:
            confidence = "low"
        elif min(case.fit, *(evidence.fit for evidence in given)) < EXACT or not self.sure:
            confidence = _at_most(confidence, "medium")
        if case.rival and all("badge" in evidence.kind for evidence in given):
            confidence = _at_most(confidence, "medium")
            why = f"{why}; perhaps that of {case.rival}"
        if case.item.graded == "none":
            confidence, why = "low", f"{why}; the framework has this item without a grade"
        status, fields = _status(stated)
        if status == "revised" and not fields["revised_on"]:
            place = stated.place if stated else ""
            unplaced.append(Unplaced(f"{case.item.label}: revised", place, "revised, without a day"))
            status, fields, confidence = "graded", {}, "low"
        elif status in WITHOUT_GRADE:
            both_stated = "the section says both: a grade, and that none is given"
            unplaced.append(Unplaced(given[0].text[:300], given[0].grade_place, both_stated))
            status, fields, confidence, why = "graded", {}, "low", both_stated
        row = self._row(case, grade, status, fields, given[0].place, confidence, why)
        places = (
            place for evidence in given if evidence.grade in accepted for place in (evidence.place, evidence.graded_at)
        )
        return replace(row, also=tuple(dict.fromkeys(place for place in places if place not in ("", row.place))))

    def _ungraded(self, case: ItemCase, unplaced: list[Unplaced]) -> ImportedRow | None:
        if case.heading is None:
            return None
        stated, place = case.status, case.heading.place
        if stated and stated.status in WITHOUT_GRADE:
            confidence = _at_most("high" if case.item.graded != "all" else "medium", self._cap(case))
            status, fields = _status(stated)
            why = "the section says that no grade is given"
            return self._row(case, None, status, fields, stated.place, confidence, why)
        if not case.has_text:
            return None
        if case.item.graded == "none":
            why = "the section has no grade, and the framework none for this item"
            return self._row(case, None, "not-graded", {}, place, _at_most("medium", self._cap(case)), why)
        what = (
            "carried over or revised, but without its grade" if stated else "a section with text, but without a grade"
        )
        unplaced.append(Unplaced(case.heading.text[:300], place, f"{case.item.label}: {what}"))
        return None

    def _cap(self, case: ItemCase) -> str:
        return "low" if case.fit < LOOSE else "medium" if case.fit < EXACT or not self.sure else "high"

    def _row(
        self,
        case: ItemCase,
        grade: str | None,
        status: str,
        fields: dict[str, str | None],
        place: str,
        sure: str,
        why: str,
    ) -> ImportedRow:
        values = {
            "force": self.force,
            "cycle": self.cycle.id,
            "level": case.item.level,
            "item": case.item.id,
            "grade": grade,
            "status": status,
            "carried_from": fields.get("carried_from"),
            "revised_from": fields.get("revised_from"),
            "revised_on": fields.get("revised_on"),
            "published": self.published,
            "source_basis": "report",
            "source": self.source,
            "note": fields.get("note"),
        }
        return ImportedRow(values, place, sure, why)


def _status(stated: StatusStatement | None) -> tuple[str, dict[str, str | None]]:
    if stated is None:
        return "graded", {}
    return stated.status, {
        "carried_from": stated.carried_from,
        "revised_from": stated.revised_from,
        "revised_on": stated.revised_on,
        "note": stated.note,
    }


def _weigh(given: Sequence[Evidence]) -> tuple[str, str]:
    """Return how sure the evidence makes a grade, and why: what is doubted makes none of high confidence."""
    sure = _confidence({evidence.kind for evidence in given if not evidence.doubt})
    if sure == "high":
        return sure, _describe_evidence(given)
    doubts = dict.fromkeys(evidence.doubt for evidence in given if evidence.doubt)
    doubted = _at_most(_confidence({evidence.kind for evidence in given}), "medium")
    return doubted, "; ".join([_describe_evidence(given), *list(doubts)[:1]])


def _confidence(kinds: Set[str]) -> str:
    """Return high for a badge or sentence in its place, or for two places that agree; else medium."""
    if kinds & {"badge", "sentence"}:
        return "high"
    surer = kinds - {"inner badge"}
    return "high" if len(surer) > 1 else "medium" if surer else "low"


def _describe_evidence(given: Sequence[Evidence]) -> str:
    kinds = list(dict.fromkeys(evidence.kind for evidence in given))
    return " and ".join(kinds)


def _at_most(confidence: str, cap: str) -> str:
    order = ("low", "medium", "high")
    return order[min(order.index(confidence), order.index(cap))]
