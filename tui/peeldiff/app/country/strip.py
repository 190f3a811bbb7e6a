"""A strip of grades, a sign for each item of a cycle, and the letters above it that say which is which."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.dataset.queries.judgment_words import SMALL_WORDS


def in_brief(cycle: Cycle) -> list[Item]:
    """Return the items by which a cycle is told in brief: its pillars, else its areas; those that are graded."""
    graded = [item for item in cycle.items if item.graded != "none"]
    return [item for item in graded if item.level == "pillar"] or graded


def letters(labels: Sequence[str]) -> str:
    """Return a letter for each label, no two the same: of its words the first that is free, else any of its letters."""
    found: list[str] = []
    for label in labels:
        words = [word for word in label.upper().split() if word.casefold() not in SMALL_WORDS]
        wanted = [word[0] for word in words] + [letter for word in words for letter in word[1:]]
        spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        free = (letter for letter in (*wanted, *spare) if letter.isascii() and letter.isalnum() and letter not in found)
        found.append(next(free, "?"))
    return "".join(found)
