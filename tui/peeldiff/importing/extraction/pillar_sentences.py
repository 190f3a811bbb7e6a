"""Reads the sentences on a whole pillar, `the extent to which the force is … is good`, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from peeldiff.importing.cleaning import key, sentences
from peeldiff.importing.extraction import statuses
from peeldiff.importing.extraction.evidence import Evidence
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.items import ItemNames
from peeldiff.importing.extraction.statuses import StatusStatement
from peeldiff.importing.imported import Block

_BEGINS = re.compile(r"\W*(?:overall,? )?the extent to which\b", re.IGNORECASE)


@dataclass
class PillarSentences:
    """What such sentences say of the pillars, and which blocks of the document they are."""

    evidence: list[tuple[Block, Evidence]] = field(default_factory=list)
    ungraded: dict[str, tuple[Block, StatusStatement]] = field(default_factory=dict)
    """By pillar, where a sentence says that there is no grade, or none yet."""
    taken: set[int] = field(default_factory=set)


def find_pillar_sentences(blocks: Sequence[Block], names: ItemNames, grades: GradeFinder) -> PillarSentences:
    """Return what the blocks say that are one such sentence and nothing else."""
    found = PillarSentences()
    for place, block in enumerate(blocks):
        if not _BEGINS.match(block.text) or len(sentences(block.text)) > 1:
            continue
        pillar = names.pillar_in(key(block.text))
        statement = grades.statement(block.text)
        if pillar is None:
            continue
        status = statuses.ungraded(block.text, block)
        if status:
            found.ungraded.setdefault(pillar.id, (block, status))
            found.taken.add(place)
        elif statement and statement.whose == "extent" and not statement.earlier:
            piece = Evidence(pillar, statement.grade, "sentence", block.place, block.text)
            found.evidence.append((block, piece))
            found.taken.add(place)
    return found
