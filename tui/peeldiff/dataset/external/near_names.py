"""Finds names that a person takes for the same and the computer does not.

They differ by blanks, a no-break space, case, how an accent is encoded, the shape of quotes and dashes,
or `&` for `and`. Such names are never joined here: it is said that they are there, and what to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import polars as pl

from peeldiff.text import inert_apart, plural, quoted

_SHOWN = 3
_QUOTES = '\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00b4`\u2032\u2033\u00ab\u00bb\u2039\u203a"'
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_INVISIBLE = r"[\u200b-\u200f\u2060\ufeff]"
_ALREADY_PLAIN = "^[0-9A-Za-z]+([ -][0-9A-Za-z]+)*$"
"""A name in which nothing but the case can be an accident: of millions, this is told much sooner."""
_WAYS = 'blanks, case, accents, quotes, dashes or "&"'


def find_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Return names that are written nearly like one of the other side, by which rows of one side only nearly meet.

    Takes the rows of one side alone and of the other alone, with force and item. First the forces, then the items,
    that stand on one side only; then those that part two keys although both may stand on both sides. Columns: left,
    right; sorted within each.
    """
    columns = ("force", "item")
    parted = {column: _alike(left[column], right[column]) for column in columns}
    if not any(pairs.height for pairs in parted.values()):
        return pl.DataFrame(schema={"left": pl.String, "right": pl.String})
    whole = [_on_one_side(parted[column], left[column], right[column]) for column in columns]
    sides = [
        rows.select(pl.col(name).cast(pl.String) for name in columns)
        .filter(pl.any_horizontal(pl.col(name).is_in(parted[name][side].implode()) for name in columns))
        .with_columns(_plain(pl.col(name)).alias(f"plain_{name}") for name in columns)
        for side, rows in (("left", left), ("right", right))
    ]
    met = sides[0].join(sides[1], on=[f"plain_{name}" for name in columns], nulls_equal=True)
    found = pl.concat(met.select(left=name, right=f"{name}_right") for name in columns)
    keys = found.filter(pl.col("left") != pl.col("right")).unique().sort("left", "right")
    return pl.concat([*whole, keys]).unique(maintain_order=True)


def _alike(left: pl.Series, right: pl.Series) -> pl.DataFrame:
    """Return two names that differ and look the same. Columns: left, right."""
    ours, theirs = (_with_plain(names.cast(pl.String).unique().drop_nulls()) for names in (left, right))
    met = ours.join(theirs, on="plain").select(left="name", right="name_right")
    return met.filter(pl.col("left") != pl.col("right"))


def _on_one_side(alike: pl.DataFrame, left: pl.Series, right: pl.Series) -> pl.DataFrame:
    """Return those of two names that differ of which neither stands on both sides."""
    ours, theirs = (names.cast(pl.String).implode() for names in (left, right))
    return alike.filter(~pl.col("left").is_in(theirs), ~pl.col("right").is_in(ours)).sort("left", "right")


def _with_plain(names: pl.Series) -> pl.DataFrame:
    """Return names as they are and without the accidents of writing. Columns: name, plain."""
    frame = names.to_frame("name")
    if names.str.contains(_ALREADY_PLAIN).all():
        return frame.with_columns(plain=pl.col("name").str.to_lowercase())
    return frame.with_columns(plain=_plain(pl.col("name")))


def describe_pairs(pairs: pl.DataFrame) -> str:
    """Return one line for the pairs of `find_pairs`, "" for none."""
    if not pairs.height:
        return ""
    count = plural(pairs.height, "name in rows of one side only differs", "names in rows of one side only differ")
    return f"{count} from one of the other side by no more than {_WAYS}: {_first(pairs.rows())}; {_REMEDY}"


def describe_within(*columns: Iterable[str]) -> list[str]:
    """Return a line for the names of one table that look alike, none where there are none; a column each."""
    alike = list[tuple[str, ...]]()
    for names in columns:
        frame = pl.DataFrame({"name": list(names)}, schema={"name": pl.String}).unique().sort("name")
        groups = frame.group_by(_plain(pl.col("name")).alias("plain"), maintain_order=True).agg("name")
        alike += [tuple(group) for group in groups.filter(pl.col("name").list.len() > 1)["name"].to_list()]
    if not alike:
        return []
    count = plural(len(alike), "name stands", "names stand")
    return [f"{count} in several spellings that differ by no more than {_WAYS}: {_first(alike)}; {_REMEDY}"]


def find_alike(name: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Return the known name that differs from a name by the accidents of writing alone, and by which; None for none."""
    frame = pl.DataFrame({"name": [name, *known]}, schema={"name": pl.String})
    alike = frame.with_columns(plain=_plain(pl.col("name"))).filter(pl.col("plain") == pl.col("plain").first())["name"]
    return (alike[1], _difference(name, alike[1])) if len(alike) > 1 else None


_REMEDY = "they are kept apart: write them alike where they are one"


def _plain(name: pl.Expr) -> pl.Expr:
    """Return names without the accidents of writing; names that are the same then look the same."""
    signs = {**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_DASHES, "-"), "&": " and ", "_": " "}
    text = name.str.normalize("NFKC").str.replace_many(signs).str.to_lowercase()
    text = text.str.replace_all(_INVISIBLE, "").str.replace_all(r"[\s\p{Z}]+", " ")
    return text.str.replace_all(r" ?- ?", "-").str.replace_all("ß", "ss", literal=True).str.strip_chars()


def _first(alike: Sequence[tuple[str, ...]]) -> str:
    """Return the first few pairs, each with what it differs by, since some differences cannot be seen."""
    shown = []
    for first, second, *_ in alike[:_SHOWN]:
        apart = inert_apart((first, second))
        shown.append(f"{quoted(apart[first])} and {quoted(apart[second])} ({_difference(first, second)})")
    return "; ".join(shown) + (", …" if len(alike) > _SHOWN else "")


def _difference(first: str, second: str) -> str:
    """Name by what two names differ."""
    steps = (
        ("how an accent is encoded", lambda text: unicodedata.normalize("NFC", text)),
        ("a sign that cannot be seen", lambda text: re.sub(_INVISIBLE, "", text)),
        ("blanks", lambda text: " ".join(text.split())),
        ("case", str.casefold),
        ("quotes", lambda text: "".join("'" if char in _QUOTES else char for char in text)),
        ("dashes", lambda text: "".join("-" if char in _DASHES else char for char in text)),
        ('"&"', lambda text: " ".join(text.replace("&", " and ").split())),
    )
    for name, step in steps:
        if step(first) == step(second):
            return name
    return "several of these"
