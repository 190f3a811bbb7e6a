"""The standing phrases of the inspectorate's pages: markers of findings, statuses, ends of sections."""

from __future__ import annotations

import re

FINDING_MARKERS: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (
        re.compile(
            r"(?:the )?areas? for improvement(?: \d+| we found| in this area| from (?:our |the )?20\d\d.{0,30})?"
        ),
        "area-for-improvement",
        False,
    ),
    (re.compile(r"(?:an? |the )?(?:accelerated )?causes? of concern(?: \d+)?"), "cause-of-concern", False),
    (re.compile(r"recommendations?(?: \d+)?"), "recommendation", False),
    (re.compile(r"(?:innovative|promising|positive|effective|notable) practices?(?: \d+)?"), "observation", True),
)
"""A heading that says what follows, by its key; the kind of finding; whether it is a strength."""

NOT_GRADED = re.compile(
    r"\b(?:we (?:do not|don't|did not|didn't|have not|haven't) (?:make |give |award |assign )?(?:a )?"
    r"(?:grade[ds]?|graded judge?ments?|a grade)\b"
    r"|(?:is|are|was|were) (?:not graded|ungraded|not rated)|no graded judge?ments?|not been graded"
    r"|without a graded judge?ment|not (?:yet|currently) (?:been )?graded|(?:yet )?to be graded)"
)
OF_ALL = re.compile(r"\bgraded judge?ments in these areas\b")
"""The standing sentence at the top of a report, on no area by name."""
PENDING = re.compile(r"\b(?:not yet (?:been )?graded|to be graded|grade(?:d judge?ment)? (?:to follow|will follow))\b")
UNGRADED_BADGE = re.compile(r"(?:ungraded|not (?:yet )?graded|to be graded|no grade(?: given)?)")
"""A badge that says, by its key, that there is no grade, or none yet."""
WITHHELD = re.compile(r"\b(?:because|due to|as a result of|following|in light of|owing to)\b")
CARRIED = re.compile(
    r"carried (?:over|forward)"
    r"|(?:judge?ment|grade)s?\b.{0,80}\b(?:remains? in place|still stands?|stands|remains unchanged)"
    r"|not subject to (?:a )?(?:detailed |full )?(?:re-?)?inspection|(?:was|were|is|have) not (?:been )?re-?inspected"
    r"|(?:did|have) not (?:re-?)?inspect(?:ed)? (?:this|the force on this)"
)
REVISED = re.compile(
    r"\b(?:revised|changed|amended|raised|lowered|upgraded|downgraded|moved|updated|regraded)\b.{0,120}?\bfrom "
    r"(?P<before>[a-z ]+?) to (?P<after>[a-z ]+?)(?:\b(?: at| in| for| on| after| following| because|,|;)|[.)]|$)"
)
SINCE = re.compile(r"\bsince\b|\blast (?:year|inspection)|\bprevious(?:ly)?\b|\bcompared\b")
"""What tells a change since an earlier inspection from a revision of this one."""

_SKIPPED_TEXT = """
main findings|detailed findings|summary|summary of findings|what we found|our findings|back to top
judgment|judgement|our judgment|key findings|overall judgment|show more|read more
"""
SKIPPED = frozenset(part.strip() for part in re.split(r"[|\n]", _SKIPPED_TEXT) if part.strip())
"""Headings that belong to the section in which they stand, by their key."""

_CLOSERS_TEXT = """
about the data|what happens next|next steps|methodology|about us|contents|introduction|foreword|annex a
appendix|overall summary|our judgments|hm inspector observations|performance in context
data in the report|conclusion|yours sincerely|yours faithfully|related content|related links
other reports|press release|glossary|references|reading our report|important changes to peel
how we inspect|get in touch|contact us|publication details
"""
CLOSERS = frozenset(part.strip() for part in re.split(r"[|\n]", _CLOSERS_TEXT) if part.strip())
"""Headings after which no item is spoken of any more, by their key."""


def finding_kind(text_key: str) -> tuple[str, bool] | None:
    """Return the kind of findings that a heading announces, and whether they are strengths."""
    if len(text_key) > 60:
        return None
    for pattern, kind, positive in FINDING_MARKERS:
        if pattern.fullmatch(text_key):
            return kind, positive
    return None


def lower(text: str) -> str:
    """Return a text in lower case with straight quotes, for the patterns above."""
    return text.casefold().replace("’", "'")
