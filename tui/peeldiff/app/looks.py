"""Which look is in force at a start: the one chosen last, else that of the settings; and what the terminal can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peeldiff.app.kit import themes

if TYPE_CHECKING:
    from rich.console import Console

    from peeldiff.app.memory import Memory
    from peeldiff.settings import Settings


def chosen_theme(settings: Settings, memory: Memory) -> str:
    """Return the theme that was chosen last, unless the settings changed or are locked; else theirs."""
    wanted = settings.theme
    chosen = memory.theme in themes.CHOOSABLE and memory.theme_set == wanted
    return memory.theme if chosen and "theme" not in settings.locked else wanted


def fitting_look(wanted: str, console: Console) -> str:
    """Return the look wanted, or the terminal's own colours where it has no more than sixteen."""
    few = console.color_system in ("standard", "windows", None)
    return "terminal" if few and wanted in ("dark", "colour-blind") else wanted
