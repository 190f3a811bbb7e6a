"""The bars of the country: its name and views, what is asked, how it is sorted."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.app.kit.lines import Line, cut, width_of
from peeldiff.app.kit.marks import Marks
from peeldiff.app.kit.words import cycle_heading, short_cycle, short_force
from peeldiff.dataset.model import Cycle

VIEWS = {"overview": "Every cycle", "cycle": "One cycle", "change": "Change"}
"""The ways to show the country, with their names."""
WIDE = 110
"""From this width on there is room for full names."""


def title(view: str, room: int) -> tuple[Line, list[tuple[int, int, str]]]:
    """Return the program's name and the views, and what can be clicked."""
    line: Line = [(" peeldiff  ", "title")]
    if room >= WIDE:
        line.append(("police inspections side by side   ", "bar"))
    targets = []
    for one, words in VIEWS.items():
        start = width_of(line)
        line += [(words, "tab-on" if one == view else "tab"), ("  ", "bar")]
        targets.append((start, width_of(line) - 2, f"view:{one}"))
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
    def turned(self) -> tuple[str, str, str]:
        """The same with the force at the end: going from force to force then changes nothing before it."""
        short = short_force(self.force)
        gap = "" if self.known else " (nothing known)"
        return f"{self.cycle.name}, {self.force}{gap}", f"{self.cycle.name}, {short}{gap}", f"{self.brief}, {short}"

    @property
    def brief(self) -> str:
        """The cycle in a few cells."""
        name = short_cycle(self.cycle.name)
        return name if len(name) <= len("2018/19") else cycle_heading(self.cycle)

    def within(self, room: int) -> str:
        """Return the name in so many cells: the force is cut, the cycle stays."""
        return f"{cut(short_force(self.force), max(1, room - len(self.brief) - 1))} {self.brief}"


def left_question(here: Named, choose: str, room: int) -> Line:
    """Ask for the left side."""
    line: Line = []
    for name in here.turned[0 if room >= WIDE else 1 :]:
        line = [(" 1 ", "key"), ("Left side: ", "strong"), (f"{choose} chooses ", "muted"), (name, "text")]
        if width_of(line) <= room:
            break
    return line


def right_question(left: Named, right: Named | None, choose: str, back: str, room: int, marks: Marks) -> Line:
    """Ask for the right side, and say how to take the left one back; `right` is None on the left side itself."""

    def line(chosen: str, asked: str, here: str) -> Line:
        return [
            (f" {marks.chosen} {chosen}  ", "better"),
            ("2 ", "key"),
            (asked, "strong"),
            (f"{here}  ", "text"),
            (f"{choose} compares  {back} takes it back" if right else f"{back} takes it back", "muted"),
        ]

    names = right.forms if right else ("another one than this",) * 3
    for form in range(0 if room >= WIDE else 1, 3):
        found = line(left.forms[form], "Right side: ", names[form])
        if width_of(found) <= room:
            return found
    brief = right.brief if right and right.force == left.force else names[-1]
    for asked in ("Right side: ", "Right: "):
        found = line(left.forms[-1], asked, brief)
        if width_of(found) <= room:
            return found
    spare = room - width_of(line("", "", ""))
    chosen = left.within(min(max(spare // 2, spare - len(brief)), len(left.forms[-1])))
    rest = spare - len(chosen)
    return line(chosen, "", brief if len(brief) <= rest or right is None else right.within(rest))
