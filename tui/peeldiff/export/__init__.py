"""A comparison becomes bytes, one module a format. TOML belongs to the notes.

Formats are imported when they are asked for: JSON needs no Rich, a table needs no JSON.
"""

from __future__ import annotations

FORMATS = ("table", "json", "csv", "markdown", "html")
