"""Where the inspectorate publishes what a dataset knows or lacks, from the patterns of its frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from peeldiff.dataset.framework_model import Cycle, Item, PagePattern
from peeldiff.dataset.model import Dataset

VERIFIED = 3
"""A pattern that was seen for so many forces counts as verified."""


@dataclass(frozen=True, slots=True)
class PageAddress:
    """The address where the inspectorate publishes a page of one inspection, by its pattern."""

    address: str
    pillar: str | None
    """The pillar whose page it is; None for the page of the whole inspection."""
    seen: bool
    """Whether this very page was seen."""
    verified: bool
    """Whether pages of at least three forces were seen at such addresses."""
    note: str | None = None
    detail: bool = False
    """Whether it repeats the grades of another page and adds to it."""

    @property
    def is_certain(self) -> bool:
        """Whether the page was seen, or others like it often enough to trust the pattern."""
        return self.seen or self.verified


@dataclass(frozen=True, slots=True)
class Gap:
    """What a dataset lacks and what stands on one page."""

    force: str
    cycle: str
    pillar: str | None
    """The pillar whose page it is; None where the cycle has no pillars."""
    items: tuple[str, ...]
    """The items whose judgments the page would fill, in the order of the framework."""
    addresses: tuple[PageAddress, ...]
    """Best first; empty where none is known."""
    findings: bool = False
    """Whether the dataset has no finding of the page, and knows of its inspection."""

    @property
    def lacks(self) -> str:
        """What is lacking, as a table says it."""
        return ";".join(name for name, is_so in (("judgments", self.items), ("findings", self.findings)) if is_so)


def page_addresses(ds: Dataset, force: str, cycle: str, item: str | None = None) -> tuple[PageAddress, ...]:
    """Return where the judgment of a force on an item is published, best first; empty where that is not known.

    The page of the item's pillar comes before that of the whole inspection; then the present edition before
    an older one, a page that was seen before one that was not, a pattern seen for many forces before one seen for
    few. Without an item: the pages of the whole inspection.
    """
    return InspectionPages(ds, force, cycle).of(item)


def pages_of_other_cycles(ds: Dataset, force: str, cycle: str) -> frozenset[str]:
    """Return the addresses of a force's pages of all other cycles, without what may end them: `/`, `?`."""
    return frozenset(
        page.address.replace("{force}", other.page_slugs.get(force, force)).rstrip("/?")
        for other in ds.cycles.values()
        if other.id != cycle
        for page in other.pages
    )


class InspectionPages:
    """Where the inspectorate publishes one inspection; the items of a pillar stand on the same pages."""

    def __init__(self, ds: Dataset, force: str, cycle: str) -> None:
        """An inspection of a cycle that the dataset does not have has no pages."""
        self._framework, self._force = ds.cycles.get(cycle), force
        self._of_pillars: dict[str | None, tuple[PageAddress, ...]] = {}

    def of(self, item: str | None = None) -> tuple[PageAddress, ...]:
        """Return what `page_addresses` says of an item."""
        framework = self._framework
        if framework is None:
            return ()
        known = framework.item(item) if item else None
        pillar = _pillar(known) if known else None
        if pillar not in self._of_pillars:
            self._of_pillars[pillar] = _addresses(framework, self._force, pillar)
        return self._of_pillars[pillar]


def gaps(ds: Dataset, force: str | None = None, cycle: str | None = None) -> tuple[Gap, ...]:
    """Return every judgment that the frameworks lead one to expect and the dataset lacks, a page an entry.

    Best first: pages that fill most, verified ones before others, those without an address last. The items of
    all entries together are as many as `coverage` says are expected and not known.
    """
    # Without a frame: neither a brief nor a list of gaps needs polars.
    rows = ds.lines_by_force("judgments") if force is None else ds.lines("judgments", force)
    known = {(row["force"], row["cycle"], row["item"]) for row in rows}
    forces = ds.force_names if force is None else (force,)
    cycles = [listed for listed in ds.cycles.values() if cycle in (None, listed.id)]
    found = [gap for listed in cycles for name in forces for gap in _gaps_of(listed, name, known)]
    return tuple(sorted(found, key=_usefulness))


