"""How well findings are matched: `python tests/benchmarks/matching/measure.py`.

Hand-labelled pairs stand in pairs.csv (groups: natural and hard speak of one subject, lookalike and
unrelated do not). Every left text is scored against every right text. Prints how often a right one
comes first and among the first three, how the threshold decides each labelled pair, which ones it
gets wrong, and how long matching takes.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import polars as pl

from peeldiff.compare.matching import THRESHOLD, Texts, similar, suggested
from peeldiff.dataset import load
from peeldiff.dataset.keywords import count_stems, extract_keywords

PAIRS = pl.read_csv(Path(__file__).parent / "pairs.csv")


def texts(of: list[str], prefix: str) -> Texts:
    return {f"{prefix}{place:05}": extract_keywords(text) for place, text in enumerate(of)}


def accuracy() -> None:
    left, right = (list(dict.fromkeys(PAIRS[side])) for side in ("left", "right"))
    ours, theirs = texts(left, "l"), texts(right, "r")
    known = load().tables["findings"]["summary"]
    scored = similar(ours, theirs, count_stems(dict.fromkeys([*known, *left, *right])))
    id_of = dict(zip(left, ours, strict=True)), dict(zip(right, theirs, strict=True))
    scores = {(one, other): score for one, other, score, _ in scored}
    ranked: dict[str, list[str]] = {}
    for one, other, _, _ in scored:
        if left[int(one[1:])] != right[int(other[1:])]:
            ranked.setdefault(one, []).append(other)
    truth: dict[str, set[str]] = {}
    for row in PAIRS.filter(same="yes").iter_rows(named=True):
        truth.setdefault(id_of[0][row["left"]], set()).add(id_of[1][row["right"]])
    print(f"{PAIRS.height} labelled pairs, {len(left)} left texts, {len(right)} right ones")
    for group in ("natural", "hard"):
        ids = [id_of[0][text] for text in PAIRS.filter(group=group)["left"]]
        first = sum(bool(set(ranked.get(entry, [])[:1]) & truth[entry]) for entry in ids)
        three = sum(bool(set(ranked.get(entry, [])[:3]) & truth[entry]) for entry in ids)
        shares = f"right one first {first / len(ids):.2f}, in the first three {three / len(ids):.2f}"
        print(f"{group:10} {shares} of {len(ids)}")
    print(f"\nat the threshold {THRESHOLD}:")
    wrong = []
    for group in ("natural", "hard", "lookalike", "unrelated"):
        rows = PAIRS.filter(group=group)
        answer = [
            (scores.get((id_of[0][row["left"]], id_of[1][row["right"]]), 0.0), row)
            for row in rows.iter_rows(named=True)
        ]
        right_calls = sum((score >= THRESHOLD) == (row["same"] == "yes") for score, row in answer)
        print(f"{group:10} {right_calls} of {rows.height} decided as labelled")
        wrong += [(group, score, row) for score, row in answer if (score >= THRESHOLD) != (row["same"] == "yes")]
    print("\ndecided against the label (a person sees every suggestion and decides):")
    for group, score, row in sorted(wrong, key=lambda one: (one[0], -one[1])):
        print(f"  {group:10} {score:.2f}  {row['left']}\n{'':18}{row['right']}")


def speed(seed: int = 20250101) -> dict[int, float]:
    """Return the milliseconds that so many findings a side take, of invented texts of 25 words."""
    rng = random.Random(seed)
    vocabulary = [f"word{number}" for number in range(4000)]
    found = {}
    for count in (20, 500):
        of = [" ".join(rng.choices(vocabulary, k=25)) for _ in range(2 * count)]
        times = []
        for _ in range(7):
            start = time.perf_counter()
            ours, theirs = texts(of[:count], "l"), texts(of[count:], "r")
            suggested(similar(ours, theirs, count_stems(of), least=THRESHOLD))
            times.append(time.perf_counter() - start)
        found[count] = sorted(times)[3] * 1000
    return found


if __name__ == "__main__":
    accuracy()
    for count, milliseconds in speed().items():
        print(f"{count} x {count} invented findings: {milliseconds:.0f} ms")
