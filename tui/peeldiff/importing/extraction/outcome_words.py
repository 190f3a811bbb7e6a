"""What a sentence such as `This has now been addressed.` says became of the finding before it.

An outcome is only what the sentence says outright: that something will be, or is said to have been, addressed is no
outcome, nor is what it says with a reserve; that it should be addressed is a part of the finding.
"""

from __future__ import annotations

import re

from peeldiff.importing.wording import lower

UNCLEAR = "unclear"
"""A sentence that speaks of what became of the finding, and does not say it outright."""
DEMAND = "demand"
"""A sentence that asks for the finding to be addressed."""

_LONGEST = 160
_FINDING = r"(?:areas? for improvement|afis?|causes? of concern|recommendations?|issues?|matters?|concerns?|points?)"
_FROM = (
    r"(?:(?: that| which)? we identified| identified)?"
    r"(?: (?:in|from) (?:our |the )?(?:previous |last )?20\d\d.{0,30}?)?"
)
_NAMED = rf"(?:these|this|those|that|them|it|the)(?: 20\d\d| two| three| four)?(?: {_FINDING})?{_FROM}"
_COUNTED = r"all|both|each|none|not all|some|most|many|several|one|two|three|four|five"
_WHAT = rf"(?:(?:{_COUNTED})(?: of)? )?(?:{_NAMED}|{_FINDING}{_FROM})"
_WHO = r"(?:the force|the constabulary|it)"
_LEAD = r"(?:(?:we (?:have )?(?:found|concluded|are satisfied)(?: that)?|since then|in this inspection|overall),? )?"

_FINISHED = "have has had was were"
_STANDING = "is are"
_ADVERBS = (
    "been now since also already fully successfully satisfactorily effectively adequately sufficiently properly "
    "completely entirely all both subsequently therefore clearly formally"
)
_PARTLY = "only partly partially largely mostly mainly substantially almost nearly somewhat broadly"
_NEGATED = "not never yet fail failed fails unable hasn't haven't hadn't isn't aren't wasn't weren't still"
_DEMANDED = "should must shall need needs"
_OPEN = (
    "will would may might could can can't cannot being expected expects due planned plans plan aims intends begun "
    "started starting working continues trying hopes said reported in for ready able"
)
_RUN = "|".join(f"{_FINISHED} {_STANDING} {_ADVERBS} {_PARTLY} {_NEGATED} {_DEMANDED} {_OPEN} to be by".split())
_BEING = r"(?=[a-z' ]* (?:been|being|be|was|were|is|are|isn't|aren't|wasn't|weren't) )"
_DONE = (
    r"(?:address(?:ed|ing)?|completed?|closed?|met|meet|resolved?|discharged?|implemented?|acted on|acting on|act on"
    r"|dealt with|deal with|signed off|removed)"
)
_REPLACED = r"(?:superseded|replaced|merged|withdrawn|carried (?:over|forward)|reworded)"
_TAIL = r"(?P<tail>(?:[ ,;:].*)?)"
_USUAL = re.compile(
    r"$|[,;]| (?:since|in|by|during|following|at|through|after|before|as|and|to (?:our|some|an?)|but|although|however"
    r"|or)\b"
)
"""How a sentence goes on, or ends, that says no more than what became of the finding."""
_IN_PART = re.compile(r"\b(?:in part|to (?:some|an?|a certain) (?:extent|degree)|some of|most of|many of)\b")
_RESERVE = re.compile(
    r"[?]|\b(?:but|although|however|though|except|unless|until|if|whether|should|must|will|needs?|would|not|more|yet"
    r"|next)\b"
)
_PASSIVE = re.compile(rf"{_LEAD}(?P<what>{_WHAT}){_BEING}(?P<run>(?: (?:{_RUN}))+) {_DONE}{_TAIL}")
_ACTIVE = re.compile(rf"{_LEAD}{_WHO}(?P<run>(?: (?:{_RUN}))+) {_DONE} (?P<what>{_WHAT}){_TAIL}")
_BARE = re.compile(rf"(?:(?:status|outcome|result): )?(?P<run>(?:(?:{_RUN}) )*){_DONE}")
_REMAINING = re.compile(
    rf"{_LEAD}{_WHAT} (?:therefore |also )?(?:remains?|still (?:is|are|stands?|applies|apply)|(?:is|are) still"
    rf"|continues? to be)(?: (?:an? )?(?:{_FINDING}|outstanding|open|unaddressed|in place))?{_TAIL}"
)
_ENDED = re.compile(rf"{_LEAD}{_WHAT} (?:is|are) (?:now |therefore )?no longer (?:an? )?{_FINDING}{_TAIL}")
_PROGRESS = re.compile(
    rf"{_LEAD}{_WHO} has (?:also |now |since )?(?P<not>not )?(?:made )(?P<how>(?:[a-z]+ ){{0,2}})progress"
    rf"(?: (?:in|on|with|against|towards?)(?: addressing)? {_WHAT})?(?P<tail>(?: since| but| although|,).*|$)"
)
_ELSEWHERE = re.compile(
    rf"(?:{_WHAT}(?: \w+){{1,3}} {_REPLACED}"
    r"|(?:we|it|the force|in 20\d\d|our 20\d\d)\b(?:(?!\bshould|\bmust|\bneed).){0,40}?"
    rf"\b(?:whether|if|that|how|said:?|says|expects) \W?{_WHAT}(?: (?:{_RUN}))+ {_DONE})\b.*"
)
_NO_PROGRESS = frozenset(("no ", "little ", "limited ", "insufficient ", "enough ", "sufficient ", "only limited "))


