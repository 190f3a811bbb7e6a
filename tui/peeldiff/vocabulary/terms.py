"""The words of datasets and machine formats, each list in the order in which it is counted and shown."""

from __future__ import annotations

LEVELS = ("pillar", "question", "area")
STATUSES = (
    "graded",
    "carried-over",
    "revised",
    "withheld",
    "not-graded",
    "not-inspected",
    "pending",
    "absent",
)
"""What is known of a judgment. `absent` is never written in a table: it is a row that is not there."""

SEVERAL_ITEMS = "several"
"""Stands for the status of a side on which several items stand, so that no one status would be true."""

WITH_GRADE = ("graded", "carried-over", "revised")
UNKNOWN_ORIGIN = "unknown"
"""Stands in `carried_from` where the page does not say which cycle the grade comes from."""

EMPTY = "(empty)"
"""What an empty force, cycle or item of a table is called: it is a name like any other, and meets an empty one."""
HOME, PART = "home", "part"
"""How an item stands under a topic: at home there, or only touching it."""

NONE, DIRECT, INDICATIVE = "none", "direct", "indicative"
BASES = (DIRECT, INDICATIVE, NONE)
"""May a direction be drawn? The best first."""

SOURCE_BASES = ("report", "secondary", "narrative", "deduced")
"""Whose a source is: the inspectorate's page; press, a commissioner or a force; prose without a grade label;
or no page that says so, but published counts and other grades from which it follows (the note says how)."""

OWNERS = ("inspectorate", "force", "official")
"""Whose a figure is; `official` are statistics of the Home Office or the Office for National Statistics."""

OVER_TIME = ("improved", "declined", "unchanged")
BETWEEN_FORCES = ("higher", "lower", "same")
JUDGMENT_KINDS = (
    *OVER_TIME,
    *BETWEEN_FORCES,
    "carried-over",
    "not-comparable",
    "not-graded",
    "left-only",
    "right-only",
    "unknown",
)
"""The kinds of a row of judgments."""

FINDING_ROW_KINDS = ("both", "left-only", "right-only")
"""The kinds of a row of findings."""

DIFFERENCES = ("improved", "declined", "higher", "lower", "left-only", "right-only")
"""The kinds that `--exit-code` reports as a change."""

QUIET = ("unchanged", "same", "unknown")
"""The kinds that are no change; `not-graded` on both sides is none either."""

FINDING_KINDS = ("area-for-improvement", "cause-of-concern", "recommendation", "observation")
FINDING_OUTCOMES = ("addressed", "partly-addressed", "not-addressed")
"""What a later report says became of a finding; nothing is called so unless a report does."""
VERDICTS = ("same", "different")
"""What a person says of two findings."""

DIRECTIONS = ("improved", "declined", "unchanged", "mixed")
"""What a report itself says of change."""

BETTER = ("up", "down", "none")
"""Which direction of a measure is the better one."""

FIGURE_KINDS = ("measured", "plan", "target")
NOTE_STATUSES = ("open", "in-progress", "done", "wont-do")
