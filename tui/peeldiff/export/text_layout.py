"""Lines and tables of text, laid out to a width in one pass: each cell is measured once and broken once.

What a reader sees of a table is decided here: how wide its columns are, and where a text breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from operator import le
from typing import NamedTuple

from peeldiff.export.text_width import chopped, is_narrow, text_width

_GAP = "   "
"""Between two columns."""
_LONGEST = 24
"""A word as long as this stays whole in a table; what is longer, such as an address, may be broken."""
_WORDS = re.compile(r"[\S\u00a0]+(?: \[\d+\])?")
"""What no line is broken in: a no-break space holds two words together; the number of a source stays at its word."""
_WORD = re.compile(rf"[^\S\u00a0]*{_WORDS.pattern}[^\S\u00a0]*")
_OTHER_BLANKS = re.compile(r"[^\S ]")
_SGR = {"bold": "1", "dim": "2", "bold blue": "1;34", "bold yellow": "1;33"}


class Line(NamedTuple):
    """A paragraph, broken between words where it is longer than the width."""

    text: str = ""
    style: str = ""
    whole: bool = False
    """Whether it stays one line however long it is, as an address must."""
    hang: str = ""
    """What stands before its first line; as many blanks stand before the others."""


class Cell(NamedTuple):
    """A cell with a style, or set in by some blanks."""

    text: str
    style: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TextTable:
    """Columns under a rule. Cells are plain text, with line breaks of their own, or a `Cell`.

    A row that is a `Line` stands across all columns: a heading of the rows below it, or what no other side has.
    """

    headings: Sequence[str]
    rows: list[Sequence[str | Cell] | Line] = field(default_factory=list)
    shares: Sequence[int] = ()
    """The share of the width that each column gets; without, each is as wide as it needs to be."""


Part = Line | TextTable


def lay_out(parts: Iterable[Part], width: int, *, colour: bool = False) -> bytes:
    """Return parts one below the other as UTF-8, `width` columns wide, without blanks at the ends of lines."""
    lines: list[str] = []
    for part in parts:
        lines += _table(part, width, colour=colour) if isinstance(part, TextTable) else _line(part, width, colour)
    return ("\n".join(lines).rstrip("\n").replace("\N{NO-BREAK SPACE}", " ") + "\n").encode("utf-8")


def _line(line: Line, width: int, colour: bool) -> Iterator[str]:
    before = line.hang
    for text in line.text.split("\n") if line.whole else broken(line.text, width - len(before)):
        yield _styled(f"{before}{text}".rstrip(), line.style if colour else "")
        before = " " * len(before)


def _styled(text: str, style: str) -> str:
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style and text else text


def _table(table: TextTable, width: int, *, colour: bool) -> Iterator[str]:
    rows = [row if isinstance(row, Line) else _measured(row) for row in table.rows]
    head = _measured([Cell(heading, "bold") for heading in table.headings])
    sized = [head, *(row for row in rows if not isinstance(row, Line))]
    columns = [*map(_Cells, *(zip(*lists, strict=True) for lists in zip(*sized, strict=True)))]
    fitted = _shared(width, table.shares) if table.shares else _needed(columns, width)
    widths = _for_words(columns, fitted, width)
    if widths is None:
        yield from _stacked(table, rows, width, colour=colour)
        return
    yield from _row(head, widths, colour=colour, at_bottom=True)
    yield "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for row in rows:
        yield from _line(row, width, colour) if isinstance(row, Line) else _row(row, widths, colour=colour)


class _Cells(NamedTuple):
    """The cells of a row, or of a column, and how wide each is."""

    cells: Sequence[Cell]
    widths: Sequence[int]


def _measured(row: Sequence[str | Cell]) -> _Cells:
    cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
    return _Cells(cells, [*map(_cell_width, cells)])


def _row(row: _Cells, widths: Sequence[int], *, colour: bool, at_bottom: bool = False) -> Iterator[str]:
    """Return the lines of a row: as many as its longest cell has."""
    if not colour and all(map(le, row.widths, widths)) and not any("\n" in cell.text for cell in row.cells):
        blanks = (width - taken for width, taken in zip(widths, row.widths, strict=True))
        yield _GAP.join(
            f"{'':{cell.indent}}{cell.text}{'':{blank}}" for cell, blank in zip(row.cells, blanks, strict=True)
        ).rstrip()
        return
    columns = [_lines_of(cell, width) for cell, width in zip(row.cells, widths, strict=True)]
    height = max(map(len, columns))
    if at_bottom:
        columns = [[""] * (height - len(lines)) + lines for lines in columns]
    for place in range(height):
        texts = [lines[place] if place < len(lines) else "" for lines in columns]
        padded = [*map(_padded, texts, widths)]
        if not colour:
            yield _GAP.join(padded).rstrip()
            continue
        last = max((place for place, text in enumerate(texts) if text), default=0)
        padded[last] = texts[last].rstrip()
        yield _GAP.join(_styled(text, cell.style) for text, cell in zip(padded[: last + 1], row.cells, strict=False))


def _padded(text: str, width: int) -> str:
    return text.ljust(width) if is_narrow(text) else text + " " * (width - text_width(text))


def _lines_of(cell: Cell, width: int) -> list[str]:
    lines = broken(cell.text, width - cell.indent)
    return [" " * cell.indent + line for line in lines] if cell.indent else lines


def _needed(columns: Sequence[_Cells], width: int) -> list[int]:
    """Return how wide each column is so that all fit: the widest gives way first, until it is as wide as the next."""
    sides = _margins(len(columns))
    widths = [max(column.widths) + side for column, side in zip(columns, sides, strict=True)]
    excess = sum(widths) + len(sides) - 1 - width
    while excess > 0 and (widest := max(widths)) > 1:
        giving = [place for place, width in enumerate(widths) if width == widest]
        step = min(excess, widest - max((width for width in widths if width < widest), default=0))
        for left, place in zip(range(len(giving), 0, -1), giving, strict=True):
            taken = min(step, round(excess / left))
            widths[place] -= taken
            excess -= taken
    return [max(width - side, 1) for width, side in zip(widths, sides, strict=True)]


def _for_words(columns: Sequence[_Cells], widths: Sequence[int], width: int) -> list[int] | None:
    """Widen columns in which a word would be broken, at the cost of those with room; None where there is not enough."""
    if all(
        held >= _LONGEST or _longest_word(column, held) <= held for column, held in zip(columns, widths, strict=True)
    ):
        return list(widths)
    least = [_longest_word(column) for column in columns]
    found = [max(pair) for pair in zip(widths, least, strict=True)]
    excess = sum(found) + len(_GAP) * (len(found) - 1) - width
    while excess > 0:
        room = [held - floor for held, floor in zip(found, least, strict=True)]
        if not any(room):
            return None
        roomiest = room.index(max(room))
        taken = min(excess, max(1, max(room) - sorted(room)[-2] if len(room) > 1 else max(room)))
        found[roomiest] -= taken
        excess -= taken
    return found


def _longest_word(column: _Cells, width: int = 0) -> int:
    """Return how wide a column has to be so that no word is broken of the cells that are wider than `width`."""
    breaking = [cell for cell, taken in zip(*column, strict=True) if taken > width]
    words = (cell.indent + text_width(word) for cell in breaking for word in _WORDS.findall(cell.text))
    return min(max(words, default=1), _LONGEST)


def _stacked(table: TextTable, rows: Sequence[_Cells | Line], width: int, *, colour: bool) -> Iterator[str]:
    """Return a table that is too wide for its words: a cell a line, after its heading, a blank line between rows."""
    for place, row in enumerate(rows):
        if place:
            yield ""
        if isinstance(row, Line):
            yield from _line(row, width, colour)
            continue
        for column, (heading, cell) in enumerate(zip(table.headings, row.cells, strict=True)):
            if cell.text:
                named = f"{heading}: {cell.text}" if heading else cell.text
                yield from _line(Line(named, cell.style, hang="  " if column else ""), width, colour)


def _cell_width(cell: Cell) -> int:
    text = cell.text
    return cell.indent + (max(map(text_width, text.split("\n"))) if "\n" in text else text_width(text))


def _shared(width: int, shares: Sequence[int]) -> list[int]:
    """Divide a width by shares, so that nothing is left over."""
    sides = _margins(len(shares))
    widths, rest, of = list[int](), width - len(shares) + 1, sum(shares)
    for share, side in zip(shares, sides, strict=True):
        taken = max(1 + side, ceil(share * rest / of))
        widths.append(taken - side)
        rest, of = rest - taken, of - share
    return widths


def _margins(columns: int) -> list[int]:
    """Return the blanks of the gaps that belong to each column; between the two of a gap stands a third."""
    return [(place > 0) + (place < columns - 1) for place in range(columns)]


def broken(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` cells, broken between words, within a word that fits on none."""
    width = max(width, 1)
    if "\n" not in text and text_width(text) <= width:
        return [text]
    return [piece for line in text.split("\n") for piece in _broken_line(line, width)]


