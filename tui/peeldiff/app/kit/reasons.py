"""Why, in full: of the row and of the whole comparison, with basis, who says so and sources."""

from __future__ import annotations

from peeldiff.app.kit.details import Row, stated
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import KIND_WORDS
from peeldiff.compare.comparison import Comparison, FindingRow, JudgmentRow
from peeldiff.export.words import row_name

BASIS_WORDS = {
    "direct": "Direct: a direction may be drawn.",
    "indicative": "Indicative: a direction may be drawn as a hint only; it is drawn hollow and counted apart.",
    "none": "None: no direction may be drawn, only both grades shown.",
}


FINDING_WORDS = {
    "both": "Two findings stand side by side because they share telling words, or because a person said so. "
    "A look-alike can score as high as a true pair: whether they speak of one subject is for a person to say.",
    "left-only": "No finding of the other side that this dataset holds is like it. That is no proof that it was "
    "dealt with: only a report can say that.",
    "right-only": "No finding of the other side that this dataset holds is like it. That is no proof that the "
    "subject is new.",
}


def reasons(comparison: Comparison, row: Row | None, marks: Marks) -> list[Line]:
    """Return the paragraphs: first the row under the cursor, then the two inspections."""
    said: list[Line] = []
    if isinstance(row, JudgmentRow):
        said += _row(row, marks)
    elif isinstance(row, FindingRow):
        said += [[(FINDING_WORDS[row.kind], "text")], []]
    whole = comparison.comparability
    who = "The inspectorate itself says so." if whole.official else "peeldiff's own reading, not the inspectorate's."
    said += [
        [("The two inspections", "strong"), (f"  {marks.of_basis(whole.level)} {whole.level}", "muted")],
        [(whole.reason, "text")],
        [(who, "muted")],
        *_addresses(whole.sources),
    ]
    return said


def _row(row: JudgmentRow, marks: Marks) -> list[Line]:
    said: list[Line] = [
        [(row_name(row), "strong"), (f"  {marks.of_row(row)} {KIND_WORDS[row.kind]}", "muted")],
        [(row.why, "text")],
    ]
    if row.stated_change:
        said.append(stated(row.stated_change))
    said.append([("Basis  ", "muted"), (BASIS_WORDS[row.basis], "text")])
    if row.basis_reason and row.basis_reason.casefold() not in row.why.casefold():
        said.append([(row.basis_reason[:1].upper() + row.basis_reason[1:], "text")])
    return [*said, *_addresses(row.basis_sources), []]


def _addresses(sources: tuple[str, ...]) -> list[Line]:
    return [[("Source: ", "muted"), (source, "text")] for source in sources]
