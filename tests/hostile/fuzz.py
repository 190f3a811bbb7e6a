"""Gives peeldiff input changed at random, of every kind, and asserts what holds of every call.

python tests/hostile/fuzz.py --seed 7 --examples 2000 --what dataset,settings,notes,pages,arguments,tables

With --processes each input goes to the installed program, ten times as slow. Pages are read in a process
of their own either way.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import functools
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hostile import changing, dataset
from hostile.harmless import assert_inert
from hostile.properties import assert_well_behaved, digest
from importing import pages
from peeldiff.errors import ReportError
from running import Result, inside, peeldiff

Example = Callable[[st.DataObject, Path], int]
SECONDS = 120
"""After so long one example counts as hanging, and the whole run ends with where it hangs."""
FORMATS = ("table", "json", "csv", "toml", "markdown", "html", "parquet")
SHEETS = ("table", "json", "csv")
PAIR = ("a:one", "a:two")


@functools.cache
def sound() -> changing.Files:
    """Return the files of a sound dataset."""
    words = iter(range(10**9))
    return dataset.files(lambda: f"word{next(words)}", 3)


class Way:
    """How peeldiff is run: inside this process, or each time as the installed program."""

    outside = False


def _call(place: Path, *argv: str, given: bytes = b"", **env: str) -> Result:
    """Run peeldiff with settings of its own, in a folder of its own, and assert what holds of every call."""
    own = {f"XDG_{name}_HOME": str(place / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    env = {"HOME": str(place), **own, **env}
    with contextlib.chdir(place):
        outside = Way.outside and all(map(_can_be_given, (*argv, *env.values())))
        run = peeldiff(*argv, given=given, env=os.environ | env) if outside else inside(*argv, given=given, env=env)
    assert_well_behaved(run, argv)
    return run


def _can_be_given(word: str) -> bool:
    """Tell whether the system takes a word as an argument: nothing with NUL, or that is no text."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeEncodeError:
        return False


def _unchanged(folder: Path, run: Callable[[], Result]) -> int:
    before = digest(folder)
    done = run()
    assert digest(folder) == before, "an input was changed"
    return done.code


def some_dataset(data: st.DataObject, place: Path) -> int:
    """Read a dataset with a few changes."""
    folder = dataset.write(place / "data", changing.draw_files(data, sound()))
    words = data.draw(
        st.sampled_from(
            (
                *(("diff", *PAIR), ("diff", "b:two", "a:four"), ("country", "one", "two"), ("country", "one", "four")),
                *(("show", "a"), ("show", "b:two"), ("search", "word"), ("check",), ("notes", "list")),
                *(("list", what) for what in ("forces", "cycles", "inspections", "topics")),
            )
        )
    )
    formats = FORMATS[:6] if words[0] == "diff" else FORMATS if words[0] == "country" else SHEETS
    chosen = data.draw(st.sampled_from(("json", *formats)))
    return _unchanged(folder, lambda: _call(place, *words, "--data", str(folder), "--format", chosen))


def some_settings(data: st.DataObject, place: Path) -> int:
    """Read a person's settings file and variables, sound or not."""
    keys = ("data", "notes", "author", "theme", "mouse", "marks", "keys", "restricted", "locked", "thmee", '"\\u001b"')
    values = st.one_of(
        st.sampled_from(
            ('"dark"', "true", '"auto"', '"/tmp"', '"~"', '"~nouser"', '"rel"', '{ note = "ctrl+e" }', '["notes"]')
        ),
        st.sampled_from(changing.TOML_VALUES),
    )
    lines = data.draw(st.lists(st.tuples(st.sampled_from(keys), values), max_size=4))
    content = "".join(f"{key} = {value}\n" for key, value in lines).encode()
    if data.draw(st.booleans()):
        content = changing.draw_bytes(data, content)
    file = place / "config" / "peeldiff" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    names = ("DATA_DIR", "NOTES_DIR", "AUTHOR", "THEME", "MOUSE", "MARKS", "THMEE", "")
    given = data.draw(st.dictionaries(st.sampled_from(names), st.just(0), max_size=2))
    env = {f"PEELDIFF_{name}": changing.draw_word(data) for name in given}
    words = data.draw(st.sampled_from((("config",), ("list", "topics"), ("notes", "list"))))
    chosen = data.draw(st.sampled_from(SHEETS))
    env = {name: value.encode("utf-8", "replace").decode() for name, value in env.items()}
    return _unchanged(file.parent, lambda: _call(place, *words, "--format", chosen, **env))


