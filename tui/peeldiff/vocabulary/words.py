"""What a reader sees for the words of a dataset: in full, and short where there is little room."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from peeldiff.vocabulary.terms import UNKNOWN_ORIGIN

KIND_WORDS: Mapping[str, str] = {
    "improved": "improved",
    "declined": "declined",
    "unchanged": "unchanged",
    "higher": "higher",
    "lower": "lower",
    "same": "the same",
    "carried-over": "carried over",
    "not-comparable": "not comparable",
    "not-graded": "not graded",
    "left-only": "left only",
    "right-only": "right only",
    "unknown": "unknown",
}
KIND_MEANINGS: Mapping[str, str] = {
    "improved": "The later grade is better, on a basis that allows a direction.",
    "declined": "The later grade is worse, on a basis that allows a direction.",
    "unchanged": "The same grade in both, on a basis that allows a direction.",
    "higher": "The right side's grade is the better one.",
    "lower": "The right side's grade is the worse one.",
    "same": "Both sides have the same grade.",
    "carried-over": "Nobody inspected again between the two, so nothing is known of a change.",
    "not-comparable": "Both sides have a grade, but no direction may be drawn between them.",
    "not-graded": "At least one side has no grade: withheld, not graded, not inspected or still to come.",
    "left-only": "The right side has no such item.",
    "right-only": "The left side has no such item.",
    "unknown": "This dataset knows no judgment on one side: a gap of the data, never news.",
}

FINDINGS_OVER_TIME: Mapping[str, str] = {"both": "comes back", "left-only": "no match found", "right-only": "new"}
"""The kinds of rows of findings of one force, left the earlier inspection. Nothing is called closed or not
repeated: only a report or a person can say so."""
STRENGTHS_OVER_TIME: Mapping[str, str] = {**FINDINGS_OVER_TIME, "both": "still said"}
"""The same of strengths, which do not come back."""
FINDINGS_COUNTED: Mapping[str, str] = {**FINDINGS_OVER_TIME, "both": "in both"}
"""The same where shortfalls and strengths are counted together."""
FINDINGS_OF_TWO_FORCES: Mapping[str, str] = {
    "both": "on both sides",
    "left-only": "left only",
    "right-only": "right only",
}
FINDING_ROW_MEANINGS: Mapping[str, str] = {
    "both": "Two findings stand side by side because they share telling words, or because a person said so. "
    "A look-alike can score as high as a true pair: whether they speak of one subject is for a person to say.",
    "left-only": "No finding of the other side that this dataset holds is like it. That is no proof that it was "
    "dealt with: only a report can say that.",
    "right-only": "No finding of the other side that this dataset holds is like it. That is no proof that the "
    "subject is new.",
}
FINDING_KIND_WORDS: Mapping[str, str] = {
    "area-for-improvement": "area for improvement",
    "cause-of-concern": "cause of concern",
    "recommendation": "recommendation",
    "observation": "observation",
}
FINDING_OUTCOME_WORDS: Mapping[str, str] = {
    "addressed": "addressed",
    "partly-addressed": "addressed in part",
    "not-addressed": "not addressed",
}
FINDING_KIND_SHORT: Mapping[str, str] = {
    "area-for-improvement": "AFI",
    "cause-of-concern": "concern",
    "recommendation": "recommendation",
    "observation": "obs",
}
VERDICT_WORDS: Mapping[str, str] = {"same": "A person says: the same.", "different": "A person says: not the same."}

STATUS_WORDS: Mapping[str, str] = {
    "graded": "graded",
    "carried-over": "carried over",
    "revised": "revised",
    "withheld": "withheld",
    "not-graded": "not graded",
    "not-inspected": "not inspected",
    "pending": "to be graded later in the cycle",
    "absent": "not in this dataset",
}
NO_ITEM = "no such item"
"""Where a framework, or somebody else's table, has none: that is no gap."""
STATUS_SHORT: Mapping[str, str] = {**STATUS_WORDS, "pending": "pending", "absent": "not in dataset"}
"""Where a status has to stand in a cell."""
STATUS_MEANINGS: Mapping[str, str] = {
    "carried-over": "Not inspected again: the grade of an earlier cycle stands.",
    "revised": "Changed after publication: the grade that stands is compared, the first one is shown.",
    "withheld": "Due, but no grade was given.",
    "not-graded": "Reported on without a grade.",
    "not-inspected": "Not inspected in this cycle.",
    "pending": "To be graded later in the cycle.",
    "absent": "The framework has the item, this dataset knows nothing of it.",
}

