"""Addresses become kept pages: fetched one at a time, by rules that no page can bend, and kept with their day.

    with Fetcher(named_hosts(ds), public_network(), Limits()) as fetcher:
        source = PageSource(fetcher, PageStore(folder), today)
        filled = fill(targets, source, read)

The HTTP library is only imported when a request is made.
"""

from peeldiff.fetching.fetcher import Fetcher, Limits
from peeldiff.fetching.filling import NOTHING, Filled, Filling, Outcome, Reading, describe_other_page, why_not_read
from peeldiff.fetching.network import Network, public_network
from peeldiff.fetching.page_source import PageSource
from peeldiff.fetching.page_store import KeptPage, PageStore
from peeldiff.fetching.targets import every_page, named_hosts

__all__ = [
    "NOTHING",
    "Fetcher",
    "Filled",
    "Filling",
    "KeptPage",
    "Limits",
    "Network",
    "Outcome",
    "PageSource",
    "PageStore",
    "Reading",
    "describe_other_page",
    "every_page",
    "named_hosts",
    "public_network",
    "why_not_read",
]
