"""Text from outside is inert in every format."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest

import small_dataset
from running import peeldiff

EVIL = '=HYPERLINK(""x"") <script>alert(1)</script> [red]b[/red] |x| \x1b]52;c;eA==\x07 \u202etxt'
FINDINGS = "finding,force,cycle,kind,item,topic,summary,positive,source_basis,source,note\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    made = small_dataset.write(tmp_path, [small_dataset.judgment("a:one", "whole", "good")])
    line = f'f-1,a,one,observation,whole,calls,"{EVIL}",false,report,javascript:alert(1),\n'
    (made / "findings.csv").write_text(FINDINGS + line, encoding="utf-8")
    return str(made)


@pytest.mark.parametrize("chosen", ["table", "json", "toml", "csv", "markdown", "html"])
def test_no_escape_and_no_override_gets_through(folder: str, chosen: str) -> None:
    done = peeldiff("diff", "a:one", "a:two", "--data", folder, "--format", chosen)
    assert done.code == 0
    assert not [char for char in done.text if ord(char) < 32 and char != "\n"]
    assert "\u202e" not in done.text
    assert "HYPERLINK" in done.text


def test_html_and_links(folder: str) -> None:
    page = peeldiff("diff", "a:one", "a:two", "--data", folder, "--format", "html").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in page
    assert page.count("http-equiv") == 1
    assert 'http-equiv="Content-Security-Policy"' in page
    assert "src=" not in page


def test_markdown_shows_it_as_it_is(folder: str) -> None:
    text = peeldiff("diff", "a:one", "a:two", "--data", folder, "--format", "markdown").text
    assert "\\<script\\>" in text
    assert "\\|x\\|" in text


def test_spreadsheets_run_nothing_and_machines_read_the_same(folder: str) -> None:
    arguments = ("diff", "a:one", "a:two", "--data", folder)
    lines = list(csv.reader(io.StringIO(peeldiff(*arguments, "--format", "csv").text)))
    cells = [cell for line in lines for cell in line]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    summary = json.loads(peeldiff(*arguments, "--format", "json").out)["findings"][0]["left"]["summary"]
    assert summary == tomllib.loads(peeldiff(*arguments, "--format", "toml").text)["findings"][0]["left"]["summary"]
    assert "[red]b[/red]" in summary
    assert "[red]b[/red]" in peeldiff(*arguments).text.replace("\n", "")
