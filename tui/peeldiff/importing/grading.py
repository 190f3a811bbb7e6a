"""Decides the judgment on each item from the evidence: a row, its status and how sure it is.

Two different grades for one item never give more than a row of low confidence, and both stand under
unplaced: a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peeldiff.dataset.model import Cycle, Item
from peeldiff.importing.evidence import Evidence
from peeldiff.importing.imported import Block, ImportedRow, Unplaced
from peeldiff.importing.items import EXACT, LOOSE
from peeldiff.importing.statuses import Standing

_ORDER = ("badge", "sentence", "list", "last badge", "distant sentence", "inner badge")


@dataclass(frozen=True)
class Case:
    """All that is known of one item of a report."""

    item: Item
    evidence: Sequence[Evidence]
    standing: Standing | None
    heading: Block | None
    """Where the item's section begins; None where it has none."""
    has_text: bool
    fit: float = EXACT


@dataclass(frozen=True)
class Bench:
    """What is the same for every judgment of a report."""

    force: str
    cycle: Cycle
    scale: Sequence[str]
    published: str | None
    source: str
    sure: bool
    """Whether force and cycle are beyond doubt; if not, nothing is of high confidence."""

    def judge(self, case: Case, unplaced: list[Unplaced]) -> ImportedRow | None:
        """Return the row of one item, None where there is nothing to say of it."""
        off_scale = [one for one in case.evidence if one.grade not in self.scale]
        strange = f"is not on the scale of {self.cycle.name}"
        unplaced.extend(Unplaced(one.text[:300], one.place, f"{one.grade} {strange}") for one in off_scale)
        on_scale = [one for one in case.evidence if one.grade in self.scale]
        given = sorted(on_scale, key=lambda one: _ORDER.index(one.kind))
        if given:
            return self._graded(case, given, unplaced, doubted=bool(off_scale))
        return None if off_scale else self._ungraded(case, unplaced)

    def _graded(self, case: Case, given: Sequence[Evidence], unplaced: list[Unplaced], *, doubted: bool) -> ImportedRow:
        said = case.standing
        grade, confidence, why = given[0].grade, _confidence(given), _told(given)
        accepted = {grade}
        if said and said.revised_to is not None and said.revised_to in self.scale:
            grade, accepted = said.revised_to, {said.revised_to, str(said.revised_from)}
        differing = [one for one in given if one.grade not in accepted]
        if differing:
            confidence, why = "low", f"two grades for one item: {', '.join(sorted({one.grade for one in given}))}"
            other = f"{case.item.label}: another grade than {grade}"
            unplaced.extend(Unplaced(one.text[:300], one.place, other) for one in differing)
        if min(case.fit, *(one.fit for one in given)) < LOOSE or doubted:
            confidence = "low"
        elif min(case.fit, *(one.fit for one in given)) < EXACT or not self.sure:
            confidence = _at_most(confidence, "medium")
        if case.item.graded == "none":
            confidence, why = "low", f"{why}; the framework has this item without a grade"
        status, fields = _status(said)
        if status == "revised" and not fields["revised_on"]:
            place = said.place if said else ""
            unplaced.append(Unplaced(f"{case.item.label}: revised", place, "revised, without a day"))
            status, fields, confidence = "graded", {}, "low"
        elif status in ("not-graded", "withheld"):
            said_both = "the section says both: a grade, and that none is given"
            unplaced.append(Unplaced(given[0].text[:300], given[0].place, said_both))
            status, fields, confidence, why = "graded", {}, "low", said_both
        row = self._row(case, grade, status, fields, given[0].place, confidence, why)
        places = (place for one in given if one.grade in accepted for place in (one.place, one.graded_at))
        return replace(row, also=tuple(dict.fromkeys(place for place in places if place not in ("", row.place))))

    def _ungraded(self, case: Case, unplaced: list[Unplaced]) -> ImportedRow | None:
        if case.heading is None:
            return None
        said, place = case.standing, case.heading.place
        if said and said.status in ("not-graded", "withheld"):
            confidence = _at_most("high" if case.item.graded != "all" else "medium", self._cap(case))
            status, fields = _status(said)
            why = "the section says that no grade is given"
            return self._row(case, None, status, fields, said.place, confidence, why)
        if not case.has_text:
            return None
        if case.item.graded == "none":
            why = "the section has no grade, and the framework none for this item"
            return self._row(case, None, "not-graded", {}, place, _at_most("medium", self._cap(case)), why)
        what = "carried over or revised, but without its grade" if said else "a section with text, but without a grade"
        unplaced.append(Unplaced(case.heading.text[:300], place, f"{case.item.label}: {what}"))
        return None

    def _cap(self, case: Case) -> str:
        return "low" if case.fit < LOOSE else "medium" if case.fit < EXACT or not self.sure else "high"

    def _row(
        self, case: Case, grade: str | None, status: str, fields: dict[str, str | None], place: str, sure: str, why: str
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


def _status(said: Standing | None) -> tuple[str, dict[str, str | None]]:
    if said is None:
        return "graded", {}
    return said.status, {
        "carried_from": said.carried_from,
        "revised_from": said.revised_from,
        "revised_on": said.revised_on,
        "note": said.note,
    }


def _confidence(given: Sequence[Evidence]) -> str:
    """Return high for a badge or sentence in its place, or for two places that agree; else medium."""
    kinds = {one.kind for one in given}
    if kinds & {"badge", "sentence"}:
        return "high"
    surer = kinds - {"inner badge"}
    return "high" if len(surer) > 1 else "medium" if surer else "low"


def _told(given: Sequence[Evidence]) -> str:
    kinds = list(dict.fromkeys(one.kind for one in given))
    return " and ".join(kinds)


def _at_most(one: str, cap: str) -> str:
    order = ("low", "medium", "high")
    return order[min(order.index(one), order.index(cap))]
