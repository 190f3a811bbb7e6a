"""Finds grades in text: a badge that stands alone, a sentence that judges, a mention that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peeldiff.importing import wording
from peeldiff.importing.cleaning import key

_PAST = re.compile(
    r"\b(?:was|were|had been|previous(?:ly)?|last (?:year|inspection|time)|earlier (?:inspection|report)|"
    r"used to|formerly|at the time of)\b"
)
_QUOTED = re.compile(r"\s*>|\W*?[\"\u201c\u201d\u2018]")
_WELSH_GRADE = re.compile(
    r"^\W*(?:da|rhagorol|digonol|annigonol|angen gwella)\W*$|\b(?:barnwyd|graddiwyd|wedi(?:'i| ei) (?:farnu|raddio))\b"
    r"|\byn (?:dda|rhagorol|ddigonol|annigonol) (?:am|wrth|o ran)\b|\bangen gwella\b"
)
_JUDGED = r"(?:judged|assessed|graded|rated|found)(?: (?:to be|as|to))?(?: being)?"
_BADGE = (
    r"(?:(?:overall |our |force )?(?:judge?ment|grade|grading|rating|graded|judged|outcome|result)(?: is| as| of)? )?"
    r"({grades})(?: (?:judge?ment|grade|rating))?(?P<more> (?:carried (?:over|forward)|as of|from|revised)\b.{{0,60}})?"
)
_LONGEST_LINE = 160
"""So long a line can be a label with its grade, or a row of grades; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives the force a grade."""

    grade: str
    about: str
    """What it is about, as the sentence has it; may be empty."""
    earlier: bool
    """Whether it speaks of an earlier inspection."""
    whose: str
    """`this` force, `another` force, or `extent` (the extent to which the force is …)."""


class GradeFinder:
    """Knows the grades by their labels, and the force that a document is about."""

    def __init__(
        self,
        labels: Mapping[str, str],
        names: Iterable[str],
        others: Iterable[str] = (),
        short_names: tuple[Iterable[str], Iterable[str]] = ((), ()),
    ) -> None:
        """`labels` by grade; `names` of the force; `others` are names of other forces; the same without `Police`."""
        self._grades = {label.casefold(): grade for grade, label in labels.items()}
        verbs = [label for label in self._grades if _is_verb(label)]
        self._grades |= {_infinitive(label): self._grades[label] for label in verbs}
        adjectives = [label for label in self._grades if label not in verbs and label not in map(_infinitive, verbs)]
        self.plain_grades = {key(label): grade for label, grade in self._grades.items()}
        any_grade = _any(self._grades)
        good, requires = _any(adjectives), _any(verbs)
        being = rf"(?:is|are|was|were|has been|have been)(?: {_JUDGED})?"
        predicate = rf"(?:{being} (?P<is>{any_grade})|(?P<requires>{requires}))"
        us = _any(key(name) for name in names)
        this, other = rf"(?P<this>the force|the constabulary|the service|{us})", rf"(?P<other>{_any(map(key, others))})"
        about = r"(?: (?:at|in|for|with regard to)\b(?P<about>.*))?"
        self._statement = re.compile(rf"(?:overall )?(?:{this}|{other}) {predicate}{about}(?P<rest>.*)\Z")
        self._extent = re.compile(rf"(?:overall )?(?P<about>the extent to which .*) {predicate}\Z")
        self._we = re.compile(
            rf"(?:overall )?we (?:have )?(?:judged?|assess(?:ed)?|grade[d]?|rate[d]?) (?P<this>the force|{us}|it)"
            rf" (?:as|to be|to) (?P<is>{any_grade}){about}\Z"
        )
        own, foreign = short_names
        self._own_name = re.compile(rf"\b{_any(map(key, own))}\b")
        self._another = re.compile(rf"\b{_any(map(key, foreign))}\b")
        self._badge = re.compile(_BADGE.format(grades=any_grade) + r"\Z")
        self._mention = re.compile(
            rf"\b(?:(?:graded|rated|judged|assessed|branded)(?: it)?(?: overall)?(?: to be| as| to)?"
            rf"|(?:grad(?:e|es|ing)|rating|judge?ment)(?: overall)? (?:of|is|was|from|as|has been|remains)(?: an?)?)"
            rf" ({any_grade})\b"
            rf"|\b(?:is|are|it) ({good}) (?:at|in the efficiency|in the effectiveness)\b|\b({requires})\b"
            rf"|\b({good}) (?:grade|grading|rating|judge?ment)\b|\b({good}) in (?:\w+ ){{0,2}}areas\b"
        )
        # What gives no grade to a row, and must not be lost all the same: `as requiring improvement in respect of`,
        # `we have graded the force outstanding in this area`, `I am satisfied that the force is good`.
        self._hint = re.compile(
            rf"\b{_any(map(_participle, verbs))}\b"
            rf"|\b(?:graded|rated|judged|branded|assessed)(?: \w+){{0,8}}(?<!\bhow) {any_grade}\b"
            rf"|\b{this.replace('?P<this>', '?:')} (?:is|was|remains|has been|continues to be)(?: overall)? {good}\b"
            rf"|\b(?:be|been|being|not|longer|neither|remains?|become) (?:\w+ )?{good}"
            r" (?:at|nor|or|in th(?:is|ese) areas?)\b"
            r"|\bno grade\b"
        )
        capital = _any_escaped(rf"{re.escape(label[:1].upper())}(?i:{re.escape(label[1:])})" for label in self._grades)
        self._label = re.compile(
            rf"(?:^|[\s:|–—(-]){capital}(?=[\s.:;,|)–—-]*$|\s*[|–—]|\s+-\s|\s+[A-Z0-9(])"
            rf"|^{capital}\s*:\s+\w|[:|–—]\s*(?i:{any_grade})\W*$|\s-\s+(?i:{any_grade})\W*$"
        )

    def badge(self, text_key: str) -> str | None:
        """Return the grade of a block that says nothing else."""
        found = self._badge.match(text_key) if len(text_key) <= 120 else None
        return self.plain_grades[found[1]] if found else None

    def statement(self, sentence: str) -> Statement | None:
        """Return what a sentence says of the force, if it is about one grade and nothing else."""
        if _QUOTED.match(sentence) or sentence.rstrip().endswith("?"):
            return None  # somebody is quoted, or asks: the sentence is not the page's own
        plain = key(sentence)
        found = self._statement.match(plain) or self._extent.match(plain) or self._we.match(plain)
        if found is None:
            return None
        named = found.groupdict()
        grade = self.plain_grades[named.get("is") or named["requires"]]
        about = (named.get("about") or "").strip()
        rest = (named.get("rest") or "").strip()
        if rest.startswith(("or ", "but ", "to good", "and ")) or about.startswith(("or ", "parts ", "some ", "many ")):
            return None
        if {self.plain_grades[hit] for hit in self._words(f"{about} {rest}")} - {grade}:
            return None
        whose = "another" if named.get("other") else "this" if named.get("this") else "extent"
        return Statement(grade, about, bool(_PAST.search(plain)), whose)

    def names_own(self, text: str) -> bool:
        """Tell whether a text names the force, with or without the word for police."""
        return bool(self._own_name.search(key(text)))

    def names_another(self, text: str) -> bool:
        """Tell whether a text names another force than its own, with or without the word for police."""
        return bool(self._another.search(self._own_name.sub(" ", key(text))))

    def mentioned(self, sentence: str) -> bool:
        """Tell whether a sentence looks as if it gave a grade."""
        return bool(self._mention.search(key(sentence)))

    def labelled(self, text: str) -> bool:
        """Tell whether a line has a grade as a label: after a name or a year, in a row of grades or of a table."""
        return len(text) <= _LONGEST_LINE and bool(self._label.search(text))

    def speaks_of_grade(self, text: str) -> bool:
        """Tell whether a sentence or line speaks of a grade, or says that none is given: none of these is lost."""
        words = key(text)
        return bool(
            self.badge(words)
            or wording.UNGRADED_BADGE.fullmatch(words)
            or self.mentioned(text)
            or self._hint.search(words)
            or self.statement(text)
            or self.labelled(text)
            or _WELSH_GRADE.search(wording.lower(text))
            or (wording.NOT_GRADED.search(wording.lower(text)) and not wording.OF_ALL.search(wording.lower(text)))
        )

    def counted(self, sentence: str) -> int:
        """Return how many grades a sentence gives."""
        return len(self._words(key(sentence)))

    def _words(self, plain: str) -> list[str]:
        """Return the grades that a predicate after the first one gives."""
        grade = _any(self.plain_grades)
        given = (
            rf"\b(?:(?:is|are|judged|to be|as|but|yet|while|though|although|only|and(?= {grade} (?:at|in)\b))"
            rf" ({grade})\b"
            r"|(require[sd]? improvement))"
        )
        found = re.findall(given, plain)
        return [hit for pair in found for hit in pair if hit in self.plain_grades]


def mentions_earlier(text: str) -> bool:
    """Tell whether words speak of an earlier inspection."""
    return bool(_PAST.search(key(text)))


def _any(words: Iterable[str]) -> str:
    return _any_escaped(re.escape(word) for word in words if word)


def _any_escaped(patterns: Iterable[str]) -> str:
    kept = sorted(set(patterns), key=len, reverse=True)
    return "(?:" + "|".join(kept or ["(?!)"]) + ")"


def _is_verb(label: str) -> bool:
    """Tell whether a grade is worded as a verb: `requires improvement`."""
    first, _, more = label.partition(" ")
    return bool(more) and first.endswith("s")


def _participle(label: str) -> str:
    first, _, more = label.partition(" ")
    return f"{first.removesuffix('s').removesuffix('e')}ing {more}"


def _infinitive(label: str) -> str:
    first, _, more = label.partition(" ")
    return f"{first.removesuffix('s')} {more}"
