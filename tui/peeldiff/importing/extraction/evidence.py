"""Collects what a report says of the grade of each item: badges, sentences, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peeldiff.dataset.framework_model import Item
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, likeness, sentences, stems
from peeldiff.importing.extraction.attribution import Attribution
from peeldiff.importing.extraction.grades import GradeFinder, Statement
from peeldiff.importing.extraction.items import EXACT, ItemNames
from peeldiff.importing.extraction.sections import Section
from peeldiff.importing.imported import Block, Unplaced

_TOP = 4
"""Within how many blocks under a heading a badge or sentence is the item's own."""
_PROSE = 80
"""From so many characters on, a block is the section's text, after which no badge is the heading's."""
_FITS = 0.15
"""How much a sentence has in common with the item under which it stands."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that gives an item a grade."""

    item: Item
    grade: str
    kind: str
    """`badge`, `last badge` (at the end of the section), `inner badge` (within its text), `sentence`,
    `distant sentence` or `list`."""
    place: str
    text: str
    fit: float = EXACT
    graded_at: str = ""
    """Where a list has the grade, if not in `place`."""
    doubt: str = ""
    """Why it is not beyond doubt a grade of this item, force and cycle; nothing where it is."""

    @property
    def grade_place(self) -> str:
        """Where the grade itself stands."""
        return self.graded_at or self.place


@dataclass
class Reader:
    """Reads evidence out of sections; what looks like a grade and is none goes to `unplaced`."""

    names: ItemNames
    grades: GradeFinder
    unplaced: list[Unplaced]
    attribution: Attribution

    def of_section(self, section: Section) -> Iterator[Evidence]:
        """Give the evidence for the item of a section."""
        if section.item is None:
            self._unknown(section)
            return
        about = stems(f"{section.item.label} {section.item.question or ''} {section.heading.text}")
        statement_before = prose_before = False
        last = _last_of_substance(section.blocks)
        doubt = self.attribution.doubt_section(section)
        for place, (block, question) in enumerate(zip(section.blocks, section.questions_above(), strict=True)):
            badge = self.grades.badge(block.key)
            if badge and question:
                self._leave(block, block.text, _under(question))
                continue
            if badge and section.item.level == "question" and place and _is_date_line(section.blocks[place - 1]):
                self._leave(block, block.text, "stands under the date of the page, and not under a question")
                continue
            if badge:
                at_top = place < _TOP and not prose_before
                kind = "badge" if at_top else "last badge" if block is last else "inner badge"
                in_head = self.attribution.doubt_place(section, block) if at_top else ""
                yield Evidence(section.item, badge, kind, block.place, block.text, section.fit, doubt=doubt or in_head)
                continue
            first, *others = sentences(block.text) or [""]
            statement = self.grades.statement(first)
            if statement and self._counts(statement, block, first):
                near_own = likeness(stems(statement.about), about)
                fits = not statement.about or near_own > _FITS
                elsewhere = fits and self.names.names_other_item(statement.about, section.item, near_own)
                if elsewhere or (not fits and self.names.is_about_other_item(statement.about, section.item)):
                    why = f"speaks of another item, under the heading “{section.heading.text}”"
                    self._leave(block, first, why)
                    self._rest(section.blocks[place + 1 :], f"stands below a sentence that {why}")
                    return  # a heading is missing here: what follows belongs to another item
                near = place < _TOP and not statement_before and question is None
                statement_before = True
                if statement.whose == "extent" and section.item.level != "pillar":
                    self._leave(block, first, "speaks of a pillar within the section of a question")
                elif question and not statement.about:
                    self._leave(block, first, _under(question))
                elif near or (_is_alone(block, others) and statement.about):
                    kind = "sentence" if near and fits else "distant sentence"
                    in_head = self.attribution.doubt_place(section, block) if kind == "sentence" else ""
                    in_head = in_head or self.attribution.doubt_sentence(first)
                    yield Evidence(
                        section.item, statement.grade, kind, block.place, first, section.fit, doubt=doubt or in_head
                    )
                else:
                    self._leave(block, first, f"within the text under the heading “{section.heading.text}”")
            for sentence in others if statement else [first, *others]:
                self.look_at(block, sentence)
            prose_before = prose_before or (statement is None and _is_body(block))

    def of_rest(self, blocks: Sequence[Block]) -> Iterator[Evidence]:
        """Give the evidence outside of sections: sentences on a pillar."""
        for block in blocks:
            if self.grades.badge(block.key):
                self._leave(block, block.text, "a grade that stands alone, under no heading of an item")
                continue
            for place, sentence in enumerate(sentences(block.text)):
                statement = self.grades.statement(sentence)
                pillar = self.names.pillar_in(key(sentence))
                if statement and pillar and not statement.earlier and statement.whose != "another":
                    kind = "sentence" if place == 0 and len(block.text) < 400 else "distant sentence"
                    doubt = self.attribution.doubt_alone(block, sentence)
                    yield Evidence(pillar, statement.grade, kind, block.place, sentence, doubt=doubt)
                else:
                    self.look_at(block, sentence)

    def look_at(self, block: Block, sentence: str) -> None:
        """Put a sentence that looks like a grade among the unplaced."""
        statement = self.grades.statement(sentence)
        if statement is None and not self.grades.mentioned(sentence):
            return
        if self.grades.counted(sentence) > 1:
            why = "several grades in one sentence"
        elif statement and statement.whose == "another":
            why = "speaks of another force"
        elif statement and statement.earlier:
            why = "speaks of an earlier inspection"
        else:
            why = "a sentence that looks like a grade, but stands under no heading that it belongs to"
        self._leave(block, sentence, why)

    def _counts(self, statement: Statement, block: Block, sentence: str) -> bool:
        if statement.whose == "another" or statement.earlier:
            self.look_at(block, sentence)
            return False
        return True

    def _unknown(self, section: Section) -> None:
        why = f"no item of the cycle is called “{section.heading.text}”"
        for block in section.blocks[:_TOP]:
            first = (sentences(block.text) or [""])[0]
            if self.grades.statement(first) or self.grades.badge(block.key):
                self._leave(block, first, why)
        self._rest(section.blocks[_TOP:], why)

    def _rest(self, blocks: Sequence[Block], why: str) -> None:
        """Leave what looks like a grade in blocks that are no evidence of any item."""
        for block in blocks:
            if self.grades.badge(block.key):
                self._leave(block, block.text, why)
                continue
            for sentence in sentences(block.text):
                self.look_at(block, sentence)

    def _leave(self, block: Block, text: str, why: str) -> None:
        self.unplaced.append(Unplaced(text[:300], block.place, why))


def _under(question: Block) -> str:
    return f"stands under a question that the framework of the cycle does not have: {question.text}"


def _is_date_line(block: Block) -> bool:
    """Tell whether a block is the day of the page: what follows grades the page's pillar."""
    return block.key.startswith("last updated")


def _is_body(block: Block) -> bool:
    """Tell whether a block is the text or the findings of a section, and not yet its head."""
    return block.bullet or len(block.text) > _PROSE or wording.finding_kind(block.key) is not None


def _is_alone(block: Block, others: Sequence[str]) -> bool:
    return not others and not block.bullet and len(block.text) < 260


def _last_of_substance(blocks: Sequence[Block]) -> Block | None:
    """Return the last block of a section that is no leftover of a page such as `Back to top`."""
    kept = [block for block in blocks if block.key not in wording.SKIPPED]
    return kept[-1] if kept else None
