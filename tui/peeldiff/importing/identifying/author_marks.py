"""The marks by which a document shows who wrote it: in its title, its date line, the form of its text, its voice."""

from __future__ import annotations

import re
from collections.abc import Mapping

Patterns = Mapping[str, re.Pattern[str]]

_YEARS = r"20\d\d(?:[ /–-]*(?:20)?\d\d)?"


def _patterns(signs: Mapping[str, str]) -> Patterns:
    return {name: re.compile(sign) for name, sign in signs.items()}


TITLES = _patterns(
    {
        "its title": rf"^[a-z][\w' &,-]{{2,45}} peel(?: assessment)? {_YEARS}$"
        rf"|^peel(?: assessment)? {_YEARS}\W+.{{0,30}}\b(?:inspection|police|constabulary)\b"
        rf"|^peel: police (?:effectiveness|efficiency|legitimacy|leadership)\b",
        "the name of its site": r"[|–-] ?(?:hmic(?:frs)?|his majesty.s inspectorate of constabulary.*)$",
    }
)
"""Marks on the first lines or the title of the file; one alone shows nothing."""

_LAST_UPDATED = r"^last updated:? \d\d?/\d\d?/\d{4}"
DATE_LINE = re.compile(_LAST_UPDATED)
DATES = _patterns(
    {
        "its date line": _LAST_UPDATED,
        "its day of publication": r"^published(?: on)?:? \d\d? [a-z]+ \d{4}$",
    }
)

FORMS = _patterns(
    {
        "its list of questions": r"^questions for [a-z]+$|^(?:further insights on|detailed findings for question) ",
        "its sentence on a pillar": r"^(?:overall )?the extent to which .*\b(?:is|are|requires?):? ",
        "its overview of a force": r"^read more about [a-z][\w' &,-]{2,45}$",
        "its count of assessments": r"\b(?:first|second|third|fourth|fifth) peel\b.{0,90}\bassessment\b",
        "its count of graded areas": r"\bwe (?:make|made) graded judge?ments\b|^our inspection assessed how good\b",
        "its standing words": r"^we (?:don't|do not) grade (?:forces|the force) on|^in this section,? we set out\b",
        "its words on comparison": r"\bpossible to make (?:direct )?comparisons between the grades\b",
        "its judgment of a pillar": r"\bis (?:judged|assessed) to (?:be|require) [a-z ]+ in (?:the|respect of)\b",
        "its notes on the text": r"^(?:important changes to peel|terminology in this report)$",
        "an inspector's summary": r"^(?:hm inspector.?s|hmi.?s) (?:observations|summary)$",
        "its summary": r"^(?:overall summary|our judge?ments)$",
        "its form of a publication": r"^get the (?:report|letter)$|^letter information$",
        "its note on the data": r"^about the data$",
        "an inspector's signature": r"^(?:hm|his majesty's|her majesty's) (?:chief )?inspectors? of constabulary\b",
        "the inspectorate's letterhead": r"^(?:his|her) ma.esty.s inspectorate of constabulary(?: and fire .{0,25})?$",
    }
)
"""Marks on a paragraph, in lower case with straight quotes."""

COMMON = {
    "its count of assessments",
    "its judgment of a pillar",
    "its summary",
    "its note on the data",
    "a pillar over its question",
    "the questions of its framework",
    "areas over its sentence on each",
}
"""Marks that a person who writes about an inspection makes as well: words of a framework, headings of any report."""

OTHERS = _patterns(
    {
        "a briefing": r"\bbriefing (?:pack|note|paper|document)\b",
        "a chief constable's foreword": r"(?:introduction|message|statement|foreword) (?:from|by) the chief constable"
        r"|^chief constable'?s'? (?:statement|foreword|introduction)",
        "a force's own voice": r"\b(?:our|the force's) (?:vision|values|mission|executive team|journey)\b"
        r"|\b(?:our|my) (?:officers|detectives|staff|colleagues|teams|communities|residents)\b"
        r"|\bwe (?:answer|are proud|are pleased|will continue|expect to be)\b",
        "a force's address": r"\bwww\.[a-z-]+\.police\.uk\b",
        "a marking of the force": r"^official(?:[ -]sensitive)?$",
        "an agenda": r"\b(?:agenda item|police and crime panel|accountability board|report of the commissioner)\b",
        "a press notice": r"\b(?:notes to editors|press release|news release|for immediate release)\b|^ends$",
        "a journalist's voice": r"\breports the [a-z ]+$|\breports (?:the )?[\w ]+\.$|\bthe watchdog\b|^watchdog\b"
        r"|^by [\w ]+ reporter$|, says the |[\"\u201d] .{0,40}\bsaid\b"
        r"|\bsaid (?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today)\b"
        r"|^sign up (?:to|for) (?:our|the) |^read more: ",
        "an answer to the inspectorate": r"\b(?:in response to|in answer to|following) (?:the|an?) (?:[a-z']+ ){0,3}"
        r"(?:hmic(?:frs)?|inspectorate)\b|\bservice improvement (?:plan|programme)\b",
        "a commissioner's plan": r"^(?:.{0,60} )?police and crime plan(?: 20.*)?$"
        r"|\bcommissioner (?:expects|wants|hopes|aims|would like)\b",
    }
)
SITE_OF_ANOTHER = re.compile(r"\|(?!.*(?:hmic|inspectorate of constabulary|\bpeel\b))[^|]*$")
OWN_MARKS = re.compile(
    r"\b(?:mark|marks|marked|grade|grades|graded|score|scores|scored|rate|rates|rated|assess|assesses|assessed) "
    r"(?:ourselves|itself|themselves)\b|\bself-?(?:assess|grad|evaluat|mark|scor)|"
    r"\bour own (?:assessment|marks|grades|scores|grading|view of ourselves)\b|"
    r"\b(?:ahead of|before|in readiness for|preparing for) (?:the|our|its|their|his majesty.s) (?:next )?inspect"
)
"""What a force or somebody else writes who gives the grades himself: as strong as an address."""
