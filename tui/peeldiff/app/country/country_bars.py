"""The bars of the country: its name and views, what is asked, how it is sorted."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.app.kit.lines import Line, cut, width_of
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import cycle_heading, short_cycle, short_force
from peeldiff.dataset.framework_model import Cycle

VIEWS = {"overview": "Every cycle", "cycle": "One cycle", "change": "Change"}
"""The ways to show the country, with their names."""
WIDE, USUAL = 110, 80
"""From this width on there is room for full names."""


def title(view: str, room: int) -> tuple[Line, list[tuple[int, int, str]]]:
    """Return the program's name and the views, and what can be clicked."""
    line: Line = [(" peeldiff  ", "title")]
    if room >= WIDE:
        line.append(("police inspections side by side   ", "bar"))
    targets = []
    for other, words in VIEWS.items():
        start = width_of(line)
        line += [(words, "tab-on" if other == view else "tab"), ("  ", "bar")]
        targets.append((start, width_of(line) - 2, f"view:{other}"))
    return line, targets


@dataclass(frozen=True)
class Named:
    """An inspection as it is named on a screen, in full or in a few cells."""

    force: str
    cycle: Cycle
    known: bool = True
    """Whether the dataset has a judgment of it."""

    @property
    def forms(self) -> tuple[str, str, str]:
        """Its name, longest form first; only the first two have room to say that nothing is known of it."""
        short = short_force(self.force)
        gap = "" if self.known else " (nothing known)"
        return f"{self.force} {self.cycle.name}{gap}", f"{short} {self.cycle.name}{gap}", f"{short} {self.brief}"

    @property
    def brief(self) -> str:
        """The cycle in a few cells."""
        name = short_cycle(self.cycle.name)
        return name if len(name) <= len("2018/19") else cycle_heading(self.cycle)

    def within(self, room: int) -> str:
        """Return the name in so many cells: the force is cut, the cycle stays."""
        return f"{cut(short_force(self.force), max(1, room - len(self.brief) - 1))} {self.brief}"


def nothing_marked(here: Named, keys: tuple[str, str, str], room: int) -> Line:
    """Say what opens, and how to mark a side; `keys` open, mark the left side and mark the right one.

    Only the cycle is named: the cursor stands on the force, which would be written at each key.
    """
    line: Line = [(" ", "text")]
    for key, words in zip(keys, (" opens  ", " left side  ", " right side: "), strict=True):
        line += [(key, "key"), (words, "muted")]
    name = here.cycle.name + ("" if here.known else " (nothing known)")
    return [*line, (cut(name, max(1, room - width_of(line))), "text")]


def sides(
    named: tuple[Named, Named], marked: tuple[bool, bool], compare: str, back: str, room: int, marks: Marks
) -> Line:
    """Say what is compared, the marked sides with their sign, and how to take the last mark back."""
    for form in range(0 if room >= WIDE else 1, 3):
        again = form > 0 and named[0].force == named[1].force
        forms = (named[0].forms[form], named[1].brief if again else named[1].forms[form])
        line = _sides(forms, SIDES, marked, compare, back, marks)
        if width_of(line) <= room:
            return line
    words = SIDES if room >= USUAL else ("", "")
    spare = (room - width_of(_sides(("", ""), words, marked, compare, back, marks))) // 2
    return _sides((named[0].within(spare), named[1].within(spare)), words, marked, compare, back, marks)


SIDES = ("Left ", "Right ")


def _sides(
    names: tuple[str, str], words: tuple[str, str], marked: tuple[bool, bool], compare: str, back: str, marks: Marks
) -> Line:
    line: Line = [(" ", "text")]
    for name, word, chosen in zip(names, words, marked, strict=True):
        line += [(f"{marks.chosen} " if chosen else "", "better"), (word, "strong"), (f"{name}  ", "text")]
    return [*line, (compare, "key"), (" compares  ", "muted"), (back, "key"), (" takes back", "muted")]
