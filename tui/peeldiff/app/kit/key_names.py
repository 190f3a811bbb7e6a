"""A key as Textual names it, and as a person reads it."""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS


def textual_name(key: str) -> str:
    """Return a key as Textual names it: `left_square_bracket` for `[`."""
    head, plus, last = key.rpartition("+")
    if plus and last:
        return f"{head}+{last}"
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_KEY_LABELS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "⏎",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_label(key: str, *, words: bool = False) -> str:
    """Return a key as it is read: `^p` for `ctrl+p`; with `words` in ASCII only."""
    if key.startswith("ctrl+"):
        return "^" + key[5:]
    if key.startswith("shift+"):
        return "Shift+" + key_label(key[6:], words=words)
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    name = _KEY_LABELS.get(key, key)
    return name if name.isascii() or not words else key.capitalize()
