"""The comparison: both sides by topic, the detail of a row, and everything that can be done with it."""

from __future__ import annotations

from typing import ClassVar

from peeldiff.app.comparison.comparison_lookup import LookupActions
from peeldiff.app.comparison.comparison_notes import NoteActions
from peeldiff.app.comparison.comparison_search import SearchActions
from peeldiff.app.comparison.comparison_sides import SideActions
from peeldiff.app.kit import keys


class ComparisonScreen(SideActions, NoteActions, SearchActions, LookupActions):
    """The comparison of two inspections."""

    KEYS = "comparison"
    BINDINGS: ClassVar = keys.bindings("comparison")
