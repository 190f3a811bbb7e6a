"""Divides a report into the sections of its items."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from peeldiff.dataset.framework_model import Item
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction.grades import GradeFinder, mentions_earlier
from peeldiff.importing.extraction.items import EXACT, LOOSE, Fit, ItemNames
from peeldiff.importing.imported import Block

_NUMBER = re.compile(r"(?:question )?(\d{1,2})\Z")
_NUMBERED = re.compile(r"(?:question |q)?(\d{1,2})[.:)]?\s+(?=\D)", re.IGNORECASE)
_LONGEST_HEADING = 200
_OF_GRADES = re.compile(r"\b(?:grad(?:e|es|ed|ing)|judge?ments?|judged|marks?|marked|rat(?:ed|ings?))\b")


@dataclass
class Section:
    """A heading and what stands under it, up to the next one."""

    heading: Block
    item: Item | None
    """None for a heading that no item of the cycle has."""
    fit: float
    blocks: list[Block] = field(default_factory=list)

    def questions_above(self) -> list[Block | None]:
        """Return for each block the last question above it that no item of the cycle asks, None where there is none."""
        found, last = list[Block | None](), None
        for block in self.blocks:
            found.append(last)
            last = block if is_question(block) or leads_elsewhere(block) else last
        return found


def is_question(block: Block) -> bool:
    """Tell whether a block asks one question and says nothing else, as the heading of an item may."""
    return block.text.endswith("?") and may_be_heading(block) and len(sentences(block.text)) == 1


def leads_elsewhere(block: Block) -> bool:
    """Tell whether a block leads to the grades of an earlier inspection, as the heading of a table does."""
    short = len(block.text) <= 160 and (may_be_heading(block) or block.text.endswith(":"))
    return short and bool(_OF_GRADES.search(block.key)) and mentions_earlier(block.text)


def may_be_heading(block: Block) -> bool:
    """Tell whether a block can be a heading: marked as one, or short and no sentence."""
    if block.bullet or not block.key:
        return False
    if block.heading is not None:
        return True
    return len(block.text) <= _LONGEST_HEADING and not block.text.endswith((".", ";", ",", ":"))


def _digits(number: Block | None) -> str | None:
    found = _NUMBER.match(number.key) if number else None
    return found[1] if found else None


class Sectioner:
    """Goes through the blocks once and opens a section at each heading of an item."""

    def __init__(self, blocks: Sequence[Block], names: ItemNames, grades: GradeFinder) -> None:
        """`names` are those of the cycle's items."""
        self.blocks, self.names, self.grades = blocks, names, grades
        self.sections: list[Section] = []
        self.outside: list[Section] = []
        """What stands in no section, in runs; each under the block that it begins with."""
        self._open: Section | None = None
        self._ended: Section | None = None
        """The last section before the run that is being collected in `outside`."""
        self._pillar: str | None = None

    def divide(self) -> list[Section]:
        """Return the sections in the order of the report; those of unknown headings too."""
        number: Block | None = None
        for place, block in enumerate(self.blocks):
            counted = _NUMBER.match(block.key)
            if counted and not block.bullet:
                number = block
                continue
            section = self._section_at(place, _digits(number))
            if section:
                self._open = section
                self.sections.append(section)
            elif self._closes(block):
                self._open = None
                self._ended = self.sections[-1] if self.sections else None
                self.outside.append(Section(block, None, LOOSE, [block]))
            else:
                if number and self.grades.badge(block.key):  # the question of this number was lost
                    self._open = Section(number, None, LOOSE)
                    self.sections.append(self._open)
                self._keep(block)
            number = None
        return self.sections

    @property
    def before(self) -> list[Block]:
        """What stands in no section."""
        return [block for run in self.outside for block in run.blocks]

    def _keep(self, block: Block) -> None:
        """Put a block into the open section, or into the run that stands in none."""
        if self._open:
            self._open.blocks.append(block)
            return
        last = self.sections[-1] if self.sections else None
        if not self.outside or self._ended is not last:
            self.outside.append(Section(block, None, LOOSE))
        self._ended = last
        self.outside[-1].blocks.append(block)

    def _section_at(self, place: int, number: str | None) -> Section | None:
        block = self.blocks[place]
        if not may_be_heading(block) or wording.finding_kind(block.key) or self.grades.badge(block.key):
            return None
        numbered = _NUMBERED.match(block.text)
        text = block.text[numbered.end() :] if numbered else block.text
        number = numbered[1] if numbered else number
        fit = self._fit(block, text, number)
        if fit is None:
            return Section(block, None, LOOSE) if self._opens_unknown(place) else None
        best = self._settled(place, fit)
        if best is None:
            return None
        self._pillar = best.item.id if best.item.level == "pillar" else best.item.pillar or self._pillar
        return Section(block, best.item, best.fit)

    def _fit(self, block: Block, text: str, number: str | None) -> Fit | None:
        exact = self.names.exact(key(text), self._pillar)
        if exact:
            return Fit(exact, EXACT)
        is_asked = text.endswith("?") or block.heading is not None or number is not None
        return self.names.find(text, self._pillar, number if is_asked else None) if is_asked else None

    def _settled(self, place: int, fit: Fit) -> Fit | None:
        """Return the fit unless the heading is an entry of a list, as in a menu or table of contents."""
        if self.blocks[place].heading is not None or self.blocks[place].text.endswith("?"):
            return fit
        following = self._named(place + 1)
        if following and following != fit.item:
            return None
        previous = self._named(place - 1)
        in_list = previous is not None and previous != fit.item and self.blocks[place - 1].heading is None
        if not in_list:
            return fit
        return None if fit.item.level == "pillar" else Fit(fit.item, min(fit.fit, LOOSE))

    def _named(self, place: int) -> Item | None:
        if not 0 <= place < len(self.blocks) or self.blocks[place].bullet:
            return None
        return self.names.exact(self.blocks[place].key, self._pillar)

    def _opens_unknown(self, place: int) -> bool:
        """Tell whether a heading that no item has stands over a grade: an area that the cycle lacks."""
        block = self.blocks[place]
        if len(block.text) > 120 or block.text.endswith("?") or place + 1 >= len(self.blocks):
            return False
        if block.key in wording.SKIPPED or block.key in wording.CLOSERS:
            return False
        return judges_alone(self.blocks[place + 1], self.grades)

    def _closes(self, block: Block) -> bool:
        if not may_be_heading(block) or self._open is None:
            return False
        if block.key in wording.CLOSERS:
            return True
        if block.heading is None or self._open.heading.heading is None:
            return False
        keeps = block.key in wording.SKIPPED or wording.finding_kind(block.key) or self.grades.badge(block.key)
        return not keeps and block.heading <= self._open.heading.heading


def judges_alone(block: Block, grades: GradeFinder) -> bool:
    """Tell whether a block is one sentence that gives a grade, or says that none is given."""
    if len(block.text) > 260 or block.bullet or len(sentences(block.text)) > 2:
        return False
    first = sentences(block.text)[:1]
    statement = grades.statement(first[0]) if first else None
    if statement and statement.whose == "this" and statement.about:
        return True
    return len(block.text) < 120 and bool(wording.NOT_GRADED.search(wording.lower(block.text)))


def find_bare_above(item: Item, sections: Sequence[Section]) -> str:
    """Name the item of the same rank whose heading stands directly above that of an item, with nothing between."""
    for above, section in itertools.pairwise(sections):
        other = above.item
        if section.item is item and other and other is not item and other.level == item.level and not above.blocks:
            return f"“{other.label}”, whose heading stands bare above it"
    return ""
