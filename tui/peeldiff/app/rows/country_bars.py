"""The bars of the country: its name and views, what is asked, how it is sorted."""

from __future__ import annotations

from peeldiff.app.lines import Line, width_of

VIEWS = {"overview": "Every cycle", "cycle": "One cycle", "change": "Change"}
"""The ways to show the country, with their names."""


def title(view: str, room: int) -> tuple[Line, list[tuple[int, int, str]]]:
    """Return the program's name and the views, and what can be clicked."""
    line: Line = [(" peeldiff  ", "title")]
    if room >= 110:
        line.append(("police inspections side by side   ", "bar"))
    targets = []
    for one, words in VIEWS.items():
        start = width_of(line)
        line += [(words, "tab-on" if one == view else "tab"), ("  ", "bar")]
        targets.append((start, width_of(line) - 2, f"view:{one}"))
    return line, targets
