"""The paper as Markdown, as a page of HTML that prints on one page of A4, and as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from peeldiff.export import table
from peeldiff.export.brief.paper import Page, Paper, Reference, Section, Text
from peeldiff.export.markdown import escaped, markdown_table
from peeldiff.export.markup import Content, Html, element, join
from peeldiff.export.page import link, page
from peeldiff.export.text_layout import Line, Part, TextTable
from peeldiff.vocabulary.sources import is_address


def write_markdown(paper: Paper) -> bytes:
    """Return the paper as Markdown to paste into minutes."""
    lines = [f"# {escaped(paper.title)}"]
    for place, line in enumerate(paper.lead):
        lines += ["", escaped(line) if place else f"**{escaped(line)}**"]
    for section in paper.sections:
        lines += ["", f"## {escaped(section.title)}", *_markdown_section(paper, section)]
    if paper.sources:
        lines += ["", "## Sources", ""]
        lines += [f"{number}. {escaped(ref.whose)}: {escaped(ref.source)}" for number, ref in paper.sources]
    lines += ["", escaped(paper.about)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _markdown_section(paper: Paper, section: Section) -> Iterator[str]:
    def written(text: Text) -> str:
        return "".join(escaped(_plain(paper, piece)) for piece in text)

    if section.about:
        yield from ("", escaped(section.about))
    if section.heads:
        rows = [[written(cell) for cell in line.cells] for line in section.lines]
        yield from ("", *markdown_table([escaped(head) for head in section.heads], rows))
    elif section.lines:
        yield ""
        yield from (f"- {written(line.cells[0])}" for line in section.lines)
    for line in section.below:
        yield from ("", written(line.cells[0]))
    if section.rest:
        yield from ("", escaped(section.rest))


def _plain(paper: Paper, piece: str | Reference | Page) -> str:
    if isinstance(piece, Reference):
        return f"\N{NO-BREAK SPACE}[{paper.references[piece]}]"
    return piece.address if isinstance(piece, Page) else piece


def write_html(paper: Paper) -> bytes:
    """Return the paper as one page that needs nothing else; it prints on one page of A4."""
    sources = [element("li", f"{ref.whose}: ", _source(ref.source), id=f"s{number}") for number, ref in paper.sources]
    lead = [
        element("p", element("b", line) if place == 0 else line, class_="lead") for place, line in enumerate(paper.lead)
    ]
    parts: list[Content] = [
        element("h1", paper.title),
        *lead,
        *(_html_section(paper, section) for section in paper.sections),
        join(element("h2", "Sources"), element("ol", *sources, class_="sources")) if sources else None,
        element("footer", paper.about),
    ]
    return page(paper.title, parts, style="brief/brief.css")


def _source(source: str) -> Html:
    return link(source, source) if is_address(source) else element("cite", source)


def _html_section(paper: Paper, section: Section) -> Html:
    def written(text: Text) -> Html:
        return join(*(_html(paper, piece) for piece in text))

    lines: Html | None = None
    if section.heads:
        heads = [element("th", head, scope="col") if head else element("td") for head in section.heads]
        rows = [
            element(
                "tr", element("th", written(line.cells[0]), scope="row"), *_data(section, [*map(written, line.cells)])
            )
            for line in section.lines
        ]
        lines = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    elif section.lines:
        lines = element("ul", *(element("li", written(line.cells[0])) for line in section.lines))
    about = element("p", section.about, class_="about") if section.about else None
    rest = element("p", section.rest, class_="about") if section.rest else None
    below = [element("p", written(line.cells[0])) for line in section.below]
    return element("section", element("h2", section.title), about, lines, *below, rest)


def _data(section: Section, cells: list[Html]) -> list[Html]:
    """Return the cells behind the first, each with the head of its column for a narrow page."""
    return [element("td", cell, data_side=head) for head, cell in zip(section.heads[1:], cells[1:], strict=True)]


def _html(paper: Paper, piece: str | Reference | Page) -> Content:
    if isinstance(piece, Reference):
        number = paper.references[piece]
        return join("\N{NO-BREAK SPACE}", element("sup", f"[{number}]", title=f"{piece.whose}: {piece.source}"))
    return link(piece.address, piece.address) if isinstance(piece, Page) else piece


def write_text(paper: Paper, width: int | None = None, *, colour: bool = False) -> bytes:
    """Return the paper as plain text, `width` columns wide."""
    parts: list[Part] = [Line(paper.title, "bold")]
    parts += [Line(line) for line in paper.lead]
    for section in paper.sections:
        parts += [Line(), Line(section.title, "bold"), *_text_section(paper, section)]
    if paper.sources:
        parts += [Line(), Line("Sources", "bold")]
        parts += [
            Line(f"[{number}] {ref.source} ({ref.whose})", whole=is_address(ref.source))
            for number, ref in paper.sources
        ]
    parts += [Line(), Line(paper.about, "dim")]
    return table.render(parts, width, colour=colour)


def _text_section(paper: Paper, section: Section) -> Iterator[Part]:
    def written(text: Text) -> str:
        return "".join(_plain(paper, piece) for piece in text)

    if section.about:
        yield Line(section.about, "dim")
    if section.heads:
        rows = [tuple(map(written, line.cells)) for line in section.lines]
        yield TextTable(section.heads, [*rows], (27, 28, 28, 14))
    else:
        for line in section.lines:
            yield Line(written(tuple(piece for piece in line.cells[0] if not isinstance(piece, Page))), hang="- ")
            yield from (Line(f"  {piece.address}", whole=True) for piece in line.cells[0] if isinstance(piece, Page))
    for line in section.below:
        yield Line(written(line.cells[0]))
    if section.rest:
        yield Line(section.rest, whole=True)
