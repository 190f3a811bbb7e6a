"""The lines of an imported file as they are shown beside its rows, and which of them a row rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peeldiff.importing import Document

_ENOUGH = 40
"""So many characters tell one line from another."""


@dataclass(frozen=True)
class FileText:
    """Numbered lines."""

    name: str
    lines: tuple[tuple[str, str, bool], ...]
    """Number, text, and whether it is a heading."""
    starts: frozenset[str] = frozenset()
    """The numbers at which a paragraph begins."""

    @classmethod
    def of(cls, document: Document, starts: Iterable[str]) -> FileText:
        """Take the lines of a document; a line of a PDF is numbered `page:line`."""
        lines = (
            (
                str(line.number) if line.page is None else f"{line.page}:{line.number}",
                f"• {line.text.strip()}" if line.bullet else line.text.strip(),
                line.heading is not None,
            )
            for line in document.lines
        )
        return cls(document.file, tuple(lines), frozenset(starts))

    @classmethod
    def of_text(cls, name: str, text: str) -> FileText:
        """Take the lines of a text."""
        return cls(name, tuple((str(number), line, False) for number, line in enumerate(text.splitlines(), 1)))

    @property
    def number_width(self) -> int:
        """Cells of the widest number."""
        return max((len(number) for number, _, _ in self.lines), default=0)

    def paragraph(self, place: str, words: str = "") -> range:
        """Return the lines of the paragraph that begins at a place; none for a place that is not there.

        A page can be written in one line: of those with one number, the lines that have the words are
        meant if there are any, else all.
        """
        numbered = [at for at, (number, _, _) in enumerate(self.lines) if number == place]
        if not numbered:
            return range(0)
        named = [at for at in numbered if words and words[:_ENOUGH] in self.lines[at][1]]
        start = (named or numbered)[0]
        end = (named[0] if named else numbered[-1]) + 1
        while end < len(self.lines) and self.lines[end][0] not in self.starts:
            end += 1
        return range(start, end)
