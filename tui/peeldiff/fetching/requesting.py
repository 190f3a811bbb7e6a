"""One request to one machine, within limits of size and time that nothing it answers can stretch."""

from __future__ import annotations

import contextlib
import socket
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.text import inert

if TYPE_CHECKING:
    import ssl

    from urllib3.connection import HTTPSConnection
    from urllib3.response import BaseHTTPResponse

_PIECE = 65536
_CONNECTING = 20.0
"""Seconds after which a machine that does not answer is not reached."""
BROKEN_OFF = "the answer broke off"


class RequestError(Exception):
    """The address gave nothing that can be taken; the message says why, in the middle of a sentence."""

    def __init__(self, reason: str) -> None:
        """`reason` may name what the other side sent."""
        super().__init__(inert(reason))


class UnreachableError(RequestError):
    """The machine was not reached."""


class StoppedError(Exception):
    """A person stopped it."""


@dataclass(frozen=True)
class Bounds:
    """What one answer may take."""

    seconds: float
    sent: int
    """Bytes as they come over the line."""
    unpacked: int
    """Bytes once unpacked."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """By name in small letters."""
    body: bytes = b""


class Line:
    """The line that is open now, which another thread can cut."""

    def __init__(self) -> None:
        """No line is open."""
        self._turn = threading.Lock()
        self._socket: socket.socket | None = None
        self.stopped = threading.Event()
        self.was_cut = False
        """Whether the line that was open last was cut: what came over it is not whole, however well it ends."""

    def stop(self) -> None:
        """Cut the line, and open none any more."""
        self.stopped.set()
        self.cut()

    def cut(self) -> None:
        """Cut the line that is open: whoever reads from it comes to its end at once."""
        with self._turn:
            self.was_cut = True
            line = self._socket
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)  # TLS is left alone: its reader is another thread

    def hold(self, line: socket.socket) -> None:
        """Hold a line from before its handshake on; others may close their own end of it. Raises RequestError."""
        with self._turn:
            self._socket = line.dup()
            if self.was_cut:  # before there was a line that could be
                raise RequestError(BROKEN_OFF)

    @contextmanager
    def open(self, connection: HTTPSConnection, seconds: float) -> Iterator[None]:
        """Hold a connection open for a while; it is cut when the time is over."""
        clock = threading.Timer(seconds, self.cut)
        clock.daemon = True
        self.was_cut = False
        clock.start()
        try:
            yield
        finally:
            clock.cancel()
            connection.close()
            with self._turn:
                held, self._socket = self._socket, None
            if held is not None:
                held.close()


def request(
    line: Line,
    place: tuple[str, int],
    host: str,
    path: str,
    headers: Mapping[str, str],
    trust: ssl.SSLContext,
    bounds: Bounds,
) -> Answer:
    """Ask the machine at `place` (address, port) for a path of the host, which its certificate has to name.

    Raises UnreachableError, RequestError and StoppedError.
    """
    from http.client import HTTPException

    from urllib3.connection import HTTPSConnection
    from urllib3.exceptions import HTTPError, NewConnectionError

    address, port = place
    patience = min(_CONNECTING, bounds.seconds)

    class HeldConnection(HTTPSConnection):
        """A connection whose line can be cut while hands are still being shaken."""

        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            try:
                line.hold(opened)
            except BaseException:
                opened.close()
                raise
            return opened

    connection = HeldConnection(address, port, timeout=patience, server_hostname=host, ssl_context=trust)
    try:
        with line.open(connection, bounds.seconds):
            if line.stopped.is_set():
                raise StoppedError
            try:
                connection.connect()
            except (NewConnectionError, TimeoutError, HTTPError) as error:
                raise UnreachableError("no machine answers") from error
            connection.sock.settimeout(bounds.seconds)  # the clock, which began earlier, cuts it before
            connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
            with contextlib.closing(connection.getresponse()) as answer:
                found = {name.casefold(): value for name, value in answer.headers.items()}
                body = _body(answer, found, bounds) if answer.status == 200 else b""
                if line.was_cut:
                    raise RequestError(BROKEN_OFF)
                return Answer(answer.status, found, body)
    except (HTTPError, HTTPException, OSError, EOFError, ValueError, RequestError) as error:
        raise _reason(error, line, bounds) from error


def _reason(error: Exception, line: Line, bounds: Bounds) -> Exception:
    """Return what is the matter: a line that was cut on purpose fails in many ways."""
    import ssl

    from urllib3.exceptions import ReadTimeoutError

    if line.stopped.is_set():
        return StoppedError()
    too_long = line.was_cut or isinstance(error, TimeoutError | ReadTimeoutError)  # the clock may come second
    if too_long and not isinstance(error, UnreachableError):
        return RequestError(f"took longer than {bounds.seconds:g} seconds")
    if isinstance(error, RequestError):
        return error
    if isinstance(error, ssl.SSLError):
        return UnreachableError(f"the line cannot be trusted ({error.reason or 'no secure line'})")
    return RequestError(BROKEN_OFF)


def _body(answer: BaseHTTPResponse, headers: Mapping[str, str], bounds: Bounds) -> bytes:
    """Return the body, unpacked as far as it may be."""
    packing = headers.get("content-encoding", "identity").strip().casefold()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise RequestError(f"packed in a way that was not asked for ({packing[:20]})")
    expected = headers.get("content-length", "").strip()
    if expected and not (expected.isascii() and expected.isdigit()):
        raise RequestError("names no sound length")
    unpacking = Unpacking(bounds.unpacked) if "gzip" in packing else None
    pieces: list[bytes] = []
    sent = size = 0
    while piece := answer.read1(_PIECE, decode_content=False):
        sent += len(piece)
        if sent > bounds.sent:
            raise RequestError(f"larger than {bounds.sent // 1_000_000} MB")
        piece = unpacking.unpacked(piece) if unpacking else piece
        size += len(piece)
        if size > bounds.unpacked:
            raise RequestError(f"unpacks to more than {bounds.unpacked // 1_000_000} MB")
        pieces.append(piece)
    if (unpacking and not unpacking.is_whole) or (expected and sent < int(expected)):
        raise RequestError(BROKEN_OFF)
    return b"".join(pieces)


class Unpacking:
    """Unpacks gzip piece by piece, one member after another, never more than the limit and a byte."""

    def __init__(self, limit: int) -> None:
        """`limit` is in bytes, unpacked."""
        self._left = limit
        self._member = zlib.decompressobj(wbits=31)
        self._is_begun = False

    @property
    def is_whole(self) -> bool:
        """Whether the last member came to its end."""
        return self._is_begun and self._member.eof

    def unpacked(self, piece: bytes) -> bytes:
        """Return what a piece unpacks to. Raises RequestError."""
        found: list[bytes] = []
        while piece and self._left >= 0:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            try:
                found.append(self._member.decompress(piece, self._left + 1))
            except zlib.error as error:
                raise RequestError("cannot be unpacked") from error
            self._is_begun = True
            self._left -= len(found[-1])
            piece = self._member.unused_data if self._member.eof else b""
        return b"".join(found)
