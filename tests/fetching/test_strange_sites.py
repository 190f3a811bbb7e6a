"""What servers do that no page of the inspectorate should: each is one reason, in a bounded time, and costs itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from fetching import site as s
from fetching.site import HMICFRS, WWW, Site, running
from fetching.test_fetcher import AT, HOSTS, PAGE, QUICK, make_fetcher
from peeldiff.fetching import Fetcher, Limits
from peeldiff.fetching.fetcher import EnoughError
from peeldiff.fetching.requesting import RequestError, UnreachableError
from sweeping import sweep

EXPIRED = Path(__file__).with_name("expired.pem")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def raw(*pieces: bytes) -> s.Answer:
    """Answer with these very bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"".join(pieces))

    return answer


def for_ever(first: bytes, again: bytes) -> s.Answer:
    """Answer with bytes that never end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while True:
            handler.wfile.write(again)

    return answer


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", head: bytes = b"") -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return HEAD + head + b"Transfer-Encoding: chunked\r\n\r\n" + body + end


NO_PAGE = {
    "a part of a page": (lambda h: s.send(h, 206, PAGE, Content_Range="bytes 0-9/99"), "answers 206"),
    "nothing at all": (lambda h: h.connection.close(), "broke off"),
    "no content": (lambda h: s.send(h, 204), "answers 204"),
    "moved to nowhere": (lambda h: s.send(h, 301), "leads back"),
    "a wall that wants its cookie back": (lambda h: s.send(h, 302, Location=AT, Set_Cookie="seen=1"), "leads back"),
    "a login": (lambda h: s.send(h, 401, PAGE, WWW_Authenticate="Basic"), "answers 401"),
    "a file of bytes": (lambda h: s.send(h, 200, PAGE, Content_Type="application/octet-stream"), "not a page"),
    "HTTP/0.9": (raw(PAGE), "broke off"),
    "another protocol": (raw(b"SSH-2.0-x\r\n"), "broke off"),
    "a number that is none": (raw(b"HTTP/1.1 2e2 OK\r\n\r\n"), "broke off"),
    "brotli": (lambda h: s.send(h, 200, PAGE, Content_Encoding="br"), "not asked for"),
    "zstd": (lambda h: s.send(h, 200, PAGE, Content_Encoding="zstd"), "not asked for"),
    "deflate": (lambda h: s.send(h, 200, PAGE, Content_Encoding="deflate"), "not asked for"),
    "packed twice": (lambda h: s.send(h, 200, PAGE, Content_Encoding="gzip, gzip"), "not asked for"),
    "packed, it says": (lambda h: s.send(h, 200, PAGE, Content_Encoding="gzip"), "cannot be unpacked"),
    "packed, and then not": (
        lambda h: s.send(h, 200, gzip.compress(PAGE) + b"rest", Content_Encoding="gzip"),
        "cannot be unpacked",
    ),
    "packed, to half": (lambda h: s.send(h, 200, gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "broke off"),
    "nothing, packed": (lambda h: s.send(h, 200, b"", Content_Encoding="gzip"), "broke off"),
    "two lengths": (raw(HEAD, b"Content-Length: 4\r\nContent-Length: 9\r\n\r\n", PAGE), "broke off"),
    "a length below nothing": (raw(HEAD, b"Content-Length: -1\r\n\r\n", PAGE), "no sound length"),
    "chunks without an end": (raw(chunked(PAGE, end=b"")), "broke off"),
    "a chunk of no size": (raw(chunked(end=b"zz\r\n")), "broke off"),
    "a chunk larger than all": (raw(chunked(end=b"7fffffffffffffff\r\nx")), "broke off"),
    "a header without end": (for_ever(HEAD + b"X: ", b"x" * 9999), "broke off"),
    "headers without end": (for_ever(HEAD, b"X: x\r\n" * 99), "broke off"),
}
NEVER_ENDING = {
    "patience without end": for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "trailers without end": for_ever(chunked(PAGE, end=b"0\r\n"), b"X: x\r\n"),
    "chunks of a byte": for_ever(chunked(end=b""), b"1;x=y\r\n<\r\n"),
}


@sweep(8, "name", NO_PAGE)
def test_what_is_no_page_is_one_reason(site: Site, name: str) -> None:
    site.pages[AT], why = NO_PAGE[name]
    site.pages[f"{HMICFRS}/next/"] = PAGE
    with make_fetcher(site) as asking:
        with pytest.raises(RequestError, match=why):
            asking.fetch(AT)
        assert asking.fetch(f"{HMICFRS}/next/").body == PAGE


@sweep(3, "name", NEVER_ENDING)
def test_what_never_ends_is_cut(site: Site, name: str) -> None:
    site.pages[AT] = NEVER_ENDING[name]
    with make_fetcher(site, seconds=0.4) as asking, pytest.raises(RequestError, match=r"longer than|larger than"):
        asking.fetch(AT)


PAGES = {
    "HTTP/1.0": raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE),
    "a date of another century": raw(HEAD, b"Expires: Thu, 01 Jan 1970\r\nDate: yesterday\r\n\r\n", PAGE),
    "a header of 60 kB": raw(HEAD, b"X: " + b"x" * 60_000 + b"\r\n\r\n", PAGE),
    "a place to go beside it": lambda h: s.send(h, 200, PAGE, Location="https://127.0.0.1/", Refresh="0; url=/x"),
    "100-continue before it": raw(b"HTTP/1.1 100 Continue\r\n\r\n", HEAD, b"\r\n", PAGE),
    "chunks and trailers": raw(chunked(PAGE[:9], PAGE[9:], end=b"0\r\nLocation: https://127.0.0.1/\r\n\r\n")),
    "a length beside chunks": raw(chunked(PAGE, head=b"Content-Length: 3\r\n")),
    "packed in two pieces": lambda h: s.send(
        h, 200, gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), Content_Encoding="gzip"
    ),
    "X-GZIP": lambda h: s.send(h, 200, gzip.compress(PAGE), Content_Encoding="X-GZIP"),
    "a charset that is none": lambda h: s.send(h, 200, PAGE, Content_Type="text/html; charset=klingon"),
    "cookies": lambda h: s.send(h, 200, PAGE, Set_Cookie="a=b; Domain=justiceinspectorates.gov.uk"),
    "a line without an end": raw(HEAD, b"\r\n", PAGE),
}


@sweep(5, "name", PAGES)
def test_what_is_a_page_all_the_same_is_taken(site: Site, name: str) -> None:
    site.pages[AT] = PAGES[name]
    with make_fetcher(site) as asking:
        assert asking.fetch(AT).body == PAGE
        asking.fetch(AT)
    assert not any("Cookie" in headers or "Authorization" in headers for headers in site.headers)


MARKS = {
    'W/"weak"': 'W/"weak"',
    "no quotes": "no quotes",
    "x" * 5000: None,
    '"\xe9"': None,
}


@sweep(5, "mark", MARKS)
def test_the_marks_of_a_page_are_shown_again_where_they_may_be(site: Site, mark: str) -> None:
    future = "Fri, 01 Jan 2100 00:00:00 GMT"
    site.pages[AT] = lambda h: s.send(h, 200, PAGE, ETag=mark, Last_Modified=future)
    with make_fetcher(site) as asking:
        fetched = asking.fetch(AT)
        assert asking.fetch(AT, etag=fetched.etag, modified=fetched.modified).body == PAGE
    last = site.headers[-1]
    assert (last.get("If-None-Match"), last.get("If-Modified-Since")) == (MARKS[mark], future)


ELSEWHERE = [
    *(
        "http://hmicfrs.justiceinspectorates.gov.uk/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://017700000001/",
    ),
    *("https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:a9fe:a9fe]/", "https://127.1/"),
    *("https://hmicfrs.justiceinspectorates.gov.uk@127.0.0.1/", "https://x:y@hmicfrs.justiceinspectorates.gov.uk/"),
    *(
        "https://hmicfrs.justiceinspectorates.gov.uk.evil.example/",
        "https://hmicfrs.justiceinspectorates.gov.uk%2eevil/",
    ),
    *("https://hmicfrs.justiceinspectorates.gov.uk:22/", "https://\u210dmicfrs.justiceinspectorates.gov.uk/"),
    *("https://hmicfrs\u3002justiceinspectorates\u3002gov\u3002uk/", "https://xn--hmicfrs-.example/", "https:///"),
    *("ftp://hmicfrs.justiceinspectorates.gov.uk/", "javascript:alert(1)", "https://[", "https://h\u00e9ddlu.example/"),
    *("\\\\127.0.0.1\\x", "//127.0.0.1/", "https:\\\\127.0.0.1/", "https://justiceinspectorates.gov.uk/"),
]


@sweep(6, "to", ELSEWHERE)
def test_no_redirect_leads_elsewhere(site: Site, to: str) -> None:
    site.pages[AT] = raw(b"HTTP/1.1 302 Found\r\nLocation: " + to.encode() + b"\r\nContent-Length: 0\r\n\r\n")
    with make_fetcher(site) as asking, pytest.raises(RequestError):
        asking.fetch(AT)
    assert {address.split("/")[2] for address in site.asked} == {HOSTS[0]}
    assert set(site.resolved) == {HOSTS[0]}


HERE = [
    *("next/", "../page/next/", "/page/next/", "next/?", "//hmicfrs.justiceinspectorates.gov.uk/page/next/"),
    *(
        "https://HMICFRS.JusticeInspectorates.GOV.uk/page/next/",
        "https://hmicfrs.justiceinspectorates.gov.uk./page/next/",
    ),
    *(
        "https://hmicfrs.justiceinspectorates.gov.uk:443/page/next/",
        "HTTPS://hmicfrs.justiceinspectorates.gov.uk/page/next/",
    ),
    *("/page/next/#part", "/page/n\re\tx\nt/"),
]


@sweep(4, "to", HERE)
def test_a_redirect_within_the_site_is_followed(site: Site, to: str) -> None:
    location = to.replace("\r", "").replace("\n", "\r\n ")  # a folded header, which is the one way to send a line's end
    site.pages[AT] = raw(b"HTTP/1.1 301 x\r\nLocation: " + location.encode() + b"\r\nContent-Length: 0\r\n\r\n")
    site.pages[f"{HMICFRS}/page/next/"] = PAGE
    with make_fetcher(site) as asking:
        if "\n" in to:
            with pytest.raises(RequestError):
                asking.fetch(AT)
        else:
            assert asking.fetch(AT).body == PAGE
    assert not any("\r" in address or "\n" in address for address in site.asked)


@pytest.mark.parametrize("hosts", [(HMICFRS, WWW), (HMICFRS, HMICFRS)])
def test_a_loop_of_redirects_ends(site: Site, hosts: tuple[str, str]) -> None:
    site.pages[f"{hosts[0]}/a/"] = s.moved(f"{hosts[1]}/b/")
    site.pages[f"{hosts[1]}/b/"] = s.moved(f"{hosts[0]}/a/")
    with make_fetcher(site) as asking, pytest.raises(RequestError, match="leads back"):
        asking.fetch(f"{hosts[0]}/a/")
    assert len(site.asked) == len(set(site.asked)) == 2 + len(set(hosts)), "nothing is asked for twice"


def test_a_chain_of_redirects_without_end_ends(site: Site) -> None:
    def onwards(handler: BaseHTTPRequestHandler) -> None:
        s.send(handler, 302, Location=f"{handler.path}next/")

    for count in range(9):
        site.pages[f"{AT}{'next/' * count}"] = onwards
    with make_fetcher(site) as asking, pytest.raises(RequestError, match="more than 5 times"):
        asking.fetch(AT)
    assert len(site.asked) == 7


RULES = {
    "a mark of the order of bytes": (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
    "lines of old Macs": (b"User-agent: *\rDisallow: /", False),
    "5 MB": (b"User-agent: *\nDisallow: /\n" + b"#" * 5_000_000, False),
    "a rule behind what counts": (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /", True),
    "a page": (b"<html>not here</html>", True),
    "no text": (b"\xff\xfe\x00", True),
    "a name that begins like ours": (b"User-agent: peeldiff-bot\nDisallow: /", True),
    "our name in capitals": (b"User-agent: PEELDIFF\nDisallow: /page", False),
}


class TestRobots:
    @pytest.mark.parametrize("name", RULES)
    def test_whatever_it_is(self, site: Site, name: str) -> None:
        text, may = RULES[name]
        site.pages |= {f"{HMICFRS}/robots.txt": text, AT: PAGE}
        with make_fetcher(site, sent=12_000_000, unpacked=32_000_000) as asking:
            if may:
                assert asking.fetch(AT).body == PAGE
            else:
                with pytest.raises(RequestError, match=r"robots\.txt"):
                    asking.fetch(AT)

    def test_one_on_the_other_host_is_read_and_a_loop_is_as_none(self, site: Site) -> None:
        site.pages |= {f"{HMICFRS}/robots.txt": s.moved(f"{WWW}/robots.txt"), AT: PAGE}
        site.pages[f"{WWW}/robots.txt"] = b"User-agent: *\nDisallow: /"
        with make_fetcher(site) as asking, pytest.raises(RequestError, match=r"robots\.txt"):
            asking.fetch(AT)
        site.pages[f"{WWW}/robots.txt"] = s.moved(f"{HMICFRS}/robots.txt")
        with make_fetcher(site) as asking:
            assert asking.fetch(AT).body == PAGE

    def test_one_that_is_busy_ends_the_run(self, site: Site) -> None:
        site.pages |= {f"{HMICFRS}/robots.txt": lambda h: s.send(h, 503, Retry_After="9999"), AT: PAGE}
        with make_fetcher(site) as asking, pytest.raises(EnoughError, match="left alone"):
            asking.fetch(AT)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        *(("-5", 20), ("1e9", 20), ("\u0663", 20), ("5.5", 20), ("0x10", 20), ("Fri, 31 Feb 2026 12:00:30 GMT", 20)),
        *(("Mon, 01 Jan 1700 00:00:00 GMT", 0), (" 7 ", 7), ("Fri, 27 Nov 2026 13:00:30 +0100", 30)),
    ],
)
def test_an_absurd_wait_is_a_usual_one(site: Site, given: str, seconds: float) -> None:
    noon = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
    assert Fetcher(HOSTS, site.network(), Limits(pause=4), clock=lambda: noon)._wanted_wait(given) == seconds


def test_a_certificate_that_has_expired_is_not_believed() -> None:
    with running(Site(pages={AT: PAGE}), EXPIRED) as site:
        trusting = dataclasses.replace(site.network(), trust=lambda: ssl.create_default_context(cafile=str(EXPIRED)))
        with Fetcher(HOSTS, trusting, QUICK) as asking, pytest.raises(UnreachableError, match="trusted"):
            asking.fetch(AT)
        assert site.asked == []


def test_a_certificate_of_its_own_is_not_believed(site: Site) -> None:
    public = dataclasses.replace(site.network(), trust=ssl.create_default_context)
    with Fetcher(HOSTS, public, QUICK) as asking, pytest.raises(UnreachableError, match="trusted"):
        asking.fetch(AT)
    assert site.asked == []


@contextmanager
def wordless(drip: bytes) -> Iterator[int]:
    """Give a port that takes a line and never shakes hands: silent, or dripping without end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def serve() -> None:
            taken, _ = server.accept()
            with taken:
                while not over.wait(0.02):
                    try:
                        taken.send(drip)
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


@pytest.mark.parametrize("drip", [b"", b"\x16\x03\x03\x3f\xff", b"\x00"])
def test_a_handshake_that_never_ends_is_cut(site: Site, drip: bytes) -> None:
    with wordless(drip) as port:
        network = dataclasses.replace(site.network(), port=port)
        with Fetcher(HOSTS, network, dataclasses.replace(QUICK, seconds=0.4)) as asking, pytest.raises(RequestError):
            asking.fetch(AT)


def test_no_setting_of_the_machine_leads_out_of_the_rules(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A proxy would be asked for a host whose address nobody here has looked at."""
    site.pages[AT] = PAGE
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    netrc = tmp_path / "netrc"
    netrc.write_text("default login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with make_fetcher(site) as asking:
        assert asking.fetch(AT).body == PAGE
    assert not any("Authorization" in headers for headers in site.headers)
