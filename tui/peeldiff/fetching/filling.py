"""Goes through what is lacking, page by page, until each gap is filled or every variant of its address was tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from peeldiff.errors import ReportError
from peeldiff.fetching.fetcher import EnoughError
from peeldiff.fetching.requesting import RequestError, StoppedError, UnreachableError

if TYPE_CHECKING:
    from peeldiff.dataset.queries.page_addresses import Gap, PageAddress
    from peeldiff.fetching.page_source import GivenPage, PageSource
    from peeldiff.fetching.page_store import KeptPage

KEPT = ("new", "changed", "unchanged", "kept")
"""What an address can give: a page not kept before, another than was kept, the same, one that was kept today."""


NOTHING = "a page that says nothing of an inspection"
"""What came of an address whose page names the inspection at best, as the address does."""
WITHOUT_ROWS = "a page that speaks of grades and gives no row"
"""What came of one that is rather the result of a search, or a list: a person sees its lines in the review."""


class Reading(Protocol):
    """What was read out of a page."""

    @property
    def force(self) -> str | None:
        """The force that it is about."""

    @property
    def cycle(self) -> str | None:
        """The cycle that it is about."""

    @property
    def items_known(self) -> frozenset[str]:
        """The items on which it gives a judgment that may be relied on."""

    @property
    def findings_known(self) -> int:
        """How many findings it gives."""

    @property
    def has_rows(self) -> bool:
        """Whether it gives a row, and be it a doubtful one."""

    @property
    def is_empty(self) -> bool:
        """Whether it gives no row, not even a doubtful one, and speaks of no grade: an error page is so."""


R = TypeVar("R", bound=Reading)


@dataclass(frozen=True)
class Outcome:
    """What came of one address."""

    address: str
    gap: Gap
    result: str
    """One of `KEPT`, else why nothing was taken."""
    filled: tuple[str, ...] = ()
    """The judgments that it gives of those that were lacking."""
    findings: int = 0
    """How many findings it gives, known ones too."""


@dataclass
class Filled(Generic[R]):
    """What came of a run."""

    readings: list[tuple[KeptPage, R]] = field(default_factory=list)
    """Every page that was as expected, and what was read out of it."""
    outcomes: list[Outcome] = field(default_factory=list)
    left: list[Gap] = field(default_factory=list)
    """What is still lacking, or was not come to."""
    ended: str = ""
    """Why the run ended before its time, else nothing."""
    without_network: bool = False
    """Whether it ended because no site can be reached."""
    was_stopped: bool = False

    @property
    def refused(self) -> list[Outcome]:
        """What came of the addresses that gave nothing."""
        return [outcome for outcome in self.outcomes if outcome.result not in KEPT]


@dataclass
class Filling(Generic[R]):
    """One run over targets."""

    targets: Sequence[Gap]
    source: PageSource
    read: Callable[[KeptPage], R]
    """Reads a kept page. Raises ReportError."""
    on_page: Callable[[int, str], object] = lambda _place, _address: None
    """Called before each page with the place of its target, from 1, and the address."""
    filled: Filled[R] = field(default_factory=Filled)
    """What came so far: it stands also where the run is interrupted."""
    _answered: dict[str, KeptPage | None] = field(default_factory=dict)
    _known: set[tuple[str, str, str]] = field(default_factory=set)
    _own_page_read: set[tuple[str, str, str | None]] = field(default_factory=set)
    """The pages whose findings, if they have any, have come."""

    def run(self) -> Filled[R]:
        """Go through the targets; whatever ends it, what came is kept. Raises FileError where nothing can be."""
        filled = self.filled
        filled.left = list(self.targets)
        try:
            for place, gap in enumerate(self.targets, 1):
                self._fill(place, gap)
                if not self._is_open(gap):
                    filled.left.remove(gap)
        except StoppedError:
            filled.was_stopped = True
        except EnoughError as error:
            filled.ended = str(error)
        return filled

    def _lacking(self, gap: Gap) -> list[str]:
        return [item for item in gap.items if (gap.force, gap.cycle, item) not in self._known]

    def _is_open(self, gap: Gap) -> bool:
        wants_findings = gap.findings and (gap.force, gap.cycle, gap.pillar) not in self._own_page_read
        return bool(self._lacking(gap)) or wants_findings

    def _fill(self, place: int, gap: Gap) -> None:
        """Try the variants of the address; once a page is there, its variants on other hosts are the same page."""
        standing = set[tuple[str | None, bool]]()
        for page in gap.addresses:
            if not self._is_open(gap):
                return
            kind = page.pillar, page.detail
            has_only_grades = page.pillar != gap.pillar
            if kind in standing or page.address in self._answered or (has_only_grades and not self._lacking(gap)):
                continue
            self.on_page(place, page.address)
            if self._try(gap, page):
                standing.add(kind)

    def _try(self, gap: Gap, page: PageAddress) -> bool:
        """Take what an address gives; tell whether it is the page that was expected."""
        filled = self.filled
        self._answered[page.address] = None
        try:
            given, reading = self._given(gap, page, kept_is_enough=not gap.items)
        except (RequestError, ReportError) as error:
            if isinstance(error, UnreachableError):
                self._give_up_without_network()
            filled.outcomes.append(Outcome(page.address, gap, str(error)))
            return False
        filled.readings.append((given.page, reading))
        if not reading.has_rows:
            filled.outcomes.append(Outcome(page.address, gap, WITHOUT_ROWS))
            return False
        lacking = self._lacking(gap)
        self._known |= {(gap.force, gap.cycle, item) for item in reading.items_known}
        if page.pillar == gap.pillar:
            self._own_page_read.add((gap.force, gap.cycle, gap.pillar))
        gives = tuple(item for item in lacking if item in reading.items_known)
        filled.outcomes.append(Outcome(page.address, gap, _result(given), gives, reading.findings_known))
        return True

    def _given(self, gap: Gap, page: PageAddress, *, kept_is_enough: bool) -> tuple[GivenPage, R]:
        """Return a page and what it says. Raises RequestError, and ReportError for another page than expected.

        A kept page that is not the one expected, as an error page may have been, is not enough.
        """
        given = self.source.page(page.address, kept_is_enough=kept_is_enough)
        try:
            reading = self.read(given.page)
            if (reading.force, reading.cycle) != (gap.force, gap.cycle):
                raise ReportError(describe_other_page(reading.force, reading.cycle))
            if reading.is_empty:
                raise ReportError(NOTHING)
        except ReportError as error:
            if kept_is_enough and not given.was_asked:
                return self._given(gap, page, kept_is_enough=False)
            raise ReportError(why_not_read(error, given.page)) from error
        return given, reading

    def _give_up_without_network(self) -> None:
        hosts = {page.address.split("/")[2] for gap in self.targets for page in gap.addresses}
        if hosts <= set(self.source.fetcher.unreachable_hosts):
            self.filled.without_network = True
            raise EnoughError("no network: none of the inspectorate's sites can be reached")


def why_not_read(error: ReportError, page: KeptPage) -> str:
    """Return why a page cannot be read, without its address and without what only helps with files."""
    why = str(error).removeprefix(f"{page.address.rstrip('/')}: ")
    return why.removesuffix(": give --force").removesuffix(": give --cycle")


def describe_other_page(force: str | None, cycle: str | None) -> str:
    """Say that a page is of another inspection than the one at whose address it stands."""
    of = ":".join(filter(None, (force, cycle))) or "nothing that is known"
    return f"another page than expected: of {of}"


def _result(given: GivenPage) -> str:
    if not given.was_asked:
        return "kept"
    if given.is_changed:
        return "changed"
    return "new" if given.page.first == given.page.last else "unchanged"
