"""What a section says of the standing of its grade: looked at anew, carried over, revised, or none given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peeldiff.dataset.framework_model import Cycle
from peeldiff.days import find_day
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.imported import Block
from peeldiff.vocabulary.terms import UNKNOWN_ORIGIN

WITHOUT_GRADE = ("not-graded", "withheld", "pending")
"""The statuses that a page can say of an item to which it gives no grade."""
_YEARS = re.compile(r"\b20\d\d(?: ?[/–-] ?(?:20)?\d\d)?(?!\d)")


_PILLAR_SENTENCE = re.compile(r"\W*(?:overall,? )?the extent to which\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatusStatement:
    """The status of a judgment and what belongs to it."""

    status: str
    place: str
    carried_from: str | None = None
    revised_from: str | None = None
    revised_to: str | None = None
    revised_on: str | None = None
    note: str | None = None


def find_status(
    blocks: Sequence[Block], grades: GradeFinder, cycle: Cycle, earlier: Iterable[Cycle]
) -> StatusStatement | None:
    """Return what the first sentence that speaks of it says; None where nothing is said."""
    known = list(earlier)
    for block in blocks:
        for sentence in sentences(block.text):
            if _PILLAR_SENTENCE.match(sentence):
                continue  # it speaks of a pillar wherever it stands
            plain = wording.lower(sentence)
            found = (
                _revised(plain, sentence, block, grades)
                or _not_graded(plain, sentence, block)
                or _carried(plain, block, cycle, known)
            )
            if found:
                return found
    return None


def find_change(sentence: str, block: Block, grades: GradeFinder) -> StatusStatement | None:
    """Return the revision that a sentence tells of, wherever on the page it stands; None for any other."""
    return _revised(wording.lower(sentence), sentence, block, grades)


def ungraded(sentence: str, block: Block) -> StatusStatement | None:
    """Return the status of a sentence or badge that says that there is no grade, None for any other."""
    return _not_graded(wording.lower(sentence), sentence, block)


def _not_graded(plain: str, sentence: str, block: Block) -> StatusStatement | None:
    if not wording.NOT_GRADED.search(plain) and not wording.UNGRADED_BADGE.fullmatch(key(sentence)):
        return None
    if wording.PENDING.search(plain):
        return StatusStatement("pending", block.place)
    if wording.WITHHELD.search(plain):
        return StatusStatement("withheld", block.place, note=sentence[:300])
    return StatusStatement("not-graded", block.place)


def _carried(plain: str, block: Block, cycle: Cycle, earlier: Sequence[Cycle]) -> StatusStatement | None:
    if not wording.CARRIED.search(plain):
        return None
    for years in _YEARS.findall(wording.lower(block.text)):
        wanted = years.replace(" ", "").replace("–", "-").replace("/", "-")
        exact = [cycle for cycle in earlier if cycle.kind == "peel" and cycle.id == wanted]
        aliases = {cycle.id: {key(alias).replace(" ", "-") for alias in cycle.aliases} for cycle in earlier}
        loose = [cycle for cycle in earlier if cycle.kind == "peel" and wanted in aliases[cycle.id]]
        origin = next(iter(exact or loose), None)
        if origin and origin.id != cycle.id:
            return StatusStatement("carried-over", block.place, carried_from=origin.id)
    return StatusStatement("carried-over", block.place, carried_from=UNKNOWN_ORIGIN)


def _revised(plain: str, sentence: str, block: Block, grades: GradeFinder) -> StatusStatement | None:
    found = wording.REVISED.search(plain)
    if not found or wording.SINCE.search(plain) or not re.search(r"\b(?:grad|judge?ment|revis)", plain):
        return None
    before, after = (_grade(found[name], grades) for name in ("before", "after"))
    if before is None or after is None or before == after:
        return None
    day = find_day(sentence) or find_day(block.text)
    return StatusStatement(
        "revised", block.place, revised_from=before, revised_to=after, revised_on=day.isoformat() if day else None
    )


def _grade(words: str, grades: GradeFinder) -> str | None:
    plain = key(words)
    return grades.plain_grades.get(plain) or next(
        (grade for label, grade in grades.plain_grades.items() if plain.endswith(f" {label}")), None
    )