def outcome_of(sentence: str) -> str | None:
    """Return what a sentence says became of the finding before it; None where it speaks of something else.

    `addressed`, `partly-addressed`, `not-addressed`, or `UNCLEAR`. Such a sentence is short, and says nothing else.
    """
    plain = re.sub(r"\s*\([^)]*\)", "", lower(sentence)).strip(" .-–—")
    if len(plain) > _LONGEST:
        return None
    if found := _PASSIVE.fullmatch(plain):
        is_usual = _USUAL.match(found["tail"])
        return _decided(found["run"], found["what"], found["tail"]) if is_usual else _unusual(found["what"])
    if found := _ACTIVE.fullmatch(plain):
        return _decided(found["run"], found["what"], found["tail"]) if _USUAL.match(found["tail"]) else None
    if found := _BARE.fullmatch(plain):
        return _decided(f"has {found['run']}", "", "")
    if found := _REMAINING.fullmatch(plain):
        return UNCLEAR if _RESERVE.search(found["tail"]) else "not-addressed"
    if found := _ENDED.fullmatch(plain):
        return UNCLEAR if _RESERVE.search(found["tail"]) else "addressed"
    if found := _PROGRESS.fullmatch(plain):
        return "not-addressed" if found["not"] or found["how"] in _NO_PROGRESS else "partly-addressed"
    return UNCLEAR if _ELSEWHERE.fullmatch(plain) else None


def _decided(run: str, what: str, tail: str) -> str:
    """Return the outcome of a sentence whose verb is known: its words before, what it is of, and its end."""
    words, counted = set(run.split()), set(what.split()[:2])
    if words & _words(_DEMANDED):
        return DEMAND
    if words & _words(_OPEN) or _RESERVE.search(tail):
        return UNCLEAR
    if words & _words(_NEGATED) or counted & {"none", "not"}:
        return "not-addressed"
    if words & _words(_PARTLY) or counted & _words("some most many several") or _IN_PART.search(f"{what} {tail}"):
        return "partly-addressed"
    return UNCLEAR if words & {"to", "be"} else "addressed"


def _unusual(what: str) -> str | None:
    """Return what a sentence says that goes on in another way: `it` may be anything."""
    return None if what == "it" else UNCLEAR


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
