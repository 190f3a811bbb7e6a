"""Whether the inspectorate wrote a document, shown by its address, its title and its form.

A line that anybody can write shows nothing: a force that marks itself writes `PEEL 2023-25` too, and a
commissioner who hopes for a grade names the areas. So a document is the inspectorate's where it was fetched
there, where a browser saved it there, or where two marks of different kinds meet, at least one of them in the
form of its text, and where fewer speak for somebody else. An address that a text only shows counts for nothing.

That makes it probable, no more: a page is sure where its address or a form that nobody else writes stands beside
further marks. Else nothing in it is of more than low confidence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from peeldiff.dataset.framework_model import Cycle
from peeldiff.importing.cleaning import key
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.sections import judges_alone, may_be_heading
from peeldiff.importing.identifying.author_marks import (
    COMMON,
    DATE_LINE,
    DATES,
    FORMS,
    OTHERS,
    OWN_MARKS,
    SITE_OF_ANOTHER,
    TITLES,
    Patterns,
)
from peeldiff.importing.imported import Block, Document
from peeldiff.importing.wording import lower

_HOSTS = re.compile(
    r"(?:^|[.-])(?:hmicfrs|hmic|justiceinspectorates)\.(?:[a-z]+\.)*gov\.uk$|^justiceinspectorates\.gov\.uk$"
)
_ENOUGH = 2
_SURE = 3
_SURE_OF_COMMON = 5
"""How many marks make a page sure, its address counted: where one is a form of the inspectorate's own, and without."""
_ELSEWHERE = 4
"""How many marks it takes to show that a page at somebody else's address is a copy of the inspectorate's."""
_MOST_HEAD = 20
_JUDGED_AREAS = 2
"""So many headings that stand directly over "{force} is {grade} at …" are a form of their own."""


@dataclass(frozen=True, slots=True)
class Authorship:
    """What speaks against a document being the inspectorate's, in plain words; nothing where nothing does."""

    refusal: str = ""
    """Why no judgment is taken of it at all."""
    doubt: str = ""
    """Why none is more than of low confidence."""


def weigh_authorship(
    document: Document, blocks: Sequence[Block], cycles: Mapping[str, Cycle], grades: GradeFinder
) -> Authorship:
    """Tell whether the inspectorate wrote a document."""
    head = [lower(text) for text in (document.title, *(block.text for block in blocks[:_MOST_HEAD]))]
    texts = [lower(block.text) for block in blocks]
    forms = [*_found(FORMS, texts), *_shapes(blocks, cycles, grades)]
    marks = [*forms, *_found(TITLES, head), *_found(DATES, head)]
    others = list(_found(OTHERS, [lower(document.title), *texts]))
    against = len(others)
    if any(map(OWN_MARKS.search, texts)):
        others, against = [*others, "marks that somebody gives himself"], against + 2
    hosts = list(filter(None, map(_host, document.addresses)))
    elsewhere = next((host for host in hosts if not _HOSTS.search(host)), "")
    elsewhere = f"the address {elsewhere}" if elsewhere else ""
    if SITE_OF_ANOTHER.search(lower(document.title)):
        elsewhere = elsewhere or "the name of another site in its title"
    if elsewhere:
        others, against = [*others, elsewhere], against + _ELSEWHERE
    # A browser writes the address of a page into it; in a text, or above a picture of one, it may be anybody's.
    at_home = bool(hosts) and not elsewhere and (document.fetched or document.format == "html")
    weight = len(marks) + 2 * at_home
    if weight < _ENOUGH or weight <= against or not (forms or at_home):
        return Authorship(refusal=_describe_others(others))
    own = sum(form not in COMMON for form in forms)
    needed = _SURE if own else _SURE_OF_COMMON
    sure = document.fetched or own > 1 or len(marks) + at_home >= needed
    return Authorship(doubt="" if sure else f"little shows that the inspectorate wrote it: {_listed(marks)}")


def _describe_others(others: Sequence[str]) -> str:
    reason = (
        f"it has {_listed(others)}" if others else "nothing in its address, title and form shows the inspectorate's"
    )
    return (
        f"No judgment was taken: this is not a document of the inspectorate ({reason}). "
        "What it says of grades is somebody else's account and stands under unplaced."
    )


def unofficial_source(document: Document) -> str:
    """Return where a document of somebody else's is from: never an address of the inspectorate that it only names."""
    theirs = (address for address in document.addresses if not _HOSTS.search(_host(address)))
    return next(theirs, Path(document.file).name)


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
    if any(
        DATE_LINE.search(lower(upper.text)) and grades.badge(under.key) for upper, under in itertools.pairwise(blocks)
    ):
        yield "its grade below its date"
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
    if not signs:
        return "nothing but its address"
    return signs[0] if len(signs) == 1 else f"{', '.join(signs[:-1])} and {signs[-1]}"
