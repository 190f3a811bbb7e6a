"""What is asked of a site, and what is taken from it: every rule against a server that breaks or sets it."""

from __future__ import annotations

import datetime as dt
import email.utils
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from fetching import site as s
from fetching.site import HMICFRS, WWW, Site
from peeldiff.fetching import Fetcher, Limits
from peeldiff.fetching.fetcher import EnoughError, NotThereError
from peeldiff.fetching.requesting import RequestError, StoppedError, UnreachableError
from peeldiff.text import inert

HOSTS = ("hmicfrs.justiceinspectorates.gov.uk", "www.justiceinspectorates.gov.uk")
QUICK = Limits(pause=0, seconds=5, sent=2_000_000, unpacked=4_000_000)
PAGE = b"<html><body><p>a page</p></body></html>"
AT = f"{HMICFRS}/page/"


def make_fetcher(site: Site, **limits: float) -> Fetcher:
    return Fetcher(HOSTS, site.network(), Limits(**{**vars(QUICK), **limits}))


def test_a_page_comes_and_comes_once(site: Site) -> None:
    site.pages[AT] = PAGE
    with make_fetcher(site) as fetcher:
        fetched = fetcher.fetch(AT)
        assert (fetched.body, fetched.address) == (PAGE, AT)
        again = fetcher.fetch(AT, etag=fetched.etag)
        assert again.body is None
    assert site.asked == [f"{HMICFRS}/robots.txt", AT, AT]
    assert site.bodies[AT] == 1
    (agent,) = site.agents
    assert agent.startswith("peeldiff/")
    assert site.most_at_once == 1


def test_what_is_not_there_is_asked_for_once(site: Site) -> None:
    with make_fetcher(site) as fetcher:
        for _ in range(3):
            with pytest.raises(NotThereError):
                fetcher.fetch(AT)
    assert site.times(AT) == 1


def test_a_redirect_to_the_other_host_is_followed(site: Site) -> None:
    site.pages[f"{WWW}/hmicfrs/page/"] = s.moved(AT)
    site.pages[AT] = PAGE
    with make_fetcher(site) as fetcher:
        assert fetcher.fetch(f"{WWW}/hmicfrs/page/").address == AT
    assert site.times(f"{HMICFRS}/robots.txt") == site.times(f"{WWW}/robots.txt") == 1


REFUSED = [
    ("https://127.0.0.1/", "does not name"),
    ("https://169.254.169.254/latest/meta-data/", "does not name"),
    ("https://[::1]/", "does not name"),
    ("https://elsewhere.example/", "does not name"),
    ("http://hmicfrs.justiceinspectorates.gov.uk/page/2", "not https"),
    ("file:///etc/passwd", "not https"),
    ("https://hmicfrs.justiceinspectorates.gov.uk:8443/", "does not name"),
    ("https://user@hmicfrs.justiceinspectorates.gov.uk/", "does not name"),
    ("https://hmicfrs.justiceinspectorates.gov.uk:x/", "no address"),
    ("/page/", "leads back"),
    ("//elsewhere.example/", "does not name"),
]


@pytest.mark.parametrize(("to", "why"), REFUSED)
def test_a_redirect_elsewhere_is_refused_and_never_asked(site: Site, to: str, why: str) -> None:
    site.pages[AT] = s.moved(to)
    with make_fetcher(site) as fetcher, pytest.raises(RequestError, match=why):
        fetcher.fetch(AT)
    assert set(site.asked) == {f"{HMICFRS}/robots.txt", AT}
    assert set(site.resolved) == {HOSTS[0]}


def test_a_named_host_that_leads_into_ones_own_network_is_refused(site: Site) -> None:
    site.elsewhere[HOSTS[0]] = ["10.0.0.7"]
    with make_fetcher(site) as fetcher, pytest.raises(RequestError, match="network of one's own"):
        fetcher.fetch(AT)
    assert site.asked == []


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(site: Site) -> None:
    """The address that was looked at is the one that is asked: each request resolves once."""
    site.pages[AT] = PAGE
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]])
    network = site.network()
    turning = type(network)(lambda _: next(answers), network.may_ask, network.trust, network.port)
    with Fetcher(HOSTS, turning, QUICK) as fetcher:
        fetcher.fetch(AT)
        with pytest.raises(RequestError, match="network of one's own"):
            fetcher.fetch(f"{HMICFRS}/another/")
    assert next(answers) == ["10.0.0.7"], "a request resolved twice"


