"""`peeldiff country --data s3://…` against a store that speaks over HTTP on this machine."""

from __future__ import annotations

import io
import json
import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import polars as pl
import pytest

from peeldiff import table_address
from peeldiff.cli import streams
from running import Result, peeldiff

SCALE = "outstanding,good,poor"


class Store(BaseHTTPRequestHandler):
    """As much of an object store as reading takes: an object's size, and a range of its bytes."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes] = {}  # noqa: RUF012  (the tests' own)

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        held = self.objects.get(self.path)
        if held is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        wanted = re.match(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        start, stop = 0, len(held)
        if wanted and wanted[1]:
            start, stop = int(wanted[1]), min(int(wanted[2] or len(held)) + 1, len(held))
        elif wanted:
            start = max(0, len(held) - int(wanted[2]))
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(stop - start))
        self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(held)}")
        self.send_header("Last-Modified", "Sat, 01 Nov 2025 10:00:00 GMT")
        self.send_header("ETag", '"1"')
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(held[start:stop])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base's)
        """Say nothing."""


@pytest.fixture
def store() -> Iterator[dict[str, str]]:
    """Run the store and return the environment in which it is found."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {
        **os.environ,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_SKIP_SIGNATURE": "true",
        "AWS_REGION": "eu-west-2",
    }
    server.shutdown()
    server.server_close()


def test_both_sides_come_from_the_store(store: dict[str, str]) -> None:
    packed = io.BytesIO()
    pl.DataFrame({"force": ["kent", "esk"], "item": ["q1", "q1"], "grade": ["good", "poor"]}).write_parquet(packed)
    Store.objects = {
        "/grades/left.parquet": packed.getvalue(),
        "/grades/right.csv": b"force,item,grade\nkent,q1,poor\nesk,q1,outstanding\nayr,q1,good\n",
    }
    done = _country("s3://grades/left.parquet", "s3://grades/right.csv", store)
    assert done.code == 0, done.err
    kinds = {row["force"]: row["kind"] for row in json.loads(done.out)["rows"]}
    assert kinds == {"ayr": "right-only", "esk": "improved", "kent": "declined"}


def test_an_object_that_is_not_there_is_one_line(store: dict[str, str]) -> None:
    Store.objects = {}
    done = _country("s3://grades/left.parquet", "s3://grades/right.parquet", store)
    assert done.code == 2
    assert done.err.startswith("peeldiff: error: s3://grades/left.parquet: cannot be read: ")
    assert len(done.err.splitlines()) == 1


def _country(left: str, right: str, env: dict[str, str]) -> Result:
    return peeldiff("country", "--data", left, "--data", right, "--scale", SCALE, "--format", "json", env=env)


@pytest.mark.parametrize("scheme", ["http", "https", "s3", "az", "abfss"])
def test_what_opens_a_store_is_not_shown(scheme: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A name and a password in an address stay out of messages, which a job's log keeps."""
    streams.message(f"{scheme}://kim:hush@[::1]:9/x.csv: cannot be read: GET {scheme}://kim:hush@[::1]:9/x.csv in 3 ms")
    shown = f"{scheme}://…@[::1]:9/x.csv"
    assert capsysbinary.readouterr().err.decode() == f"{shown}: cannot be read: GET {shown} in 3 ms\n"
    plain = f"{scheme}://a.b/c@d.csv, kim@example.org"
    assert table_address.without_credentials(plain) == plain
