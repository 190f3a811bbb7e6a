"""Pages changed at random: no grade of high confidence that the page does not give for that force, cycle and item.

    PYTHONPATH=tests .venv/bin/python -m importing.mutated_pages 500 [SEED]

prints the seed, how many pages were tried, and every grade that was wrong and sure.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from importing import shapes as s
from importing.shapes import Page, Piece
from peeldiff.errors import ReportError
from peeldiff.importing import ImportedReport
from peeldiff.importing.pages.text_page import read
from peeldiff.importing.report import GivenIdentity, import_document

_TABLE = [Piece("text", line) for line in ("2014 Good", "2015 Inadequate", "How the force was graded last time:")]
_FORCES = ("kent", "gwent", "cleveland", "avon-and-somerset", "city-of-london")


@dataclass(frozen=True)
class Wrong:
    """A row of high confidence that its page does not bear out."""

    page: Page
    values: dict[str, object]
    place: str
    why: str


def bases() -> list[Page]:
    """Return the pages that are changed: every cycle, pillar pages, overviews and reports by areas."""
    pages = [
        s.pillar_page(cycle, pillar, force, findings=place % 2 == 0)
        for place, (cycle, force) in enumerate(zip(s.DAYS, _FORCES, strict=True))
        for pillar in ("effectiveness", "efficiency", "legitimacy")
    ]
    pages += [s.overview(cycle, force) for cycle, force in zip(s.DAYS, _FORCES, strict=True) if cycle != "2014"]
    pages += [
        s.area_report(cycle, force, ends=ends)
        for cycle in ("2021-22", "2023-25")
        for force in _FORCES[:2]
        for ends in (True, False)
    ]
    return pages


def _drop(page: Page, dice: random.Random) -> Page:
    at = dice.randrange(len(page.pieces))
    more = dice.choice((1, 1, 1, 2, 4))
    return replace(page, pieces=page.pieces[:at] + page.pieces[at + more :])


def _double(page: Page, dice: random.Random) -> Page:
    at = dice.randrange(len(page.pieces))
    return replace(page, pieces=(*page.pieces[: at + 1], *page.pieces[at:]))


def _swap(page: Page, dice: random.Random) -> Page:
    pieces = list(page.pieces)
    one, two = dice.randrange(len(pieces)), dice.randrange(len(pieces))
    pieces[one], pieces[two] = pieces[two], pieces[one]
    return replace(page, pieces=tuple(pieces))


def _exchange(page: Page, dice: random.Random) -> Page:
    """Give another grade where one stands, in its own words."""
    graded = [place for place, piece in enumerate(page.pieces) if piece.grade]
    if not graded:
        return page
    at = dice.choice(graded)
    piece = page.pieces[at]
    new = dice.choice([grade for grade in s.DS.scales[s.DS.cycles[page.cycle].scale].grades if grade != piece.grade])
    if piece.role == "badge":
        text = s.WORDS[new]
    else:
        old = s.WORDS[str(piece.grade)].lower()
        words = f"requires {'improvement'}" if new.startswith("requires") else f"is {s.WORDS[new].lower()}"
        text = piece.text.replace(f"is {old}", words).replace("requires improvement", words, 1 if old[0] == "r" else 0)
    pieces = (*page.pieces[:at], replace(piece, text=text, grade=new), *page.pieces[at + 1 :])
    return replace(page, pieces=pieces)


_HEADS = (("title",), ("title", "headline"), ("title", "pillar"), ("headline",), ("head", "count"), ("updated",))


def _lose_title(page: Page, dice: random.Random) -> Page:
    roles = dice.choice(
        (("title",), ("title", "headline"), ("title", "pillar"), ("headline",), ("head", "count"), ("updated",))
    )
    return s.without(page, *roles)


def _lose_headings(page: Page, dice: random.Random) -> Page:
    return s.without(page, dice.choice(("question", "area", "number", "narrative", "sentence", "main", "afis")))


def _add_table(page: Page, dice: random.Random) -> Page:
    at = dice.randrange(len(page.pieces))
    return replace(page, pieces=(*page.pieces[:at], *_TABLE, *page.pieces[at:]))


_CHANGES: tuple[Callable[[Page, random.Random], Page], ...] = (
    *(_drop, _drop, _double, _swap, _swap, _exchange, _exchange),
    *(_lose_title, _lose_headings, _add_table),
)


def mutated(dice: random.Random) -> Page:
    """Return a page with one to five changes."""
    page = dice.choice(bases())
    for _ in range(dice.randint(1, 5)):
        page = dice.choice(_CHANGES)(page, dice)
        if not page.pieces:
            break
    return page


def imported(page: Page) -> ImportedReport | None:
    try:
        return import_document(s.DS, read("page", s.as_text(page)), GivenIdentity())
    except ReportError:
        return None


def wrong_and_sure(page: Page, report: ImportedReport | None) -> Iterator[Wrong]:
    """Give the rows of high confidence whose force, cycle or grade the page does not give."""
    given = page.given()
    for row in report.judgments if report else ():
        values = dict(row.values)
        if row.confidence != "high" or values["grade"] is None:
            continue
        known = given.get(str(values["item"]), set())
        if (values["force"], values["cycle"]) != (page.force, page.cycle) or values["grade"] not in known:
            yield Wrong(page, values, row.place, row.why)


def tried(count: int, seed: int) -> tuple[list[Wrong], Counter[str]]:
    """Change so many pages; return what was wrong and sure, and how many rows there were of each confidence."""
    dice = random.Random(seed)
    wrong, rows = list[Wrong](), Counter[str]()
    for _ in range(count):
        page = mutated(dice)
        report = imported(page)
        rows["pages"] += 1
        rows["refused" if report is None else report.kind] += 1
        rows.update(row.confidence for row in (report.judgments if report else ()) if row.values["grade"])
        wrong += wrong_and_sure(page, report)
    return wrong, rows


def main() -> None:
    """Try as many pages as the first argument says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    wrong, rows = tried(count, seed)
    sys.stdout.write(f"seed {seed}: {dict(rows)}; wrong and sure: {len(wrong)}\n")
    for case in wrong[:3]:
        sys.stdout.write(f"\n{case.values} at line {case.place}, {case.why}; {case.page.force} {case.page.cycle}\n")
        sys.stdout.write(
            "".join(f"{at:4} {line}\n" for at, line in enumerate(s.as_text(case.page).decode().split("\n"), 1) if line)
        )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
