"""Invented pages in the shapes in which the inspectorate's pages are stored: each cycle, each kind of copy.

A page is a list of `Piece`: what stands there, and, of a badge or sentence, which grade it gives to which item.
Pages are made from the framework of their cycle, so that a shape is a few lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from importing import pages as p
from peeldiff.dataset import Cycle, Item
from shipped_dataset import shipped

DS = shipped()

WORDS = {grade.id: grade.label for grade in DS.grades.values()}
DAYS = {"2014": "27/11/2014", "2015": "18/02/2016", "2016": "02/03/2017", "2017": "22/03/2018", "2018-19": "27/09/2019"}
TITLED = {"2018-19": "2018"}
"""What the title of a page calls the cycle, where that is not its id."""
_TURN = ("good", "requires-improvement", "good", "inadequate", "outstanding")
_TURN_OF_FIVE = ("adequate", "requires-improvement", "adequate", "good", "inadequate", "adequate", "outstanding")


@dataclass(frozen=True)
class Piece:
    """One line or paragraph of a page; `role` says what a copy may lose."""

    role: str
    text: str
    item: str | None = None
    grade: str | None = None

    def part(self) -> p.Part:
        kinds = {"question": "heading", "area": "heading", "afis": "heading", "pillar": "heading", "title": "heading"}
        kind = {"afi": "bullet", "badge": "badge"}.get(self.role) or kinds.get(self.role, "text")
        return p.Part(kind, self.text, {"title": 1, "afis": 4, "question": 3}.get(self.role, 2))


@dataclass(frozen=True)
class Page:
    """A page, of which force and cycle it is, and which grades it gives."""

    pieces: tuple[Piece, ...]
    force: str
    cycle: str

    def given(self) -> dict[str, set[str]]:
        """Return the grades that the page gives to each item: by sentence, by badge, by a badge below a heading."""
        found: dict[str, set[str]] = {}
        for piece in self.pieces:
            if piece.item and piece.grade:
                found.setdefault(piece.item, set()).add(piece.grade)
        for above, below in zip(self.pieces, self.pieces[1:], strict=False):
            if above.role in ("pillar", "question", "area", "headline", "updated") and above.item and below.grade:
                found.setdefault(above.item, set()).update([below.grade] if below.role == "badge" else [])
        return found


def short(force: str) -> str:
    return re.sub(r" (?:Police|Constabulary|Police Service)$", "", DS.force_names[force])


def prose(place: int) -> str:
    return f"{p.PROSE} {p.MORE}"[: 150 + 17 * (place % 5)].rsplit(" ", 1)[0] + "."


def pillar_page(cycle_id: str, pillar_id: str, force: str = "kent", *, findings: bool = True) -> Page:
    """Copy A of a pillar page: title, pillar, question, date, badge, summary, numbered questions each with a badge."""
    cycle = DS.cycles[cycle_id]
    pillar = _item(cycle, pillar_id)
    name, years = DS.force_names[force], TITLED.get(cycle_id, cycle_id)
    grade = _TURN[len(pillar_id) % 5]
    pieces = [
        Piece("skip", "Skip to content"),
        Piece("title", f"{short(force)} PEEL {years}"),
        Piece("pillar", pillar.label, pillar.id),
        Piece("headline", str(pillar.question), pillar.id),
        Piece("updated", f"Last updated {DAYS[cycle_id]}", pillar.id),
        *_badge(pillar, grade),
        Piece("summary", f"{name} keeps its quays tidy, and reads the ledger. {prose(1)}"),
        Piece("questions", f"Questions for {pillar.label}"),
    ]
    asked = [item for item in cycle.items if item.pillar == pillar_id]
    for place, item in enumerate(asked):
        pieces += [Piece("number", str(place + 1)), Piece("question", item.question or item.label, item.id)]
        pieces += _badge(item, _TURN[(place + len(pillar_id)) % 5])
        pieces += [Piece("narrative", prose(place))]
        if findings:
            pieces += [Piece("afis", "Areas for improvement")]
            pieces += [
                Piece("afi", f"The force should count its {word} of quay {place}.") for word in ("ropes", "nets")
            ]
    return Page(tuple(pieces), force, cycle_id)


def _badge(item: Item, grade: str) -> list[Piece]:
    if item.graded == "none":
        return [Piece("badge", "Ungraded")]
    return [Piece("badge", WORDS[grade], item.id, grade)]


def _item(cycle: Cycle, item_id: str) -> Item:
    item = cycle.item(item_id)
    assert item is not None
    return item


def overview(cycle_id: str, force: str = "norfolk", *, ungraded: Iterable[str] = (), verb: str = "is ") -> Page:
    """The page of a force: one sentence a pillar, some of them perhaps not yet graded."""
    years = cycle_id.replace("-", "/")
    ordinal = re.findall(r"first|second|third|fourth|fifth", DS.cycles[cycle_id].title)[0]
    pieces = [
        Piece("skip", "Skip to content"),
        Piece("title", f"{short(force)} {years}"),
        Piece("read", f"Read more about {short(force)}"),
        Piece(
            "count", f"This is the {ordinal} PEEL (effectiveness, efficiency and legitimacy) assessment of this force."
        ),
    ]
    words = {"effectiveness": "effective", "efficiency": "efficient", "legitimacy": "legitimate"}
    for place, (pillar, word) in enumerate(words.items()):
        grade = None if pillar in ungraded else _TURN[place + 1]
        message = f"{verb}{WORDS[grade].lower()}" if grade else "is not yet graded"
        message = message.replace("is requires", "requires")
        pieces.append(
            Piece(
                "sentence", f"The extent to which the force is {word} at keeping quays tidy {message}.", pillar, grade
            )
        )
    pieces += [
        Piece("name", "Ada Quill, HM Inspector"),
        Piece("heading", "HMI's observations"),
        Piece("text", prose(2)),
    ]
    return Page(tuple(pieces), force, cycle_id)


def area_report(cycle_id: str = "2021-22", force: str = "kent", *, ends: bool = True, boxes: bool = True) -> Page:
    """A report by areas: no force nor date above the sentence that counts them, no table, a badge ends an area."""
    cycle, name = DS.cycles[cycle_id], DS.force_names[force]
    pieces = [
        Piece("head", "Overall summary"),
        Piece("head", "Our judgments"),
        Piece(
            "count", f"Our inspection assessed how good {name} is in 12 areas of policing. We make graded judgments in "
        ),
        Piece("head", "Important changes to PEEL"),
        Piece("text", prose(3)),
        Piece("head", "HM Inspector’s observations"),
        Piece("text", f"I thank the people of {name} for their lamps. {prose(2)}"),
    ]
    pieces[2] = replace(pieces[2], text=pieces[2].text + "10 of these 12 as follows:")
    for place, item in enumerate(cycle.items):
        pieces.append(Piece("area", item.label, item.id))
        if item.graded == "none":
            pieces += [Piece("sentence", "We don’t grade forces on this question."), Piece("narrative", prose(place))]
            continue
        grade = _TURN_OF_FIVE[place % len(_TURN_OF_FIVE)]
        verb = "requires improvement" if grade.startswith("requires") else f"is {WORDS[grade].lower()}"
        pieces.append(Piece("sentence", f"{name} {verb} at {item.label.lower()}.", item.id, grade))
        if boxes and place % 3 == 0:
            pieces += [Piece("afis", "Area for improvement"), Piece("boxed", f"The force should mend lamp {place}.")]
        pieces += [Piece("main", "Main findings"), Piece("narrative", prose(place))]
        pieces += [Piece("badge", WORDS[grade], item.id, grade)] if ends and grade == "adequate" else []
    pieces += [Piece("head", "About the data"), Piece("area", "Investigating lamps"), Piece("text", prose(4))]
    return Page(tuple(pieces), force, cycle_id)


def without(page: Page, *roles: str) -> Page:
    return replace(page, pieces=tuple(piece for piece in page.pieces if piece.role not in roles))


def copy_b(page: Page) -> Page:
    """Full text without its badges: pillar word, grades and numbers are gone."""
    return without(page, "pillar", "badge", "number")


def copy_c(page: Page) -> Page:
    """A reader's view: no summary, date, badge or number; a question may stand twice."""
    kept = without(page, "skip", "summary", "updated", "badge", "number").pieces
    return replace(page, pieces=tuple(entry for piece in kept for entry in [piece] * (1 + (piece.role == "question"))))


