"""What a site says of its pages from one day to the next, and what is kept of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fetching import site as s
from fetching.site import HMICFRS, Site
from fetching.test_fetcher import AT, PAGE, make_fetcher
from peeldiff.fetching import PageSource, PageStore
from peeldiff.fetching.fetcher import NotThereError
from peeldiff.fetching.requesting import RequestError


def test_a_mark_that_changes_without_the_page_is_no_change(site: Site, tmp_path: Path) -> None:
    marks = iter(('"one"', 'W/"two"', ""))
    site.pages[AT] = lambda h: s.send(h, 200, PAGE, ETag=next(marks))
    store = PageStore(tmp_path)
    with make_fetcher(site) as asking:
        given = [PageSource(asking, store, f"2026-11-{day}").page(AT) for day in (25, 26, 27)]
    assert [page.is_changed for page in given] == [False, False, False]
    (kept,) = store.editions(AT)
    assert (kept.first, kept.last, kept.etag) == ("2026-11-25", "2026-11-27", "")
    assert [headers.get("If-None-Match") for headers in site.headers[1:]] == [None, '"one"', 'W/"two"']


def test_a_page_that_has_not_changed_though_no_copy_is_here_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.pages[AT] = lambda h: s.send(h, 304)
    store = PageStore(tmp_path)
    with make_fetcher(site) as asking, pytest.raises(NotThereError, match="no copy is here"):
        PageSource(asking, store, "2026-11-27").page(AT)
    assert not store.was_missing(AT)
    site.pages[AT] = PAGE
    with make_fetcher(site) as asking:
        assert not PageSource(asking, store, "2026-11-27").page(AT).is_changed


@pytest.mark.parametrize("status", [206, 401, 403, 451, 500, 502])
def test_what_is_refused_today_is_not_missing(site: Site, tmp_path: Path, status: int) -> None:
    """Only a site that says that there is no such page is believed; a copy of yesterday stays."""
    store = PageStore(tmp_path)
    store.keep(AT, AT, PAGE, "2026-11-26")
    site.pages[AT] = lambda h: s.send(h, status, b"<p>no</p>")
    with make_fetcher(site) as asking, pytest.raises(RequestError, match=f"answers {status}"):
        PageSource(asking, store, "2026-11-27").page(AT)
    (kept,) = store.editions(AT)
    assert (kept.last, store.was_missing(AT)) == ("2026-11-26", "")


@pytest.mark.parametrize(("status", "may"), [(401, True), (403, True), (410, True), (500, False), (502, False)])
def test_rules_that_cannot_be_read(site: Site, tmp_path: Path, status: int, may: bool) -> None:
    """As RFC 9309 says: a site that keeps them to itself has none, and one that is in trouble is left alone."""
    site.pages |= {f"{HMICFRS}/robots.txt": lambda h: s.send(h, status), AT: PAGE}
    source = PageSource(asking := make_fetcher(site), PageStore(tmp_path), "2026-11-27")
    with asking:
        if may:
            assert source.page(AT).was_asked
        else:
            with pytest.raises(RequestError, match=r"robots\.txt"):
                source.page(AT)
    assert (AT in site.asked) == may
