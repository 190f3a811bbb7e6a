"""One run over the pages that are lacking: fetched, kept, read; in the end the list of forces in Engage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from peeldiff.errors import FileError, LockHeldError, ReportError
from peeldiff.fetching import Fetcher, Filled, Filling, Limits, Network, PageSource, PageStore, every_page, named_hosts
from peeldiff.fetching.fetcher import EnoughError
from peeldiff.fetching.requesting import RequestError, StoppedError
from peeldiff.files import hold_lock
from peeldiff.importing import ImportedReport, Sandbox, paragraphs
from peeldiff.importing.monitoring_page import compare_monitoring
from peeldiff.updating.page_reader import PageReader

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.page_addresses import Gap

Scope = tuple[str | None, str | None]
"""A force and a cycle, None for every one."""


def find_targets(ds: Dataset, scopes: Iterable[Scope], *, known_too: bool = False) -> tuple[Gap, ...]:
    """Return the pages that fill the gaps of these inspections, best first; with `known_too` every page of them."""
    from peeldiff.dataset.queries.page_addresses import lacking_pages

    find = every_page if known_too else lacking_pages
    return tuple(dict.fromkeys(gap for force, cycle in scopes for gap in find(ds, force, cycle)))


class Update:
    """One run: the pages of targets are fetched, kept and read. `stop` can be called from any thread."""

    def __init__(
        self, ds: Dataset, targets: Sequence[Gap], store: PageStore, today: str, net: Network, limits: Limits
    ) -> None:
        """`today` is the day under which pages are kept."""
        self.monitoring: Sequence[str] = ()
        """Addresses of the list of forces in Engage, to look at in the end."""
        self.notices: list[str] = []
        """What that list says otherwise than the dataset."""
        self.fetcher = Fetcher(named_hosts(ds), net, limits)
        self._sandbox = Sandbox()
        self._reader = PageReader(ds, store, self._sandbox)
        self._store = store
        self._source = PageSource(self.fetcher, store, today)
        self._filling = Filling(targets, self._source, self._reader.report)

    @property
    def filled(self) -> Filled[ImportedReport]:
        """What came so far, also where the run is interrupted."""
        return self._filling.filled

    def run(self, on_page: Callable[[int, str], object]) -> Filled[ImportedReport]:
        """Fetch and read; `on_page` is called before each page with the place of its target and the address.

        Raises FileError where pages cannot be kept, also while another update of this person is running.
        """
        self._store.make_folder()
        self._filling.on_page = on_page
        try:
            with hold_lock(self._store.lock, self._store.lock, 0):
                filled = self._filling.run()
                if not (filled.ended or filled.was_stopped):
                    self._look_at_monitoring()
                return filled
        except LockHeldError as error:
            raise FileError("another update of yours is running: wait for its end") from error
        finally:
            self.fetcher.stop()
            self._sandbox.stop()

    def _look_at_monitoring(self) -> None:
        """Set the list of forces in Engage beside the dataset; the next variant of its address where one has none."""
        for address in self.monitoring:
            try:
                document = self._reader.document(self._source.page(address).page)
            except (RequestError, ReportError) as error:
                self.notices.append(f"{address}: {error}")
                continue
            except (StoppedError, EnoughError):
                return
            found = compare_monitoring(self._reader.ds, paragraphs(self._reader.ds, document))
            if found is not None:
                self.notices += [f"{address}: {sentence}" for sentence in found]
                return
            self.notices.append(f"{address}: lists no forces in a way that can be read")

    def stop(self) -> None:
        """Ask for nothing more; what came is kept."""
        self.fetcher.stop()
        self._sandbox.interrupt()
