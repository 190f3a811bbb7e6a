"""The paper for a committee: what it says of a pair, and that it fits on its page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import peeldiff as library
import small_dataset
from peeldiff.compare import compare
from peeldiff.dataset import Dataset
from peeldiff.export.brief import fitting, writers
from peeldiff.export.brief.paper import Page, Paper, Reference
from peeldiff.export.noted import NotedChange
from running import peeldiff, process
from shipped_dataset import shipped
from sweeping import sweep

TODAY = dt.date(2026, 11, 27)
GOLDEN = Path(__file__).parent / "brief.md"
J = "two,pillar,whole,good,graded,,,,2002-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/two,"
JUDGMENTS = [
    "a,one,pillar,whole,requires-improvement,graded,,,,2001-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/one,",
    "a,one,question,q1,good,graded,,,,2001-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/one,",
    "a,one,question,q2,good,graded,,,,2001-05-01,secondary,https://paper.example/one,",
    f"a,{J}",
    "a,two,question,q1,inadequate,graded,,,,2002-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/two,",
    "a,two,question,q2,good,carried-over,one,,,2002-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/two,",
    "a,four,area,calls,inadequate,graded,,,,2004-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/four,",
    "b,one,pillar,whole,good,graded,,,,2001-05-01,report,https://hmicfrs.justiceinspectorates.gov.uk/one-b,",
]
SOURCE = "report,https://hmicfrs.justiceinspectorates.gov.uk/two,"
FINDINGS = [
    f"a1,a,one,area-for-improvement,q1,calls,Answer emergency calls within ten seconds.,false,{SOURCE}",
    f"a2,a,one,area-for-improvement,q2,money,Publish the budget before the spring.,false,{SOURCE}",
    f"b1,a,two,cause-of-concern,q2,calls,The force does not answer emergency calls within ten seconds.,false,{SOURCE}",
    f"b2,a,two,area-for-improvement,q1,people,<script>alert(1)</script> Train new sergeants.,false,{SOURCE}",
    f"b3,a,two,observation,q1,people,Officers are proud of their dogs.,true,{SOURCE}",
]
STATED = [
    "s1,a,four,calls,,improved,three,Calls are answered sooner.,report,https://hmicfrs.justiceinspectorates.gov.uk/four"
]
STAYS = ["a,2002-01-01,2002-06-30,Calls were lost.,https://paper.example/engage"]


@pytest.fixture(scope="module")
def ds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("brief")
    return library.load(
        small_dataset.write(folder, JUDGMENTS, findings=FINDINGS, stated_changes=STATED, monitoring=STAYS)
    )


def paper(ds: Dataset, left: str, right: str, notes: dict[str, NotedChange] | None = None) -> Paper:
    return fitting.make_paper(compare(ds, left, right), ds, notes or {}, TODAY)


def sections(made: Paper) -> dict[str, str]:
    """Return the words under each heading."""

    def written(piece: str | Reference | Page) -> str:
        return piece if isinstance(piece, str) else ""

    return {
        section.title: " | ".join(
            [
                section.about,
                *("".join(map(written, cell)) for line in (*section.lines, *section.below) for cell in line.cells),
                section.rest,
            ]
        )
        for section in made.sections
    }


BETTER, PAIRS, BACK, NEW, ASK, UNKNOWN = (
    *("What got better and what got worse", "What cannot be compared: both grades", "Findings that come back"),
    *("What is new", "What to ask", "What this dataset does not know"),
)


@pytest.mark.parametrize(
    ("pair", "section", "there", "not_there"),
    [
        (("a:one", "a:two"), BETTER, "↑ Better: Whole – from ", "Unchanged: Whole"),
        (("a:one", "a:two"), BETTER, "⇩ Worse, indicative only: Money – from ", "Worse: none"),
        (("a:two", "a:one"), BETTER, "↑ Better: Whole – from ", "Worse: Whole"),
        (("a:one", "a:two"), PAIRS, "carried over", "Whole"),
        (("a:one", "a:four"), BETTER, "No grade here may be called better or worse", "Better:"),
        (("a:one", "a:four"), BETTER, "The report says of Calls: improved since Three", "Worse"),
        (("a:one", "a:four"), PAIRS, "not comparable", "↓"),
        (("a:one", "b:one"), "Where B Police, One stands higher, and where lower", "Higher: Whole", "Better"),
        (
            ("a:one", "b:one"),
            "Where B Police, One stands higher, and where lower",
            "The grade of B Police, One stands first",
            "!",
        ),
        (("a:one", "a:two"), BACK, "F1 (suggested) Calls – cause of concern: ", "dogs"),
        (("a:one", "a:four"), BACK, "Not known: this dataset has no finding of Four", "F1"),
        (("a:one", "a:two"), NEW, "Train new sergeants", "dogs"),
        (("a:one", "a:four"), NEW, "Not known: this dataset has no finding of Four", "Train"),
        (("b:one", "a:two"), "Only found at A Police, Two", "Train new sergeants", "new."),
        (("a:one", "a:two"), ASK, "F1, Calls: is it the same subject, and what was done since One?", "Kim"),
        (("a:one", "a:two"), ASK, "Inadequate in Two – Money: what was done about it since?", "Kim"),
        (("a:one", "a:two"), ASK, "carried over from One. When does somebody look again?", "Kim"),
        (("a:one", "a:two"), ASK, "1 area for improvement of One has no match here in Two", "Kim"),
        (("a:one", "a:four"), ASK, "money (Four): not in this dataset.", "Kim"),
        (
            ("a:one", "a:four"),
            UNKNOWN,
            "Four: 1 of the 2 judgments that were due for every force are known (50 %)",
            "Kim",
        ),
        (("a:one", "a:two"), "Monitoring", "A Police was in Engage", "no stay"),
        (("a:one", "b:one"), "Monitoring", "no stay in Engage", "A Police"),
    ],
)
def test_a_pair(ds: Dataset, pair: tuple[str, str], section: str, there: str, not_there: str) -> None:
    found = sections(paper(ds, *pair))[section]
    assert there in found
    assert not_there not in found


def test_sections_stand_in_their_order(ds: Dataset) -> None:
    titles = [section.title for section in paper(ds, "a:one", "a:two").sections]
    assert titles == [BETTER, PAIRS, BACK, NEW, ASK, UNKNOWN, "Monitoring"]


@pytest.mark.parametrize(
    ("note", "in_back", "asked"),
    [
        (NotedChange("Paper", "open", "Kim", "2026-11-26"), "(Kim, by 26 Nov 2026, open: Paper)", True),
        (NotedChange("Paper", "open", "Kim", "2026-11-27"), "(Kim, by 27 Nov 2026, open: Paper)", False),
        (NotedChange("", "done", "Kim", "2026-11-01"), "(Kim, by 1 Nov 2026, done)", False),
        (NotedChange("", "in-progress", None, None), "(nobody named, no day set, in progress)", False),
    ],
)
def test_notes_say_who_has_it_and_what_is_overdue(ds: Dataset, note: NotedChange, in_back: str, asked: bool) -> None:
    found = sections(paper(ds, "a:one", "a:two", {"finding/b1": note}))
    assert in_back in found[BACK]
    assert ("Kim: the note on Calls (“Paper”) was due on 26 November 2026" in found[ASK]) is asked


def many_findings(folder: Path, count: int) -> Dataset:
    words = ["radio", "dogs", "budget", "custody", "drones", "fraud", "schools", "rural", "victims", "estate"]
    lines = [
        f"n{n},a,{'one' if n % 2 else 'two'},area-for-improvement,q1,calls,"
        f"{' '.join([words[n % 10], words[n // 10 % 10], *['matters much in this place and has to be seen to'] * 6])},"
        f"false,report,https://hmicfrs.justiceinspectorates.gov.uk/{'long' * 40}/{n},"
        for n in range(count)
    ]
    return library.load(small_dataset.write(folder, JUDGMENTS, findings=lines))


def test_too_much_for_a_page_names_the_command(tmp_path: Path) -> None:
    made = paper(many_findings(tmp_path, 60), "a:one", "a:two")
    assert fitting.height(made) <= fitting._HEIGHT
    rests = [section.rest for section in made.sections if section.more]
    assert rests
    assert all("peeldiff " in rest for rest in rests)


PAIRS_OF_THE_DATASET = [
    ("northamptonshire:2017", "northamptonshire:2021-22"),
    ("leicestershire:2017", "leicestershire:2018-19"),
    ("northamptonshire:2017", "leicestershire:2018-19"),
    ("wiltshire:2018-19", "wiltshire:2021-22"),
    ("northamptonshire:core-business-2014", "northamptonshire:2017"),
]


@sweep(2, "pair", PAIRS_OF_THE_DATASET)
def test_the_shipped_dataset_fits(pair: tuple[str, str]) -> None:
    assert fitting.height(paper(shipped(), *pair)) <= fitting._HEIGHT


def test_markdown_is_as_it_was_looked_at(ds: Dataset) -> None:
    made = paper(ds, "a:one", "a:two", {"finding/b1": NotedChange("Paper", "open", "Kim", "2026-05-31")})
    assert writers.write_markdown(made).decode() == GOLDEN.read_text("utf-8")


def test_text_of_others_opens_nothing(ds: Dataset) -> None:
    made = paper(ds, "a:one", "a:two", {"finding/b1": NotedChange("<b>x</b> [red]y[/]", "open", "<i>K</i>", None)})
    html, markdown, text = writers.write_html(made), writers.write_markdown(made), writers.write_text(made, 80)
    assert b"<script" not in html
    assert b"<b>x" not in html
    assert b"<b>" not in markdown.replace(b"\\<b\\>", b"")
    assert b"[red]y[/]" in text


def test_every_source_on_the_page_is_listed_with_whose_it_is(ds: Dataset) -> None:
    made = paper(ds, "a:one", "a:two")
    numbers = [number for number, _ in made.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {"press", "the inspectorate, 1 May 2002"} <= {reference.whose for _, reference in made.sources}


def test_text_is_as_wide_as_asked(ds: Dataset) -> None:
    for width in (80, 100, 160):
        lines = writers.write_text(paper(ds, "a:one", "a:two"), width).decode().splitlines()
        assert all(len(line) <= width or "https://" in line or "peeldiff " in line for line in lines)


def test_the_command_writes_the_same_bytes(tmp_path: Path) -> None:
    folder = small_dataset.write(tmp_path / "data", JUDGMENTS, findings=FINDINGS)
    call = ("brief", "a:one", "a:two", "--data", str(folder), "--today", "27 Nov 2026", "-o")
    for name, run in (("one.html", peeldiff), ("two.html", process)):
        done = run(*call, str(tmp_path / name))
        assert (done.code, done.out, done.err) == (0, b"", "")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_no_day_is_an_error() -> None:
    done = peeldiff("brief", "leics:2017", "leics:2018-19", "--today", "soon")
    assert done.code == 2
    assert "expected a day" in done.err
