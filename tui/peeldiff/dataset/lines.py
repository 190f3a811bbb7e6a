"""A row of a table in plain Python, for questions that are about few rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Line = Mapping[str, Any]
"""A row of a table, by column; dates are dates, grades and the like are text."""
