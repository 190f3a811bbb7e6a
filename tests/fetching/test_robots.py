"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peeldiff.fetching.robots import FORBIDDEN, LONGEST_DELAY, Robots, parse

ALLOWED = [
    ("", "/x", True),
    ("User-agent: *\nDisallow:", "/x", True),
    ("User-agent: *\nDisallow: /", "/x", False),
    ("User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php", "/wp-admin/admin-ajax.php", True),
    ("User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php", "/wp-admin/x", False),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdfs", True),
    ("User-agent: *\nDisallow: /a*b", "/axxb", False),
    ("User-agent: *\nDisallow: /a*b*c$", "/abcbc", False),
    ("User-agent: *\nDisallow: /a*bc$", "/abc", False),
    ("User-agent: *\nDisallow: /ab*bc$", "/abc", True),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: peeldiff\nAllow: /", "/x", True),
    ("User-agent: *\nAllow: /\n\nUser-agent: PeelDiff/2\nDisallow: /x", "/x", False),
    ("User-agent: other\nUser-agent: peeldiff\nDisallow: /x", "/x", False),
    ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /y", "/x", True),
    ("user-agent : * # all\n  disallow : /x # this", "/x", False),
    ("Disallow: /x", "/x", True),
    ("User-agent: *\nDisallow: /%7Ea", "/~a", False),
    ("User-agent: *\nDisallow: /peel-reports", "/peel-reports/kent/", False),
    ("User-agent: *\nSitemap: https://x/\nDisallow: /x", "/x", False),
]


@pytest.mark.parametrize(("text", "path", "allowed"), ALLOWED)
def test_what_may_be_asked_for(text: str, path: str, allowed: bool) -> None:
    assert parse(text, "peeldiff").allows(path) is allowed


def test_a_delay_is_heeded_within_reason() -> None:
    assert parse("User-agent: *\nCrawl-delay: 10", "peeldiff").delay == 10
    assert parse("User-agent: *\nCrawl-delay: 99999", "peeldiff").delay == LONGEST_DELAY
    assert parse("User-agent: *\nCrawl-delay: soon", "peeldiff").delay == 0


def test_a_site_in_trouble_is_left_alone() -> None:
    assert not FORBIDDEN.allows("/")
    assert Robots().allows("/")


def test_a_rule_of_many_stars_costs_nothing() -> None:
    assert parse(f"User-agent: *\nDisallow: /{'*a' * 2000}b", "peeldiff").allows("/" + "a" * 5000)


@given(st.text(), st.text())
def test_nothing_that_a_site_writes_breaks_it(text: str, path: str) -> None:
    parse(f"User-agent: *\nDisallow: {text}\n{text}", "peeldiff").allows(f"/{path}")
