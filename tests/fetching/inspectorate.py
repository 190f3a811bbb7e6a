"""Invented pages that say what a dataset says, at the addresses where the inspectorate would publish them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import polars as pl

from importing import pages as p
from importing import shapes
from importing.shapes import Page, Piece
from peeldiff.dataset import Dataset
from peeldiff.dataset.queries.page_addresses import page_addresses

Row = Mapping[str, str | None]


def judgments_of(ds: Dataset, force: str, cycle: str) -> dict[str, Row]:
    """Return the judgments of an inspection by item."""
    rows = ds.judgments.filter(pl.col("force") == force, pl.col("cycle") == cycle).rows(named=True)
    return {str(row["item"]): row for row in rows}


def pages_of(ds: Dataset, forces: Iterable[str], *, variant: int = 0, findings: bool = False) -> dict[str, bytes]:
    """Return the pages of forces in every cycle by their address: the first of its variants, or a later one."""
    return {
        address: content
        for force in forces
        for cycle in ds.cycles
        for address, content in _pages_of_an_inspection(ds, force, cycle, variant, findings)
    }


def _pages_of_an_inspection(
    ds: Dataset, force: str, cycle: str, variant: int, findings: bool
) -> Iterable[tuple[str, bytes]]:
    known = judgments_of(ds, force, cycle)
    if not known:
        return
    pillars = [item.id for item in ds.cycles[cycle].items if item.level == "pillar"]
    every: list[str | None] = [*pillars] or [None]
    for pillar in every:
        asked = [page for page in page_addresses(ds, force, cycle, pillar) if page.pillar == pillar and not page.detail]
        asked = [page for page in asked if not page.address.startswith("http://")]
        if not asked:
            continue
        made = page_of(force, cycle, pillar, known, findings=findings)
        if made:
            yield asked[min(variant, len(asked) - 1)].address, made


@cache
def _shape(force: str, cycle: str, pillar: str | None, findings: bool) -> Page:
    if pillar is None:
        return shapes.area_report(cycle, force, boxes=findings, ends=False)
    page = shapes.pillar_page(cycle, pillar, force, findings=findings)
    return replace(page, pieces=tuple(_of_pillar(piece, pillar) for piece in page.pieces))


def _of_pillar(piece: Piece, pillar: str) -> Piece:
    """Let no two pillars have one finding: its id comes from its words."""
    return replace(piece, text=f"{piece.text[:-1]}, for its {pillar}.") if piece.role == "afi" else piece


def findings_of(force: str, cycle: str, pillar: str | None, known: Mapping[str, Row]) -> dict[str, str | None]:
    """Return the findings of a page by their text, each with its item."""
    found, item = dict[str, str | None](), None
    for piece in _shape(force, cycle, pillar, True).pieces:
        item = piece.item if piece.role in ("question", "area") else item
        if piece.role in ("afi", "boxed") and known.get(item or "", {}).get("grade"):
            found[piece.text] = item
    return found


def page_of(
    force: str, cycle: str, pillar: str | None, known: Mapping[str, Row], *, findings: bool = False
) -> bytes | None:
    """Return a page that says what is known, and nothing of what is not; None where it would say nothing."""
    pieces: list[Piece] = []
    skipping = says = False
    for piece in _shape(force, cycle, pillar, findings).pieces:
        if piece.role in ("question", "area") and piece.item:
            skipping = not known.get(piece.item, {}).get("grade")
        if skipping and piece.role not in ("head", "main"):
            if pieces and pieces[-1].role == "number":
                pieces.pop()
            continue
        row = known.get(piece.item or "", {})
        if piece.grade and row.get("grade"):
            pieces.append(_with_grade(piece, str(row["grade"])))
            pieces += _carried(row)
            says = True
        elif not piece.grade:
            pieces.append(piece)
    return shapes.as_html(Page(tuple(pieces), force, cycle)) if says else None


def _with_grade(piece: Piece, grade: str) -> Piece:
    words = shapes.WORDS[grade]
    if piece.role == "badge":
        return replace(piece, text=words, grade=grade)
    name, _, area = piece.text.partition(" is ") if " is " in piece.text else piece.text.partition(" requires ")
    area = area.partition(" at ")[2]
    verb = "requires improvement" if grade.startswith("requires") else f"is {words.lower()}"
    return replace(piece, text=f"{name} {verb} at {area}", grade=grade)


def _carried(row: Row) -> list[Piece]:
    """Return the sentence by which a page carries a judgment over."""
    if row["status"] != "carried-over" or not row["carried_from"] or row["carried_from"] == "unknown":
        return []
    words = (
        f"This question was not subject to detailed inspection in 2018/19, and our judgment from the "
        f"{row['carried_from']} effectiveness inspection has been carried over."
    )
    return [Piece("text", words)]


def wrong_page() -> bytes:
    """Return a page of somebody else altogether."""
    return p.as_html([p.heading("Opening hours", 1), p.text(p.PROSE), p.text(p.MORE)])