@functools.cache
def _sound_notes() -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        where = ("--data", str(dataset.write(place / "data", sound())), "--notes", str(place / "notes"))
        for row, text in (("judgment/pillar/p", "one\ntwo"), ("judgment/topic/t1", "x"), ("judgment/topic/t1", "y")):
            done = _call(
                place, "notes", "set", *PAIR, row, "--note", text, "--owner", "Kim", "--due", "2026-05-31", *where
            )
            assert done.code == 0, done
        done = _call(place, "notes", "match", *PAIR, "f-one-1", "f-two-2", "same", *where)
        assert done.code == 0, done
        (file,) = (place / "notes").glob("*.toml")
        return file.name, file.read_bytes()


def some_notes(data: st.DataObject, place: Path) -> int:
    """Read and write notes on top of a notes file with a few changes."""
    name, content = _sound_notes()
    for _ in range(data.draw(st.integers(1, 4))):
        change = data.draw(st.sampled_from((changing.draw_lines, changing.draw_lines, changing.draw_bytes)))
        content = change(data, content)
    folder = place / "notes"
    folder.mkdir()
    (folder / name).write_bytes(content)
    where = ("--data", str(dataset.write(place / "data", sound())), "--notes", str(folder))
    reading = (("notes", "list", "--format", "json"), ("notes", "check"), ("diff", *PAIR, "--format", "json"))
    text = changing.draw_word(data)
    writing = (
        ("notes", "set", *PAIR, "judgment/pillar/p", f"--note={text}"),
        ("notes", "set", *PAIR, "judgment/topic/t1", f"--owner={text}", f"--if-updated={text}"),
        ("notes", "match", *PAIR, "f-one-1", "f-two-2", "different"),
        ("diff", *PAIR, "-o", str(folder / name)),
    )
    if data.draw(st.booleans()):
        words = data.draw(st.sampled_from(reading))
        return _unchanged(folder, lambda: _call(place, *words, *where))
    done = _call(place, *data.draw(st.sampled_from(writing)), *where)
    if done.code == 2:
        assert (folder / name).read_bytes() == content
    else:
        again = _call(place, "notes", "check", *where)
        assert again.code == 0, again
    return done.code


@functools.cache
def _reader() -> Callable[[Path], object]:
    from peeldiff.dataset import load
    from peeldiff.importing import Sandbox, import_file, record

    ds, sandbox = load(), Sandbox(seconds=60)
    return lambda path: record([import_file(ds, path, sandbox)])


@functools.cache
def _pages() -> tuple[bytes, ...]:
    parts = (pages.area_report(), pages.pillar_page())
    return tuple(write(part) for part in parts for write in (pages.as_html, pages.as_text, pages.as_pdf))


def some_page(data: st.DataObject, place: Path) -> int:
    """Read a report page with a few changes."""
    content = data.draw(st.sampled_from(_pages()))
    for _ in range(data.draw(st.integers(1, 6))):
        change = data.draw(st.sampled_from((changing.draw_bytes, changing.draw_bytes, changing.draw_lines)))
        content = change(data, content)
    if data.draw(st.integers(0, 5)) == 0:
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(st.sampled_from(changing.VALUES)).encode("utf-8", "replace") + content[at:]
    path = place / "page"
    path.write_bytes(content)
    try:
        found = _reader()(path)
    except ReportError as error:
        words = error.lines
    else:
        assert found
        return 0
    assert len(words) == 1
    assert_inert(words[0].replace("\n", "\0"))
    return 2


_OPTIONS = (
    *("--format", "-o", "--output", "--only", "--topic", "--basis", "--exit-code", "--item", "--summary", "--columns"),
    *(
        "--scale",
        "--status",
        "--owner",
        "--note",
        "--due",
        "--if-updated",
        "--data",
        "--notes",
        "--author",
        "--restricted",
    ),
    *(
        "--version",
        "--help",
        "-h",
        "--fresh",
        "--completion",
        "--overlay",
        "--write",
        "--yes",
        "--force",
        "--cycle",
        "--",
    ),
)
_WORDS = (
    *(
        "diff",
        "country",
        "show",
        "search",
        "list",
        "notes",
        "import",
        "check",
        "config",
        "set",
        "match",
        "check",
        "list",
    ),
    *(
        "a:one",
        "a:two",
        "b:four",
        "a",
        "one",
        "two",
        "four",
        "forces",
        "cycles",
        "inspections",
        "topics",
        "same",
        "-",
        ".",
    ),
    *(
        "json",
        "csv",
        "table",
        "toml",
        "html",
        "markdown",
        "parquet",
        "improved",
        "none",
        "x.json",
        "x.csv",
        "data",
        "notes",
    ),
    *("judgment/pillar/p", "judgment/topic/t1", "f-one-1", "f-two-1", "page.txt", "force=force,item=item", "good,bad"),
    *("data/judgments.csv", "data/*.csv", "data/forces.csv", "2026-05-31", "open", "done", "t1", "p", "bash", "\udcff"),
)


