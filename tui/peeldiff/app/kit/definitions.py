"""What the grades, statuses, kinds and terms of a row mean, with sources."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.app.kit.lines import Line
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.rows import Row
from peeldiff.compare.comparison import Comparison
from peeldiff.compare.rows import FigureRow, FindingRow, JudgmentRow
from peeldiff.dataset.framework_model import Definition
from peeldiff.dataset.model import Dataset
from peeldiff.export.words import row_name
from peeldiff.vocabulary.words import KIND_MEANINGS, KIND_WORDS, SCALE_WORDS, STATUS_MEANINGS, STATUS_WORDS

_STATUS_TERMS = {"carried-over": "carried-over", "revised": "revised-grade"}


def definitions(ds: Dataset, comparison: Comparison, row: Row | None, marks: Marks) -> list[Line]:
    """Return the paragraphs on a row."""
    lines: list[Line] = []
    if isinstance(row, JudgmentRow):
        lines += _kind(row, marks)
        lines += _grades(ds, comparison, row, marks)
        lines += _statuses(ds, row)
    elif isinstance(row, FindingRow):
        for side in (row.left, row.right):
            if side and side.kind in ds.terms:
                lines += _definition(ds.terms[side.kind])
    elif isinstance(row, FigureRow) and row.definition:
        lines += [[(row.label, "strong")], [(row.definition, "text")], []]
    if isinstance(row, JudgmentRow) and row.topic and ds.topics[row.topic].definition:
        lines += [[(row_name(row), "strong")], [(ds.topics[row.topic].definition, "text")], []]
    return lines or [[("There is no term in this row that the dataset defines.", "text")]]


def _kind(row: JudgmentRow, marks: Marks) -> list[Line]:
    return [
        [(f"{marks.of_row(row)} {KIND_WORDS[row.kind]}", "strong")],
        [(KIND_MEANINGS[row.kind], "text")],
        [],
    ]


def _grades(ds: Dataset, comparison: Comparison, row: JudgmentRow, marks: Marks) -> Iterator[Line]:
    done: set[tuple[str, str]] = set()
    for side, judgments in ((comparison.left, row.left), (comparison.right, row.right)):
        for judgment in judgments:
            if not judgment.grade or (side.scale, judgment.grade) in done:
                continue
            done.add((side.scale, judgment.grade))
            known = ds.grade_definitions.get((side.scale, judgment.grade))
            sign = marks.of_grade(comparison, judgment.grade)
            scale = SCALE_WORDS.get(
                side.scale, f"{ds.scales[side.scale].label if side.scale in ds.scales else side.scale} scale"
            )
            yield [(f"{sign} {comparison.grade_label(judgment.grade)}", "strong"), (f"  {scale}", "muted")]
            if known:
                yield from _definition(known, headed=False)
            else:
                yield [("This dataset has no definition of it on this scale.", "text")]
                yield []


def _statuses(ds: Dataset, row: JudgmentRow) -> Iterator[Line]:
    for status in dict.fromkeys(judgment.status for judgment in (*row.left, *row.right)):
        if status not in STATUS_MEANINGS:
            continue
        term = ds.terms.get(_STATUS_TERMS.get(status, ""))
        yield [(STATUS_WORDS[status].capitalize(), "strong")]
        yield [(STATUS_MEANINGS[status], "text")]
        if term:
            yield from _definition(term, headed=False)
        else:
            yield []


def _definition(defined: Definition, *, headed: bool = True) -> Iterator[Line]:
    if headed:
        yield [(defined.label, "strong")]
    yield [(defined.definition, "text")]
    if defined.note:
        yield [(defined.note, "muted")]
    for source in defined.sources:
        yield [("Source: ", "muted"), (source, "text")]
    yield []
