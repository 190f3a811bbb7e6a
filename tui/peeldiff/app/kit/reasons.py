"""Why, in full: of the row and of the whole comparison, with basis, who says so and sources."""

from __future__ import annotations

from peeldiff.app.kit.judgment_detail import describe_stated_change
from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.rows import Row
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FindingRow, JudgmentRow
from peeldiff.export.words import row_name
from peeldiff.vocabulary.words import BASIS_MEANINGS, FINDING_ROW_MEANINGS, KIND_WORDS


def reasons(comparison: Comparison, row: Row | None, marks: Marks) -> list[Line]:
    """Return the paragraphs: first the row under the cursor, then the two inspections."""
    lines: list[Line] = []
    if isinstance(row, JudgmentRow):
        lines += _row(comparison, row, marks)
    elif isinstance(row, FindingRow):
        lines += [[(FINDING_ROW_MEANINGS[row.kind], "text")], []]
    whole = comparison.comparability
    who = "The inspectorate itself says so." if whole.official else "peeldiff's own reading, not the inspectorate's."
    lines += [
        [("The two inspections", "strong"), (f"  {marks.of_basis(whole.level)} {whole.level}", "muted")],
        [(whole.reason, "text")],
        [(who, "muted")],
        *_addresses(whole.sources),
    ]
    return lines


def _row(comparison: Comparison, row: JudgmentRow, marks: Marks) -> list[Line]:
    lines: list[Line] = [
        [(row_name(row), "strong"), (f"  {marks.of_row(row)} {KIND_WORDS[row.kind]}", "muted")],
        [(row.why, "text")],
    ]
    if row.stated_change:
        lines.append(describe_stated_change(comparison.cycle_names, row.stated_change))
    lines.append([("Basis  ", "muted"), (BASIS_MEANINGS[row.basis], "text")])
    if row.basis_reason and row.basis_reason.casefold() not in row.why.casefold():
        lines.append([(row.basis_reason[:1].upper() + row.basis_reason[1:], "text")])
    return [*lines, *_addresses(row.basis_sources), []]


def _addresses(sources: tuple[str, ...]) -> list[Line]:
    return [[("Source: ", "muted"), (source, "text")] for source in sources]
