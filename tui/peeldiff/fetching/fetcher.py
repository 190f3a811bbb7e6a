"""Fetches pages the way a guest does: named hosts only, one request at a time, with pauses, as the site asks."""

from __future__ import annotations

import datetime as dt
import email.utils
import ssl
import time
import urllib.parse
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from peeldiff import __version__
from peeldiff.fetching import robots
from peeldiff.fetching.network import Network
from peeldiff.fetching.requesting import Answer, Bounds, Line, RequestError, StoppedError, UnreachableError, request

PRODUCT = "peeldiff"
AGENT = f"{PRODUCT}/{__version__} (a person fills gaps in a dataset of PEEL judgments; one page at a time)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((429, 503))
_NOT_THERE = frozenset((404, 410))
_LONGEST_MARK = 500


@dataclass(frozen=True)
class Limits:
    """How much is asked of a site, and how much is taken from it."""

    pause: float = 2.0
    """Seconds between the end of a request and the beginning of the next."""
    seconds: float = 45.0
    """How long one answer may take."""
    sent: int = 12_000_000
    unpacked: int = 32_000_000
    requests: int = 600
    """How many requests one run makes."""
    redirects: int = 5
    patience: float = 120.0
    """The longest wait that a site can ask for; where it asks for more, the run ends."""
    tries: int = 3
    """How often an address is tried where the site is busy."""


@dataclass(frozen=True)
class Fetched:
    """A page as it came, or the word that it is as it was."""

    address: str
    """Where it stood in the end."""
    body: bytes | None
    """None where it has not changed."""
    etag: str = ""
    modified: str = ""


class NotThereError(RequestError):
    """There is no such page."""


class EnoughError(Exception):
    """Nothing more may be asked for in this run; the message says why."""


