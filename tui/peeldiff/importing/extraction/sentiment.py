"""Guesses whether an observation tells of a strength or a shortfall, and how sure that is."""

from __future__ import annotations

import re

from peeldiff.importing.wording import lower

_SHORTFALL = re.compile(
    r"\b(?:not|no|n't|cannot|limited|lacks?|lacking|however|but|could (?:be|do)|should|needs? to|insufficient|little|"
    r"unable|inconsistent|poor|weak|without|delays?|backlogs?|concern|missing|failed|fails|too (?:few|many|often)|"
    r"would benefit|worse|difficult(?:y|ies)?)\b|n't\b"
)
_STRENGTH = re.compile(
    r"\b(?:good|well|effective|effectively|clear|strong|positive|improved|improving|excellent|innovative|robust|"
    r"better|successful|has (?:provided|invested|introduced|carried out)|supportive|consistent|prompt|swift|thorough)\b"
)


def guess_sentiment(text: str) -> tuple[bool, bool]:
    """Return whether it is a strength, and whether only one side speaks."""
    plain = lower(text)
    bad, good = bool(_SHORTFALL.search(plain)), bool(_STRENGTH.search(plain))
    return good and not bad, good != bad
