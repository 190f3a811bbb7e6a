"""The keys of where one is, made from the table of keys, and what the signs say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from peeldiff.app.kit.actions import CONTEXTS, SCREENS, actions_of
from peeldiff.app.kit.dialogs.text_dialog import TextDialog
from peeldiff.app.kit.key_names import key_label
from peeldiff.app.kit.keys import Keys
from peeldiff.app.kit.lines import Line, fit, padded, wrap
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.widgets.detail_pane import MARGIN
from peeldiff.dataset.framework_model import Grade
from peeldiff.vocabulary.signs import SOURCE_SIGNS
from peeldiff.vocabulary.terms import INDICATIVE, OVER_TIME
from peeldiff.vocabulary.words import SOURCE_BASIS_WORDS

FIRST = 16
"""Cells of a key or a sign, before what it does or says."""
TWO_COLUMNS = 100
"""From this width of the window on there are two columns."""
_EDGES, _GAP, _WIDEST = 4, 3, 150
Section = tuple[str, Sequence[tuple[str, str]]]


class HelpDialog(TextDialog):
    """The sections, in one column or two."""

    WIDE = True

    def __init__(self, sections: Sequence[Section]) -> None:
        """`sections` are headings with keys or signs and their words."""
        super().__init__("Keys and signs", [])
        self._sections = sections

    def on_resize(self) -> None:
        """Lay the columns out for the width there is."""
        wide = self.size.width >= TWO_COLUMNS
        room = min(_WIDEST, self.size.width * 96 // 100)
        self._paragraphs = laid_out(self._sections, room - _EDGES - 2 * MARGIN, columns=2 if wide else 1)
        self._text.show(self._paragraphs)
        super().on_resize()


def help_dialog(screen: str, keys: Keys, marks: Marks, grades: Mapping[str, Grade]) -> HelpDialog:
    """Return the help of a screen."""
    return HelpDialog([*key_sections(screen, keys), sign_section(screen, marks, grades)])


def key_sections(screen: str, keys: Keys) -> list[Section]:
    """Return every action of a screen with all its keys, under the headings of where they work, in that order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for context in SCREENS[screen]:
        for action in actions_of((context,)):
            bound = " ".join(key_label(key, words=keys.ascii) for key in keys.of(action))
            found.setdefault(CONTEXTS[context], []).append((bound, action.description))
    sentences = (
        "With the mouse: a click chooses, a click on the title offers every command.",
        "Every key can be changed under [keys] in your config.toml: peeldiff config says where.",
    )
    found[list(found)[-1]] += [("", words) for words in sentences]
    return list(found.items())


def sign_section(screen: str, marks: Marks, grades: Mapping[str, Grade]) -> Section:
    """Return the signs of a screen and those of the grades, with what they say."""
    signs = review_signs(marks) if screen == "review" else comparison_signs(marks)
    signs += [(marks.of_grade(_Known(grades), grade.id), grade.label) for grade in grades.values()]
    return "What the signs say", signs


def review_signs(marks: Marks) -> list[tuple[str, str]]:
    """Return the signs of rows that were read from a report, with what they say."""
    return [
        (marks.of_review("written"), "Will be written"),
        (marks.of_review("waiting"), "Waits for you"),
        (marks.of_review("conflict"), "Something else stands in the dataset"),
        (marks.of_review("dropped"), "Dropped"),
        (marks.note, "Corrected"),
        ("no sign", "Stands there already, could not be placed, or its cycle is not known yet"),
        (marks.gap, "In the place of a grade: not in this dataset"),
        (marks.no_grade, "No grade: withheld, not graded, not inspected or still to come"),
    ]


def source_signs(marks: Marks) -> list[tuple[str, str]]:
    """Return the signs behind a grade that is not in a report of the inspectorate."""
    return [(marks.of_source(basis), f"Behind a grade: {SOURCE_BASIS_WORDS[basis]}") for basis in SOURCE_SIGNS]


def comparison_signs(marks: Marks) -> list[tuple[str, str]]:
    """Return the signs in force with what they say."""
    kind = marks.of_kind
    hollow = " ".join(marks.of_change(kind, INDICATIVE) for kind in ("improved", "declined"))
    return [
        (" ".join(map(kind, OVER_TIME)), "Improved, declined, unchanged; of two forces: higher, lower, the same"),
        (hollow, "The same, but only indicative"),
        (kind("not-comparable"), "Not comparable: no direction may be drawn"),
        (kind("carried-over"), "Carried over: nobody looked again between the two"),
        (f"{kind('left-only')} {kind('right-only')}", "Only the left, only the right side has such an item"),
        (kind("unknown"), "A gap of the dataset, never news"),
        (marks.gap, "In a cell: not in this dataset"),
        (marks.no_grade, "No grade: withheld, not graded, not inspected or still to come"),
        (marks.in_part, "In part: the grade of an item that only touches the topic, not the topic's own"),
        *source_signs(marks),
        (marks.rupture, "Between cycles: a break, nothing across it can be compared"),
        (marks.several, "In the place of a sign: there are several, which the words below name"),
        (marks.note, "The row has a note"),
        (marks.chosen, "Marked: the left side that was chosen, or the finding to pair"),
        *([("L", "Before an amount: pounds sterling")] if marks.ascii else []),
    ]


class _Known:
    """What knows the grades."""

    def __init__(self, grades: Mapping[str, Grade]) -> None:
        self.grades = grades


def laid_out(sections: Sequence[Section], room: int, *, columns: int) -> list[Line]:
    """Return the sections in one column, or in two of about the same height, each section whole."""
    if columns == 1:
        return [line for section in sections for line in _section(section, room)]
    width = (room - _GAP) // 2
    blocks = [_section(section, width) for section in sections]
    total = sum(map(len, blocks))
    split = next(at for at in range(1, len(blocks) + 1) if sum(map(len, blocks[:at])) * 2 >= total or at == len(blocks))
    first = [line for block in blocks[:split] for line in block]
    second = [line for block in blocks[split:] for line in block]
    nothing: Line = []
    both = zip_longest(first, second, fillvalue=nothing)
    return [[*padded(first, width + _GAP), *second] for first, second in both]


def _section(section: Section, width: int) -> list[Line]:
    """Return a heading and its lines; words that are too long go on under their beginning."""
    heading, entries = section
    lines: list[Line] = [[(heading, "heading")]]
    for first, words in entries:
        before = max(FIRST, len(first) + 1) if first else 0
        for at, piece in enumerate(wrap([(words, "text")], max(10, width - before))):
            lines.append([(fit("" if at else first, before), "key"), *piece])
    return [*lines, []]