class Fetcher:
    """Fetches from hosts that were named. Use it in a `with`; `stop` can be called from any thread."""

    def __init__(
        self,
        hosts: Collection[str],
        network: Network,
        limits: Limits | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        """`hosts` are the only ones that are ever asked, also after redirects."""
        self.limits = limits or Limits()
        self.count = 0
        """How many requests were made."""
        self._hosts = frozenset(hosts)
        self._network = network
        self._clock = clock
        self._line = Line()
        self._robots: dict[str, robots.Robots] = {}
        self._unreachable: dict[str, str] = {}
        self._free_at = 0.0
        self._refused: dict[str, RequestError] = {}

    def __enter__(self) -> Fetcher:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ask for nothing any more."""
        self.stop()

    def stop(self) -> None:
        """Stop what is being fetched, at once; it raises StoppedError."""
        self._line.stop()

    @property
    def unreachable_hosts(self) -> frozenset[str]:
        """The hosts that could not be reached; they are not tried again."""
        return frozenset(self._unreachable)

    def fetch(self, address: str, *, etag: str = "", modified: str = "") -> Fetched:
        """Return a page; with the marks of an earlier copy, only if it changed since.

        Raises NotThereError, UnreachableError or another RequestError for this page; EnoughError where the
        run has to end; StoppedError where a person ended it. An address that was refused is not asked again.
        """
        if address in self._refused:
            raise self._refused[address]
        marks = {"If-None-Match": etag, "If-Modified-Since": modified}
        try:
            return self._follow(address, {name: mark for name, mark in marks.items() if _may_be_sent(mark)})
        except RequestError as error:
            self._refused[address] = error
            raise

    def _follow(self, address: str, marks: Mapping[str, str]) -> Fetched:
        passed = set[tuple[str, str]]()
        for _ in range(self.limits.redirects + 1):
            host, path = self._place(address)
            if (host, path) in passed:
                raise RequestError("leads back to where it came from")
            if not self._rules(host).allows(path):
                raise RequestError("the site asks programs not to fetch it (robots.txt)")
            answer = self._ask_patiently(host, path, marks)
            if answer.status not in _REDIRECTS:
                return _taken(address, answer)
            passed.add((host, path))
            address = _redirect_target(address, answer)
        raise RequestError(f"leads on more than {self.limits.redirects} times")

    def _place(self, address: str) -> tuple[str, str]:
        """Return host and path of an address. Raises RequestError for one that is never asked."""
        try:
            parts = urllib.parse.urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise RequestError("leads to something that is no address") from error
        host = (parts.hostname or "").rstrip(".").casefold()
        if parts.scheme != "https":
            raise RequestError(f"leads to an address that is not https ({address[:80]})")
        if host not in self._hosts or port not in (None, 443) or parts.username is not None:
            raise RequestError(f"leads to {host[:80] or 'nowhere'}, which the dataset does not name")
        path = urllib.parse.quote(parts.path or "/", safe="/%~:@!$&'()*+,;=-._")
        query = urllib.parse.quote(parts.query, safe="/%~:@!$&'()*+,;=-._?")
        return host, f"{path}?{query}" if query else path

    def _rules(self, host: str) -> robots.Robots:
        """Return what the site asks of programs; read once a run."""
        if host not in self._robots:
            self._robots[host] = self._read_rules(host)
        return self._robots[host]

    def _read_rules(self, host: str) -> robots.Robots:
        address = f"https://{host}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            try:
                answer = self._ask_patiently(*self._place(address), {})
                if answer.status in _REDIRECTS:
                    address = _redirect_target(address, answer)
                    continue
            except UnreachableError:
                raise
            except RequestError:
                return robots.FORBIDDEN
            if answer.status == 200:
                return robots.parse(answer.body[: robots.MOST_BYTES].decode("utf-8", "replace"), PRODUCT)
            return robots.Robots() if 400 <= answer.status < 500 else robots.FORBIDDEN
        return robots.Robots()

    def _ask_patiently(self, host: str, path: str, marks: Mapping[str, str]) -> Answer:
        """Ask, and ask again after a while where the site is busy."""
        for left in reversed(range(self.limits.tries)):
            answer = self._ask(host, path, marks)
            if answer.status not in _BUSY:
                return answer
            wait = self._wanted_wait(answer.headers.get("retry-after", ""))
            if wait > self.limits.patience or not left:
                until = f" for {wait:.0f} seconds" if wait > self.limits.patience else ""
                raise EnoughError(f"{host} asks to be left alone{until}: run it again later")
            self._free_at = max(self._free_at, time.monotonic() + wait)
        raise AssertionError  # the last of the tries has left

    def _wanted_wait(self, given: str) -> float:
        """Return the seconds of a Retry-After, which says them or a day and time."""
        if given.strip().isascii() and given.strip().isdigit():
            return float(given.strip()[:9])
        try:
            moment = email.utils.parsedate_to_datetime(given)
            return max(0.0, (moment.astimezone(dt.UTC) - self._clock()).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return max(self.limits.pause * 5, 1.0)

    def _ask(self, host: str, path: str, marks: Mapping[str, str]) -> Answer:
        """Make one request, after the pause."""
        if host in self._unreachable:
            raise UnreachableError(self._unreachable[host])
        if self.count >= self.limits.requests:
            raise EnoughError(f"{self.count} requests are enough for one run: run it again for the rest")
        if self._line.stopped.wait(max(0.0, self._free_at - time.monotonic())):
            raise StoppedError
        self.count += 1
        limits, bare = self.limits, self._network.port == 443
        headers = {
            "Host": host if bare else f"{host}:{self._network.port}",
            "User-Agent": AGENT,
            "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en-GB, en",
            **marks,
        }
        bounds = Bounds(limits.seconds, limits.sent, limits.unpacked)
        try:
            place = (self._address(host), self._network.port)
            return request(self._line, place, host, path, headers, self._trust, bounds)
        except UnreachableError as error:
            self._unreachable[host] = str(error)
            raise
        finally:
            delay = self._robots[host].delay if host in self._robots else 0.0
            self._free_at = time.monotonic() + max(limits.pause, delay)

    def _address(self, host: str) -> str:
        """Return the address of a host that is asked. Raises UnreachableError."""
        try:
            found = self._network.resolve(host)
        except (OSError, UnicodeError) as error:
            raise UnreachableError("its name is not known here") from error
        if not found:
            raise UnreachableError("its name is not known here")
        if not all(map(self._network.may_ask, found)):
            raise UnreachableError("its name leads into a network of one's own")
        return found[0]

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self._network.trust()


def _redirect_target(address: str, answer: Answer) -> str:
    """Return where a redirect leads. Raises RequestError."""
    try:
        return urllib.parse.urljoin(address, answer.headers.get("location", ""))
    except ValueError as error:
        raise RequestError("leads to something that is no address") from error


def _may_be_sent(mark: str) -> bool:
    """Tell whether a mark that a site gave its page is one that it can be shown again."""
    return 0 < len(mark) <= _LONGEST_MARK and mark.isascii() and mark.isprintable()


def _taken(address: str, answer: Answer) -> Fetched:
    """Return the page of an answer. Raises RequestError where it has none."""
    if answer.status == 304:
        return Fetched(address, None)
    if answer.status in _NOT_THERE:
        raise NotThereError(f"there is no such page ({answer.status})")
    if answer.status != 200:
        raise RequestError(f"the site answers {answer.status}")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", ""):
        raise RequestError(f"not a page ({kind[:40]})")
    if not answer.body.strip():
        raise RequestError("an empty page")
    return Fetched(address, answer.body, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
