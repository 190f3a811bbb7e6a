"""The words for imported rows: what a row says, how it stands, what writing would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from peeldiff.app.kit.lines import Line, cut
from peeldiff.app.kit.marks import Marks
from peeldiff.app.review.correction_fields import unsigned
from peeldiff.app.review.decisions import STATES, Entry, Review, State, counts
from peeldiff.dataset.fact_words import FactWords, column_words
from peeldiff.dataset.schema import TABLES
from peeldiff.importing import ImportedReport, Plan, PlannedRow
from peeldiff.text import inert, plural
from peeldiff.vocabulary.words import FINDING_KIND_SHORT, FINDING_KIND_WORDS, STATUS_WORDS, short_day

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

Values = Mapping[str, str | None]

HEADINGS: Mapping[str, str] = {
    "draft": "Framework",
    "judgments": "Judgments",
    "findings": "Findings",
    "figures": "Figures",
    "unplaced": "Could not be placed",
}
ROLES: Mapping[str, str] = {"written": "better", "waiting": "warning", "conflict": "worse", "dropped": "muted"}
"""The colours of the states; the others are muted."""


def heading(ds: Dataset, report: ImportedReport) -> str:
    """Return what a report is, as it was recognised."""
    cycle = ds.cycles.get(report.cycle or "")
    what = [
        ds.force_names.get(report.force or "", report.force or ""),
        cycle.name if cycle else report.cycle or "",
        report.kind,
        f"published {short_day(report.published)}" if report.published else "",
    ]
    return ", ".join(part for part in what if part)


def label(ds: Dataset, report: ImportedReport, entry: Entry, values: Values | None) -> str:
    """Return what an entry is about: its item, what was found, what was measured, the line."""
    if entry.sort == "draft":
        return report.draft.name if report.draft else ""
    if values is None:
        return entry.left.text if entry.left else ""
    if entry.sort == "findings":
        return values["summary"] or ""
    if entry.sort == "figures":
        measure = values["measure"] or "measure not known"
        return ds.measure_labels.get(measure, measure)
    return _item_words(ds, values)


def _item_words(ds: Dataset, values: Values) -> str:
    item = values["item"] or ""
    cycle = ds.cycles.get(values["cycle"] or "")
    known = cycle.item(item) if cycle else None
    if known is None:
        return item
    return f"{known.label} (Q{known.number})" if known.level == "question" and known.number else known.label


def value_forms(ds: Dataset, entry: Entry, values: Values | None, marks: Marks) -> tuple[list[str], str]:
    """Return what a row says, longest form first, with the role of its colour: a grade, a status or a value."""
    if values is None:
        return [""], "text"
    if entry.sort == "findings":
        kind = values["kind"] or ""
        strength = ", a strength" if values["positive"] == "true" else ""
        item = _item_words(ds, values) or "no item"
        words = (FINDING_KIND_WORDS.get(kind, kind) + strength, FINDING_KIND_SHORT.get(kind, kind))
        return [f"{word}, {item}" for word in words], "text"
    if entry.sort == "figures":
        beside = f" ({values['comparator_value']})" if values["comparator_value"] else ""
        value = f"{values['value']}{beside}"
        return [f"{value} {values['period'] or 'period not known'}", value], "text"
    grade, status = values["grade"], values["status"] or ""
    if not grade or grade not in ds.grades:
        return [f"{marks.of_status(status)} {STATUS_WORDS.get(status, status)}"], "muted"
    more = ""
    if status == "carried-over":
        more = f", from {FactWords(ds).describe('carried_from', values['carried_from'])}"
    elif status == "revised":
        more = f", was {ds.grade_in_sentence(values['revised_from'] or '')}"
    sign = marks.of_grade(ds, grade)
    known = ds.grades[grade]
    return [f"{sign} {known.label}{more}", f"{sign} {known.short}{more}", f"{sign} {known.short}"], grade


def under(ds: Dataset, entry: Entry, state: State, marks: Marks) -> Line:
    """Return the line below a row that wants a decision, or below a line that could not be placed: why."""
    if entry.left is not None and state.row is None:
        return [(entry.left.why, "muted")]
    planned = state.planned
    if planned is None or state.word not in ("waiting", "conflict"):
        return []
    if state.word == "waiting":
        return [(_why_it_waits(entry, state), "warning")]
    if planned.standing is None:
        return [(planned.reason, "worse")]
    return [("stands now: ", "worse"), *_standing(ds, entry, planned.standing, marks)]


def _why_it_waits(entry: Entry, state: State) -> str:
    """Say what is to be done: complete what is missing, else look at what was read."""
    assert state.planned is not None  # noqa: S101  (what waits is planned)
    if state.planned.reason.endswith("not known"):
        return state.planned.reason
    row = entry.row
    return f"{row.confidence} confidence: {row.why}" if row else state.planned.reason


def _standing(ds: Dataset, entry: Entry, values: Values, marks: Marks) -> Line:
    forms, role = value_forms(ds, entry, values, marks)
    day = f", published {short_day(values['published'] or '')}" if values.get("published") else ""
    return [(values.get("summary") or forms[0], role), (f"{day}, {values['source']}", "muted")]


_STATE_SENTENCES: Mapping[str, str] = {
    "written": "To be written.",
    "dropped": "Left out.",
    "waiting": "Waits until you accept, correct or drop it.",
    "conflict": "In conflict, it stays out:",
    "known": "Stands already: nothing to do.",
    "unplaced": "No row was made of this:",
    "later": "Not written, until its cycle is in the dataset.",
}
"""How it stands with an entry, in a sentence."""


def describe_entry(ds: Dataset, review: Review, entry: Entry, state: State, correct: str, marks: Marks) -> list[Line]:
    """Return what stands below the rows: how it stands with the entry, and what that rests on.

    `correct` is the key that corrects. A conflict is not said to be accepted: it is not written all the same.
    """
    word = state.decision.word if state.decision else state.word
    already_stated = word == state.word or (word == "accepted" and state.word == "conflict")
    decided = "" if already_stated else f"{word.capitalize()}. "
    head: Line = [
        (f"{marks.of_review(state.word)} ".lstrip(), ROLES.get(state.word, "muted")),
        (f"{decided}{_STATE_SENTENCES[state.word]} ", "strong"),
    ]
    report = review.reports[entry.report]
    if entry.sort == "draft":
        return [head, [(f"The dataset does not know cycle {report.cycle}: complete the draft, import again.", "text")]]
    if state.row is None:
        return [[*head, (entry.left.why if entry.left else "", "text")]]
    changed = _changed(ds, entry, state)
    if changed:
        head.append((f"{changed}. ", "stated"))
    if state.word == "conflict" and state.planned is not None:
        head += [(f"{state.planned.reason}. ", "worse"), (_way_out(state.planned, correct), "text")]
    if entry.row is None:
        return [head, [(f"Placed by a person: {entry.left.text if entry.left else ''}", "muted")]]
    also = f" (also line {', '.join(entry.row.also[:3])})" if entry.row.also else ""
    return [head, [(f"Read with {entry.row.confidence} confidence: {entry.row.why}{also}.", "muted")]]


def _way_out(planned: PlannedRow, correct: str) -> str:
    """Say what a person can do about a conflict."""
    if planned.is_in_overlay:
        return "What stands is your own row: accept this, and it is written in its place."
    return f"To write it: {correct} makes it a revision, if it is one." if planned.table == "judgments" else ""


def why_not(entry: Entry, state: State, correct: str) -> str:
    """Say why a row cannot be accepted, or need not be; empty if it can. `correct` is the key that corrects."""
    reason = state.planned.reason if state.planned else ""
    if state.word == "conflict":
        if state.planned is not None and state.planned.is_in_overlay:
            return ""
        if entry.sort == "judgments":
            return f"What stands is not overruled: {correct} makes this a revision of it, if it is one."
        return f"This is left out: {reason}."
    if state.word == "waiting" and reason.endswith("not known"):
        return f"{reason.capitalize()}: {correct} completes it."
    return {
        "known": "This stands already: there is nothing to do.",
        "later": "Its cycle is not in the dataset: complete the draft, and import again.",
        "unplaced": f"This was not placed: {correct} makes a row of it.",
        "written": "This will be written.",
    }.get(state.word, "")


def _changed(ds: Dataset, entry: Entry, state: State) -> str:
    """Say what a person corrected."""
    if state.row is None or entry.row is None or state.row.values == entry.row.values:
        return ""
    before, after = entry.row.values, {**state.row.values, "note": unsigned(state.row.values["note"])}
    words = FactWords(ds)
    return ", ".join(
        f"{column_words(name)}: {words.describe(name, after.get(name), after.get('cycle'))}, "
        f"read as {words.describe(name, before.get(name), before.get('cycle'))}"
        for name in (column.name for column in TABLES[entry.sort].columns)
        if before.get(name) != after.get(name)
    )


def plan_lines(ds: Dataset, review: Review, states: Sequence[State], plan: Plan) -> list[Line]:
    """Return a plan as paragraphs: what is written, where to, and what is not."""
    named = {"judgments": "judgment", "findings": "finding", "figures": "figure"}
    added = [plural(len(rows), named[name]) for name, rows in plan.added.items()]
    count = sum(map(len, plan.replaced.values()))
    lines: list[Line] = [
        [(f"{plural(plan.count, 'row')} to add", "strong"), (f": {', '.join(added)}" if added else "", "text")],
        [(f"to {inert(str(plan.overlay))}", "text")],
        *([[(f"{plural(count, 'row')} of them in the place of your own", "stated")]] if count else []),
        *([(f"Drafted framework to complete: {draft.name}", "strong")] for draft in plan.drafts),
    ]
    found = counts(states)
    left = [f"{found[word]} {STATES[word]}" for word in ("dropped", "known", "later") if found.get(word)]
    lines += [[(f"Besides: {', '.join(left)}", "muted")]] if left else []
    for word, heading_ in (("conflict", "In conflict, not written"), ("waiting", "Waiting for you, not written")):
        entries = [_not_written(ds, review, at, state) for at, state in enumerate(states) if state.word == word]
        if entries:
            lines += [[], [(f"{heading_}: {len(entries)}", ROLES[word])], *entries]
    return lines


def _not_written(ds: Dataset, review: Review, at: int, state: State) -> Line:
    """Return a row that is not written, and why, as one line."""
    entry = review.entries[at]
    report = review.reports[entry.report]
    reason = state.planned.reason if state.planned else ""
    why = reason if state.word == "conflict" else _why_it_waits(entry, state)
    file = inert(report.file).rpartition("/")[2]
    words = cut(label(ds, report, entry, state.row.values if state.row else None), 40)
    return [(f"  {file}:{entry.place} ", "muted"), (f"{words}: ", "text"), (why, "text")]
