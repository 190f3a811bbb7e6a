"""Whether a grade is beyond doubt that of its item: the one gate to high confidence.

A page shows of which force, cycle and item a grade is by where it stands: in the head of the item's own section, of
which every line is known, with nothing above, between or below that could be of something else. Whatever else stands
there (the box of another force from a second column, a table, a key, a former grade) makes it a grade whose item is
not certain, and so does a section that stands twice, or outside of the order of the framework.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from peeldiff.dataset.framework_model import Cycle
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction.grades import GradeFinder, mentions_earlier
from peeldiff.importing.extraction.items import ItemNames
from peeldiff.importing.extraction.sections import Section, may_be_heading
from peeldiff.importing.imported import Block
from peeldiff.importing.wording import lower

_LONGEST_LEAD = 160
_LEADS = 3
"""Within how many blocks above a heading the name of another force says whose section it is."""
_PROSE = 80
_NUMBER = re.compile(r"(?:question )?\d{1,2}")
_DATE_LINE = re.compile(r"(?:last updated|published(?: on)?) .*\d.*")
_TITLE = re.compile(r"^.{2,60}\b20\d\d(?: (?:20)?\d\d)?$")
_LIST_OF_QUESTIONS = re.compile(r"questions for \w+|.*\bpeel\b.*\b20\d\d\b.*|\w+ 20\d\d(?: \d\d)?")
_OF_JUDGMENT = frozenset({"summary", "judgment", "judgement", "our judgment", "overall judgment"})
"""Headings that may stand between the heading of an item and its grade, by their key."""
_QUOTED = re.compile(r"\s*>|\W*?[\"“”‘]")
_MARKED = re.compile(r"[*†‡§¹²³⁰-⁹]|\[[\dA-Za-z]{1,2}\]|\(\d{1,2}\)|[a-z]\d{1,2}\W*$")
"""A mark by which a note speaks of a grade."""
_QUALIFIED = re.compile(
    r"\b(?:if|once|when|unless|until|only|except|although|though|while|whereas|according|accord|view|opinion|believes?"
    r"|claims?|told|says|said|thinks|reported|compared|than|expected|target|aims?|should|would|could|by 20\d\d"
    r"|one of|some of|in part|partly|but|not)\b"
)
"""What makes of a judgment the opinion of somebody, or one of a part, a time or a condition."""
_OTHER_SUBJECT = re.compile(
    r"\b(?:examples?|key|legend|definitions?|how to read|progress|updates?|follow[ -]up|re-?inspections?"
    r"|revisit(?:ed)?|went back|previous(?:ly)?|earlier|former|history|archive|superseded|next inspection"
    r"|action plan|case stud(?:y|ies)|region|national|average|compar\w+|self-assessment|targets?|ambitions?)\b"
)
"""What leads to something else than the grades of this inspection."""
_OUTDATED = re.compile(
    r"\b(?:superseded|withdrawn|provisional|draft|archived?|expired|suspended|replaced|obsolete|expected|predicted)\b"
)
_YEARS = re.compile(r"(?:19|20)\d\d")


class Attribution:
    """Tells what makes it uncertain of which item, force and cycle a grade in a section is."""

    def __init__(
        self,
        blocks: Sequence[Block],
        sections: Sequence[Section],
        cycle: Cycle,
        names: ItemNames,
        grades: GradeFinder,
        pillars: Iterable[str],
    ) -> None:
        """`blocks` are those of the whole document: what a section does not hold stands between its blocks too.

        `pillars` are those on which a sentence outside of every section gives a grade.
        """
        self._blocks, self._cycle, self._names, self._grades = blocks, cycle, names, grades
        self._places = {id(block): place for place, block in enumerate(blocks)}
        self._sections = [section for section in sections if section.item and section.blocks]
        self._misplaced = _misplaced(self._sections, cycle) | _apart_from_pillar(self._sections, pillars)
        titles = [(place, block) for place, block in enumerate(blocks) if _TITLE.search(block.key)]
        self._title = next((place for place, block in titles if grades.names_own(block.text)), -1)
        others = (place for place, block in titles if place > self._title and grades.names_another(block.text))
        self._other_title = next(others, len(blocks))
        self._twice = Counter(section.item.id for section in self._sections if section.item and _has_prose(section))

    def doubt_section(self, section: Section) -> str:
        """Say why no grade in a section is beyond doubt its item's; nothing where nothing speaks against it."""
        if section.item is None or not section.blocks:
            return ""
        if id(section) in self._misplaced:
            return "its section stands outside of the order of the framework, or apart from its pillar"
        if self._twice[section.item.id] > 1:
            return "its item has several sections on this page"
        if self._places[id(section.heading)] < self._title:
            return "its section stands above the title of the page"
        if self._places[id(section.heading)] > self._other_title:
            return f"its section stands below “{self._blocks[self._other_title].text[:60]}”"
        return self._doubt_lead(self._places[id(section.heading)], is_first=section is self._sections[0])

    def doubt_place(self, section: Section, block: Block) -> str:
        """Say why a grade at the top of a section is not beyond doubt in the head of its item."""
        first, at = self._places[id(section.heading)] + 1, self._places[id(block)]
        strange = next((other for other in self._blocks[first:at] if not self._belongs_to_head(other, section)), None)
        if strange:
            return f"“{strange.text[:60]}” stands between it and the heading"
        if self._grades.badge(block.key):
            return self._doubt_badge(section, at)
        return self.doubt_sentence(sentences(block.text)[0])

    def doubt_sentence(self, sentence: str) -> str:
        """Say what in the sentence itself leaves open of what, whom or when it speaks."""
        statement = self._grades.statement(sentence)
        if _QUOTED.match(sentence):
            return "it is quoted"
        if _MARKED.search(sentence):
            return "it has the mark of a note"
        if statement and _QUALIFIED.search(statement.about):
            return "its sentence says more than the grade"
        return "its sentence names another force" if self._grades.names_another(sentence) else ""

    def doubt_alone(self, block: Block, sentence: str) -> str:
        """Say why a sentence on a pillar that stands under no heading is perhaps of something else."""
        place = self._places[id(block)]
        foreign = next(filter(self._is_foreign, reversed(self._blocks[max(0, place - _LEADS) : place])), None)
        return f"“{foreign.text[:60]}” stands above it" if foreign else self.doubt_sentence(sentence)

    def _doubt_badge(self, section: Section, at: int) -> str:
        block, below = self._blocks[at], self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if _MARKED.search(block.text) or _QUOTED.match(block.text):
            return "it has the mark of a note or of a quotation"
        if below and self._speaks_of_other_time(below):
            return f"“{below.text[:60]}” stands below it"
        above = self._blocks[at - 1].key if at else ""
        if self._grades.badge(above) or (below and self._grades.badge(below.key)):
            return "two grades stand below one another"
        dated = any(_DATE_LINE.fullmatch(other.key) for other in self._blocks[max(0, at - 1) : at])
        return "" if dated or _has_prose(section) else "nothing but the grade stands in its section, as in a list"

    def _doubt_lead(self, heading: int, *, is_first: bool) -> str:
        above = self._blocks[max(0, heading - _LEADS) : heading]
        foreign = next(filter(self._is_foreign, reversed(above)), None)
        if foreign:
            return f"“{foreign.text[:60]}” stands above its heading"
        if (
            not above
            or self._is_of_report(above[-1])
            or (is_first and not _OTHER_SUBJECT.search(lower(above[-1].text)))
        ):
            return ""
        lead, own = above[-1], self._blocks[heading].heading
        outranks = own is None or (lead.heading is not None and lead.heading < own)
        if outranks and (may_be_heading(lead) or lead.text.endswith(":")) and len(lead.text) <= _LONGEST_LEAD:
            return f"its heading stands under “{lead.text[:60]}”"
        return ""

    def _belongs_to_head(self, block: Block, section: Section) -> bool:
        """Tell whether a block may stand between the heading of an item and its grade."""
        if _NUMBER.fullmatch(block.key) or _DATE_LINE.fullmatch(block.key) or block.key in _OF_JUDGMENT:
            return True
        if self._grades.badge(block.key) or self._names.exact(block.key, _pillar(section)):
            return True
        statement = self._grades.statement(sentences(block.text)[0])
        return bool(statement and statement.whose == "this" and not statement.earlier)

    def _is_of_report(self, block: Block) -> bool:
        """Tell whether a block above a heading is one of the report's own, under which items stand."""
        words = block.key
        return bool(
            words in wording.SKIPPED | wording.CLOSERS
            or self._names.find(block.text)
            or self._grades.badge(words)
            or wording.UNGRADED_BADGE.fullmatch(words)
            or wording.finding_kind(words)
            or any(pattern.fullmatch(words) for pattern in (_NUMBER, _DATE_LINE, _LIST_OF_QUESTIONS))
        )

    def _is_foreign(self, block: Block) -> bool:
        is_line = len(block.text) <= _LONGEST_LEAD and not block.bullet and len(sentences(block.text)) == 1
        return is_line and self._grades.names_another(block.text)

    def _speaks_of_other_time(self, block: Block) -> bool:
        if len(block.text) > _PROSE:
            return False
        own = set(_YEARS.findall(self._cycle.id)) | {self._cycle.published_from[:4]}
        others = set(_YEARS.findall(block.text)) - own
        return bool(others or mentions_earlier(block.text) or _OUTDATED.search(key(block.text)))


