"""What stands at the right address and is not the page gives no row, however much of grades it speaks."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from fetching.site import HMICFRS
from peeldiff.dataset import Dataset
from peeldiff.errors import ReportError
from peeldiff.fetching import PageStore
from peeldiff.importing import Sandbox
from peeldiff.updating import PageReader

AT = f"{HMICFRS}/peel-assessments/peel-2017/kent/efficiency/"


def html(body: str, title: str = "HMICFRS", head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


HIT = (
    '<li><h3><a href="/peel-assessments/peel-2017/kent/efficiency/">Kent PEEL 2017: Efficiency</a></h3>'
    "<p>Kent Police is good at efficiency. Last updated 09/11/2017</p></li>"
)
NOT_THE_PAGE: Mapping[str, bytes] = {
    "a soft 404": html("<h1>Page not found</h1><p>The page about Kent PEEL 2017 efficiency has moved.</p>", "404"),
    "a login wall": html("<h1>Sign in</h1><form><label>Password<input></label></form><p>Outstanding requests: 2</p>"),
    "a cookie wall": html("<div><h2>Cookies on this site</h2><p>Cookies are good. Accept or reject them.</p></div>"),
    "a refresh": html("", head='<meta http-equiv="refresh" content="0; url=https://127.0.0.1/">'),
    "a script that asks for patience": html("<noscript>Please enable JavaScript to see Kent 2017.</noscript>"),
    "results of a search": html(f"<h1>Search results for Kent</h1><ul>{HIT}{HIT.replace('good', 'inadequate')}</ul>"),
    "one result of a search": html(f"<h1>Search: 1 result</h1><ul>{HIT}</ul>"),
    "a list of all forces": html(
        "<h1>PEEL assessments 2017</h1><table><tr><th>Force</th><th>Efficiency</th></tr>"
        "<tr><td>Kent</td><td>Good</td></tr><tr><td>Essex</td><td>Inadequate</td></tr></table>"
    ),
    "a consultation": html("<h1>Consultation on PEEL 2017</h1><p>Should a force be good, or outstanding?</p>"),
    "Welsh": html(
        "<h1>Heddlu Gwent PEEL 2017</h1><h2>Effeithlonrwydd</h2><p>Diweddarwyd 09/11/2017</p><p>Da</p>"
        "<p>Pa mor effeithlon yw'r heddlu?</p>"
    ),
    "a proxy's page": html("<h1>502 Bad Gateway</h1><hr>nginx", "502 Bad Gateway"),
    "JSON": b'{"force": "kent", "cycle": "2017", "efficiency": "good"}',
    "nothing but a frame": html('<iframe src="https://hmicfrs.justiceinspectorates.gov.uk/"></iframe>'),
    "packed twice": gzip.compress(html("<h1>Kent PEEL 2017</h1>")),
}


@pytest.mark.parametrize("name", NOT_THE_PAGE)
def test_what_is_not_the_page_gives_no_row(ds: Dataset, sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    store = PageStore(tmp_path)
    page = store.keep(AT, AT, NOT_THE_PAGE[name], "2026-11-27")
    try:
        report = PageReader(ds, store, sandbox).report(page)
    except ReportError:
        return
    assert not report.has_rows
