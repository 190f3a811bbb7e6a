"""Finds what a person means by a loosely written force, cycle or inspection.

Exact beats alias beats prefix. A unique match is taken, several are an AmbiguousNameError
that lists them, none is an UnknownNameError that says what is near.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peeldiff.dataset.model import Dataset
from peeldiff.errors import AmbiguousNameError, UnknownNameError, UsageError
from peeldiff.text import inert, quoted

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
    """Return a name without the accidents of writing: case, `&`, `/`, spaces."""
    text = text.casefold().replace("&", " and ").replace("/", "-").replace("–", "-")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _find(what: str, given: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return the one id among `names` (id to its other names) that `given` means."""
    wanted = _plain(given)
    plain = {one: {_plain(other) for other in (one, *others)} - {""} for one, others in names.items()}
    if wanted in names:
        return wanted
    steps = (
        [one for one, others in plain.items() if wanted in others],
        [one for one, others in plain.items() if wanted and any(o.startswith(wanted) for o in others)],
    )
    for found in steps:
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(found)
            raise AmbiguousNameError(f"{what} {quoted(given)} could be {listed}: write more of it", found)
    back = {other: one for one, others in plain.items() for other in others}
    close = dict.fromkeys(back[hit] for hit in difflib.get_close_matches(wanted, list(back), n=3, cutoff=0.6))
    hint = f"did you mean {' or '.join(close)}?" if close else f"peeldiff list {what}s prints them all"
    raise UnknownNameError(f"no {what} {quoted(given)}: {hint}")


def find_force(ds: Dataset, given: str) -> str:
    """Return the slug of the force that `given` means."""
    names: dict[str, list[str]] = {}
    for force, name, aliases in ds.forces.select("force", "name", "aliases").iter_rows():
        short = _WORDS_OF_A_FORCE.sub("", name.casefold())
        names[force] = [name, short, *(aliases or "").split(";")]
    return _find("force", given, names)


def find_cycle(ds: Dataset, given: str) -> str:
    """Return the id of the cycle that `given` means, such as `2021-22` for `2021` or `PEEL 2021/22`."""
    return _find("cycle", given, {one.id: (one.name, *one.aliases) for one in ds.cycles.values()})


def find_topic(ds: Dataset, given: str) -> str:
    """Return the id of the topic that `given` means."""
    return _find("topic", given, {one.id: (one.label,) for one in ds.topics.values()})


def find_inspection(ds: Dataset, given: str) -> Inspection:
    """Return the inspection that `given` means: `force:cycle`, or `force cycle` in one argument."""
    force, colon, cycle = given.rpartition(":")
    if not colon:
        words = given.split()
        split = next((at for at in range(1, len(words)) if words[at][:1].isdigit()), None)
        split = split if split is None or words[split - 1].casefold() != "peel" else split - 1
        if split is None or split == 0:
            example = words[0] if words and len(words[0]) <= _LONGEST_EXAMPLE else "northamptonshire"
            raise UsageError(f"{quoted(given)} names no cycle: write force:cycle, such as {inert(example)}:2017")
        force, cycle = " ".join(words[:split]), " ".join(words[split:])
    return Inspection(find_force(ds, force), find_cycle(ds, cycle))
