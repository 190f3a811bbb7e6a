"""Finds forces by parts of their names, in plain Python: quick enough at a key for fifty thousand of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from peeldiff.dataset.lines import Line


class ForceSearch:
    """The forces of a dataset, and the words in which they are looked for."""

    def __init__(self, forces: Sequence[Line]) -> None:
        """`forces` are the lines of the table `forces`, in its order."""
        self.forces = forces

    @cached_property
    def words(self) -> Sequence[str]:
        """The slug, name, aliases and region of each force, in lower case."""
        parts = ((line["force"], line["name"], line["aliases"] or "", line["region"]) for line in self.forces)
        return [" ".join(part for part in named if part is not None).lower() for named in parts]

    @cached_property
    def _text(self) -> str:
        return "\n" + "\n".join(self.words)

    def has_name(self, beginning: str) -> bool:
        """Tell whether a word of some force begins so; `beginning` is in lower case, without blanks."""
        text, at = self._text, self._text.find(beginning)
        while at >= 0 and _is_letter(text[at - 1]) == _is_letter(beginning[0]):
            at = text.find(beginning, at + 1)
        return at >= 0

    def find(self, parts: Sequence[str]) -> Sequence[Line]:
        """Return the forces whose words have every one of some parts, in lower case."""
        found: Sequence[int] = range(len(self.forces))
        for part in parts:
            found = [place for place in found if part in self.words[place]]
        return [self.forces[place] for place in found] if parts else self.forces


def _is_letter(sign: str) -> bool:
    """Tell whether a sign can stand within a word."""
    return sign.isalnum() or sign == "_"
