"""Notes beside the rows of a comparison, where they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import peeldiff as library
import small_dataset
from peeldiff.compare import compare
from peeldiff.export import html, markdown
from peeldiff.export.noted import NotedChange
from peeldiff.export.selection import Selection
from running import peeldiff

JUDGMENTS = [
    "a,one,pillar,whole,good,graded,,,,2001-05-01,report,https://one.example/,",
    "a,two,pillar,whole,inadequate,graded,,,,2002-05-01,report,https://two.example/,",
]
FINDINGS = ["f1,a,two,area-for-improvement,q1,calls,Answer calls.,false,report,https://two.example/,"]
FIGURES = ["a,m,2001,,,3,,,measured,inspectorate,report,https://two.example/,"]
NOTE = NotedChange("On the <b>May</b> board", "in-progress", "Kim", "2026-05-31")


@pytest.mark.parametrize("change", ["judgment/pillar/whole", "finding/f1", "figure/m"])
def test_a_note_stands_with_its_row_in_every_section(tmp_path: Path, change: str) -> None:
    ds = library.load(
        small_dataset.write(
            tmp_path, JUDGMENTS, findings=FINDINGS, figures=FIGURES, measures=["m,Calls,count,up,calls,force,Calls."]
        )
    )
    selected = Selection(compare(ds, "a:one", "a:two"), notes={change: NOTE})
    head = "Note (Kim, by 31 May 2026, in progress): On the "
    assert markdown.write(selected).decode().count(f"{head}\\<b\\>May\\</b\\> board") == 1
    assert html.write(selected).decode().count(f"{head}&lt;b&gt;May&lt;/b&gt; board") == 1


def test_a_format_that_cannot_show_them_refuses() -> None:
    done = peeldiff("diff", "leics:2017", "leics:2018-19", "--with-notes", "--format", "csv")
    assert (done.code, done.out) == (2, b"")
    assert "--with-notes: not with csv: add --format markdown or html" in done.err


def test_a_note_that_was_set_reaches_markdown(tmp_path: Path) -> None:
    pair = ("leics:2017", "leics:2018-19")
    where = ("--notes", str(tmp_path))
    peeldiff("notes", "set", *pair, "judgment/pillar/efficiency", "--note", "Ask why", "--owner", "Kim", *where)
    assert (
        "Note (Kim, no day set, open): Ask why"
        in peeldiff("diff", *pair, "--with-notes", "--format", "markdown", *where).text
    )
    assert "Ask why" not in peeldiff("diff", *pair, "--format", "markdown", *where).text
    assert "Efficiency" in peeldiff("brief", *pair, *where).text
    assert "(Kim, no day set, open: Ask why)" in peeldiff("brief", *pair, *where).text.replace("\n  ", " ")
