"""Nothing that speaks of a grade is lost: what no row rests on stands under `unplaced`, with its line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.evidence import Evidence
from peeldiff.importing.grades import GradeFinder
from peeldiff.importing.imported import Block, Gathered, ImportedReport, Unplaced

MOST = 1000
"""So many are listed of one file; the rest is counted."""
_LONGEST = 300


def spoken_of(blocks: Sequence[Block], grades: GradeFinder) -> Iterator[tuple[Block, str]]:
    """Give each sentence of a document that speaks of a grade, with its block."""
    for block in blocks:
        for sentence in sentences(block.text):
            if grades.speaks(sentence):
                yield block, sentence


def unaccounted(
    blocks: Sequence[Block], grades: GradeFinder, rows: Gathered, evidence: Sequence[Evidence], why: str
) -> Iterator[Unplaced]:
    """Give what speaks of a grade where no row rests on it and nothing was said of it."""
    known = {(piece.place, key(piece.text[:_LONGEST])) for piece in evidence}
    known |= {(left.place, key(left.text)) for left in rows.unplaced}
    findings = {row.place for row in rows.findings}
    places = {piece.graded_at for piece in evidence}
    places |= {row.place for row in rows.judgments if row.values["grade"] is None}
    for block, sentence in spoken_of(blocks, grades):
        pieces = {(block.place, key(text[:_LONGEST])) for text in (sentence, block.text)}
        if not (pieces & known or block.place in places or block.place in findings):
            yield Unplaced(sentence[:_LONGEST], block.place, why)


def with_unplaced(report: ImportedReport, left: Sequence[Unplaced]) -> ImportedReport:
    """Return a report with what could not be placed; what is beyond the limit is counted in a notice."""
    more = len(left) - MOST
    notices = (
        (*report.notices, f"{more} more lines speak of a grade and are not listed") if more > 0 else report.notices
    )
    return dataclasses.replace(report, unplaced=tuple(left[:MOST]), notices=notices)