def test_a_mix_of_addresses_is_refused_whole(site: Site) -> None:
    site.elsewhere[HOSTS[0]] = ["127.0.0.1", "10.0.0.7"]
    with make_fetcher(site) as fetcher, pytest.raises(RequestError, match="network of one's own"):
        fetcher.fetch(AT)


def test_a_certificate_of_somebody_else_is_not_believed(site: Site) -> None:
    with Fetcher(["other.example"], site.network(), QUICK) as fetcher, pytest.raises(UnreachableError, match="trusted"):
        fetcher.fetch("https://other.example/page/")
    assert site.asked == []


def test_nobody_who_answers_is_one_try(site: Site) -> None:
    network = site.network()
    closed = type(network)(network.resolve, network.may_ask, network.trust, 1)
    with Fetcher(HOSTS, closed, QUICK) as fetcher:
        for address in (AT, f"{HMICFRS}/another/"):
            with pytest.raises(UnreachableError):
                fetcher.fetch(address)
        assert fetcher.count == 1
        assert fetcher.unreachable_hosts == {HOSTS[0]}


HOSTILE = [
    (s.trickling, "longer than"),
    (s.trickling_head, "longer than"),
    (s.silent, "longer than"),
    (s.endless, "larger than"),
    (s.bomb, "unpacks to more"),
    (s.broken_off, "broke off"),
    (lambda h: s.send(h, 200, b"x", Content_Encoding="br"), "not asked for"),
    (lambda h: s.send(h, 200, b"\x1f\x8bxx", Content_Encoding="gzip"), "cannot be unpacked"),
    (lambda h: s.send(h, 200, b"x", Content_Type="image/png"), "not a page"),
    (lambda h: s.send(h, 200, b" ", Content_Type="text/html"), "empty"),
    (lambda h: s.send(h, 500), "answers 500"),
    (lambda h: h.wfile.write(b"nonsense\r\n\r\n"), "broke off"),
]


@pytest.mark.parametrize(("answer", "why"), HOSTILE)
def test_an_answer_that_is_no_page_is_one_reason(site: Site, answer: s.Answer, why: str) -> None:
    site.pages[AT] = answer
    site.pages[f"{HMICFRS}/next/"] = PAGE
    with make_fetcher(site, seconds=0.6 if "longer" in why else 5) as fetcher:
        with pytest.raises(RequestError, match=why):
            fetcher.fetch(AT)
        assert fetcher.fetch(f"{HMICFRS}/next/").body == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        lambda h: s.send(h, 200, b"x", Content_Type="\x1b[2J\u202e;charset=\x00"),
        lambda h: s.send(h, 200, b"x", Content_Encoding="\x1b]52;c;eA==\x07"),
        lambda h: s.send(h, 302, b"", Location="x\x1b[2J://y\x07"),
        lambda h: s.send(h, 302, b"", Location="https://evil\x1b[2J/"),
    ],
)
def test_what_the_other_side_sent_is_inert_in_the_reason(site: Site, answer: s.Answer) -> None:
    site.pages[AT] = answer
    with make_fetcher(site) as fetcher, pytest.raises((RequestError, NotThereError)) as caught:
        fetcher.fetch(AT)
    assert inert(str(caught.value)) == str(caught.value)


def test_the_bomb_is_not_unpacked_in_memory(site: Site) -> None:
    import tracemalloc

    site.pages[AT] = s.moved("/bomb/")
    site.pages[f"{HMICFRS}/bomb/"] = lambda handler: s.send(handler, 200, packed, Content_Encoding="gzip")
    import gzip

    packed = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    with make_fetcher(site) as fetcher, pytest.raises(RequestError):
        fetcher.fetch(AT)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


