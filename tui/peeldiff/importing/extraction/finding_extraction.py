"""Takes areas for improvement, causes of concern and the like out of a report, under their items."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from peeldiff.dataset.framework_model import Item
from peeldiff.dataset.reading.overlay import OUTCOME_COLUMNS
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction import outcomes
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.sections import Section, may_be_heading
from peeldiff.importing.extraction.sentiment import guess_sentiment
from peeldiff.importing.imported import Block, ImportedRow, Unplaced

_SHORT_KINDS = {
    "area-for-improvement": "afi",
    "cause-of-concern": "coc",
    "recommendation": "rec",
    "observation": "obs",
}
_ASKS = re.compile(r"^(?:\W*\w+\W+){0,8}?(?:should|needs? to|must|has to)\b", re.IGNORECASE)
_INLINE = re.compile(r"^([A-Z][A-Za-z ]{8,40}?(?: \d+)?)\s*[:–—]\s+(.{15,})", re.DOTALL)
_NONE = re.compile(r"^(?:there (?:are|were) no|no |none\b|we (?:did not|have not|didn't) identif)", re.IGNORECASE)
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the report has it."""

    block: Block
    text: str
    kind: str
    positive: bool
    announced: bool = True
    """Whether a heading says what kind it is."""
    sure: bool = True
    outcome: str | None = None
    """What the report says became of it, where it is a finding of an earlier inspection."""
    question: Block | None = None
    """A question that stands between it and the heading of its item."""


def under(section: Section, grades: GradeFinder) -> list[Finding]:
    """Return the findings that stand in a section under a heading that announces them."""
    return _between(section, list(_announced(section.blocks, grades)))


def _between(section: Section, found: Sequence[Finding]) -> list[Finding]:
    """Note of each finding the question under which it stands, where that is not the item's own."""
    questions = {id(block): over for block, over in zip(section.blocks, section.questions_above(), strict=True)}
    return [replace(finding, question=questions[id(finding.block)]) for finding in found]


def _announced(blocks: Sequence[Block], grades: GradeFinder) -> Iterator[Finding]:
    place = 0
    while place < len(blocks):
        announced = wording.finding_kind(blocks[place].key) if not blocks[place].bullet else None
        place += 1
        inline = _inline(blocks[place - 1])
        if inline:
            yield from _with_outcomes([inline.block], [inline])
        if announced is None:
            continue
        kind, positive = announced
        group: list[Block] = []
        while place < len(blocks) and not _ends(blocks[place], grades, group):
            group.append(blocks[place])
            place += 1
        yield from _with_outcomes(group, list(_of_group(group, kind, positive)))


def _inline(block: Block) -> Finding | None:
    """Return the finding of a block that announces it in its own first words, `Area for improvement: the force …`."""
    found = _INLINE.match(block.text)
    announced = wording.finding_kind(key(found[1])) if found else None
    return Finding(block, found[2], *announced) if found and announced else None


def _with_outcomes(group: Sequence[Block], found: Sequence[Finding]) -> Iterator[Finding]:
    """Give the findings of a box with what the report says became of each, in its text or in the block below."""
    below = {id(upper): under for upper, under in itertools.pairwise(group)}
    for finding in found:
        under = below.get(id(finding.block))
        text, outcome = outcomes.divided(finding.text)
        if outcome is None and under is not None:
            outcome = outcomes.outcome_below(under.text)
        if not outcomes.is_outcome(finding.text):
            yield replace(finding, text=text, outcome=outcome)


def empty(section: Section, grades: GradeFinder) -> Iterator[Unplaced]:
    """Give each heading that announces a finding under which none was found, and none is denied."""
    for place, block in enumerate(section.blocks):
        if block.bullet or not wording.finding_kind(block.key):
            continue
        following = section.blocks[place + 1] if place + 1 < len(section.blocks) else None
        if following is None or _ends(following, grades, []):
            yield Unplaced(block.text[:300], block.place, "announces a finding, and none stands under it")


