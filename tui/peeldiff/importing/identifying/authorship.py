"""Whether the inspectorate wrote a document, shown by its address, its title and its form.

A line that anybody can write shows nothing: a force that marks itself writes `PEEL 2023-25` too, and a
commissioner who hopes for a grade names the areas. So a document is the inspectorate's where its address
is, or where two marks of different kinds meet, at least one of them in the form of its text, and where
fewer speak for somebody else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from peeldiff.dataset.framework_model import Cycle
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.sections import judges_alone, may_be_heading
from peeldiff.importing.imported import Block, Document
from peeldiff.importing.wording import lower

Patterns = Mapping[str, re.Pattern[str]]

_YEARS = r"20\d\d(?:[ /–-]*(?:20)?\d\d)?"
_HOSTS = re.compile(
    r"(?:^|[.-])(?:hmicfrs|hmic|justiceinspectorates)\.(?:[a-z]+\.)*gov\.uk$|^justiceinspectorates\.gov\.uk$"
)
_ENOUGH = 2
_ELSEWHERE = 4
"""How many marks it takes to show that a page at somebody else's address is a copy of the inspectorate's."""
_MOST_HEAD = 20
_JUDGED_AREAS = 2
"""So many headings that stand directly over "{force} is {grade} at …" are a form of their own."""


def _patterns(signs: Mapping[str, str]) -> Patterns:
    return {name: re.compile(sign) for name, sign in signs.items()}


_TITLES = _patterns(
    {
        "its title": rf"^[a-z][\w' &,-]{{2,45}} peel(?: assessment)? {_YEARS}$"
        rf"|^peel(?: assessment)? {_YEARS}\W+.{{0,30}}\b(?:inspection|police|constabulary)\b"
        rf"|^peel: police (?:effectiveness|efficiency|legitimacy|leadership)\b",
        "the name of its site": r"[|–-] ?(?:hmic(?:frs)?|his majesty.s inspectorate of constabulary.*)$",
    }
)
"""Marks on the first lines or the title of the file; one alone shows nothing."""

_DATES = _patterns(
    {
        "its date line": r"^last updated:? \d\d?/\d\d?/\d{4}",
        "its day of publication": r"^published(?: on)?:? \d\d? [a-z]+ \d{4}$",
    }
)

_FORMS = _patterns(
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

_OTHERS = _patterns(
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
_OWN_MARKS = re.compile(
    r"\b(?:mark|marks|marked|grade|grades|graded|score|scores|scored|rate|rates|rated|assess|assesses|assessed) "
    r"(?:ourselves|itself|themselves)\b|\bself-?(?:assess|grad|evaluat|mark|scor)|"
    r"\bour own (?:assessment|marks|grades|scores|grading|view of ourselves)\b|"
    r"\b(?:ahead of|before|in readiness for|preparing for) (?:the|our|its|their|his majesty.s) (?:next )?inspect"
)
"""What a force or somebody else writes who gives the grades himself: as strong as an address."""


def explain_other_author(
    document: Document, blocks: Sequence[Block], cycles: Mapping[str, Cycle], grades: GradeFinder
) -> str:
    """Return nothing for a document of the inspectorate, else a plain explanation of why not."""
    head = [lower(text) for text in (document.title, *(block.text for block in blocks[:_MOST_HEAD]))]
    texts = [lower(block.text) for block in blocks]
    forms = [*_found(_FORMS, texts), *_shapes(blocks, cycles, grades)]
    identity = [*_found(_TITLES, head), *_found(_DATES, head)]
    others = list(_found(_OTHERS, [lower(document.title), *texts]))
    against = len(others)
    if any(map(_OWN_MARKS.search, texts)):
        others, against = [*others, "marks that somebody gives himself"], against + 2
    host = _host(document.address)
    at_home = bool(_HOSTS.search(host))
    if host and not at_home:
        others, against = [*others, f"the address {host}"], against + _ELSEWHERE
    saved = at_home and document.format == "html"  # a browser writes it there; into a text anybody can
    weight = len(forms) + len(identity) + at_home + saved
    if weight >= _ENOUGH and weight > against and (forms or saved):
        return ""
    reason = (
        f"it has {_listed(others)}" if others else "nothing in its address, title and form shows the inspectorate's"
    )
    return (
        f"No judgment was taken: this is not a document of the inspectorate ({reason}). "
        "What it says of grades is somebody else's account and stands under unplaced."
    )


def _host(address: str) -> str:
    """Return the host of an address, of an archived one the host that was archived; nothing for this machine's own.

    Nothing, too, for what only looks like an address.
    """
    archived = re.search(r"[^/]/.*?(https?://.+)", address.partition("://")[2])
    try:
        host = urlsplit(archived[1] if archived else address).hostname or ""
    except ValueError:
        return ""
    return "" if host == "localhost" or re.fullmatch(r"[\d.:a-f]+", host) else host


def _found(signs: Patterns, texts: Iterable[str]) -> Iterator[str]:
    known = list(texts)
    return (name for name, sign in signs.items() if any(map(sign.search, known)))


def _shapes(blocks: Sequence[Block], cycles: Mapping[str, Cycle], grades: GradeFinder) -> Iterator[str]:
    """Give the marks that are no phrase: a pillar over its question, several questions, areas over their sentence."""
    items = [item for cycle in cycles.values() for item in cycle.items]
    questions = {key(item.question) for item in items if item.question and item.question.endswith("?")}
    over = {(key(item.label), key(item.question)) for item in items if item.level == "pillar" and item.question}
    if any((upper.key, under.key) in over for upper, under in itertools.pairwise(blocks)):
        yield "a pillar over its question"
    if len({block.key for block in blocks} & questions) > 1:
        yield "the questions of its framework"
    judged = {
        upper.key
        for upper, under in itertools.pairwise(blocks)
        if may_be_heading(upper) and judges_alone(under, grades) and not grades.badge(upper.key)
    }
    if len(judged) >= _JUDGED_AREAS:
        yield "areas over its sentence on each"


def _listed(signs: Sequence[str]) -> str:
    return signs[0] if len(signs) == 1 else f"{', '.join(signs[:-1])} and {signs[-1]}"