class TestRobots:
    def test_what_it_forbids_is_not_asked_for(self, site: Site) -> None:
        site.pages[f"{HMICFRS}/robots.txt"] = b"User-agent: *\nDisallow: /page/"
        site.pages[AT] = site.pages[f"{HMICFRS}/open/"] = PAGE
        with make_fetcher(site) as fetcher:
            with pytest.raises(RequestError, match=r"robots\.txt"):
                fetcher.fetch(AT)
            assert fetcher.fetch(f"{HMICFRS}/open/").body == PAGE
        assert AT not in site.asked

    @pytest.mark.parametrize("answer", [lambda h: s.send(h, 500), s.moved("https://elsewhere.example/robots.txt")])
    def test_where_it_cannot_be_read_the_site_is_left_alone(self, site: Site, answer: s.Answer) -> None:
        site.pages[f"{HMICFRS}/robots.txt"] = answer
        site.pages[AT] = PAGE
        with make_fetcher(site) as fetcher:
            for address in (AT, f"{HMICFRS}/open/"):
                with pytest.raises(RequestError, match=r"robots\.txt"):
                    fetcher.fetch(address)
        assert site.asked == [f"{HMICFRS}/robots.txt"]


class TestPatience:
    @pytest.mark.parametrize(
        "retry_after",
        [
            lambda: "0",
            lambda: email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1), usegmt=True),
        ],
    )
    def test_a_busy_site_is_asked_again_later(self, site: Site, retry_after: Callable[[], str]) -> None:
        site.pages[AT] = s.busy(2, retry_after(), PAGE)
        with make_fetcher(site) as fetcher:
            assert fetcher.fetch(AT).body == PAGE
        assert site.times(AT) == 3

    @pytest.mark.parametrize(
        ("given", "seconds"),
        [("7", 7), ("Fri, 27 Nov 2026 12:00:30 GMT", 30), ("Fri, 27 Nov 2026 11:00:00 GMT", 0), ("soon", 20), ("", 20)],
    )
    def test_how_long_it_waits(self, site: Site, given: str, seconds: float) -> None:
        noon = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
        fetcher = Fetcher(HOSTS, site.network(), Limits(pause=4), clock=lambda: noon)
        assert fetcher._wanted_wait(given) == seconds

    @pytest.mark.parametrize("given", ["3600", "99999999999999999999"])
    def test_a_site_that_asks_for_an_hour_is_left_alone(self, site: Site, given: str) -> None:
        site.pages[AT] = s.busy(1, given, PAGE)
        with make_fetcher(site) as fetcher, pytest.raises(EnoughError, match="left alone"):
            fetcher.fetch(AT)
        assert site.times(AT) == 1

    def test_a_site_that_is_busy_for_ever_is_left_alone(self, site: Site) -> None:
        site.pages[AT] = s.busy(99, "0", PAGE)
        with make_fetcher(site) as fetcher, pytest.raises(EnoughError):
            fetcher.fetch(AT)
        assert site.times(AT) == 3

    def test_requests_are_counted(self, site: Site) -> None:
        with make_fetcher(site, requests=3) as fetcher:
            for address in (AT, f"{HMICFRS}/b/"):
                with pytest.raises(NotThereError):
                    fetcher.fetch(address)
            with pytest.raises(EnoughError, match="3 requests"):
                fetcher.fetch(f"{HMICFRS}/c/")
        assert len(site.asked) == 3

    def test_there_is_a_pause_between_requests(self, site: Site) -> None:
        fetcher = make_fetcher(site, pause=1000)
        fetcher._robots[HOSTS[0]] = type(fetcher._rules(HOSTS[0]))()
        threading.Timer(0.1, fetcher.stop).start()
        with pytest.raises(StoppedError):
            fetcher.fetch(AT)
        assert site.asked == [f"{HMICFRS}/robots.txt"], "it asked within the pause"


def test_whatever_is_being_fetched_is_stopped_at_once(site: Site) -> None:
    site.pages[AT] = s.silent
    fetcher = make_fetcher(site, seconds=60)
    threading.Timer(0.3, fetcher.stop).start()
    began = time.monotonic()
    with pytest.raises(StoppedError):
        fetcher.fetch(AT)
    assert time.monotonic() - began < 20, "it waited for the site"


def test_nothing_of_the_network_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys; import peeldiff.fetching, peeldiff.cli.commands.gaps; "
        "print([m for m in ('urllib3', 'http.client', 'textual') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
