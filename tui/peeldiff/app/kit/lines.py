"""Lines of text as spans: a text and the role that decides its colour. Widths are in cells.

Nothing here knows a screen; roles are turned into styles by the theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from peeldiff.vocabulary.signs import CUT

Span = tuple[str, str]
"""A text and its role: one of `themes.ROLES`."""
Line = list[Span]

ELLIPSIS = CUT.unicode


def fit(text: str, width: int) -> str:
    """Return `text` exactly `width` cells wide: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    if text.isascii() and len(text) <= width:
        return text.ljust(width)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1).rstrip(" ") + ELLIPSIS + _gap(text, width)


def _gap(text: str, width: int) -> str:
    """Return the blanks that `rstrip` took away in `fit`."""
    kept = set_cell_size(text, width - 1)
    return " " * (len(kept) - len(kept.rstrip(" ")))


def cut(text: str, width: int) -> str:
    """Return `text` at most `width` cells wide."""
    return fit(text, width).rstrip(" ") if cell_len(text) > width else text


_LONG_WORD = 20
"""Cells of a word, such as an address, that is rather cut than left out."""


def cut_at_word(text: str, width: int) -> str:
    """Return `text` at most `width` cells wide, cut between two words."""
    short = cut(text, width)
    if short == text or not short.endswith(ELLIPSIS):
        return short
    kept = short.removesuffix(ELLIPSIS)
    whole = kept if not text[len(kept)].isalnum() else kept.rpartition(" ")[0]
    return f"{whole.rstrip(' ,;:')}{ELLIPSIS}" if whole and len(kept) - len(whole) < _LONG_WORD else short


def cut_front(text: str, width: int) -> str:
    """Return the end of `text`, at most `width` cells wide: of a path the end says most."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    return ELLIPSIS + text if width > 0 else ""


def width_of(line: Iterable[Span]) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def cut_line(line: Sequence[Span], width: int, cutting: Callable[[str, int], str] = cut) -> Line:
    """Return a line cut to `width` cells."""
    out: Line = []
    room = width
    for text, role in line:
        need = cell_len(text)
        if need > room:
            out.append((cutting(text, room), role))
            return [span for span in out if span[0]]
        out.append((text, role))
        room -= need
    return out


def padded(line: Sequence[Span], width: int, role: str = "text") -> Line:
    """Return a line exactly `width` cells wide, the blanks joined to a last span of the same role."""
    out = cut_line(line, width)
    blank = width - width_of(out)
    if blank > 0:
        if out and out[-1][1] == role:
            out[-1] = (out[-1][0] + " " * blank, role)
        else:
            out.append((" " * blank, role))
    return out


def spread(left: Sequence[Span], right: Sequence[Span], width: int, role: str = "text") -> Line:
    """Return one line with `right` at its right end; `left` gives way."""
    end = cut_line(right, width)
    return [*padded(left, width - width_of(end), role), *end]


_WIDEST = 2
"""Cells of the widest character."""
_JOINT = re.compile(r"[/?&=_-](?=\w)")
"""Where an address may break: behind these, before a word."""


def wrap(paragraph: Sequence[Span], width: int) -> list[Line]:
    """Break a paragraph into lines of at most `width` cells, at blanks where there are any.

    A width without room for a character is taken for two cells: a view can be laid out while it is hidden.
    """
    width = max(width, _WIDEST)
    lines: list[Line] = [[]]
    if width_of(paragraph) <= width:
        for text, role in paragraph:
            _add(lines[0], text, role)
        return [_trimmed(lines[0])]
    used = 0
    for word, role in _words(paragraph):
        need = cell_len(word.rstrip(" "))
        if used and need <= width < used + need:
            lines.append([])
            used = 0
        for piece in _pieces(word, width, width - used) if need > width else (word,):
            if used + cell_len(piece.rstrip(" ")) > width:
                lines.append([])
                used = 0
            _add(lines[-1], piece, role)
            used += cell_len(piece)
    return [_trimmed(line) for line in lines]


def _words(paragraph: Sequence[Span]) -> Iterable[Span]:
    for text, role in paragraph:
        start = 0
        while start < len(text):
            end = text.find(" ", start)
            end = len(text) if end < 0 else end + 1
            yield text[start:end], role
            start = end


def _pieces(word: str, width: int, room: int) -> Iterable[str]:
    """Break a word that is longer than a line; its first piece fills the room that is left.

    An address breaks at its joints where that leaves less than half of the room empty, and begins on a line of its own
    where it can.
    """
    while cell_len(word.rstrip(" ")) > width:
        head = _head(word, room if room >= _WIDEST else width)
        if room < width and _JOINT.search(word) and not _JOINT.match(word, len(head) - 1):
            head = _head(word, width)
        yield head
        word, room = word[len(head) :], width
    yield word


def _head(word: str, room: int) -> str:
    """Return as much of a word as there is room for, up to a joint where one is in the second half of that."""
    head = set_cell_size(word, room).rstrip(" ")
    joints = [found.end() for found in _JOINT.finditer(word, 0, len(head) + 1) if found.end() <= len(head)]
    return head[: joints[-1]] if joints and joints[-1] * 2 > len(head) else head


def _add(line: Line, text: str, role: str) -> None:
    if not text:
        return
    if line and line[-1][1] == role:
        line[-1] = (line[-1][0] + text, role)
    else:
        line.append((text, role))


def _trimmed(line: Line) -> Line:
    if line:
        text, role = line[-1]
        line[-1] = (text.rstrip(" "), role)
    return line


def marked(line: Sequence[Span], needle: str, role: str = "hit") -> Line:
    """Return a line in which every occurrence of `needle` has the role of a search hit."""
    if not needle:
        return list(line)
    out: Line = []
    wanted = needle.casefold()
    for text, plain in line:
        folded = text.casefold()
        if wanted not in folded or len(folded) != len(text):
            out.append((text, plain))
            continue
        start = 0
        while (at := folded.find(wanted, start)) >= 0:
            if at > start:
                out.append((text[start:at], plain))
            out.append((text[at : at + len(wanted)], role))
            start = at + len(wanted)
        if start < len(text):
            out.append((text[start:], plain))
    return out
