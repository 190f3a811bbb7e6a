"""Nothing that speaks of a grade is lost: what no row rests on stands under `unplaced`, with its line."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction.evidence import Evidence
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.imported import Block, Gathered, ImportedReport, Unplaced

MOST = 1000
"""So many are listed of one file; the rest is counted."""
_LONGEST = 300


def grade_sentences(blocks: Sequence[Block], grades: GradeFinder) -> Iterator[tuple[Block, str]]:
    """Give each sentence of a document that speaks of a grade, with its block."""
    for block in blocks:
        for sentence in sentences(block.text):
            if grades.speaks_of_grade(sentence):
                yield block, sentence


def unaccounted(
    blocks: Sequence[Block], grades: GradeFinder, rows: Gathered, evidence: Sequence[Evidence], why: str
) -> Iterator[Unplaced]:
    """Give what speaks of a grade where no row rests on it and nothing was said of it."""
    in_line = Counter(block.place for block in blocks)
    alone = _Lines(rows, evidence)
    crowded = _CrowdedLines(rows, evidence, grades)
    for block, sentence in grade_sentences(blocks, grades):
        account = alone if in_line[block.place] == 1 else crowded
        if not account.has(block, sentence):
            yield Unplaced(sentence[:_LONGEST], block.place, why)


class _Lines:
    """What is known of lines that hold one block each: the line tells which block was meant."""

    def __init__(self, rows: Gathered, evidence: Sequence[Evidence]) -> None:
        self._texts = {(piece.place, key(piece.text[:_LONGEST])) for piece in evidence}
        self._texts |= {(left.place, key(left.text)) for left in rows.unplaced}
        self._places = {row.place for row in rows.findings} | {piece.graded_at for piece in evidence}
        self._places |= {row.place for row in rows.judgments if row.values["grade"] is None}

    def has(self, block: Block, sentence: str) -> bool:
        """Tell whether something is known of a sentence."""
        texts = {(block.place, key(text[:_LONGEST])) for text in (sentence, block.text)}
        return bool(texts & self._texts) or block.place in self._places


class _CrowdedLines:
    """What is known of lines that hold many blocks, as of a page that is saved in one: only the words tell which.

    Where two blocks of a line have the same words, as two badges have, each thing known accounts for one of them.
    """

    def __init__(self, rows: Gathered, evidence: Sequence[Evidence], grades: GradeFinder) -> None:
        self._grades = grades
        self._texts = Counter((piece.place, key(piece.text[:_LONGEST])) for piece in evidence)
        self._texts.update((left.place, key(left.text)) for left in rows.unplaced)
        given = {(piece.graded_at, piece.grade, key(piece.text)) for piece in evidence if piece.graded_at}
        self._badges = Counter((place, grade) for place, grade, _ in given)
        self._ungraded = Counter(row.place for row in rows.judgments if row.values["grade"] is None)
        self._findings = [(row.place, key(str(row.values["summary"]))) for row in rows.findings]
        self._known: dict[int, bool] = {}
        """Whether a whole block is accounted for, by its identity."""

    def has(self, block: Block, sentence: str) -> bool:
        """Tell whether something is known of a sentence; asked of each once, in their order."""
        if id(block) not in self._known:
            self._known[id(block)] = self._has_block(block)
        return self._known[id(block)] or _take(self._texts, (block.place, key(sentence[:_LONGEST])))

    def _has_block(self, block: Block) -> bool:
        words = key(block.text)
        if _take(self._texts, (block.place, key(block.text[:_LONGEST]))):
            return True
        grade = self._grades.badge(words)
        if grade is not None:
            return _take(self._badges, (block.place, grade))
        if any(place == block.place and (words in summary or summary in words) for place, summary in self._findings):
            return True
        is_ungraded = wording.UNGRADED_BADGE.fullmatch(words) or wording.NOT_GRADED.search(wording.lower(block.text))
        return bool(is_ungraded) and _take(self._ungraded, block.place)


def _take(counted: Counter[Any], known: object) -> bool:
    """Take one of what is counted away; tell whether there was one."""
    counted[known] -= 1
    return counted[known] >= 0


def with_unplaced(report: ImportedReport, left: Sequence[Unplaced]) -> ImportedReport:
    """Return a report with what could not be placed; what is beyond the limit is counted in a notice."""
    more = len(left) - MOST
    notices = (
        (*report.notices, f"{more} more lines speak of a grade and are not listed") if more > 0 else report.notices
    )
    return dataclasses.replace(report, unplaced=tuple(left[:MOST]), notices=notices)
