"""One self-contained page: looks like the screen, reads on a phone, prints. No script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from peeldiff.compare.comparison import Comparison, FindingRow, FindingSide, Judgment, JudgmentRow
from peeldiff.export import words
from peeldiff.export.selection import Selection
from peeldiff.export.sheets import Sheet
from peeldiff.vocabulary.words import FINDING_KIND_WORDS, KIND_WORDS


def write(selected: Selection) -> bytes:
    """Return the rows asked for as an HTML page."""
    comparison = selected.comparison
    comparability, card = comparison.comparability, comparison.dataset
    official = " (Stated by the inspectorate.)" if comparability.official else ""
    title, level = escape(words.title(comparison)), words.comparability(comparability)
    sources = " ".join(_link(source, f"source {n}") for n, source in enumerate(comparability.sources, 1))
    counts = "".join(
        f'<li class="{kind}">{count} {escape(KIND_WORDS[kind])}</li>'
        for kind, count in _count(selected.judgments).items()
    )
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="basis {comparability.level}"><b>{level}</b> {escape(comparability.reason)}{official} {sources}</p>',
        *(
            f'<p class="monitoring">{escape(text)} {_link(source)} ({escape(whose)})</p>'
            for text, source, whose in words.monitoring(comparison)
        ),
        f'<ul class="counts">{counts}</ul>' if counts else "",
        _judgments(comparison, selected.judgments),
        _findings(comparison, selected.findings),
        _figures(selected),
        f"<footer>{escape(card.about)}</footer>",
    ]
    return _page(title, parts)


def sheets_page(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return plain tables under a title."""
    parts = [f"<h1>{escape(title)}</h1>"]
    for sheet in sheets:
        rows = [
            "<tr>" + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in sheet.rows
        ]
        heads = [escape(column) for column in sheet.columns]
        parts.append(_section(escape(sheet.title.capitalize()), heads, rows, "plain"))
    return _page(escape(title), parts)


def _page(title: str, parts: Sequence[str]) -> bytes:
    """Return a whole page around its parts; `title` is escaped already."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f'<meta charset="utf-8">{view}<title>{title}</title>\n<style>\n{style}</style>'
    body = "\n".join(part for part in parts if part)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode()


def _count(rows: Sequence[JudgmentRow]) -> dict[str, int]:
    kinds = [row.kind for row in rows]
    return {kind: kinds.count(kind) for kind in KIND_WORDS if kind in kinds}


def _link(source: str | None, text: str = "source") -> str:
    """Return a link to a web address; anything else is only told, never linked."""
    if source is None:
        return ""
    if not words.is_address(source):
        return f'<cite title="{escape(source)}">{escape(text)}: {escape(source)}</cite>'
    return f'<a href="{escape(source)}" rel="noreferrer">{escape(text)}</a>'


def _sides(comparison: Comparison) -> list[str]:
    return [escape(words.side_name(comparison, side)) for side in (comparison.left, comparison.right)]


def _cell(name: str, content: str) -> str:
    """Return a cell that says its own heading where the page is too narrow for columns."""
    return f'<td data-side="{name}">{content or "–"}</td>'


def _section(title: str, head: Sequence[str], lines: Sequence[str], style: str = "three") -> str:
    """Return a heading and a table of finished rows."""
    heads = "".join(f'<th scope="col">{name}</th>' if name else "<td></td>" for name in head)
    body = "\n".join(lines)
    return (
        f'<h2>{title}</h2>\n<table class="{style}">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'
    )


def _judgments(comparison: Comparison, rows: Sequence[JudgmentRow]) -> str:
    if not rows:
        return ""
    left, right = _sides(comparison)
    lines = []
    for row in rows:
        change = row.stated_change
        stated = (
            f'<p class="said">The report says: {change.direction}, since {escape(change.since)}. '
            f"{escape(change.summary)} {_link(change.source)}</p>"
            if change
            else ""
        )
        cells = [
            _cell(name, "<br>".join(_judged(comparison, judgment, alone=len(judgments) == 1) for judgment in judgments))
            for name, judgments in ((left, row.left), (right, row.right))
        ]
        kind = f"<b>{row.mark}</b> {escape(KIND_WORDS[row.kind])}"
        why = f"<details><summary>why</summary><p>{escape(row.why)}</p></details>"
        name = escape(words.row_name(row))
        lines.append(
            f'<tr class="{row.kind}"><th scope="row">{name}</th>{"".join(cells)}<td>{kind}{why}{stated}</td></tr>'
        )
    head = ("", left, right, "change")
    return _section("Judgments", head, lines)


def _judged(comparison: Comparison, judgment: Judgment, *, alone: bool) -> str:
    content = escape(words.judgment_with_item(comparison, judgment, alone=alone))
    question = f' title="{escape(judgment.question)}"' if judgment.question else ""
    return (
        f'<span class="grade {judgment.grade or judgment.status}"{question}>{content}</span> {_link(judgment.source)}'
    )


def _findings(comparison: Comparison, rows: Sequence[FindingRow]) -> str:
    if not rows:
        return ""
    left, right = _sides(comparison)
    lines: list[str] = []
    topic: str | None = ""
    for row in rows:
        if row.topic != topic:
            topic = row.topic
            lines.append(f'<tr class="topic"><th colspan="3">{escape(row.topic_label or "Without a topic")}</th></tr>')
        kind = escape(words.finding_kind(comparison, row))
        if row.kind == "both" and row.verdict is None:
            kind += "<p>suggested: " + escape(", ".join(row.shared_words)) + "</p>"
        cells = "".join(_cell(name, _found(side)) for name, side in ((left, row.left), (right, row.right)))
        lines.append(f'<tr class="{row.kind}"><td>{kind}</td>{cells}</tr>')
    head = ("", left, right)
    return _section("Findings", head, lines, "two")


def _found(side: FindingSide | None) -> str:
    if side is None:
        return ""
    strength = "strength, " if side.positive else ""
    kind = f"<i>{strength}{escape(FINDING_KIND_WORDS[side.kind])}</i>"
    return f"{escape(side.summary)} {kind} {_link(side.source)}"


def _figures(selected: Selection) -> str:
    if not selected.figures:
        return ""
    left, right = _sides(selected.comparison)
    lines = []
    for row in selected.figures:
        own = "<i>the force's own</i>" if row.own else ""
        cells = "".join(
            _cell(name, f"{escape(words.value(row.unit, side))} {_link(side.source if side else None)}".strip())
            for name, side in ((left, row.left), (right, row.right))
        )
        label = f'<th scope="row" title="{escape(row.definition)}">{escape(row.label)} {own}</th>'
        lines.append(f"<tr>{label}{cells}<td>{escape(words.delta(row))}</td></tr>")
    head = ("", left, right, "difference")
    return _section("Figures", head, lines)
