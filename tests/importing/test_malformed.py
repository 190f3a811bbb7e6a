"""Pages that are not as they should be: right rows, or one clear error; never a wrong grade that is sure."""

from __future__ import annotations

import gzip
import time
import zlib
from pathlib import Path

import pytest

from importing import pages as p
from importing.conftest import Read
from importing.imported_rows import confidences, grades, row
from peeldiff.dataset import Dataset
from peeldiff.errors import ReportError
from peeldiff.importing import Sandbox, import_file
from peeldiff.importing import read as read_lines
from peeldiff.importing.pages import html_page, pdf_page, text_page


def _with(label: str, *more: p.Part, drop: bool = False) -> list[p.Part]:
    """Return an area report with parts put after the sentence of one area, or instead of it."""
    parts = p.area_report(ends=False)
    at = next(place for place, part in enumerate(parts) if part.text == label)
    return [*parts[: at + 1], *([] if drop else [parts[at + 1]]), *more, *parts[at + 2 :]]


def test_a_missing_grade_is_told_and_no_row(read: Read) -> None:
    report = read(p.as_html(_with("Investigating crime", drop=True)))
    assert "investigating" not in grades(report)
    assert any("without a grade" in left.why for left in report.unplaced)


def test_two_grades_are_never_sure(read: Read) -> None:
    parts = _with("Investigating crime", p.badge("Good"))
    for write in (p.as_html, p.as_text, p.as_pdf):
        report = read(write(parts))
        assert confidences(report)["investigating"] == "low"
        assert any("another grade" in left.why for left in report.unplaced)
        assert {one for item, one in confidences(report).items() if item != "investigating"} == {"high"}


def test_a_grade_that_the_scale_does_not_have(read: Read) -> None:
    report = read(p.as_html(p.pillar_page(grades=("Good", "Adequate", "Good", "Good"))))
    assert "efficiency-1" not in grades(report)
    assert any("not on the scale of PEEL 2017" in left.why for left in report.unplaced)


def test_an_area_of_another_name_is_unplaced(read: Read) -> None:
    extra = [
        p.heading("Tending the lamps"),
        p.text("Kent Police is outstanding at tending the lamps."),
        p.text(p.PROSE),
    ]
    for write in (p.as_html, p.as_text):
        report = read(write([*p.area_report()[:-2], *extra]))
        assert "outstanding" not in [grade for item, grade in grades(report).items() if item != "responding"]
        assert any("no item of the cycle is called “Tending the lamps”" in left.why for left in report.unplaced)


def test_grades_of_other_forces_and_years_are_not_taken(read: Read) -> None:
    more = (
        p.text("Surrey Police is inadequate at investigating crime."),
        p.text("The force was inadequate at investigating crime in our last inspection."),
        p.text("In 2018 it was judged to be outstanding by a panel."),
    )
    report = read(p.as_html(_with("Investigating crime", *more)))
    assert (grades(report)["investigating"], confidences(report)["investigating"]) == ("requires-improvement", "high")
    whys = {left.why for left in report.unplaced}
    assert {"speaks of another force", "speaks of an earlier inspection"} <= whys


def test_a_menu_is_no_section(read: Read) -> None:
    menu = [p.text("Effectiveness"), p.text("Efficiency"), p.text("Legitimacy"), p.badge("Inadequate")]
    report = read(p.as_text([*menu, *p.pillar_page()]))
    assert grades(report)["efficiency"] == "good"
    assert "legitimacy" not in grades(report)
    assert any("stands alone" in left.why for left in report.unplaced)


def test_a_list_of_grades_agrees_or_is_doubted(read: Read) -> None:
    listed = [
        p.badge("Good"),
        p.text(p.AREAS[0][0]),
        p.badge("Inadequate"),
        p.text(p.AREAS[4][0]),
        p.text(p.AREAS[3][0]),
    ]
    parts = p.area_report(ends=False)
    report = read(p.as_text([*parts[:5], *listed, *parts[5:]]))
    assert confidences(report)["victims"] == "high"
    assert confidences(report)["investigating"] == "low"


