"""Drafts the framework file of a cycle that the dataset does not know, from the areas of a report."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.importing import wording
from peeldiff.importing.cleaning import key, likeness, sentences, stems
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.sections import judges_alone, may_be_heading
from peeldiff.importing.imported import Block, Draft

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

_TO_COMPLETE = """\
# A draft, made from one report: complete it, then take ".draft" off its name.
# Each item needs its home topic (peeldiff list topics); see which grades the cycle can give, whether
# every force gets them, and add a [[compared_with]] statement for each earlier cycle.
"""


def areas(blocks: Sequence[Block], grades: GradeFinder) -> list[tuple[str, bool]]:
    """Return the headings that stand over a grade, or over words that none is given, and whether one is."""
    found: dict[str, tuple[str, bool]] = {}
    for block, following in itertools.pairwise(blocks):
        if not may_be_heading(block) or len(block.text) > 120 or grades.badge(block.key):
            continue
        if block.key in wording.SKIPPED | wording.CLOSERS or wording.finding_kind(block.key):
            continue
        if judges_alone(following, grades) or grades.badge(following.key):
            first = sentences(following.text)[0]
            graded = bool(grades.statement(first) or grades.badge(following.key))
            found.setdefault(block.key, (block.text, graded))
    return list(found.values())


def cycle_of(ds: Dataset, years: str, blocks: Sequence[Block], grades: GradeFinder, day: str | None) -> Cycle:
    """Return what can be known of an unknown cycle: its areas, each as it was called before where it was."""
    items: list[Item] = []
    for label, graded in areas(blocks, grades):
        old = _old(ds, label)
        name = old.id if old and old.id not in {item.id for item in items} else _slug(label)
        if name in {item.id for item in items}:
            continue
        home = old.home if old else None
        items.append(Item(name, "area", label, wording="verbatim", graded="all" if graded else "none", home=home))
    return Cycle(
        id=years,
        name=f"PEEL {years}",
        title=f"PEEL {years}",
        kind="peel",
        scale=_scale(ds, blocks, grades),
        published_from=day or years[:4],
        items=tuple(items),
    )


def draft(cycle: Cycle, source: str) -> Draft:
    """Return the framework file of a cycle, as far as it is known."""
    import tomli_w

    head: dict[str, Any] = {
        "id": cycle.id,
        "name": cycle.name,
        "title": cycle.title,
        "kind": cycle.kind,
        "scale": cycle.scale,
        "published_from": cycle.published_from,
        "sources": [source],
        "items": [_table(item, source) for item in cycle.items],
    }
    return Draft(cycle.id, _TO_COMPLETE + tomli_w.dumps(head))


def _table(item: Item, source: str) -> dict[str, Any]:
    table = {"id": item.id, "level": item.level, "label": item.label, "wording": item.wording, "graded": item.graded}
    if item.home:
        table |= {"home": item.home, "home_reason": "an earlier cycle has an item of this name (to be checked)"}
    return {**table, "source": source}


def _old(ds: Dataset, label: str) -> Item | None:
    """Return the item of the latest cycle whose label is (nearly) this one."""
    wanted = stems(label)
    for cycle in reversed(list(ds.cycles.values())):
        near = [item for item in cycle.items if key(item.label) == key(label)]
        near += [item for item in cycle.items if likeness(stems(item.label), wanted) >= 0.8]
        if near:
            return near[0]
    return None


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key(label))[:40].strip("-") or "area"


def _scale(ds: Dataset, blocks: Sequence[Block], grades: GradeFinder) -> str:
    """Return the scale with every grade that the report gives; the latest cycle's, if it has them all."""
    given = {grade for block in blocks if (grade := grades.badge(block.key))}
    for block in blocks:
        statements = [grades.statement(sentence) for sentence in sentences(block.text)[:1]]
        given |= {statement.grade for statement in statements if statement}
    latest = [ds.scales[cycle.scale] for cycle in reversed(list(ds.cycles.values())) if cycle.kind == "peel"]
    return next((scale.id for scale in latest if given <= set(scale.grades)), latest[0].id)
