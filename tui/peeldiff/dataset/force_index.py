"""The forces by their places, in plain Python: columns that are quick to walk over, and names found by their parts.

A key may walk over fifty thousand of them; over as many rows, each an object of its own, it would be late.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from peeldiff.dataset.lines import Line


class ForceIndex:
    """Every force of a dataset; a force is its place, from 0."""

    def __init__(self, forces: Sequence[Line]) -> None:
        """`forces` are the lines of the table `forces`, in its order."""
        self._lines = forces
        self.slugs: Sequence[str] = [line["force"] for line in forces]
        self.names: Sequence[str] = [line["name"] for line in forces]
        regions: dict[str | None, str | None] = {}
        self.regions: Sequence[str | None] = [regions.setdefault(line["region"], line["region"]) for line in forces]
        """The region of each force, one object for all that have it."""
        self._of_pages: dict[str, str | None] = {}

    @cached_property
    def called(self) -> Sequence[str]:
        """The slug, name and aliases of each force, in lower case."""
        return [f"{line['force']} {line['name']} {line['aliases'] or ''}".lower() for line in self._lines]

    @cached_property
    def words(self) -> Sequence[str]:
        """The slug, name, aliases and region of each force, in lower case."""
        return [
            called if region is None else f"{called} {region.lower()}"
            for called, region in zip(self.called, self.regions, strict=True)
        ]

    @cached_property
    def _text(self) -> str:
        return "\n" + "\n".join(self.words)

    def has_name(self, beginning: str) -> bool:
        """Tell whether a word of some force begins so; `beginning` is in lower case, without blanks."""
        text, at = self._text, self._text.find(beginning)
        while at >= 0 and _is_letter(text[at - 1]) == _is_letter(beginning[0]):
            at = text.find(beginning, at + 1)
        return at >= 0

    def find(self, parts: Sequence[str]) -> Sequence[int]:
        """Return the places of the forces whose words have every one of some parts, in lower case."""
        found: Sequence[int] = range(len(self.slugs))
        for part in parts:
            found = [place for place in found if part in self.words[place]]
        return found

    def of_page(self, source: str) -> str | None:
        """Return the force whose page a source is, by its address or, without one, by its words.

        What is cited is asked again and again; whatever was found is kept.
        """
        if source not in self._of_pages:
            self._of_pages[source] = self._find_of_page(source)
        return self._of_pages[source]

    def _find_of_page(self, source: str) -> str | None:
        folded = source.casefold()
        parts = re.split(r"[/?#]", folded)
        for force, name in zip(self.slugs, self.names, strict=True):
            if force not in folded and name not in source:
                continue
            own = (part.removeprefix(force) for part in parts if part.startswith(force))
            if any(not rest or re.match(r"-\d", rest) for rest in own) or name in source:
                return force
        return None

    def by_region(self, places: Sequence[int]) -> Sequence[int]:
        """Return places with those of a region together, by its name; those without one come last."""
        found: dict[str | None, list[int]] = {}
        for place in places:
            found.setdefault(self.regions[place], []).append(place)
        return [place for region in sorted(found, key=lambda name: (name is None, name)) for place in found[region]]


def _is_letter(sign: str) -> bool:
    """Tell whether a sign can stand within a word."""
    return sign.isalnum() or sign == "_"
