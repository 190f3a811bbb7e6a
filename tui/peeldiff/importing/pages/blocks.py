"""Lines become blocks: wrapped lines of one paragraph are joined, headings and badges stay alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from peeldiff.importing.cleaning import key
from peeldiff.importing.imported import Block, Document, Line

_ENDS = (".", "!", "?", ":", ";", ".”", ".’", '."', ".)", "…")
_LONGEST_BLOCK = 6000


def blocks(document: Document, is_standalone: Callable[[str], bool]) -> list[Block]:
    """Return the blocks of a document; `is_standalone` knows headings and grades by their line."""
    if document.format == "html":
        return [_block([line]) for line in document.lines]
    wrapped = _wrap_width(document.lines)
    return [_block(group) for group in _groups(document.lines, wrapped, is_standalone)]


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which a file breaks its lines, None where its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths or lengths[-1] > 180 or lengths[int(len(lengths) * 0.98)] > 130:
        return None
    return lengths[int(len(lengths) * 0.9)]


def _groups(lines: Iterable[Line], width: int | None, alone: Callable[[str], bool]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _continues(group[-1], line, group[0].bullet, width, alone):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _continues(last: Line, line: Line, bullet: bool, width: int | None, alone: Callable[[str], bool]) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    text, before = line.text.strip(), last.text.strip()
    if line.bullet or line.heading or last.heading or _gap(last, line):
        return False
    if alone(text) or (alone(before) and not text[:1].islower()):
        return False
    if text[:1].islower():
        return not before.endswith((".", "!", "?"))
    if bullet and line.text.startswith(" "):
        return True
    return width is not None and len(before) >= 0.8 * width and not before.endswith(_ENDS)


def _gap(last: Line, line: Line) -> bool:
    """Tell whether an empty line stands between two; the foot of a page is none."""
    return last.page == line.page and line.number - last.number > 1


def _block(group: Sequence[Line]) -> Block:
    first = group[0]
    text = " ".join(line.text.strip() for line in group)[:_LONGEST_BLOCK]
    return Block(text, first.number, first.page, first.heading, first.bullet, key(text))
