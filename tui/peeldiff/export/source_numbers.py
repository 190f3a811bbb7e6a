"""Sources as numbers in a text, and the list below it that says what each number is and whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_OF_A_GRADE = ("deduced, ", ", in prose ")
"""What is said of how a grade was read off a source, and not of the source."""


class SourceNumbers:
    """Numbers sources in the order in which they are met."""

    def __init__(self) -> None:
        """Begin with no source."""
        self._whose: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}

    def number(self, source: str, whose: str) -> int:
        """Return the number of a source of which it is known whose it is."""
        known = self._whose.setdefault(source, [])
        if whose not in known:
            known.append(whose)
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def listed(self) -> Iterator[tuple[int, str, str]]:
        """Walk over what was numbered: the number, the source, whose it is."""
        for source, number in self._numbers.items():
            yield number, source, _agree(self._whose[source])

    def __bool__(self) -> bool:
        """Tell whether anything was numbered."""
        return bool(self._numbers)


def _agree(whose: Sequence[str]) -> str:
    """Return whose a source is that several grades cite: the page itself is not deduced, and has its day if known."""
    own = [words for words in whose if not any(sign in words for sign in _OF_A_GRADE)] or list(whose)
    return "; ".join(words for words in own if not any(other.startswith(f"{words},") for other in own))
