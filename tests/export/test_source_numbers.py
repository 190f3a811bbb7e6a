"""A list of sources says whose a page is, however its grades were read off it."""

from __future__ import annotations

import pytest

from peeldiff.export.source_numbers import SourceNumbers


@pytest.mark.parametrize(
    ("cited", "listed"),
    [
        (("deduced, from press", "press, 3 Mar 2022"), "press, 3 Mar 2022"),
        (("press", "deduced, from press"), "press"),
        (("deduced, from press",), "deduced, from press"),
        (("the inspectorate", "the inspectorate, 9 Nov 2017"), "the inspectorate, 9 Nov 2017"),
        (("a force", "a force, in prose without a grade label"), "a force"),
        (("press, 1 Mar 2022", "press, 2 Mar 2022"), "press, 1 Mar 2022; press, 2 Mar 2022"),
    ],
)
def test_whose_a_source_is(cited: tuple[str, ...], listed: str) -> None:
    sources = SourceNumbers()
    assert [sources.number("https://quill.example", whose) for whose in cited] == [1] * len(cited)
    assert list(sources.listed()) == [(1, "https://quill.example", listed)]
