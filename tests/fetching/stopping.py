"""Stops fetching at random moments, and says what was lost and what was asked for in vain."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from pathlib import Path

from fetching.site import HMICFRS, Site
from peeldiff.dataset.queries.page_addresses import Gap, PageAddress
from peeldiff.fetching import Fetcher, Filling, KeptPage, Limits, PageSource, PageStore

PAGES = 12


@dataclass(frozen=True)
class Read:
    """What a page says: the force that it is for, and its one item."""

    force: str
    cycle: str = "2017"
    items_known: frozenset[str] = frozenset({"efficiency"})
    findings_known: int = 0
    has_rows: bool = True
    is_empty: bool = False


@dataclass
class Tally:
    """What came of it."""

    stops: int = 0
    runs: int = 0
    lost: int = 0
    sent_twice: int = 0


def address_of(number: int) -> str:
    return f"{HMICFRS}/force-{number}/"


def gap(number: int) -> Gap:
    page = PageAddress(address_of(number), None, seen=True, verified=True)
    return Gap(f"force-{number}", "2017", None, ("efficiency",), (page,))


def stop_at_random(site: Site, folder: Path, stops: int, seed: int) -> Tally:
    """Stop runs so many times, each going on from where the one before was stopped, until all pages are there."""
    chance, tally = random.Random(seed), Tally()
    site.pages |= {address_of(number): f"<p>page {number}</p>".encode() * 50 for number in range(PAGES)}
    targets = [gap(number) for number in range(PAGES)]
    while tally.stops < stops:
        tally.runs += 1
        store = PageStore(folder / str(tally.runs))
        site.bodies.clear()
        stopped_here = 0
        while True:
            fetcher = Fetcher(["hmicfrs.justiceinspectorates.gov.uk"], site.network(), Limits(pause=0.0))
            filling = Filling(targets, PageSource(fetcher, store, "2026-11-27"), _read)
            clock = threading.Timer(chance.uniform(0.0, 0.12), fetcher.stop)
            if tally.stops < stops:
                clock.start()
            filled = filling.run()
            clock.cancel()
            if not filled.was_stopped:
                break
            tally.stops, stopped_here = tally.stops + 1, stopped_here + 1
            read = {page.asked for page, _ in filled.readings}
            tally.lost += len([entry for entry in read if (kept := store.latest(entry)) is None or not store.has(kept)])
        tally.lost += PAGES - len(filled.readings)
        again = sum(site.bodies.values()) - PAGES
        tally.sent_twice += again
        if again > stopped_here:
            raise AssertionError("more was sent twice than was under way when it was stopped")
    return tally


def _read(page: KeptPage) -> Read:
    return Read(page.address.rstrip("/").rpartition("/")[2])
