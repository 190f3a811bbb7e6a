"""Builds invented report pages in the shapes of real ones: a list of parts, as HTML, text or PDF."""

from __future__ import annotations

import html
import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PROSE = (
    "The night desk in Lower Quill keeps a ledger of calls, and its supervisors read it at dawn with some care. "
    "Staff there told us that the new rota helps them to plan their weeks, and that the lamps work again."
)
MORE = "A visit to the harbour office showed that letters are answered, and that the boat shed is swept every week."


@dataclass(frozen=True)
class Part:
    """One part of a page: `title`, `heading`, `text`, `bullet`, `badge`, `number`."""

    kind: str
    text: str
    level: int = 2


def heading(text: str, level: int = 2) -> Part:
    return Part("heading", text, level)


def text(words: str) -> Part:
    return Part("text", words)


def bullet(words: str) -> Part:
    return Part("bullet", words)


def badge(words: str) -> Part:
    return Part("badge", words)


def number(words: str) -> Part:
    return Part("number", words)


def as_text(parts: Iterable[Part]) -> bytes:
    """Return a page as it is copied out of a browser."""
    return "\n\n".join(f"  • {part.text}" if part.kind == "bullet" else part.text for part in parts).encode()


def as_html(parts: Sequence[Part], *, before: str = "", head: str = "") -> bytes:
    """Return a page as a browser saves it."""
    tags = {"text": "<p>{}</p>", "bullet": "<ul><li>{}</li></ul>", "badge": "<div class=j><span>{}</span></div>"}
    body = []
    for part in parts:
        output = html.escape(part.text)
        if part.kind == "heading":
            body.append(f"<h{part.level}>{output}</h{part.level}>")
        else:
            body.append(tags.get(part.kind, "<p>{}</p>").format(output))
    joined = "\n".join(body)
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{before}\n<main>{joined}</main></body></html>".encode()


def as_pdf(parts: Iterable[Part]) -> bytes:
    """Return a page as a PDF with wrapped lines, forty of them a page."""
    lines: list[str] = []
    for part in parts:
        output = f"- {part.text}" if part.kind == "bullet" else part.text
        lines.extend(textwrap.wrap(output, 88))
    return pdf([lines[start : start + 40] for start in range(0, len(lines), 40)])


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Write a small PDF by hand: a line of text each."""
    return pdf_of([_drawn(lines) for lines in pages])


def _drawn(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        plain = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"({plain}) Tj T*")
    return ("BT /F1 11 Tf 14 TL 50 780 Td\n" + "\n".join(shown) + "\nET").encode("cp1252", "replace")


def pdf_of(streams: Sequence[bytes], *, squeezed: bool = True) -> bytes:
    """Write a PDF with these streams as its pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = 3
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for stream in streams:
        packed = zlib.compress(stream) if squeezed else stream
        filtered = b" /Filter /FlateDecode" if squeezed else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(packed), filtered, packed))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (content, font)
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for count, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (count, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def pillar_page(
    force: str = "Durham Constabulary", *, grades: tuple[str, str, str, str] = ("Good", "Good", "Inadequate", "Good")
) -> list[Part]:
    """An efficiency page of PEEL 2017."""
    short = force.split()[0]
    asked = (
        "How well does the force understand demand?",
        "How well does the force use its resources?",
        "How well is the force planning for demand in the future?",
    )
    parts = [
        text("Skip to content"),
        heading(f"{short} PEEL 2017", 1),
        heading("Efficiency"),
        heading("How efficient is the force at keeping people safe and reducing crime?"),
        text("Last updated 14/11/2017"),
        badge(grades[0]),
        text(f"{force} is judged to be {grades[0].lower()} in the efficiency with which it does its work. {PROSE}"),
        heading("Questions for Efficiency"),
    ]
    for place, question in enumerate(asked, 1):
        parts += [number(str(place)), heading(question, 3), badge(grades[place]), text(PROSE)]
        parts += [heading("Areas for improvement", 4), bullet(f"The force should count its lamps, part {place}.")]
    return parts


AREAS = (
    ("Providing a service to the victims of crime", "providing a service for victims of crime"),
    ("Preventing crime and anti-social behaviour", "prevention and deterrence"),
    ("Responding to the public", "responding to the public"),
    ("Investigating crime", "investigating crime"),
    ("Managing offenders and suspects", "managing offenders and suspects"),
)


def area_report(
    force: str = "Kent Police",
    *,
    cycle: str = "PEEL 2021/22",
    grades: Sequence[str] = ("Good", "Adequate", "Outstanding", "Requires improvement", "Inadequate"),
    ends: bool = True,
) -> list[Part]:
    """A report of 2021/22 with five graded areas and one without a grade."""
    parts = [
        heading(f"{cycle} – An inspection of {force}", 1),
        text("Published on 3 March 2022"),
        heading("Overall summary"),
        heading("Our judgments", 3),
        text(f"We looked at six areas of the work of {force}, and grade five of them."),
    ]
    for (label, about), grade in zip(AREAS, grades, strict=False):
        words = "requires improvement" if grade.startswith("Requires") else f"is {grade.lower()}"
        parts += [heading(label), text(f"{force} {words} at {about}."), heading("Main findings", 3), text(PROSE)]
        parts += [badge(grade)] if ends else []
    parts += [heading("Meeting the strategic policing requirement"), text("We do not grade this area.")]
    return [*parts, text(PROSE), heading("About the data"), text(MORE)]


def letter(force: str = "Cumbria Constabulary") -> list[Part]:
    """A letter with findings under themes."""
    return [
        text("Her Majesty's Inspectorate of Constabulary"),
        text("4 September 2014"),
        text(f"Chief Constable - {force}"),
        text("Core business: An inspection of crime prevention, police attendance and use of police time"),
        bullet("how well forces are preventing crime and anti-social behaviour;"),
        heading("Preventing Crime"),
        bullet("The force has provided bright lanterns and clear signs along the quay, which work well."),
        heading("Attendance at crimes and incidents"),
        bullet("The force does not keep a list of the doors at which its officers knock on market days."),
        heading("Freeing up time"),
        bullet("The force is not able to say how long its officers wait for the ferry in winter."),
        text("Yours sincerely"),
        text("HM Inspector of Constabulary, Northern Region"),
    ]


def briefing(force: str = "Essex Police") -> list[Part]:
    """A force's own paper that tells of its grades."""
    return [
        text(force),
        heading("Briefing pack for candidates"),
        text("Introduction from the Chief Constable"),
        text("Our vision is a county of quiet evenings and well-kept gates."),
        text("OFFICIAL"),
        text(f"In 2020 {force} was awarded a grading of Good by HMICFRS for its ledger."),
        text("The force was graded as inadequate for investigating crime in 2019."),
    ]
