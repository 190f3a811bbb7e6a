"""What a framework says, once it has been read: cycles with their items, topics, scales, grades and terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """A pillar, question or area of one cycle."""

    id: str
    level: str
    """`pillar`, `question` or `area`."""
    label: str
    number: str | None = None
    pillar: str | None = None
    question: str | None = None
    wording: str = "verbatim"
    """How the wording of the question was seen: verbatim, cut, paraphrase, press or not-seen."""
    graded: str = "all"
    """Who gets a grade: `all` forces, `some` or `none`."""
    inspected: str = "all"
    """Who is inspected on it: `all`, `some`, `none` or `unknown`."""
    home: str | None = None
    touches: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why the item belongs to a topic, by topic."""
    continues: str | None = None
    """The question of an earlier cycle that this one continues, as `cycle:item`."""
    continues_reason: str | None = None
    note: str | None = None
    source: str | None = None
    in_framework: bool = True
    """False for an item of somebody else's table: without a framework nothing is due, so nothing is lacking."""

    @property
    def without_judgment(self) -> str:
        """What is known where the dataset has no judgment on the item.

        The framework may say that nobody is inspected or that nobody is graded; otherwise the
        judgment is absent, a gap of the dataset.
        """
        if self.inspected == "none":
            return "not-inspected"
        return "not-graded" if self.graded == "none" and self.inspected == "all" else "absent"

    @property
    def expected_status(self) -> str | None:
        """The status of an item without a judgment; None where no framework asks for one: it then stands in no row."""
        return self.without_judgment if self.in_framework else None


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be said of two cycles set side by side, at one level; the same either way round."""

    earlier: str
    later: str
    level: str
    """`pillar`, `question`, `area` or `any`."""
    basis: str
    """`direct`, `indicative` or `none`."""
    official: bool
    """Whether the inspectorate itself says so."""
    reason: str
    sources: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    """The items that it is about; empty for all of the level."""
    same_grades: bool = False
    """Whether one word means one grade in both cycles, so that equal grades are unchanged on any basis."""

    def covers(self, level: str, item: str) -> bool:
        """Tell whether the statement is about this item at this level."""
        return self.level in (level, "any") and (not self.only or item in self.only)


@dataclass(frozen=True, slots=True)
class PagePattern:
    """Where the inspectorate publishes a kind of page of one cycle, for any force."""

    address: str
    """The address, with `{force}` where it names the force."""
    pillar: str | None = None
    """The pillar whose page it is; None for the page of the whole inspection."""
    seen: tuple[str, ...] = ()
    """The forces whose page was seen there."""
    older: bool = False
    """Whether it is an earlier edition of a page that stands elsewhere."""
    detail: bool = False
    """Whether it repeats the grades of another page and adds to it."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """One round of inspections: its framework, scale, dates and comparability with earlier ones."""

    id: str
    name: str
    title: str
    kind: str
    scale: str
    published_from: str
    """The first known day or month of publication, ISO; cycles stand in this order."""
    items: tuple[Item, ...]
    """Pillars first, then questions or areas, in the framework's order."""
    statements: tuple[Statement, ...] = ()
    aliases: tuple[str, ...] = ()
    published_to: str | None = None
    published_note: str | None = None
    fieldwork: str | None = None
    comparability_note: str | None = None
    carried_over_note: str | None = None
    sources: tuple[str, ...] = ()
    pages: tuple[PagePattern, ...] = ()
    page_slugs: Mapping[str, str] = field(default_factory=dict)
    """What the addresses call a force, where that is not its slug."""
    is_partly_known: bool = False
    """Whether it has more items than the dataset knows: what is not among them may well be inspected."""

    def item(self, item_id: str) -> Item | None:
        """Return the item of this id, if the framework has it."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """A stable heading under which items of any cycle meet."""

    id: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades that a cycle can give, best first."""

    id: str
    label: str
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """The words and signs for one grade."""

    id: str
    label: str
    short: str
    """The label where there is little room."""
    mark: str
    """One character that tells the grade apart without colour."""
    ascii: str
    """The same for a terminal without Unicode."""

    @property
    def in_sentence(self) -> str:
        """The label inside a sentence; somebody else's grade (its label is its id) stands as written: `A` is no `a`."""
        return self.label if self.label == self.id else self.label.lower()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a grade or a term of the field means, with its sources."""

    id: str
    label: str
    definition: str
    note: str | None = None
    sources: tuple[str, ...] = ()
