"""How many cells of a terminal a text takes. Nearly every text is narrow, as its characters tell: a cell a character.

What has wide or combining characters is measured by rich, which is imported only then.
"""

from __future__ import annotations

import re

_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u1d00-\u1dbf\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20bf"
    "\u2190-\u2319\u2500-\u25fc\u2605\u2606\u2713-\u2718]*"
)
"""Latin, Greek and Cyrillic letters, the signs of prose and of the vocabulary: rich takes each for one cell."""


def is_narrow(text: str) -> bool:
    """Tell whether each character of a text is known to take one cell."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def text_width(text: str) -> int:
    """Return how many cells a text takes."""
    if is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def chopped(text: str, width: int) -> list[str]:
    """Return a text in pieces of at most `width` cells."""
    if is_narrow(text):
        return [text[start : start + width] for start in range(0, len(text), width)]
    from rich.cells import chop_cells

    return chop_cells(text, width)
