"""What the dataset does not know of the two inspections, and which forces were monitored in their years."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.compare.comparison import Side
from peeldiff.dataset.queries.page_addresses import gaps
from peeldiff.export import words
from peeldiff.export.brief.finding_sections import has_findings
from peeldiff.export.brief.paper import Line, Reference, Section, plain_line
from peeldiff.export.brief.subject import Subject
from peeldiff.vocabulary.quantities import whole_per_cent


def unknown_section(subject: Subject) -> Section:
    """Return, for each side, the share of judgments that is known, and which are not."""
    return Section("What this dataset does not know", tuple(_unknown(subject)))


def _unknown(subject: Subject) -> Iterator[Line]:
    for side, name, has in zip(subject.sides, subject.names, has_findings(subject), strict=True):
        due = {item.id for item in subject.ds.cycles[side.cycle].items if item.graded == "all"}
        if not subject.ds.has_frameworks:
            text = f"{name}: a table does not say what was due in it."
        elif side.cycle in subject.ds.partly_known:
            text = f"{name}: this dataset knows only some items of its framework, so no share of them is given."
            text += _lacking(subject, side)
        elif not due:
            text = f"{name}: no grades were due in it."
        else:
            known, expected = len(due & _known_items(subject, side)), len(due)
            share = whole_per_cent(known, expected)
            text = f"{name}: {known} of the {expected} judgments that were due for every force are known ({share} %)."
            text += _lacking(subject, side)
        if not has:
            text += " No finding of it is known here."
        yield plain_line(text)


def _lacking(subject: Subject, side: Side) -> str:
    """Name what is not known: of what was due for every force, then of what was due for some."""
    due = {item for gap in gaps(subject.ds, side.force, side.cycle) for item in gap.items}
    known = _known_items(subject, side)
    items = subject.ds.cycles[side.cycle].items
    for_some = [item.label for item in items if item.graded == "some" and item.id not in known]
    labels = [item.label for item in items if item.id in due]
    text = f" Not known: {', '.join(labels)}." if labels else ""
    return f"{text} Graded for some forces only, and not known here: {', '.join(for_some)}." if for_some else text


def _known_items(subject: Subject, side: Side) -> set[str]:
    """Return the items on which a judgment is known."""
    return {line["item"] for line in subject.ds.lines("judgments", side.force, side.cycle)}


def monitoring_section(subject: Subject) -> Section:
    """Return the stays in Engage that touch the years compared."""
    stays = words.monitoring(subject.comparison)
    lines = tuple(plain_line(text, *(Reference(*source) for source in sources)) for text, sources in stays)
    about = "" if lines else "This dataset has no stay in Engage (in the press: special measures) in these years."
    return Section("Monitoring", lines, about)
