"""Which pages to look at, and which hosts may be asked for them."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING

from peeldiff.dataset.queries.page_addresses import Gap, page_addresses

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset


def named_hosts(ds: Dataset) -> frozenset[str]:
    """Return the hosts on which the dataset says that the inspectorate publishes its pages."""
    pages = (page.address for cycle in ds.cycles.values() for page in cycle.pages)
    hosts = (urllib.parse.urlsplit(address.replace("{force}", "force")).hostname for address in pages)
    return frozenset(host.casefold() for host in hosts if host)


def every_page(ds: Dataset, force: str | None = None, cycle: str | None = None) -> tuple[Gap, ...]:
    """Return every page of the inspections, also where nothing is lacking, in the form of gaps."""
    found: list[Gap] = []
    forces = ds.force_names if force is None else (force,)
    for held_cycle in (held for held in ds.cycles.values() if cycle in (None, held.id)):
        by_pillar: dict[str | None, list[str]] = {}
        for item in held_cycle.items:
            if item.graded == "all":
                by_pillar.setdefault(item.id if item.level == "pillar" else item.pillar, []).append(item.id)
        for name in forces:
            for pillar, items in by_pillar.items():
                found.append(
                    Gap(name, held_cycle.id, pillar, tuple(items), page_addresses(ds, name, held_cycle.id, items[0]))
                )
    return tuple(found)