def test_carried_over_and_withheld_and_revised(read: Read) -> None:
    parts = p.pillar_page()
    at = next(place for place, part in enumerate(parts) if part.text.startswith("How well does the force use"))
    carried = p.text(
        "This question was not subject to detailed inspection in 2017, and our judgment from the 2016 efficiency "
        "inspection has been carried over."
    )
    report = read(p.as_html([*parts[: at + 2], carried, *parts[at + 2 :]]))
    assert (row(report, "efficiency-2")["status"], row(report, "efficiency-2")["carried_from"]) == (
        "carried-over",
        "2016",
    )
    assert row(report, "efficiency-1")["status"] == "graded"

    revised = p.text("On 8 August 2022 this grade was changed from requires improvement to adequate.")
    words = row(read(p.as_html(_with("Investigating crime", revised))), "investigating")
    assert (words["status"], words["grade"], words["revised_from"], words["revised_on"]) == (
        *("revised", "adequate", "requires-improvement", "2022-08-08"),
    )
    held = p.text("We have not graded the force on this area because its ledger was lost in a flood.")
    words = row(read(p.as_html(_with("Investigating crime", held, drop=True))), "investigating")
    assert (words["status"], words["grade"]) == ("withheld", None)
    assert "flood" in str(words["note"])


def test_a_change_since_the_last_inspection_is_no_revision(read: Read) -> None:
    output = p.text("Its grade has moved from inadequate to requires improvement since our last inspection.")
    assert row(read(p.as_html(_with("Investigating crime", output))), "investigating")["status"] == "graded"


def test_a_revision_without_a_day_is_doubted(read: Read) -> None:
    output = p.text("This grade was revised from requires improvement to adequate.")
    report = read(p.as_html(_with("Investigating crime", output)))
    assert confidences(report)["investigating"] == "low"


def test_curly_quotes_spaces_and_entities(read: Read) -> None:
    page = p.as_html(p.area_report())
    odd = page.replace(b"Kent Police", "Kent\u00a0Police".encode()).replace(b"anti-social", "anti\u2011social".encode())
    odd = odd.replace(b"Requires improvement", b"Requires&nbsp;improve&shy;ment").replace(b"<h2>", b"<h2>\n  \n")
    assert grades(read(odd)) == grades(read(page))


def test_windows_text_and_line_ends(read: Read) -> None:
    page = p.as_text(p.area_report())
    assert grades(read(page.decode().encode("cp1252"))) == grades(read(page))
    assert grades(read(page.replace(b"\n", b"\r\n"))) == grades(read(page))
    assert grades(read(b"\xff\xfe" + page.decode().encode("utf-16-le"))) == grades(read(page))


def test_a_cookie_banner_and_a_menu(read: Read) -> None:
    banner = (
        '<div class="cookie-banner"><h2>Investigating crime</h2><p>Good</p></div>'
        "<nav><ul><li>Investigating crime</li><li>Inadequate</li></ul></nav>"
        "<p>We use some essential cookies to make this service work.</p><script>'Inadequate'</script>"
    )
    page = p.area_report()
    report = read(p.as_html(page, before=banner))
    assert grades(report) == grades(read(p.as_html(page)))
    assert set(confidences(report).values()) == {"high"}


def test_badges_as_pictures_and_cells(read: Read) -> None:
    page = p.as_html(p.area_report())
    pictures = page.replace(b"<div class=j><span>Good</span></div>", b'<img src="x.png" alt="Good">')
    assert grades(read(pictures)) == grades(read(page))
    cells = b"<table><tr><td>Investigating crime</td><td>Inadequate</td></tr><tr><td>Responding to the public</td>"
    doubted = read(page.replace(b"<main>", b"<main>" + cells + b"<td>Outstanding</td></tr></table>"))
    assert (confidences(doubted)["investigating"], confidences(doubted)["responding"]) == ("low", "high")


def test_broken_markup(read: Read) -> None:
    page = p.as_html(p.area_report())
    assert grades(read(page.replace(b"</p>", b"").replace(b"</h2>", b"</h2></span>"))) == grades(read(page))


