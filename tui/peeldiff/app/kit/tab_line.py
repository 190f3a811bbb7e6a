"""The tabs of a comparison in one line; two of them are views of their own."""

from __future__ import annotations

from collections.abc import Mapping

from peeldiff.app.kit.actions import BY_ID
from peeldiff.app.kit.keys import Keys
from peeldiff.app.kit.lines import Line, width_of

TABS: Mapping[str, str] = {
    "judgments": "Judgments",
    "findings": "Findings",
    "figures": "Figures",
    "timeline": "Timeline",
    "notes": "Notes",
}
"""The tabs with their labels."""
Targets = list[tuple[int, int, str]]


def tab_line(open_tab: str, keys: Keys) -> tuple[Line, Targets]:
    """Return the tabs, the one that is open underlined, and what can be clicked."""
    line: Line = [(" ", "text")]
    targets: Targets = []
    for tab, label in TABS.items():
        start = width_of(line)
        key = keys.shown(BY_ID[tab])
        line += [(key, "key"), (" ", "text"), (label, "tab-on" if tab == open_tab else "tab"), ("  ", "text")]
        targets.append((start, width_of(line) - 2, f"tab:{tab}"))
    return line, targets
