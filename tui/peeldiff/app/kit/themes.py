"""The five looks. Each has the colours of Textual's widgets and a style for each role of a span.

Colour only repeats what a mark or a word says already: every role reads without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.theme import Theme

ROLES = (
    "text",
    "muted",
    "strong",
    "heading",
    "lead",
    "cursor",
    "rule",
    "title",
    "bar",
    "tab",
    "tab-on",
    "key",
    "warning",
    "stated",
    "note",
    "hit",
    "better",
    "worse",
    "neutral",
    "outstanding",
    "good",
    "adequate",
    "requires-improvement",
    "inadequate",
)
"""What a span of a line can be; `lead` is the part of a line that the cursor covers."""

NO_COLOUR = "no-colour"
"""The look where NO_COLOR is set: the terminal's own, without a colour."""


@dataclass(frozen=True)
class Look:
    """A theme: the colours of the widgets and of the roles."""

    theme: Theme
    roles: Mapping[str, Style]


def _look(
    name: str,
    colours: Mapping[str, str],
    *,
    dark: bool = True,
    cursor: str,
    bar: str,
) -> Look:
    """Build a look from its colours: text, muted, surface, background, accent, better, worse, neutral."""
    return Look(_theme(name, colours, dark=dark), _roles(colours, cursor, bar))


def _theme(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    """Return what Textual's widgets are drawn with."""
    ansi = colours["background"] == "ansi_default"
    return Theme(
        name=name,
        primary=colours["accent"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["surface"],
        success=colours["better"],
        warning=colours["worse"],
        error=colours["worse"],
        dark=dark,
        ansi=ansi,
        variables={
            "bar": colours["surface"],
            "edge": colours["muted"],
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "block-cursor-background": colours["accent"],
            "input-cursor-text-style": "reverse" if ansi else "none",
            "input-selection-background": colours["accent"] + ("" if ansi else " 40%"),
        },
    )


def _roles(colours: Mapping[str, str], cursor: str, bar: str) -> dict[str, Style]:
    """Return what the roles of spans are drawn with."""
    ansi = colours["background"] == "ansi_default"

    def style(colour: str, extra: str = "") -> Style:
        rich_colour = colours[colour].replace("ansi_", "").replace("default", "")
        return Style.parse(f"{extra} {rich_colour}".strip() or "none")

    return {
        "text": Style(),
        "lead": Style(),
        "muted": style("muted", "dim" if ansi else ""),
        "strong": Style(bold=True),
        "heading": style("muted", "bold"),
        "cursor": Style.parse(cursor),
        "rule": style("muted", "dim" if ansi else ""),
        "title": Style.parse(f"bold {bar}".strip()),
        "bar": Style.parse(bar or "none"),
        "tab": style("muted"),
        "tab-on": style("accent", "bold underline"),
        "key": style("accent", "bold"),
        "warning": style("worse"),
        "stated": style("accent", "italic"),
        "note": style("accent", "bold"),
        "hit": Style.parse("bold underline reverse"),
        "better": style("better", "bold"),
        "worse": style("worse", "bold"),
        "neutral": style("neutral", "bold"),
        "outstanding": style("better", "bold"),
        "good": style("better"),
        "adequate": style("neutral"),
        "requires-improvement": style("worse"),
        "inadequate": style("worse", "bold"),
    }


def _no_colour() -> Look:
    terminal = _terminal(NO_COLOUR)
    plain = {
        role: Style(bold=style.bold, underline=style.underline, reverse=style.reverse)
        for role, style in terminal.roles.items()
    }
    return Look(terminal.theme, plain)


def _terminal(name: str) -> Look:
    """The terminal's own sixteen colours, on its own background."""
    colours = {
        "text": "ansi_default",
        "muted": "ansi_default",
        "background": "ansi_default",
        "surface": "ansi_default",
        "accent": "ansi_cyan",
        "better": "ansi_blue",
        "worse": "ansi_yellow",
        "neutral": "ansi_default",
    }
    return _look(name, colours, cursor="reverse", bar="")


_DARK = {
    "text": "#dcdcdc",
    "muted": "#9a9aa2",
    "background": "#16181d",
    "surface": "#22262e",
    "accent": "#8fb4e8",
    "better": "#7cc7a0",
    "worse": "#e6a15c",
    "neutral": "#d8cf8a",
}
_LIGHT = {
    "text": "#1c1e22",
    "muted": "#5c6068",
    "background": "#fafaf7",
    "surface": "#e9e9e2",
    "accent": "#1f4f91",
    "better": "#11633f",
    "worse": "#9a4a00",
    "neutral": "#5d5300",
}
_HIGH_CONTRAST = {
    "text": "#ffffff",
    "muted": "#e0e0e0",
    "background": "#000000",
    "surface": "#000000",
    "accent": "#ffff00",
    "better": "#00ffff",
    "worse": "#ffb000",
    "neutral": "#ffffff",
}
# The palette of Okabe and Ito: blue and orange are told apart by every kind of colour vision.
_COLOUR_BLIND = {
    "text": "#e4e4e4",
    "muted": "#a0a4ac",
    "background": "#14161a",
    "surface": "#20242b",
    "accent": "#cc99c4",
    "better": "#56b4e9",
    "worse": "#e69f00",
    "neutral": "#f0e442",
}

LOOKS: Mapping[str, Look] = {
    look.theme.name: look
    for look in (
        _look("dark", _DARK, cursor="bold #ffffff on #35507a", bar="#dcdcdc"),
        _look("light", _LIGHT, dark=False, cursor="bold #000000 on #bcd2f0", bar="#1c1e22"),
        _look("high-contrast", _HIGH_CONTRAST, cursor="bold #000000 on #ffff00", bar="#ffffff"),
        _look("colour-blind", _COLOUR_BLIND, cursor="bold #ffffff on #2c5c80", bar="#e4e4e4"),
        _terminal("terminal"),
        _no_colour(),
    )
}
CHOOSABLE = tuple(name for name in LOOKS if name != NO_COLOUR)
"""The looks in the order in which the theme key goes through them."""


def next_look(name: str) -> str:
    """Return the look after this one."""
    return CHOOSABLE[(CHOOSABLE.index(name) + 1) % len(CHOOSABLE)] if name in CHOOSABLE else name
