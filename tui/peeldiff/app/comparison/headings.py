"""The bars above the rows, sized to the width: title, comparability, tabs with counts, column headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peeldiff.app.comparison.tabs import Tab
from peeldiff.app.comparison.two_sided import Columns, heading_line, rule_line
from peeldiff.app.kit.keys import Keys
from peeldiff.app.kit.lines import Line, Span, cut, cut_at_word, cut_line, width_of
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.row_filter import Choice
from peeldiff.app.kit.tab_line import Targets, tab_line
from peeldiff.app.kit.widgets.line_view import GUTTER
from peeldiff.app.kit.words import KIND_ROLES, column, short_force
from peeldiff.compare.comparison import Comparison, Side
from peeldiff.vocabulary.terms import INDICATIVE, NONE
from peeldiff.vocabulary.words import COMPARABILITY_WORDS


def title(comparison: Comparison, marks: Marks, width: int) -> tuple[Line, Line]:
    """Return who is compared with whom, and the program's name."""
    left, right = comparison.left, comparison.right
    if comparison.one_force:
        arrow = marks.back_in_time if comparison.left_is_later else marks.over_time
        words = f" {left.force_name}   {left.cycle_name}  {arrow}  {right.cycle_name}"
    else:
        words = f"  {marks.beside}  ".join(f"{side.force_name} {side.cycle_name}" for side in (left, right))
        if len(words) > width - 11:
            words = f"  {marks.beside}  ".join(
                f"{short_force(side.force_name)} {side.cycle_name}" for side in (left, right)
            )
        words = " " + words
    return [(cut(words, width - 1), "title")], [("peeldiff ", "bar")] if len(words) < width - 9 else []


def basis(
    comparison: Comparison, marks: Marks, width: int, key: str, known: Mapping[tuple[str, str], int]
) -> tuple[Line, Line]:
    """Return whether the two can be compared, cut to the width; a gap of the dataset comes first."""
    more: Line = [(f"  {key}", "key"), (" why ", "muted")]
    words = comparability_words(comparison)
    unknown = [side for side in (comparison.left, comparison.right) if not known.get((side.force, side.cycle))]
    sign = marks.of_basis(comparison.comparability.level)
    line: Line = [(f" {sign} ", "neutral"), (words, "text")]
    if unknown:
        gaps = " and ".join(_inspection(side) for side in unknown)
        line = [(f" ! This dataset knows no judgment of {gaps}. ", "warning"), *line]
    if width_of(line) + width_of(more) <= width:
        return line, more
    return cut_line(line, width - width_of(more), cut_at_word), more


def notice(comparison: Comparison, width: int) -> Line:
    """Return what has to be known of the two beyond their scales: a side without an official page, monitoring."""
    line: Line = [(f" ! {comparison.unofficial} ", "warning")] if comparison.unofficial else []
    names = {side.force: side.force_name for side in (comparison.left, comparison.right)}
    for stay in comparison.monitoring:
        whose = "" if comparison.one_force else f"{short_force(names[stay.force])}: "
        line.append((f" {whose}{stay.describe()}. ", "neutral"))
    return cut_line(line, width, cut_at_word)


def _inspection(side: Side) -> str:
    return f"{side.force_name} {side.cycle_name}"


def comparability_words(comparison: Comparison) -> str:
    """Return the reason, with the best basis that is possible in front of it."""
    ruling = comparison.comparability
    return ruling.reason if ruling.level == NONE else f"{COMPARABILITY_WORDS[ruling.level]}: {ruling.reason}"


def tabs(
    comparison: Comparison, tab: Tab, choice: Choice, marks: Marks, keys: Keys, width: int
) -> tuple[Line, Line, Targets]:
    """Return the tabs on the left, the counts of the kinds on the right, and what can be clicked."""
    left, targets = tab_line(tab.id, keys)
    right, ends = _counts(comparison, tab, choice, marks, width - width_of(left))
    start = width - width_of(right)
    targets += [(start + first, start + end, target) for first, end, target in ends]
    return left, right, targets


def _counts(comparison: Comparison, tab: Tab, choice: Choice, marks: Marks, room: int) -> tuple[Line, Targets]:
    """Return how many rows there are of each kind, in the longest form that fits."""
    counts = tab.counted(comparison)
    out: Line = []
    ends: Targets = []
    for form in range(4):
        out, ends = [], []
        for count in counts:
            kind, start = count.kind, width_of(out)
            words = tab.words(comparison, kind) + (", indicative" if count.hint else "")
            sign = marks.of_change(kind, INDICATIVE if count.hint else None)
            out += _count(kind, sign, count.rows, words, form, hidden=kind in choice.hidden)
            ends.append((start, width_of(out), f"kind:{kind}"))
            out.append(("  " if form in (0, 2) else " ", "text"))
        out[-1:] = [(" ", "text")] if out else []
        if width_of(out) <= room:
            break
    return out, ends


def _count(kind: str, mark: str, count: int, words: str, form: int, *, hidden: bool) -> Sequence[Span]:
    text = f"{count} {words}" if form < 2 else str(count)
    sign = f"{mark} " if form in (0, 2) else mark
    if hidden:
        return [(f"({sign}{text})", "rule")]
    return [(sign, KIND_ROLES.get(kind, "muted")), (text, "text")]


def columns(comparison: Comparison, tab: Tab, marks: Marks, width: int) -> Line:
    """Return the headings of the columns."""
    words = [tab.topic, column(comparison, comparison.left), column(comparison, comparison.right)]
    return heading_line(_divided(tab, marks, width), marks, words)


def rule(tab: Tab, marks: Marks, width: int, crossing: str) -> Line:
    """Return a rule with its crossings where the bars between the columns meet it."""
    return rule_line(_divided(tab, marks, width), marks, crossing)


def _divided(tab: Tab, marks: Marks, width: int) -> Columns:
    return Columns.for_width(width - GUTTER, marks, names=tab.names, wide=tab.wide)
