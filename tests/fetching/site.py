"""A server on loopback that speaks as the inspectorate's site does, and a network in which it is that site."""

from __future__ import annotations

import functools
import gzip
import hashlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from peeldiff.fetching import Network

CERTIFICATE = Path(__file__).with_name("loopback.pem")
HMICFRS = "https://hmicfrs.justiceinspectorates.gov.uk"
WWW = "https://www.justiceinspectorates.gov.uk"

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What stands at which address (`https://host/path`), and what was asked for."""

    pages: dict[str, bytes | Answer] = field(default_factory=dict)
    port: int = 0
    asked: list[str] = field(default_factory=list)
    bodies: Counter[str] = field(default_factory=Counter)
    """How often each address gave a whole page."""
    agents: set[str] = field(default_factory=set)
    headers: list[dict[str, str]] = field(default_factory=list)
    """What each request said besides its address."""
    at_once: int = 0
    most_at_once: int = 0
    resolved: list[str] = field(default_factory=list)
    elsewhere: dict[str, list[str]] = field(default_factory=dict)
    """The addresses of hosts that are not this server."""
    turn: threading.Lock = field(default_factory=threading.Lock)

    def network(self) -> Network:
        """Return a network in which every host is this server, and in which it alone may be asked."""
        return Network(self.resolve, lambda address: address == "127.0.0.1", believe, self.port)

    def resolve(self, host: str) -> list[str]:
        self.resolved.append(host)
        return self.elsewhere.get(host, ["127.0.0.1"])

    def times(self, address: str) -> int:
        return self.asked.count(address)


@functools.cache
def believe() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@functools.cache
def shown(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def running(site: Site, certificate: Path = CERTIFICATE) -> Iterator[Site]:
    """Run the server for a while."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with site.turn:
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                self._answer()
            except OSError:
                pass  # whoever asked has gone
            finally:
                self.close_connection = True
                with site.turn:
                    site.at_once -= 1

        def _answer(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            address = f"https://{host}{self.path}"
            site.asked.append(address)
            site.agents.add(self.headers["User-Agent"])
            site.headers.append(dict(self.headers.items()))
            found = site.pages.get(address)
            if found is None:
                send(self, 404, b"not here")
            elif callable(found):
                found(self)
            else:
                send_page(self, found)
                site.bodies[address] += not self.is_unchanged

        is_unchanged = False

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a line that is cut is no news
    server.daemon_threads = True
    server.socket = shown(certificate).wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def send_page(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Send a page as the site does: packed, with a mark by which it is known again."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if handler.headers.get("If-None-Match") == mark:
        handler.is_unchanged = True  # type: ignore[attr-defined]
        handler.send_response(304)
        handler.send_header("ETag", mark)
        handler.end_headers()
        return
    kind = "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8"
    send(handler, 200, gzip.compress(body), Content_Encoding="gzip", Content_Type=kind, ETag=mark)


def moved(to: str, status: int = 301) -> Answer:
    return lambda handler: send(handler, status, Location=to)


def busy(times: int, retry_after: str, then: bytes) -> Answer:
    """Ask for patience so many times."""
    left = [times]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if left[0]:
            left[0] -= 1
            send(handler, 429, Retry_After=retry_after)
        else:
            send_page(handler, then)

    return answer


def trickling(handler: BaseHTTPRequestHandler) -> None:
    """Send a page byte by byte, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.02)


def trickling_head(handler: BaseHTTPRequestHandler) -> None:
    """Send a head that never ends, byte by byte."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def silent(_: BaseHTTPRequestHandler) -> None:
    """Say nothing."""
    time.sleep(30)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send a page that never ends, as fast as it is taken."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>and on</p>" * 5000)


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """Send a small page that unpacks to 30 MB."""
    packed = gzip.compress(b"\0" * 30_000_000, 9)
    send(handler, 200, packed, Content_Encoding="gzip", Content_Type="text/html")


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")
