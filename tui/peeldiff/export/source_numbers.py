"""Sources as numbers in a text, and the list below it that says what each number is and whose."""

from __future__ import annotations

from collections.abc import Iterator


class SourceNumbers:
    """Numbers sources in the order in which they are met."""

    def __init__(self) -> None:
        """Begin with no source."""
        self._whose: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def number(self, source: str, whose: str) -> int:
        """Return the number of a source of which it is known whose it is."""
        self._whose.setdefault(source, whose)
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def listed(self) -> Iterator[tuple[int, str, str]]:
        """Walk over what was numbered: the number, the source, whose it is."""
        for source, number in self._numbers.items():
            yield number, source, self._whose[source]

    def __bool__(self) -> bool:
        """Tell whether anything was numbered."""
        return bool(self._numbers)
