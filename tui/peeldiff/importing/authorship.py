"""Whether the inspectorate wrote a document, or somebody who tells of it: a force, a commissioner, the press."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peeldiff.importing.imported import Block, Document
from peeldiff.importing.wording import lower

_INSPECTORATE = {
    "the address of the inspectorate": r"(?:hmicfrs|hmic|justiceinspectorates)\.(?:[a-z.]*)gov\.uk/(?!.*\bhttp)",
    "an inspector's signature": r"^(?:hm|his majesty's|her majesty's) (?:chief )?inspectors? of constabulary\b",
    "the inspectorate's letterhead": r"^(?:his|her) ma.esty's inspectorate of constabulary",
    "its own judgments": r"\bwe (?:make|made) graded judge?ments\b|^our judge?ments$",
    "its standing words": r"^we (?:don't|do not) grade forces on|^in this section,? we set out\b",
    "its list of questions": r"^questions for [a-z]+$",
    "its date line": r"^last updated:? \d\d?/\d\d?/\d{4}",
    "its title line": r"^(?:[\w' -]+ )?peel(?: assessment)? 20\d\d(?:[/–-]\d\d)?(?: .{0,60})?$|^peel: police ",
    "its judgment of the force": r"\b(?:is|are) (?:judged|assessed) to (?:be|require)\b|^the extent to which ",
    "its own name": r"^(?:hmicfrs|hmic)\b.{0,60}$|[|–-] hmic(?:frs)?$",
}
_OTHERS = {
    "a briefing": r"\bbriefing (?:pack|note|paper|document)\b",
    "a chief constable's foreword": r"(?:introduction|message|statement|foreword) (?:from|by) the chief constable"
    r"|^chief constable'?s'? (?:statement|foreword|introduction)",
    "a force's own voice": r"\b(?:our|the force's) (?:vision|values|mission|executive team|journey)\b",
    "a force's address": r"\bwww\.[a-z-]+\.police\.uk\b",
    "a marking of the force": r"^official(?:[ -]sensitive)?$",
    "an agenda": r"\b(?:agenda item|police and crime panel|accountability board|report of the commissioner)\b",
    "a press notice": r"\b(?:notes to editors|press release|news release|for immediate release)\b|^ends$",
    "an answer to the inspectorate": r"\b(?:in response to|in answer to|following) (?:the|an?) (?:[a-z']+ ){0,3}"
    r"(?:hmic(?:frs)?|inspectorate)\b|\bservice improvement (?:plan|programme)\b",
}
"""The marks of a document by the inspectorate, and by somebody else, each a pattern on a paragraph in lower case."""


def told_by_another(document: Document, blocks: Sequence[Block], graded_sections: int) -> str:
    """Return nothing for a document of the inspectorate, else a plain explanation of why not.

    `graded_sections` is how many headings of items stand over a grade; three are a sign by themselves.
    """
    texts = [lower(text) for text in (document.title, document.address, *(block.text for block in blocks))]
    own, other = (
        [name for name, sign in signs.items() if any(map(re.compile(sign).search, texts))]
        for signs in (_INSPECTORATE, _OTHERS)
    )
    weight = len(own) + (2 if graded_sections >= 3 else 0)
    if weight > len(other):
        return ""
    said = f"it has {_listed(other)}" if other else "nothing in it shows that the inspectorate wrote it"
    return (
        f"No judgment was taken: this is not a document of the inspectorate ({said}). "
        "What it says of grades is somebody else's account and stands under unplaced."
    )


def _listed(signs: Sequence[str]) -> str:
    return signs[0] if len(signs) == 1 else f"{', '.join(signs[:-1])} and {signs[-1]}"
