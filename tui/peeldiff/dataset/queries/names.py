"""Finds what a person means by a loosely written force, cycle or inspection.

An exact name beats everything, whatever else looks like it; then an alias or the same name written
otherwise, then a prefix. A unique match is taken, several are an AmbiguousNameError that lists the
first of them, none is an UnknownNameError that says what is near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from peeldiff.dataset.model import Dataset
from peeldiff.errors import AmbiguousNameError, PeeldiffError, UnknownNameError, UsageError
from peeldiff.text import find_close, inert, quoted

MOST_CANDIDATES = 10
_LONGEST_EXAMPLE = 30
_WORDS_OF_A_FORCE = re.compile(r"\b(police|constabulary|service|force)\b")


@dataclass(frozen=True, slots=True)
class Inspection:
    """One force in one cycle."""

    force: str
    cycle: str

    def __str__(self) -> str:
        """Return it as it is written everywhere: `force:cycle`."""
        return f"{self.force}:{self.cycle}"


def _plain(text: str) -> str:
    """Return a name, of any script, without the accidents of writing: case, `&`, dashes, quotes, spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("/", "-")
    return re.sub(r"[\W_]+", "-", text).strip("-")


def _find(what: str, given: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return the one id among `names` (id to its other names) that `given` means."""
    if given in names:
        return given
    wanted = _plain(given)
    plain = {known: {_plain(other) for other in (known, *others)} - {""} for known, others in names.items()}
    if wanted in names:
        return wanted
    steps = (
        [known for known, others in names.items() if given and given in others],
        [known for known, others in plain.items() if wanted in others],
        [known for known, others in plain.items() if wanted and any(o.startswith(wanted) for o in others)],
    )
    for found in steps:
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousNameError(f"{what} {quoted(given)} could be {_list_first(found)}: write more of it", found)
    close = [inert(name) for name in _near(wanted, plain)]
    hint = (
        f"did you mean {' or '.join(close)}?"
        if close
        else f"peeldiff list {what}s prints them all, peeldiff search looks everywhere"
    )
    raise UnknownNameError(f"no {what} {quoted(given)}: {hint}")


def _near(wanted: str, plain: Mapping[str, Collection[str]]) -> list[str]:
    """Return the ids of up to three names that `wanted` may be a slip for.

    A word that many names have, such as *police*, makes none of them near; a few letters are near to everything.
    """
    counts = Counter(
        word for others in plain.values() for word in {word for name in others for word in name.split("-")}
    )
    common = {word for word, names in counts.items() if names >= _COMMON}

    def core(name: str) -> str:
        return "-".join(word for word in name.split("-") if word not in common) or name

    back = {core(other): known for known, others in plain.items() for other in others}
    sought = core(wanted)
    if len(sought) < _TELLING:
        return []
    inside = [known for other, known in back.items() if f"-{sought}-" in f"-{other}-"]
    return list(dict.fromkeys(inside or [back[hit] for hit in find_close(sought, back, 3)]))[:3]


_COMMON = 3
"""A word of so many names tells none of them apart."""
_TELLING = 4
"""Letters from which on a word can be a slip for another."""


def _list_first(found: list[str]) -> str:
    """Return the first candidates, and how many there are where these are not all."""
    listed = ", ".join(inert(name) for name in found[:MOST_CANDIDATES])
    return listed if len(found) <= MOST_CANDIDATES else f"{listed}, … ({len(found)} in all)"


def find_force(ds: Dataset, given: str) -> str:
    """Return the slug of the force that `given` means."""
    if given in ds.force_names:
        return given
    names: dict[str, list[str]] = {}
    for line in ds.rows("forces"):
        short = _WORDS_OF_A_FORCE.sub("", line["name"].casefold())
        names[line["force"]] = [line["name"], short, *(line["aliases"] or "").split(";")]
    return _find("force", given, names)


def find_forces(ds: Dataset, given: str) -> list[str]:
    """Return the slugs of the forces of a region, `given` whole by its name; else of the one force that is meant."""
    index = ds.force_index
    if given in ds.force_names:
        return [given]
    regions = [
        slug for slug, region in zip(index.slugs, index.regions, strict=True) if _plain(region or "") == _plain(given)
    ]
    return regions if _plain(given) and regions else [find_force(ds, given)]


def find_cycle(ds: Dataset, given: str) -> str:
    """Return the id of the cycle that `given` means, such as `2021-22` for `2021` or `PEEL 2021/22`."""
    return _find("cycle", given, {cycle.id: (cycle.name, *cycle.aliases) for cycle in ds.cycles.values()})


def find_topic(ds: Dataset, given: str) -> str:
    """Return the id of the topic that `given` means."""
    return _find("topic", given, {topic.id: (topic.label,) for topic in ds.topics.values()})


def find_inspection(ds: Dataset, given: str) -> Inspection:
    """Return the inspection that `given` means: `force:cycle`, or `force cycle` in one argument."""
    for force, cycle in _splits(given):
        if force in ds.force_names and cycle in ds.cycles:
            return Inspection(force, cycle)
    force, colon, cycle = given.rpartition(":")
    if colon:
        return Inspection(find_force(ds, force), find_cycle(ds, cycle))
    words = given.split()
    split = next((at for at in range(1, len(words)) if words[at][:1].isdigit()), None)
    split = split if split is None or words[split - 1].casefold() != "peel" else split - 1
    # A force whose own name ends in a number: what stands behind the whole of it is the cycle.
    for force, cycle in _splits(given):
        if force in ds.force_names:
            return Inspection(force, find_cycle(ds, cycle))
    if split is None or split == 0:
        example = words[0] if words and len(words[0]) <= _LONGEST_EXAMPLE else "northamptonshire"
        raise UsageError(f"{quoted(given)} names no cycle: write force:cycle, such as {inert(example)}:2017")
    force, cycle = " ".join(words[:split]), " ".join(words[split:])
    return Inspection(find_force(ds, force), find_cycle(ds, cycle))


def find_inspection_or_force(ds: Dataset, given: str) -> Inspection | str:
    """Return the inspection that `given` means, or the slug of a force where it names no cycle.

    The exact name of a force is that force, even where a part of it could be read as a cycle.
    """
    if given in ds.force_names:
        return given
    try:
        return find_inspection(ds, given)
    except UsageError:
        return find_force(ds, given)
    except PeeldiffError:
        try:
            return find_force(ds, given)
        except PeeldiffError:
            pass
        raise


def _splits(given: str) -> Iterator[tuple[str, str]]:
    """Walk over the ways to read a text as a force and a cycle, the longest force first."""
    for sign in (":", " "):
        for at in range(len(given) - 2, 0, -1):
            if given[at] == sign:
                yield given[:at].strip(" "), given[at + 1 :].strip(" ")