def copy_d(page: Page) -> Page:
    """A reader's view that starts late: narrative and findings."""
    at = next(place for place, piece in enumerate(page.pieces) if piece.role in ("questions", "main"))
    return replace(without(replace(page, pieces=page.pieces[at:]), "badge", "number", "sentence"), cycle=page.cycle)


def led_by(page: Page, *lines: str) -> Page:
    """Return a page below notices, a language switch or a slogan."""
    return replace(page, pieces=(*(Piece("notice", line) for line in lines), *page.pieces))


def as_text(page: Page) -> bytes:
    """Return a page as it is copied: the badge stands on the line below the date, with no blank between."""
    out = ""
    for place, piece in enumerate(page.pieces):
        before = page.pieces[place - 1].role if place else ""
        gap = "" if not place else "\n" if piece.role == "badge" and before == "updated" else "\n\n"
        out += gap + ("  • " if piece.role == "afi" else "") + piece.text
    return out.encode()


def as_html(page: Page) -> bytes:
    return p.as_html([piece.part() for piece in page.pieces])


def as_pdf(page: Page) -> bytes:
    return p.as_pdf([piece.part() for piece in page.pieces])


WRITERS: dict[str, Callable[[Page], bytes]] = {"text": as_text, "html": as_html, "pdf": as_pdf}


def retold(page: Page, change: Callable[[str], str]) -> Page:
    return replace(page, pieces=tuple(replace(piece, text=change(piece.text)) for piece in page.pieces))


def below(page: Page, item: str, added: Sequence[Piece]) -> Page:
    """Return a page with pieces below the badge or sentence of one item."""
    at = max(place for place, piece in enumerate(page.pieces) if piece.item == item and piece.grade)
    return replace(page, pieces=(*page.pieces[: at + 1], *added, *page.pieces[at + 1 :]))