def some_arguments(data: st.DataObject, place: Path) -> int:
    """Run a command line of real options, real words and junk."""
    folder = dataset.write(place / "data", sound())
    (place / "page.txt").write_bytes(b"Kent Police\nPEEL 2017\nEffectiveness\nGood\n")
    token = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), st.sampled_from(_OPTIONS))
    argv = [
        changing.draw_word(data) if data.draw(st.integers(0, 5)) == 0 else data.draw(token)
        for _ in range(data.draw(st.integers(1, 9)))
    ]
    if data.draw(st.booleans()):
        argv = [*argv, "--data", "data"]
    if data.draw(st.booleans()):
        argv = [data.draw(st.sampled_from(_WORDS[:9])), *argv]
    return _unchanged(folder, lambda: _call(place, *argv, given=b"force,item,grade\na,b,good\n"))


def some_tables(data: st.DataObject, place: Path) -> int:
    """Compare somebody else's tables with a few changes."""
    rows = b"".join(b"f%d,i%d,%s,%d\n" % (n // 3, n % 3, (b"good", b"bad")[n % 2], 1 + n % 2) for n in range(12))
    folder = place / "tables"
    folder.mkdir()
    for name in ("x.csv", "y.csv"):
        content = b"force,item,grade,cycle\n" + rows
        for _ in range(data.draw(st.integers(0, 3))):
            change = data.draw(st.sampled_from((changing.draw_table, changing.draw_table, changing.draw_bytes)))
            content = change(data, content)
        (folder / name).write_bytes(content)
    argv = ["country", "--data", "tables/x.csv", "--data", "tables/y.csv"]
    if data.draw(st.booleans()):
        argv = ["country", "1", "2", "--data", "tables/x.csv"]
    scale = data.draw(st.sampled_from(("good,bad", "bad,good", "good,better", "good", "good,bad,=1", None, "junk")))
    if scale is not None:
        argv += ["--scale=" + (changing.draw_word(data) if scale == "junk" else scale)]
    if data.draw(st.integers(0, 3)) == 0:
        name = data.draw(st.sampled_from(("force", "item", "grade", "cycle", "status", "x")))
        argv += [f"--columns={name}={changing.draw_word(data)}"]
    if data.draw(st.integers(0, 3)) == 0:
        argv += [f"--item={changing.draw_word(data)}"]
    argv += ["--format", data.draw(st.sampled_from(("json", *FORMATS)))]
    return _unchanged(folder, lambda: _call(place, *argv))


KINDS: dict[str, Example] = {
    "dataset": some_dataset,
    "settings": some_settings,
    "notes": some_notes,
    "pages": some_page,
    "arguments": some_arguments,
    "tables": some_tables,
}


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    shm = Path("/dev/shm")  # noqa: S108  (in memory, where there is one)
    place = Path(tempfile.mkdtemp(dir=shm if os.access(shm, os.W_OK) else None))
    try:
        yield place
    finally:
        shutil.rmtree(place)


def run(what: str, examples: int, start: int, *, shrink: bool = True) -> Counter[int]:
    """Run so many examples of a kind from a seed; return how often each exit code came. Raises what fails."""
    codes: Counter[int] = Counter()
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)

    @seed(start)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(st.data())
    def one(data: st.DataObject) -> None:
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=2)
        try:
            with _folder() as place:
                codes[int(KINDS[what](data, place))] += 1
        finally:
            faulthandler.cancel_dump_traceback_later()

    one()
    return codes


def main() -> int:
    """Run the long form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=1000, help="of each kind")
    parser.add_argument("--what", default=",".join(KINDS))
    parser.add_argument("--processes", action="store_true", help="run the installed program each time")
    asked = parser.parse_args()
    Way.outside = asked.processes
    failed = 0
    for what in asked.what.split(","):
        began = time.monotonic()
        try:
            codes = run(what, asked.examples, asked.seed)
        except Exception as error:
            import traceback

            traceback.print_exception(error)
            failed += 1
            continue
        words = ", ".join(f"exit {code}: {count}" for code, count in sorted(codes.items()))
        sys.stdout.write(
            f"{what}: seed {asked.seed}: {codes.total()} inputs in {time.monotonic() - began:.0f} s: {words}\n"
        )
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
