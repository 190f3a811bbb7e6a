"""What the cursor of a list covers: the lead of an entry, and the edge of a cell further right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from peeldiff.app.kit.lines import Line, Span

HERE = "here:"
"""Before the role of what the cursor covers further right, as the edge of a cell; else it has its own colour."""


def covered_edge(cell: Sequence[Span]) -> Line:
    """Return a cell of the cursor's column: the cursor covers its first sign and leaves the others their colours.

    All of it in the cursor's colour would be sent twice at each key, the second time colour by colour.
    """
    (text, role), *others = cell
    return [(text[:1], HERE + role), *([(text[1:], role)] if text[1:] else []), *others]


def is_covered(text: str, role: str) -> bool:
    """Tell whether the cursor covers a span: one with the column's role, and a lead that is not blank."""
    return role.startswith(HERE) or (role == "lead" and not text.isspace())


def covered_cells(line: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the first and the end cell of each run of spans that the cursor covers."""
    found: list[tuple[int, int]] = []
    at = 0
    for text, role in line:
        end = at + cell_len(text)
        if is_covered(text, role):
            start = found.pop()[0] if found and found[-1][1] == at else at
            found.append((start, end))
        at = end
    return found