def _broken_line(line: str, width: int) -> Iterator[str]:
    """Break a narrow line at the last blank that fits; one that is not, and before a source's number, word by word."""
    start = 0
    if is_narrow(line) and not _OTHER_BLANKS.search(line):
        end = len(line.rstrip(" "))
        while end - start > width:
            at = line.rfind(" ", start, start + width + 1)
            if at < 0 or line[at + 1] == "[" or line[start:at].isspace() or at == start:
                break
            yield line[start:at].rstrip()
            start = end - len(line[at:end].lstrip())
        else:
            yield line[start:end] if width < len(line) - start and end else line[start:]
            return
    yield from _broken_words(line[start:], width)


def _broken_words(line: str, width: int) -> Iterator[str]:
    start = used = 0
    for match in _WORD.finditer(line):
        word, begin = match[0], match.start()
        length = text_width(word.rstrip())
        if length <= width - used:
            used += text_width(word)
            continue
        if used:
            yield line[start:begin].rstrip()
            start, used = begin, 0
        if length > width:
            *pieces, last = chopped(word.rstrip(), width)
            yield from pieces
            start += sum(map(len, pieces))
            used = text_width(last) + len(word) - len(word.rstrip())
        else:
            used = text_width(word)
    yield line[start:].rstrip() if used > width else line[start:]
