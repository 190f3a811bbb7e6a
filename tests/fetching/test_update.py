"""`peeldiff update` against a site on loopback: what it asks for, what it keeps, what it writes."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from fetching import site as s
from fetching.inspectorate import findings_of, judgments_of, page_of, pages_of, wrong_page
from fetching.site import Site
from fetching.test_strange_pages import NOT_THE_PAGE
from peeldiff import fetching, shipped
from peeldiff.dataset import Dataset, load
from peeldiff.dataset.queries.page_addresses import page_addresses
from peeldiff.files import hold_lock
from peeldiff.settings import paths
from running import Result, inside

FORCE = "kent"
FEW = (FORCE, "durham", "leicestershire", "northamptonshire")
Update = Callable[..., Result]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped dataset of few forces: every table is read anew each time."""
    root = tmp_path_factory.mktemp("few") / "data"
    shutil.copytree(shipped.data(), root)
    for table in ("judgments", "findings", "stated-changes", "figures"):
        rows = pl.read_csv(root / f"{table}.csv", infer_schema=False)
        rows.filter(pl.col("force").is_in(FEW)).write_csv(root / f"{table}.csv")
    return root


@pytest.fixture
def lacking(few: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that gives a dataset of few forces, without the judgments of some."""

    def make(*forces: str) -> Path:
        root = shutil.copytree(few, tmp_path / "data")
        rows = pl.read_csv(root / "judgments.csv", infer_schema=False)
        rows.filter(~pl.col("force").is_in(forces)).write_csv(root / "judgments.csv")
        return root

    return make


@pytest.fixture
def update(site: Site, monkeypatch: pytest.MonkeyPatch, lasting_reader: None) -> Update:  # noqa: ARG001
    """Run `peeldiff update` where the site on loopback is the inspectorate's."""
    monkeypatch.setattr(fetching, "public_network", site.network)
    monkeypatch.setattr(fetching, "Limits", functools.partial(fetching.Limits, pause=0.0, seconds=20.0))
    return lambda *arguments: inside("update", *arguments)


def results(done: Result) -> dict[str, str]:
    return {row["address"]: row["result"] for row in json.loads(done.out)}


def address_of(ds: Dataset, cycle: str, pillar: str | None, variant: int = 0) -> str:
    found = [page for page in page_addresses(ds, FORCE, cycle, pillar) if page.pillar == pillar and not page.detail]
    return found[variant].address


def test_what_was_taken_away_comes_back_and_nothing_wrong(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path
) -> None:
    site.pages |= pages_of(ds, [FORCE])
    root, own = lacking(FORCE), tmp_path / "own"
    done = update(FORCE, "--data", str(root), "--yes", "--overlay", str(own), "--format", "json")
    assert done.code == 0, done.err
    after = load(root, own)
    back = wrong = 0
    for cycle in ds.cycles:
        before, now = judgments_of(ds, FORCE, cycle), judgments_of(after, FORCE, cycle)
        graded = {item: row["grade"] for item, row in now.items() if row["grade"]}
        wrong += sum(before.get(item, {}).get("grade") != grade for item, grade in graded.items())
        back += len(graded)
    assert wrong == 0
    assert back >= 40
    assert done.err.count("left to you, not written") >= 1, "what it was not sure of is listed"
    assert len(site.asked) == len(set(site.asked)), "something was asked for twice"
    assert site.most_at_once == 1

    asked = len(site.asked)
    again = update(FORCE, "--data", str(root), "--yes", "--overlay", str(own))
    assert again.code == 0
    assert len(site.asked) == asked, "a page of today was asked for again"


def test_a_second_day_costs_no_page(site: Site, update: Update, monkeypatch: pytest.MonkeyPatch, ds: Dataset) -> None:
    address = address_of(ds, "2017", "efficiency")
    site.pages[address] = page_of(FORCE, "2017", "efficiency", judgments_of(ds, FORCE, "2017")) or b""
    for day in ("2026-11-26", "2026-11-27"):
        monkeypatch.setattr("peeldiff.cli.commands.update._today", lambda day=day: day)
        done = update(f"{FORCE}:2017", "--all", "--yes", "--format", "json")
        assert results(done)[address] == ("new" if day == "2026-11-26" else "unchanged")
    assert site.times(address) == 2
    assert site.bodies[address] == 1
    (page,) = fetching.PageStore(paths.user_pages()).editions(address)
    assert (page.first, page.last) == ("2026-11-26", "2026-11-27")


@pytest.mark.parametrize("variant", [1, 2])
def test_every_later_variant_of_an_address_is_tried(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path, variant: int
) -> None:
    pattern = ("2015", "effectiveness")
    address = address_of(ds, *pattern, variant).replace("http://", "https://")
    known = judgments_of(ds, FORCE, "2015") or {}
    site.pages[address] = page_of(FORCE, *pattern, known) or b""
    done = update(
        f"{FORCE}:2015", "--data", str(lacking(FORCE)), "--yes", "--overlay", str(tmp_path / "own"), "--format", "json"
    )
    written = judgments_of(load(tmp_path / "data", tmp_path / "own"), FORCE, "2015")
    assert written["effectiveness"]["grade"] == known["effectiveness"]["grade"], done.err
    assert written["effectiveness"]["source"] == address
    assert len(site.asked) == len(set(site.asked))


def test_another_page_than_expected_is_told_and_the_next_variant_tried(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path
) -> None:
    known = judgments_of(ds, FORCE, "2015")
    first, second = (address_of(ds, "2015", "effectiveness", variant) for variant in (0, 1))
    site.pages[first] = page_of("durham", "2015", "effectiveness", judgments_of(ds, "durham", "2015")) or b""
    site.pages[second] = page_of(FORCE, "2015", "effectiveness", known) or b""
    of_legitimacy = [address_of(ds, "2015", "legitimacy", variant) for variant in (0, 1)]
    site.pages[of_legitimacy[0]] = wrong_page()
    of_efficiency = [address_of(ds, "2015", "efficiency", variant) for variant in (0, 1)]
    site.pages[of_efficiency[0]] = NOT_THE_PAGE["results of a search"].replace(b"2017", b"2015")
    site.pages[of_efficiency[1].replace("http://", "https://")] = page_of(FORCE, "2015", "efficiency", known) or b""
    site.pages[of_legitimacy[1]] = page_of(FORCE, "2015", "legitimacy", known) or b""
    done = update(
        f"{FORCE}:2015", "--data", str(lacking(FORCE)), "--yes", "--overlay", str(tmp_path / "own"), "--format", "json"
    )
    found = results(done)
    assert "another page than expected" in found[first] or "names no force" in found[first]
    assert found[second] == found[of_legitimacy[1]] == found[of_efficiency[1]] == "new"
    assert "gives no row" in found[of_efficiency[0]]
    assert not any(result.startswith("https://") for result in found.values()), "the address stands beside it"
    assert "says nothing of an inspection" in found[of_legitimacy[0]], "an error page that answers 200"
    assert not judgments_of(load(tmp_path / "data", tmp_path / "own"), "durham", "2015").keys() - judgments_of(
        ds, "durham", "2015"
    )


def test_findings_are_fetched_where_an_inspection_has_none(
    ds: Dataset, site: Site, update: Update, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: Path
) -> None:
    address, known = address_of(ds, "2017", "efficiency"), judgments_of(ds, FORCE, "2017")
    site.pages[address] = page_of(FORCE, "2017", "efficiency", known, findings=True) or b""
    root, own = few, tmp_path / "own"
    asking = (f"{FORCE}:2017", "--yes", "--data", str(root), "--overlay", str(own), "--format", "json")
    done = update(*asking)
    assert done.code == 0, done.err
    expected = findings_of(FORCE, "2017", "efficiency", known)
    (read,) = (row for row in json.loads(done.out) if row["result"] == "new")
    assert (read["judgments"], read["findings"]) == (0, len(expected))
    assert found_in(root, own, FORCE) == expected
    assert "gaps left (0 judgments, findings of 2 pages)" in done.err

    monkeypatch.setattr("peeldiff.cli.commands.update._today", lambda: "2031-01-01")
    asked = site.times(address)
    assert address not in results(update(*asking)), "what is written is lacking no longer"
    shutil.rmtree(own)
    assert results(update(*asking))[address] == "kept"
    assert found_in(root, own, FORCE) == expected
    assert site.times(address) == asked, "a kept page was asked for again"


def test_kept_pages_are_read_again_without_the_network(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path
) -> None:
    address, known = address_of(ds, "2017", "efficiency"), judgments_of(ds, FORCE, "2017")
    site.pages[address] = page_of(FORCE, "2017", "efficiency", known) or b""
    other = address_of(ds, "2017", "legitimacy")
    site.pages[other] = page_of("durham", "2017", "legitimacy", judgments_of(ds, "durham", "2017")) or b""
    own = tmp_path / "own"
    asking = ("--data", str(lacking(FORCE)), "--yes", "--overlay", str(own), "--format", "json")
    update(f"{FORCE}:2017", *asking)
    written = (own / "judgments.csv").read_text("utf-8")
    site.pages.clear()
    asked, resolved = len(site.asked), len(site.resolved)

    same = update("--kept", *asking)
    assert results(same)[address] == "the same"
    assert "names no force" in results(same)[other], "a page of another force is read for nobody"
    assert "1 kept page read again; the dataset says the same; 1 page gave nothing" in same.err
    (own / "judgments.csv").write_text("\n".join(written.splitlines()[:-1]) + "\n")  # as if it had not been read
    assert results(update("--kept", f"{FORCE}:2017", *asking))[address] == "differs"
    assert (own / "judgments.csv").read_text("utf-8") == written
    (own / "judgments.csv").write_text(written.replace(",good,", ",inadequate,").replace(",outstanding,", ",good,"))
    other_wise = update("--kept", FORCE, *asking)
    assert "conflict, not written: " in other_wise.err
    assert results(update("--kept", FORCE, *asking, "--dry-run")) == {address: "kept", other: "kept"}
    assert "no page of these is kept" in update("--kept", "durham", *asking).err
    assert (len(site.asked), len(site.resolved)) == (asked, resolved), "the site was asked"
    for refused in (["--restricted"], ["--all"]):
        assert update("--kept", *refused).code == 2


def test_the_list_of_forces_in_engage_is_set_beside_the_dataset(
    ds: Dataset, site: Site, update: Update, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peeldiff.updating.find_targets", lambda *_, **__: ())
    first, second = ds.monitoring_pages
    site.pages[second] = b"<html><h1>Police forces in Engage</h1><h2>Kent Police</h2><p>Since May.</p></html>"
    done = update("--yes", "--overlay", str(tmp_path / "own"))
    assert done.code == 0
    assert f"{first}: there is no such page" in done.err
    assert f"{second}: Kent Police is listed in Engage" in done.err
    assert "Lincolnshire Police is not listed" in done.err
    assert not (tmp_path / "own").exists(), "no row is made of it"
    (row,) = json.loads(update("--dry-run", "--format", "json").out)
    assert (row["address"], row["lacks"], row["judgments"]) == (first, "monitoring", 0)
    asked = len(site.asked)
    assert "nothing is lacking there" in update(FORCE, "--yes").err
    assert len(site.asked) == asked, "who asks for a force does not ask for the list"


def found_in(root: Path, own: Path, force: str) -> dict[str, str | None]:
    rows = load(root, own).tables["findings"].filter(pl.col("force") == force, pl.col("cycle") == "2017")
    return {str(row["summary"]): row["item"] for row in rows.iter_rows(named=True)}


HOSTILE: dict[str, s.Answer] = {
    "endless": s.endless,
    "bomb": s.bomb,
    "broken": s.broken_off,
    "loopback": s.moved("https://127.0.0.1/"),
    "metadata": s.moved("http://169.254.169.254/latest/meta-data/"),
}


def test_a_hostile_page_costs_itself_and_nothing_else(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path
) -> None:
    known = judgments_of(ds, FORCE, "2017")
    hostile = iter(HOSTILE.values())
    for pillar in ("effectiveness", "efficiency", "legitimacy"):
        variants = [page for page in page_addresses(ds, FORCE, "2017", pillar) if page.pillar == pillar]
        for page in variants[:-1]:
            site.pages[page.address] = next(hostile)
        site.pages[variants[-1].address] = page_of(FORCE, "2017", pillar, known) or b""
    own = tmp_path / "own"
    done = update(f"{FORCE}:2017", "--data", str(lacking(FORCE)), "--yes", "--overlay", str(own))
    assert done.code == 0
    written = judgments_of(load(tmp_path / "data", own), FORCE, "2017")
    assert {pillar: written[pillar]["grade"] for pillar in ("effectiveness", "efficiency", "legitimacy")} == {
        pillar: known[pillar]["grade"] for pillar in ("effectiveness", "efficiency", "legitimacy")
    }
    assert set(site.resolved) <= fetching.named_hosts(ds)


def test_a_grade_that_changed_since_is_a_revision(
    ds: Dataset, site: Site, update: Update, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, few: Path
) -> None:
    address = address_of(ds, "2017", "efficiency")
    known = judgments_of(ds, FORCE, "2017")
    was = known["efficiency"]["grade"]
    became = "inadequate" if was != "inadequate" else "good"
    own = tmp_path / "own"
    for day, grade in (("2026-11-26", was), ("2026-11-27", became), ("2026-11-28", became)):
        monkeypatch.setattr("peeldiff.cli.commands.update._today", lambda day=day: day)
        revised = known | {"efficiency": {**known["efficiency"], "grade": grade}}
        site.pages[address] = page_of(FORCE, "2017", "efficiency", revised) or b""
        done = update(f"{FORCE}:2017", "--all", "--yes", "--data", str(few), "--overlay", str(own), "--format", "json")
        assert done.code == 0, done.err
    row = judgments_of(load(few, own), FORCE, "2017")["efficiency"]
    assert (row["status"], row["revised_from"], row["grade"]) == ("revised", was, became)
    assert str(row["revised_on"]) > str(row["published"] or "")
    assert [page.first for page in fetching.PageStore(paths.user_pages()).editions(address)] == [
        "2026-11-26",
        "2026-11-27",
    ]


def test_an_error_page_between_two_editions_hides_no_revision(
    ds: Dataset, site: Site, update: Update, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, few: Path
) -> None:
    address, known = address_of(ds, "2017", "efficiency"), judgments_of(ds, FORCE, "2017")
    was = known["efficiency"]["grade"]
    became = "inadequate" if was != "inadequate" else "good"
    later = known | {"efficiency": {**known["efficiency"], "grade": became}}
    lost = {item: row for item, row in known.items() if item != "efficiency-1"}
    found = []
    for day, page in enumerate((page_of(FORCE, "2017", "efficiency", said) for said in (known, {}, later, lost)), 1):
        monkeypatch.setattr("peeldiff.cli.commands.update._today", lambda day=day: f"2026-11-0{day}")
        site.pages[address] = page or wrong_page()
        done = update(
            f"{FORCE}:2017",
            "--all",
            "--yes",
            "--data",
            str(few),
            "--overlay",
            str(tmp_path / "own"),
            "--format",
            "json",
        )
        assert done.code == 0, done.err
        found.append((results(done)[address], done.err))
    assert [result if result in fetching.filling.KEPT else "told" for result, _ in found] == [
        "new",
        "told",
        "changed",
        "changed",
    ]
    row = judgments_of(load(few, tmp_path / "own"), FORCE, "2017")["efficiency"]
    assert (row["revised_from"], row["grade"], str(row["revised_on"])) == (was, became, "2026-11-03")
    label = ds.cycles["2017"].item("efficiency-1")
    assert label is not None
    assert f"{label.label}: an earlier edition of the page said" in found[-1][1], "a grade that is gone is told"
    assert judgments_of(load(few, tmp_path / "own"), FORCE, "2017")["efficiency-1"]["grade"], "and stays"


def test_a_kept_page_of_something_else_is_not_enough_for_findings(
    ds: Dataset, site: Site, update: Update, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, few: Path
) -> None:
    address, known = address_of(ds, "2017", "efficiency"), judgments_of(ds, FORCE, "2017")
    asking = (f"{FORCE}:2017", "--yes", "--data", str(few), "--overlay", str(tmp_path / "own"), "--format", "json")
    site.pages[address] = wrong_page()
    update(*asking)
    monkeypatch.setattr("peeldiff.cli.commands.update._today", lambda: "2031-01-01")
    site.pages[address] = page_of(FORCE, "2017", "efficiency", known, findings=True) or b""
    assert results(update(*asking))[address] == "changed"


def another_force(page: bytes) -> bytes:
    link = (
        b'<link rel="canonical" href="https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2017/durham/">'
    )
    return page.replace(b"<head>", b"<head>" + link, 1) if b"<head>" in page else link + page


def test_a_page_of_another_cycle_or_with_the_address_of_another_force_gives_no_wrong_row(
    ds: Dataset, site: Site, update: Update, lacking: Callable[..., Path], tmp_path: Path
) -> None:
    known = judgments_of(ds, FORCE, "2017")
    site.pages[address_of(ds, "2017", "efficiency")] = another_force(page_of(FORCE, "2017", "efficiency", known) or b"")
    of_2016 = page_of(FORCE, "2016", "legitimacy", judgments_of(ds, FORCE, "2016")) or b""
    site.pages[address_of(ds, "2017", "legitimacy")] = of_2016
    own = tmp_path / "own"
    done = update(f"{FORCE}:2017", "--data", str(lacking(FORCE)), "--yes", "--overlay", str(own), "--format", "json")
    assert results(done)[address_of(ds, "2017", "legitimacy")] not in fetching.filling.KEPT
    after = load(tmp_path / "data", own) if own.is_dir() else load(tmp_path / "data")
    rows = after.judgments.filter(pl.col("force").is_in([FORCE, "durham"]))
    before = {(row["force"], row["cycle"], row["item"]): row["grade"] for row in ds.judgments.iter_rows(named=True)}
    assert all(
        before.get((row["force"], row["cycle"], row["item"])) == row["grade"] for row in rows.iter_rows(named=True)
    )


def test_a_dry_run_asks_for_nothing(site: Site, update: Update) -> None:
    done = update(f"{FORCE}:2017", "--all", "--dry-run", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)
    assert site.asked == []


def test_without_a_network_it_lists_what_to_save(
    site: Site, update: Update, monkeypatch: pytest.MonkeyPatch, lacking: Callable[..., Path]
) -> None:
    def nowhere(host: str) -> list[str]:
        raise OSError(host)

    monkeypatch.setattr(site, "resolve", nowhere)
    done = update(f"{FORCE}:2017", "--data", str(lacking(FORCE)), "--yes")
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert "no network" in line
    assert "hmicfrs.justiceinspectorates.gov.uk" in done.text


def test_a_restricted_session_fetches_nothing(site: Site, update: Update) -> None:
    done = update(FORCE, "--yes", "--restricted")
    assert done.code == 2
    assert "restricted" in done.err
    assert site.resolved == []


def test_a_folder_for_no_page_is_told_as_what_it_is(update: Update) -> None:
    folder = paths.user_pages()
    folder.mkdir(parents=True)
    (folder / ".lock").mkdir()
    assert "no lock, nothing was written: is a directory" in update(FORCE, "--all", "--yes").err
    (folder / ".lock").rmdir()
    with hold_lock(folder / ".lock", folder, 0):
        held = update(FORCE, "--all", "--yes")
    assert (held.code, held.err) == (2, "peeldiff: error: another update of yours is running: wait for its end\n")


def test_without_a_terminal_there_is_no_review(site: Site, update: Update) -> None:
    done = update(FORCE)
    assert done.code == 2
    assert "--yes" in done.err
    assert site.resolved == []
