"""Gives pages: kept ones that were seen today, else fetched ones, which are kept as soon as they have come."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.fetching.fetcher import Fetcher, NotThereError
from peeldiff.fetching.page_store import KeptPage, PageStore


@dataclass(frozen=True)
class GivenPage:
    """A page, and whether it is another one than was kept before."""

    page: KeptPage
    is_changed: bool = False
    was_asked: bool = True
    """Whether the site was asked for it in this run."""


class PageSource:
    """Pages by their address; no address is asked for twice in a day."""

    def __init__(self, fetcher: Fetcher, store: PageStore, today: str) -> None:
        """`today` is a day as ISO 8601 has it."""
        self.fetcher = fetcher
        self.store = store
        self._today = today

    def page(self, address: str, *, kept_is_enough: bool = False) -> GivenPage:
        """Return the page of an address; one of the old ones is asked for over the secure line.

        With `kept_is_enough` a page that was kept on any day is not asked for again.

        Raises what `Fetcher.fetch` raises, and FileError where it cannot be kept.
        """
        if address.startswith("http://"):
            address = f"https://{address.removeprefix('http://')}"
        store, before = self.store, self.store.latest(address)
        if before is not None and not store.has(before):
            before = None
        if before is not None and (kept_is_enough or before.last == self._today):
            return GivenPage(before, was_asked=False)
        if store.was_missing(address) == self._today:
            raise NotThereError("there is no such page, as was seen today")
        marks = {"etag": before.etag, "modified": before.modified} if before else {}
        try:
            fetched = self.fetcher.fetch(address, **marks)
        except NotThereError:
            store.keep_missing(address, self._today)
            raise
        if fetched.body is None:
            if before is None:
                raise NotThereError("the site says that it has not changed, and no copy is here")
            return GivenPage(store.keep_unchanged(before, self._today))
        kept = store.keep(
            address, fetched.address, fetched.body, self._today, etag=fetched.etag, modified=fetched.modified
        )
        return GivenPage(kept, is_changed=before is not None and before.digest != kept.digest)