def _ends(block: Block, grades: GradeFinder, group: Sequence[Block]) -> bool:
    """Tell whether a block ends the findings that a heading announced."""
    if _inline(block):
        return True
    if not block.bullet and (wording.finding_kind(block.key) or grades.badge(block.key)):
        return True
    if block.key in wording.SKIPPED or block.key in wording.CLOSERS:
        return True
    if group and outcomes.is_outcome(block.text):
        return False
    listed = any(block.bullet for block in group)
    if listed and not block.bullet:
        return not block.text.rstrip().endswith(":")
    return bool(group) and block.heading is not None and not block.bullet


def _of_group(group: Sequence[Block], kind: str, positive: bool) -> Iterator[Finding]:
    """Give the findings of one box: its list, or its first paragraph and those that ask for something."""
    group = [block for block in group if not _NONE.match(block.text)]
    bullets = [block for block in group if block.bullet]
    if not bullets:
        for place, block in enumerate(group):
            if place == 0 or (_ASKS.match(block.text) and not positive):
                yield Finding(block, block.text, kind, positive)
        return
    lead = ""
    for place, block in enumerate(group):
        if outcomes.is_outcome(block.text):
            continue
        if block.bullet:
            its_kind = "recommendation" if kind == "cause-of-concern" and lead else kind
            yield Finding(block, f"{lead} {block.text}".strip(), its_kind, positive)
        elif block.text.endswith(":"):
            lead = _lead(block.text)
            if kind == "cause-of-concern" and place == 0 and len(block.text) > 120:
                yield Finding(block, block.text, kind, positive)
        elif place == 0 or kind == "cause-of-concern":
            yield Finding(block, block.text, kind, positive)


def _lead(text: str) -> str:
    """Return how every entry of a list begins: `The force should` of `The force should:`."""
    return text.rstrip(": ") if len(text) < 80 and _ASKS.match(text) else ""


def observations(section: Section) -> list[Finding]:
    """Return what a letter without grades finds under a theme: each entry of its list, or paragraph."""
    found = []
    listed = any(block.bullet for block in section.blocks)
    for block in section.blocks:
        long_enough = len(block.text) >= 40 and not block.text.endswith(":")
        if long_enough and (block.bullet or not listed or not may_be_heading(block)):
            positive, sure = guess_sentiment(block.text)
            found.append(Finding(block, block.text, "observation", positive, announced=False, sure=sure))
    return _between(section, found)


def as_row(
    finding: Finding, section: Section, force: str, cycle: str, source: str, cap: str, other: Item | None = None
) -> ImportedRow:
    """Return the row of a finding; its id comes from what it says, so that a second import finds it again.

    `other` is another item that could have it.
    """
    item = section.item
    digest = hashlib.sha256("\0".join((force, cycle, finding.kind, key(finding.text))).encode()).hexdigest()[:8]
    years = re.sub(r"\D", "", cycle)[2:4] or "00"
    values = {
        "finding": f"{force[:3]}-{years}-{_SHORT_KINDS[finding.kind]}-{digest}",
        "force": force,
        "cycle": cycle,
        "kind": finding.kind,
        "item": item.id if item else None,
        "topic": item.home if item else None,
        "summary": finding.text[:_LONGEST],
        "positive": "true" if finding.positive else "false",
        "source_basis": "report",
        "source": source,
        "note": None,
        **dict.fromkeys(OUTCOME_COLUMNS),
    }
    guessed = item is None or not finding.announced
    guessed = guessed or finding.question is not None
    confidence = "low" if not finding.sure or other else "medium" if guessed and cap == "high" else cap
    why = "announced by a heading" if finding.announced else "stands under a theme; strength or shortfall is a guess"
    if item is None:
        confidence = "low"
        why += f"; stands under no heading of an item, but under “{section.heading.text[:80]}”"
    if finding.question:
        why += f"; stands under a question that the framework of the cycle does not have: {finding.question.text}"
    if other:
        why += f"; could be of {other.label}"
    return ImportedRow(values, finding.block.place, confidence, why)
