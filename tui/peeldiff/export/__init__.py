"""A comparison becomes bytes, one module a format. TOML belongs to the notes.

Formats are imported when they are asked for: none needs another.
"""
