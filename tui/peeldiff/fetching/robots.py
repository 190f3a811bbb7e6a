"""What a site asks of programs in its robots.txt, read as RFC 9309 says."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 500 * 1024
"""So much of a robots.txt counts (RFC 9309, 2.5)."""
LONGEST_DELAY = 60.0
"""Seconds between two requests that a site can ask for."""


@dataclass(frozen=True)
class Robots:
    """The rules of one site for one program."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Beginnings of paths, and whether what begins so may be asked for."""
    delay: float = 0.0
    """Seconds that the site wants between two requests."""

    def allows(self, path: str) -> bool:
        """Tell whether a path may be asked for: the longest rule that fits says so, permission first."""
        plain = _plain(path)
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, plain)]
        return max(fitting, default=(0, True))[1]


FORBIDDEN = Robots((("/", False),))
"""What holds where the rules of a site cannot be read because the site is in trouble (RFC 9309, 2.3.1.4)."""


def parse(text: str, product: str) -> Robots:
    """Return the rules for a program: those of every group that names it, else those for all."""
    mine: list[tuple[str, str]] = []
    everybodys: list[tuple[str, str]] = []
    named = False
    for agents, rules in _groups(text.removeprefix("\ufeff").splitlines()):
        if product.casefold() in agents:
            named = True
            mine += rules
        elif "*" in agents:
            everybodys += rules
    chosen = mine if named else everybodys
    paths = tuple((_plain(value), key == "allow") for key, value in chosen if key != "crawl-delay" and value)
    return Robots(paths, max((_seconds(value) for key, value in chosen if key == "crawl-delay"), default=0.0))


def _groups(lines: Iterable[str]) -> Iterable[tuple[set[str], list[tuple[str, str]]]]:
    agents, rules = set[str](), list[tuple[str, str]]()
    for line in lines:
        key, sign, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not sign:
            continue
        if key == "user-agent":
            if rules:
                yield agents, rules
                agents, rules = set[str](), list[tuple[str, str]]()
            agents.add(value.partition("/")[0].strip().casefold())
        elif key in ("allow", "disallow", "crawl-delay") and agents:
            rules.append((key, value))
    if agents:
        yield agents, rules


def _seconds(value: str) -> float:
    return min(LONGEST_DELAY, float(value)) if re.fullmatch(r"\d{1,6}(\.\d*)?", value, re.ASCII) else 0.0


def _plain(path: str) -> str:
    """Return a path in one spelling, so that `%7E` and `~` are the same."""
    return urllib.parse.quote(urllib.parse.unquote(path), safe="/~*$?&=;:@!+,()'-._")


def _fits(rule: str, path: str) -> bool:
    """Tell whether a path begins as a rule says; each piece between stars is looked for once, so no rule is slow."""
    is_whole = rule.endswith("$")
    first, *pieces = (rule[:-1] if is_whole else rule).split("*")
    if not path.startswith(first):
        return False
    last = pieces.pop() if is_whole and pieces else None
    at = len(first)
    for piece in pieces:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if last is not None:
        return len(path) - len(last) >= at and path.endswith(last)
    return not is_whole or at == len(path)
