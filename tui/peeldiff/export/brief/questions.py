"""What to ask, a question a line, each made from a row, a note or a gap."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.compare.rows import Judgment
from peeldiff.dataset.queries.page_addresses import Gap, gaps
from peeldiff.export import words
from peeldiff.export.brief.finding_sections import alone, has_findings, returning
from peeldiff.export.brief.paper import Line, Page, Section, plain_line
from peeldiff.export.brief.subject import Subject, shortened
from peeldiff.vocabulary.terms import UNKNOWN_ORIGIN
from peeldiff.vocabulary.words import FINDING_KIND_WORDS, long_day


def question_section(subject: Subject, returning_shown: int) -> Section:
    """Return the questions; on findings that come back only of those that stand on the page, which are so many."""
    lines = [
        *_overdue(subject),
        *_returning(subject, returning_shown),
        *_lowest(subject),
        *_carried_over(subject),
        *_without_match(subject),
        *_gaps(subject),
    ]
    about = "" if lines else "No row of this comparison raises a question of itself."
    command = "; ".join(f"peeldiff gaps {side.inspection}" for side in reversed(subject.sides))
    return Section("What to ask", tuple(lines), about, command=command)


def _overdue(subject: Subject) -> Iterator[Line]:
    """Ask whoever owns a note that is overdue."""
    names = {row.id: words.row_name(row) for row in subject.comparison.judgment_rows}
    names |= {row.id: row.topic_label or "a finding" for row in subject.comparison.finding_rows}
    names |= {row.id: row.label for row in subject.comparison.figure_rows}
    for change, note in subject.notes.items():
        if note.due is not None and note.is_unfinished and note.due < subject.today.isoformat():
            text = f" (“{shortened(note.text)}”)" if note.text else ""
            whom = note.owner or "Nobody is named"
            yield plain_line(
                f"{whom}: the note on {names.get(change, change)}{text} was due on {long_day(note.due)} and is not "
                f"done. What holds it up?"
            )


def _returning(subject: Subject, shown: int) -> Iterator[Line]:
    first = subject.names[0]
    for number, row in enumerate(returning(subject)[:shown], 1):
        topic = row.topic_label or "without a topic"
        if not subject.comparison.one_force:
            yield plain_line(f"F{number}, {topic}: what does each of the two do about it?")
        elif row.verdict is None:
            yield plain_line(f"F{number}, {topic}: is it the same subject, and what was done since {first}?")
        else:
            yield plain_line(f"F{number}, {topic}: what was done since {first}, and why does it come back?")


def _lowest(subject: Subject) -> Iterator[Line]:
    """Ask about the lowest grade of the later scale."""
    for place, side in enumerate(subject.sides):
        grades = subject.ds.scales[side.scale].grades if side.scale in subject.ds.scales else ()
        if not grades or (place == 0 and subject.comparison.one_force):
            continue
        found = [
            words.row_name(row)
            for row in subject.comparison.judgment_rows
            if any(judgment.grade == grades[-1] for judgment in subject.judgments(row)[place])
        ]
        if found:
            label = subject.comparison.grade_label(grades[-1])
            in_order = not subject.comparison.one_force or subject.ds.has_order(*(s.cycle for s in subject.sides))
            since = "since" if in_order else "in the other cycle"
            yield plain_line(f"{label} in {subject.names[place]} – {', '.join(found)}: what was done about it {since}?")


def _carried_over(subject: Subject) -> Iterator[Line]:
    """Ask when somebody looks again at what was carried over."""
    for place in (1,) if subject.comparison.one_force else (0, 1):
        by_origin: dict[str, list[str]] = {}
        for row in subject.comparison.judgment_rows:
            for judgment in subject.judgments(row)[place]:
                if judgment.status == "carried-over":
                    by_origin.setdefault(_origin(subject, judgment), []).append(words.row_name(row))
        for origin, names in by_origin.items():
            yield plain_line(
                f"{', '.join(names)}: the grade in {subject.names[place]} is carried over from {origin}. "
                "When does somebody look again?"
            )


def _origin(subject: Subject, judgment: Judgment) -> str:
    origin = judgment.carried_from
    if origin in (None, UNKNOWN_ORIGIN):
        return "an earlier inspection that the page does not name"
    cycle = subject.ds.cycles.get(str(origin))
    return cycle.name if cycle else str(origin)


def _without_match(subject: Subject) -> Iterator[Line]:
    """Ask what became of the earlier findings that asked for something and have no match."""
    if not subject.comparison.one_force or not has_findings(subject)[1]:
        return
    sides = [subject.findings(row)[0] for row in alone(subject, 0)]
    kinds = [side.kind for side in sides if side and side.kind != "observation"]
    asked = list(dict.fromkeys(kinds))
    if asked:
        first, second = subject.names
        counted = " and ".join(_counted(kinds.count(kind), FINDING_KIND_WORDS[kind]) for kind in asked)
        verb = "has" if len(kinds) == 1 else "have"
        yield plain_line(f"{counted} of {first} {verb} no match here in {second}: what became of each?")


def _counted(count: int, name: str) -> str:
    if count == 1:
        return f"1 {name}"
    first, *rest = name.split(" ", 1)
    plural = {"cause": "causes", "area": "areas"}.get(first, f"{first}s")
    return f"{count} {' '.join([plural, *rest])}"


def _gaps(subject: Subject) -> Iterator[Line]:
    """Ask for each page that would fill a gap."""
    for side, name in reversed(list(zip(subject.sides, subject.names, strict=True))):
        for gap in gaps(subject.ds, side.force, side.cycle):
            yield _gap(subject, gap, name)


def _gap(subject: Subject, gap: Gap, name: str) -> Line:
    cycle = subject.ds.cycles[gap.cycle]
    labels = [item.label for item in cycle.items if item.id in gap.items]
    known = f"{_few(labels)} ({name}): not in this dataset. "
    if not gap.addresses:
        return plain_line(f"{known}Who has the report?")
    page = gap.addresses[0]
    doubt = "" if page.seen or page.verified else " (an address by its pattern, not seen)"
    return plain_line(f"{known}What does the page say? ", Page(page.address), doubt)


_FEW = 4


def _few(labels: list[str]) -> str:
    """Return labels in a line; of many the first, and how many more."""
    if len(labels) <= _FEW:
        return ", ".join(labels)
    return f"{', '.join(labels[: _FEW - 1])} and {len(labels) - _FEW + 1} more"