def _has_prose(section: Section) -> bool:
    return any(len(block.text) > _PROSE for block in section.blocks)


def _apart_from_pillar(sections: Sequence[Section], spoken_of: Iterable[str]) -> set[int]:
    """Return the identities of the questions that follow nothing of their pillar, on a page on several pillars."""
    found, last = set[int](), None
    pillars = [_pillar(section) for section in sections]
    on_page = {*pillars, *spoken_of}
    for section, pillar in zip(sections, pillars, strict=True):
        follows = pillar == last or (section.item is not None and section.item.level == "pillar")
        if follows:
            last = pillar
        elif len(on_page) > 1:
            found.add(id(section))
    return found


def _pillar(section: Section) -> str | None:
    item = section.item
    return None if item is None else item.id if item.level == "pillar" else item.pillar


def _misplaced(sections: Sequence[Section], cycle: Cycle) -> set[int]:
    """Return the identities of the sections that stand in no longest run in the framework's order, or not in each."""
    order = {item.id: place for place, item in enumerate(cycle.items)}
    ranks = [order[section.item.id] for section in sections if section.item]
    before = _longest_up_to(ranks)
    after = _longest_up_to([-rank for rank in reversed(ranks)])[::-1]
    longest = max(before, default=0)
    kept = [ends + begins - 1 == longest for ends, begins in zip(before, after, strict=True)]
    at_rank = Counter(ends for ends, is_kept in zip(before, kept, strict=True) if is_kept)
    return {
        id(section)
        for section, ends, is_kept in zip(sections, before, kept, strict=True)
        if not is_kept or at_rank[ends] > 1
    }


def _longest_up_to(ranks: Sequence[int]) -> list[int]:
    """Return for each rank how long the longest run that never falls is of which it is the end."""
    ends, found = list[int](), list[int]()
    for rank in ranks:
        place = bisect_right(ends, rank)
        ends[place : place + 1] = [rank]
        found.append(place + 1)
    return found
