"""Findings that come back, causes of concern first; and those that are new, as far as the dataset can tell."""

from __future__ import annotations

from collections.abc import Sequence

from peeldiff.compare.rows import FindingRow, FindingSide
from peeldiff.export import words
from peeldiff.export.brief.paper import Line, Piece, Section, plain_line
from peeldiff.export.brief.subject import LONGEST, Subject, reference, shortened
from peeldiff.vocabulary.words import FINDING_KIND_WORDS

_KINDS = ("cause-of-concern", "area-for-improvement", "recommendation", "observation")
_EARLIER = 110
"""Letters of the earlier of two findings, which only tells what the later one comes back from."""


def returning(subject: Subject) -> list[FindingRow]:
    """Return the shortfalls that both inspections may have found, causes of concern first, each later one once."""
    rows = [row for row in subject.comparison.finding_rows if row.kind == "both" and not _is_strength(row)]
    rows.sort(key=lambda row: (_urgency(subject, row), row.verdict != "same"))
    found: dict[str, FindingRow] = {}
    for row in rows:
        later = subject.findings(row)[1]
        if later is not None:
            found.setdefault(later.finding, row)
    return list(found.values())


def alone(subject: Subject, place: int) -> list[FindingRow]:
    """Return the shortfalls that only the first (0) or the second (1) inspection has, causes of concern first."""
    rows = [
        row
        for row in subject.comparison.finding_rows
        if row.kind != "both" and subject.findings(row)[place] is not None and not _is_strength(row)
    ]
    return sorted(rows, key=lambda row: _urgency(subject, row))


def has_findings(subject: Subject) -> tuple[bool, bool]:
    """Tell of the first and the second side whether the dataset holds any finding of it."""
    pairs = [subject.findings(row) for row in subject.comparison.finding_rows]
    return any(first for first, _ in pairs), any(second for _, second in pairs)


def returning_section(subject: Subject) -> Section:
    """Return the findings that come back, with who has each and by when."""
    one_force = subject.comparison.one_force
    title = "Findings that come back" if one_force else "Findings that both have"
    rows = returning(subject)
    lines = [_returning(subject, number, row) for number, row in enumerate(rows, 1)]
    about = ""
    if any(row.verdict is None for row in rows):
        about = "Suggested: words in common pair the two; nobody has confirmed that it is the same subject."
    if rows and not any(row.id in subject.notes for row in rows):
        about = f"{about} No note says who has any of them.".strip()
    if not rows:
        about = _without_pair(subject)
    return Section(title, tuple(lines), about, command=subject.command("both"))


def _without_pair(subject: Subject) -> str:
    lacking = [name for name, held in zip(subject.names, has_findings(subject), strict=True) if not held]
    if not lacking:
        return "None is known: no two findings that this dataset has are alike. That is no proof that none comes back."
    return f"Not known: this dataset has no finding of {' nor of '.join(lacking)}."


def _returning(subject: Subject, number: int, row: FindingRow) -> Line:
    first, second = subject.findings(row)
    doubt = " (suggested)" if row.verdict is None else ""
    return plain_line(
        f"F{number}{doubt} {row.topic_label or 'Without a topic'} – ",
        *_found(second),
        f". Before, in {subject.names[0]}: " if subject.comparison.one_force else f". In {subject.names[0]}: ",
        *_found(first, _EARLIER),
        f".{subject.who(row.id)}",
    )


def _found(side: FindingSide | None, most: int = LONGEST) -> tuple[Piece | None, ...]:
    if side is None:
        return ()
    kind = words.finding_words_of_kind(side)
    head = "" if kind == FINDING_KIND_WORDS["observation"] else f"{kind}: "
    return f"{head}{shortened(side.summary, most).rstrip('.')}", reference(side)


def new_sections(subject: Subject) -> list[Section]:
    """Return what is new, or of two forces what only one of them has; nothing is called new where nothing is known."""
    if not subject.comparison.one_force:
        return [_alone_section(subject, place, f"Only found at {subject.names[place]}") for place in (0, 1)]
    first, second = subject.names
    before, after = has_findings(subject)
    if before:
        section = _alone_section(subject, 1, "What is new")
        hint = (
            f"Nothing like it is among the findings of {first} that this dataset has; that is no proof that it is new."
        )
        return [_with_about(section, hint if section.lines else section.about)]
    if not after:
        about = f"Not known: this dataset has no finding of {first} nor of {second}."
        return [Section("What is new", (), about)]
    section = _alone_section(subject, 1, f"What {second} found")
    return [_with_about(section, f"Whether any of it is new is not known: this dataset has no finding of {first}.")]


def _with_about(section: Section, about: str) -> Section:
    return Section(section.title, section.lines, about, command=section.command)


def _alone_section(subject: Subject, place: int, title: str) -> Section:
    rows = alone(subject, place)
    side = (place == 0) != subject.is_turned
    lines = [_alone(subject, row, place) for row in rows]
    about = "" if lines else _without_any(subject, place)
    return Section(title, tuple(lines), about, command=subject.command("left-only" if side else "right-only"))


def _without_any(subject: Subject, place: int) -> str:
    if has_findings(subject)[place]:
        return "No shortfall that this dataset has."
    return f"Not known: this dataset has no finding of {subject.names[place]}."


def _alone(subject: Subject, row: FindingRow, place: int) -> Line:
    side = subject.findings(row)[place]
    return plain_line(f"{row.topic_label or 'Without a topic'} – ", *_found(side), f".{subject.who(row.id)}")


def _is_strength(row: FindingRow) -> bool:
    return any(side.positive for side in (row.left, row.right) if side)


def _urgency(subject: Subject, row: FindingRow) -> tuple[bool, bool, int]:
    """Order causes of concern first, then what people noted, then by kind."""
    sides: Sequence[FindingSide] = [side for side in (row.left, row.right) if side]
    kind = min(_KINDS.index(side.kind) for side in sides)
    return kind != 0, row.id not in subject.notes, kind
