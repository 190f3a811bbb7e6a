"""Reads what a person types into what is asked for: `inadequate 2021/22`, `legitimacy good leicestershire`.

A word is the beginning of a grade, a status, a source basis, a cycle, an item's label or a force's name. What a force
is called beats everything but a whole grade; what is none of these is looked for in names, where it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from peeldiff.dataset.model import Dataset
from peeldiff.dataset.queries.judgment_query import JudgmentQuery

SHORTEST = 3
"""So many letters of a grade or a status at least."""
SMALL_WORDS = frozenset(["a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"])
"""Words that say nothing of what is sought."""
_QUESTION_WORDS = SMALL_WORDS | {
    *("peel", "which", "what", "when", "force", "forces", "is", "are", "was", "were", "has", "been", "ever", "still"),
    *("mean", "means", "meaning", "does", "do", "did", "say", "says", "said", "about", "against", "versus", "vs"),
    *(
        "between",
        "difference",
        "who",
        "how",
        "inspectorate",
        "any",
        "anything",
        "all",
        "every",
        "grade",
        "grades",
        "graded",
        "judgment",
        "judgments",
    ),
    *(
        "my",
        "our",
        "your",
        "i",
        "we",
        "it",
        "its",
        "there",
        "that",
        "this",
        "have",
        "had",
        "been",
        "being",
        "be",
        "can",
    ),
    *("may", "tell", "me", "show", "list", "got", "get", "since", "last", "latest", "inspection", "inspections", "so"),
    *("now", "current", "currently", "today", "year", "longest", "long", "often", "many", "why", "where", "out"),
    *("everything", "only", "just", "print", "give", "please"),
}
"""Words of a question that say no more."""
FINDING_NAMES: Mapping[str, Sequence[str]] = {
    "area-for-improvement": ("area for improvement", "areas for improvement", "afi", "afis"),
    "cause-of-concern": ("cause of concern", "causes of concern"),
    "recommendation": ("recommendation", "recommendations"),
    "observation": ("observation", "observations"),
}
"""What kinds of findings are called: *areas for improvement* ask for no grade that *requires improvement*."""
_NUMBER = re.compile(r"\d{2,4}(?:[/-]\d{0,4})?")
_OTHER: Mapping[tuple[str, str], str] = {
    ("statuses", "carried-over"): "carried over",
    ("statuses", "revised"): "revised",
    ("statuses", "withheld"): "withheld",
    ("statuses", "not-graded"): "not graded ungraded",
    ("statuses", "not-inspected"): "not inspected",
    ("statuses", "pending"): "pending",
    ("source_bases", "deduced"): "deduced",
    ("source_bases", "narrative"): "narrative",
    ("source_bases", "secondary"): "secondary press",
}


@dataclass(frozen=True)
class Reading:
    """What was typed, understood."""

    query: JudgmentQuery
    names: tuple[str, ...] = ()
    """Words that the name, alias or region of a force has to have, and some do."""
    unknown: tuple[str, ...] = ()
    """Words that are none of all these; those that name a kind of finding too, for no judgment has them."""
    finding_kinds: frozenset[str] = frozenset()
    """The kinds of findings that are named."""

    @property
    def asks_for_judgments(self) -> bool:
        """Tell whether anything but a name was typed."""
        return self.query != JudgmentQuery()


_MOST_WORDS = 100
"""More are not looked for: each is sought in every line, and whoever pastes a page has its lines with fewer."""


def _words(text: str) -> list[str]:
    return text.casefold().replace(",", " ").replace("?", " ").split()[:_MOST_WORDS]


def search_words(text: str) -> list[str]:
    """Return the words of a text, in lower case, that say what is sought; all of them if none does."""
    words = _words(text)
    return [word for word in words if word not in _QUESTION_WORDS] or words


def read_words(ds: Dataset, text: str) -> Reading:
    """Return what a text asks for."""
    words, found, names = _words(text), dict[str, set[str]](), list[str]()
    items: list[str] = []
    unknown: list[str] = []
    kinds: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        kind, length = _finding_kind(words[at:])
        if kind:
            kinds.append(kind)
            unknown += words[at : at + length]
            at += length
            continue
        length, named = _longest(ds, words[at:])
        if length and not (len(word) < SHORTEST and ds.force_index.has_name(word)):
            for field, value in named:
                found.setdefault(field, set()).add(value)
        elif word in _QUESTION_WORDS:
            pass
        elif ds.force_index.has_name(word):
            names.append(word)
        elif cycles := _cycles(ds, word):
            found.setdefault("cycles", set()).update(cycles)
        elif _is_item(ds, word):
            items.append(word)
        else:
            unknown.append(word)
        at += max(1, length)
    query = replace(JudgmentQuery(), **{field: frozenset(values) for field, values in found.items()})  # type: ignore[arg-type]  # a field by its name
    return Reading(replace(query, label_words=tuple(items)), tuple(names), tuple(unknown), frozenset(kinds))


def _finding_kind(words: Sequence[str]) -> tuple[str, int]:
    """Return the kind of finding that the first words name, and how many they are; "" and 0 where they name none."""
    for kind, names in FINDING_NAMES.items():
        for name in map(str.split, names):
            if words[: len(name)] == name:
                return kind, len(name)
    return "", 0


def _longest(ds: Dataset, words: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many of the words name a grade, a status or a basis, and which: those with the most of them."""
    best, named = 0, list[tuple[str, str]]()
    for kind, phrase in _phrases(ds):
        length = _beginning(words, phrase)
        if length > best:
            best, named = length, [kind]
        elif length and length == best and kind not in named:
            named.append(kind)
    exact = [kind for kind in named if best == 1 and kind[1].casefold() == words[0]]
    return best, exact or named


