"""What may happen next: keys of the tables, junk, sequences, pasted text, the mouse, another size of the window.

A step is what a terminal sends, or a size; so one walk can be gone in the process and in a real terminal.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from app.hands import every_key, mouse, sent

Step = str | tuple[int, int]

REVIEW = ("import", "kent.html", "durham.html", "evil.html", "letter.txt", "empty.html", "--write")
"""Files that `app.reviewing` has, to decide on."""
OPENINGS: tuple[tuple[str, ...], ...] = (
    (),
    REVIEW,
    ("northamptonshire",),
    ("northamptonshire:2017",),
    ("northamptonshire:2017", "northamptonshire:2021-22"),
    ("northamptonshire:2018-19", "northamptonshire:2021-22"),
    ("leicestershire:2018-19", "leicestershire:2017"),
    ("northamptonshire:2017", "leicestershire:2018-19"),
    ("greater-manchester:2017", "greater-manchester:2016"),
    ("dyfed-powys:2025-27", "leicestershire:2014"),
)
"""What is named on the command line."""
LEAVING = ("ctrl+q", "ctrl+c", "q")
WORDS = ("leics", "northants 2017", "victims", "external", "reserves", "swap", "export", "2026-11-30", "soon", "Kim")
SIGNS = (
    "é",
    "Ω",
    "漢字",
    "ｗ",
    "🙂",
    "👩‍👩‍👧",
    "a\u0301",
    "\u202e",
    "\u200b",
    "[red]",
    "[/]",
    "\\",
    '"',
    "=1+1",
    "\ufeff",
)
SEQUENCES = (
    "\x1b[I",
    "\x1b[O",
    "\x1b[12;40R",
    "\x1b[?2026;2$y",
    "\x1b[1;5A",
    "\x1b[1;6D",
    "\x1b[97;5u",
    "\x1b[57441;2u",
    "\x1b[999~",
    "\x1b[;;;m",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1bP1$r0m\x1b\\",
    "\x1b[M !!",
    "\x1b[<0;-5;3M",
    "\x1b[<35;40;12M",
    "\x1bOM",
    "\x1b\x1b",
    "\x1bj",
    "\x9b31m",
    "\x00",
    "\x1f",
    "\x1a",
)
"""What terminals answer and what nobody has bound."""
SIZES = ((80, 24), (80, 24), (120, 40), (60, 15), (59, 14), (200, 60), (1, 1), (500, 200), (60, 200), (500, 15))


BOUND = [key for key in every_key() if key not in LEAVING]


def walk(seed: int, size: tuple[int, int] = (80, 24)) -> Iterator[Step]:
    """Yield steps for ever; the same ones for the same seed and size."""
    walker = Walker(random.Random(seed), size)
    while True:
        yield from walker.next()


class Walker:
    """Somebody who does not look where they go."""

    def __init__(self, dice: random.Random, size: tuple[int, int]) -> None:
        self.dice = dice
        self.size = size

    def next(self) -> list[Step]:
        """Return one step, or a few that belong together."""
        roll = self.dice.random()
        if roll < (0.03 if self.size[0] >= 60 and self.size[1] >= 15 else 0.3):
            return [self.resize()]
        if roll < 0.04:
            return [sent(self.dice.choice(LEAVING))]
        if roll < 0.12:
            return [sent("escape")]
        if roll < 0.16:
            return self.note()
        kinds = (self.key, self.word, self.junk, self.sequence, self.paste, self.mouse)
        return self.dice.choices(kinds, weights=(5, 1, 1, 1, 1, 3))[0]()

    def resize(self) -> Step:
        """Remember the size for the mouse."""
        anything = (self.dice.randint(1, 500), self.dice.randint(1, 200))
        self.size = self.dice.choice(SIZES) if self.dice.random() < 0.7 else anything
        return self.size

    def key(self) -> list[Step]:
        """Press any key that does something somewhere."""
        return [sent(self.dice.choice(BOUND))]

    def note(self) -> list[Step]:
        """Write a note, as far as one is where notes are written, and save it, throw it away or leave it."""
        end = self.dice.choice(("f2", "f2", "escape", "f8", "tab"))
        return ["]", "e", self.dice.choice(WORDS), sent("tab"), sent("right"), sent(end)]

    def word(self) -> list[Step]:
        """Type something that is found, and choose it or not."""
        return [self.dice.choice(WORDS), *([sent("enter")] if self.dice.random() < 0.5 else [])]

    def junk(self) -> list[Step]:
        """Type what nobody types."""
        signs = (self.dice.choice(SIGNS), *(chr(self.dice.randint(32, 126)) for _ in range(3)))
        return ["".join(self.dice.choices(signs, k=3))]

    def sequence(self) -> list[Step]:
        """Let the terminal say something."""
        return [self.dice.choice(SEQUENCES)]

    def paste(self) -> list[Step]:
        """Paste something, now and then a lot of it."""
        between = self.dice.choice(("\n", " ", "\t", "\r\n"))
        words = between.join(self.dice.choices((*WORDS, *SIGNS), k=self.dice.randint(0, 9)))
        return [f"\x1b[200~{words * (400 if self.dice.random() < 0.05 else 1)}\x1b[201~"]

    def mouse(self) -> list[Step]:
        """Click, turn the wheel or move, often near the edges, where titles and footers are."""
        x, y = (self.dice.choice((self.dice.randrange(end), self.edge(end))) for end in self.size)
        button = self.dice.choice((0, 0, 0, 0, 1, 2, 64, 65, 35))
        return [mouse(button, x, y)] * self.dice.choice((1, 1, 2, 3))

    def edge(self, end: int) -> int:
        """Return a place near the beginning or at the end."""
        return self.dice.choice((0, 1, 2, 3, end - 1)) % end