def lacking_pages(ds: Dataset, force: str | None = None, cycle: str | None = None) -> tuple[Gap, ...]:
    """Return every page that fills something: those of `gaps`, then those of a known address that fill findings only.

    A page lacks findings where the dataset has a judgment of its inspection and no finding on an item of the page.
    """
    found = gaps(ds, force, cycle)
    lacking = _without_findings(ds, force, cycle)
    with_both = [replace(gap, findings=(gap.force, gap.cycle, gap.pillar) in lacking) for gap in found]
    of_judgments = {(gap.force, gap.cycle, gap.pillar) for gap in found}
    only = [Gap(*page, (), addresses, findings=True) for page, addresses in lacking.items() if page not in of_judgments]
    return (*with_both, *only)


_Page = tuple[str, str, str | None]
"""A force, a cycle and a pillar, None where the cycle has none."""


def _without_findings(ds: Dataset, force: str | None, cycle: str | None) -> dict[_Page, tuple[PageAddress, ...]]:
    """Return the pages of which no finding is known, with their addresses, in the order of cycles and forces."""
    judged = ds.counts("judgments")
    findings = ds.lines_by_force("findings") if force is None else ds.lines("findings", force)
    with_findings = {_page_of(ds, line["force"], line["cycle"], line["item"]) for line in findings}
    found: dict[_Page, tuple[PageAddress, ...]] = {}
    for framework in (framework for framework in ds.cycles.values() if cycle in (None, framework.id)):
        pillars = dict.fromkeys(_pillar(item) for item in framework.items if item.graded == "all")
        for name in ds.force_names if force is None else (force,):
            for pillar in pillars if (name, framework.id) in judged else ():
                own = [page for page in _addresses(framework, name, pillar) if page.pillar == pillar]
                if own and (name, framework.id, pillar) not in with_findings:
                    found[name, framework.id, pillar] = tuple(own)
    return found


def _page_of(ds: Dataset, force: str, cycle: str, item: str | None) -> _Page:
    framework = ds.cycles.get(cycle)
    known = framework.item(item) if framework and item else None
    return force, cycle, _pillar(known) if known else None


def _gaps_of(cycle: Cycle, force: str, known: set[tuple[str, str, str]]) -> Iterator[Gap]:
    by_pillar: dict[str | None, list[str]] = {}
    for item in cycle.items:
        if item.graded == "all" and (force, cycle.id, item.id) not in known:
            by_pillar.setdefault(_pillar(item), []).append(item.id)
    for pillar, items in by_pillar.items():
        yield Gap(force, cycle.id, pillar, tuple(items), _addresses(cycle, force, pillar))


def _usefulness(gap: Gap) -> tuple[bool, int, bool]:
    """Order gaps, those worth most first; what is alike stays in the order of cycles and forces."""
    return not gap.addresses, -len(gap.items), not any(page.verified for page in gap.addresses[:1])


def _pillar(item: Item) -> str | None:
    return item.id if item.level == "pillar" else item.pillar


def _addresses(cycle: Cycle, force: str, pillar: str | None) -> tuple[PageAddress, ...]:
    def rank(page: PagePattern) -> tuple[bool, bool, bool, bool, int]:
        return page.pillar is None, page.older, page.detail, force not in page.seen, -len(page.seen)

    fitting = [page for page in cycle.pages if page.pillar in (None, pillar)]
    slug = cycle.page_slugs.get(force, force)
    return tuple(
        PageAddress(
            page.address.replace("{force}", slug),
            page.pillar,
            seen=force in page.seen,
            verified=len(page.seen) >= VERIFIED,
            note=page.note,
            detail=page.detail,
        )
        for page in sorted(fitting, key=rank)
    )