BASIS_WORDS: Mapping[str, str] = {"direct": "direct", "indicative": "indicative only", "none": "no direction"}
BASIS_MEANINGS: Mapping[str, str] = {
    "direct": "Direct: a direction may be drawn.",
    "indicative": "Indicative: a direction may be drawn as a hint only; it is drawn hollow and counted apart.",
    "none": "None: no direction may be drawn, only grades are shown.",
}
COMPARABILITY_WORDS: Mapping[str, str] = {
    "direct": "Comparable",
    "indicative": "Indicative only",
    "none": "Not comparable",
}
"""What two inspections are to each other, by the best basis of any of their rows."""

SOURCE_BASIS_WORDS: Mapping[str, str] = {
    "report": "the inspectorate's own page",
    "secondary": "press, commissioner or force",
    "narrative": "prose without a grade label",
    "deduced": "deduced from published counts and other grades",
}
FIGURE_OWNER_WORDS: Mapping[str, str] = {
    "inspectorate": "the inspectorate's",
    "force": "the force's own",
    "official": "official statistics",
}
WORDING_WORDS: Mapping[str, str] = {
    "cut": "wording cut where it was seen",
    "paraphrase": "not the verbatim wording",
    "press": "as the press words it",
    "not-seen": "wording not seen",
}
"""How the wording of a question was seen; the verbatim one needs no word."""

SCALE_WORDS: Mapping[str, str] = {
    "ungraded": "no grades",
    "not-stated": "scale not stated",
    "given": "scale as given",
    "not-given": "no scale given",
}
BETTER_WORDS: Mapping[str, str] = {
    "up": "higher is better",
    "down": "lower is better",
    "none": "no better direction",
}
NOTE_STATUS_WORDS: Mapping[str, str] = {
    "open": "open",
    "in-progress": "in progress",
    "done": "done",
    "wont-do": "won't do",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def carried_over(origin: str | None) -> tuple[str, str]:
    """Return what is said of a carried-over grade, in full and short; `origin` is the cycle that the page names."""
    if origin in (None, UNKNOWN_ORIGIN):
        return "carried over, origin not named", "carried over"
    return f"carried over from {origin}", f"from {origin}"


def revised(day: str | None, grade: str | None) -> tuple[str, ...]:
    """Return what is said of a revised grade, in full and shorter: the ISO day, the first grade as in a sentence.

    Somebody else's table says no more than that it was.
    """
    if not (day and grade):
        return ("revised",)
    return f"revised {short_day(day)}, was {grade}", f"revised, was {grade}", "revised"


def long_day(iso: str) -> str:
    """Return an ISO day as it is spoken: `8 August 2024`."""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def long_date(iso: str) -> str:
    """Return an ISO day, month or year as it is spoken: `8 August 2024`, `August 2024`, `2024`."""
    year, *rest = iso.split("-")
    if len(rest) == 1:
        return f"{_MONTHS[int(rest[0]) - 1]} {year}"
    return long_day(iso) if rest else year


def short_date(iso: str) -> str:
    """Return an ISO day, month or year in short: `8 Aug 2024`, `Aug 2024`, `2024`."""
    year, *rest = iso.split("-")
    if len(rest) == 1:
        return f"{_MONTHS[int(rest[0]) - 1][:3]} {year}"
    return short_day(iso) if rest else year


def spoken_day(text: str) -> str:
    """Return a day, month or year of somebody else's in short; what is none of them stands as it is."""
    try:
        return short_date(text)
    except (ValueError, IndexError):
        return text


def short_day(iso: str) -> str:
    """Return an ISO day in short: `8 Aug 2024`. Raises ValueError for what is no day."""
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1][:3]} {year}"
