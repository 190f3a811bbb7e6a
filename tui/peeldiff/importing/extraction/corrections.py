"""What a page says of its own grades: that one was changed since, is wrong, or does not stand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.dataset.framework_model import Cycle
from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction import statuses
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.sections import Section
from peeldiff.importing.imported import Block, ImportedRow
from peeldiff.importing.wording import lower

_GRADE = r"\b(?:grades?|judge?ments?)\b"
_CORRECTED = re.compile(
    r"^\W*(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|amendments?)\b"
    rf"|{_GRADE}.{{0,120}}\b(?:should (?:be|read)|(?:is|was) wrong|in error|withdrawn|suspended"
    r"|provisional|under review|superseded|corrected|amended|since been (?:revised|changed)|is now|to be confirmed)\b"
    rf"|\b(?:withdrawn|suspended|disregard|corrected|amended)\b.{{0,60}}{_GRADE}"
    r"|\bearlier version of this page\b|\bthis page was (?:corrected|amended|changed)\b"
)
_LONGEST_NOTE = 400


@dataclass(frozen=True)
class Corrections:
    """The page on which the corrections stand."""

    blocks: Sequence[Block]
    sections: Sequence[Section]
    cycle: Cycle
    grades: GradeFinder

    def doubted(self, rows: Sequence[ImportedRow]) -> list[ImportedRow]:
        """Return the rows, not sure where the page says that the grade was changed since or does not stand.

        Where the sentence names no item, it speaks of that in whose section it stands, else of all.
        """
        found = list(rows)
        for items, grade, confidence, why in self._said():
            for place, row in enumerate(found):
                of_item = row.values["item"] in items or not items
                if of_item and row.values["grade"] and grade in (None, row.values["grade"]):
                    sure = "low" if "low" in (row.confidence, confidence) else confidence
                    found[place] = dataclasses.replace(row, confidence=sure, why=f"{row.why}; {why}")
        return found

    def _said(self) -> Iterator[tuple[list[str], str | None, str, str]]:
        """Give of which items a sentence speaks, of which grade, how sure a row is then, and why."""
        under = {id(block): section.item for section in self.sections for block in section.blocks}
        for block in self.blocks:
            for sentence in sentences(block.text):
                words = key(sentence)
                named = [item.id for item in self.cycle.items if key(item.label) in words]
                changed = statuses.find_change(sentence, block, self.grades)
                if changed:
                    why = f"line {block.place} says that it was changed to {changed.revised_to}"
                    yield named, changed.revised_from, "low", why
                elif len(sentence) <= _LONGEST_NOTE and _CORRECTED.search(lower(sentence)):
                    item = under.get(id(block))
                    why = f"line {block.place} says that a grade was corrected or does not stand"
                    yield named or ([item.id] if item else []), None, "low" if named else "medium", why