def _phrases(ds: Dataset) -> Iterator[tuple[tuple[str, str], Sequence[str]]]:
    for grade in ds.grades.values():
        for name in (grade.id, grade.label):
            words = name.casefold().replace("-", " ").split()
            yield from ((("grades", grade.id), words[start:]) for start in range(len(words)))
    for kind, text in _OTHER.items():
        words = text.split()
        yield kind, words
        if len(words) > 1 and kind[1] in ("secondary", "not-graded"):
            yield kind, words[-1:]


def _beginning(words: Sequence[str], phrase: Sequence[str]) -> int:
    """Return how many words, from the first, are the beginnings of those of a phrase."""
    count = 0
    for word, whole in zip(words, phrase, strict=False):
        if word != whole and not (len(word) >= SHORTEST and whole.startswith(word)):
            break
        count += 1
    return count


def _cycles(ds: Dataset, word: str) -> list[str]:
    """Return the cycles that a number begins: `2021`, `21/22`, `2021-22`."""
    if not _NUMBER.fullmatch(word):
        return []
    plain = word.replace("/", "-")
    return [cycle for cycle in ds.cycles if cycle.startswith(plain) or cycle[2:].startswith(plain)]


def _is_item(ds: Dataset, word: str) -> bool:
    """Tell whether a word of an item's or a topic's label begins so."""
    labels = (item.label for cycle in ds.cycles.values() for item in cycle.items)
    topics = (topic.label for topic in ds.topics.values())
    return any(part.startswith(word) for label in (*labels, *topics) for part in label.casefold().split())


def describe_query(ds: Dataset, query: JudgmentQuery) -> str:
    """Return what is asked for in words: `inadequate, investigating, PEEL 2021/22`."""
    words = [ds.grade_in_sentence(grade) for grade in ds.grades if grade in query.grades]
    words += [
        value.replace("-", " ") for field in ("statuses", "source_bases") for value in sorted(getattr(query, field))
    ]
    words += [" ".join(query.label_words)] if query.label_words else []
    items = {item.id: item.label for cycle in ds.cycles.values() for item in cycle.items}
    words += [items.get(item, item) for item in sorted(query.items)]
    words += [ds.topics[topic].label for topic in ds.topics if topic in query.topics]
    words += [cycle.name for cycle in ds.cycles.values() if cycle.id in query.cycles]
    return ", ".join(words)


def combined(first: JudgmentQuery, second: JudgmentQuery) -> JudgmentQuery | None:
    """Return what both ask for; None where nothing can fit both."""
    whole: dict[str, object] = {}
    for field in fields(JudgmentQuery):
        left, right = getattr(first, field.name), getattr(second, field.name)
        if field.name == "label_words":
            whole[field.name] = (*left, *right)
            continue
        whole[field.name] = left & right if left and right else left | right
        if left and right and not left & right:
            return None
    return JudgmentQuery(**whole)  # type: ignore[arg-type]  # a field by its name