def test_harmful_text_is_inert(read: Read) -> None:
    parts = p.pillar_page()
    at = next(place for place, part in enumerate(parts) if part.kind == "bullet")
    parts[at] = p.bullet("The force should \x1b]52;c;x\x07 stop \u202eerom [red]writing[/red] =cmd().")
    for write in (p.as_html, p.as_text):
        words = str(read(write(parts)).findings[0].values["summary"])
        assert not set(words) & set("\x1b\x07\u202e")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"\x00\x01\x02\x03binary\x00" * 50, "not a page or text"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a picture"),
        (b"PK\x03\x04" + b"x" * 99, "a zip file"),
        (gzip.compress(b"Good", mtime=0), "a gzip file"),
        (b"%PDF-1.4\n" + b"nonsense " * 30, "broken PDF"),
        (p.as_pdf(p.pillar_page())[:900], "broken PDF"),
        (p.pdf([[]]), "no text in the PDF"),
        (b"<html><body><script>1</script></body></html>", "no text in it"),
        ("Mae Heddlu Dyfed-Powys yn dda ac mae angen gwella ar y modd y mae'r heddlu yn ymateb. " * 6, "Welsh"),
        (p.as_text(p.area_report("Lower Quill Police")), "names no force"),
        (
            p.as_text([p.text("Last updated 02/03/2017"), p.text("Questions for Efficiency"), p.text("Kent Police")]),
            "--cycle",
        ),
    ],
)
def test_one_clear_error(read: Read, content: bytes | str, message: str) -> None:
    with pytest.raises(ReportError) as caught:
        read(content if isinstance(content, bytes) else content.encode(), "page.pdf")
    assert message in str(caught.value)
    assert "page.pdf: " in str(caught.value)
    assert len(caught.value.lines) == 1


def test_a_file_of_50_megabytes(read: Read) -> None:
    with pytest.raises(ReportError, match=r"50 MB: expected a report of at most 32 MB"):
        read(b"Good \n" * 8_400_000)


def test_html_of_ten_thousand_levels(read: Read) -> None:
    page = p.as_html(p.area_report(), before="<div>" * 10_000)
    assert grades(read(page)) == grades(read(p.as_html(p.area_report())))


def squeezed(piece: bytes, times: int) -> bytes:
    """Return what unpacks to so many times a piece, without packing it as often."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return b"\x78\xda" + once * times + packer.flush() + check.to_bytes(4, "big")


def test_a_bomb_named_pdf(ds: Dataset, tmp_path: Path) -> None:
    """A page that unpacks to 300 MB ends in one error, in bounded time, and the next file is read."""
    packed = squeezed(b"(a) Tj " * 150_000, 250)
    bomb = p.pdf_of([packed], squeezed=False).replace(
        b"<< /Length %d >>" % len(packed), b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    )
    (tmp_path / "bomb.pdf").write_bytes(bomb)
    (tmp_path / "good.pdf").write_bytes(p.as_pdf(p.pillar_page()))
    begun = time.monotonic()
    with Sandbox(seconds=20) as sandbox:
        with pytest.raises(ReportError, match=r"bomb\.pdf: "):
            import_file(ds, tmp_path / "bomb.pdf", sandbox)
        assert import_file(ds, tmp_path / "good.pdf", sandbox).judgments
    assert time.monotonic() - begun < 40


def test_a_file_that_takes_too_long(ds: Dataset, tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(b"<p>x</p>" * 200_000)
    with Sandbox(seconds=0.2) as sandbox, pytest.raises(ReportError, match=r"took longer than 0\.2 seconds"):
        import_file(ds, tmp_path / "slow.html", sandbox)


def test_no_file_and_no_ordinary_file(ds: Dataset, sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        import_file(ds, tmp_path / "none.html", sandbox)
    with pytest.raises(ReportError, match=r"not an ordinary file|is a directory"):
        import_file(ds, tmp_path, sandbox)


@pytest.mark.parametrize("content", [p.as_text(p.pillar_page()), p.as_html(p.pillar_page()), p.as_pdf(p.pillar_page())])
def test_no_format_is_taken_apart_outside_the_sandbox(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("parsed in this process")

    for module in (text_page, html_page, pdf_page):
        monkeypatch.setattr(module, "read", refuse)
    (tmp_path / "page").write_bytes(content)
    assert read_lines(tmp_path / "page", sandbox).lines


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"x\n\n" * 60_001, r"0\.1 million characters in 60,001 lines"),
        (b"<p>" + b"<p>".join([b"word " * 200] * 3_010), r"3\.0 million characters in 3,010 lines"),
    ],
    ids=["lines", "characters"],
)
def test_what_is_longer_than_a_report_is_refused_in_the_sandbox(read: Read, content: bytes, found: str) -> None:
    with pytest.raises(ReportError, match=rf"page: {found}: expected a report"):
        read(content)
