"""One sitting: the dataset that was loaded, the comparisons made from it, and the notes on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.settings import Settings

if TYPE_CHECKING:
    from peeldiff.compare.comparison import Comparison
    from peeldiff.compare.cycles import Country
    from peeldiff.compare.figure_history import BandPoint
    from peeldiff.compare.finding_pairs import Verdicts
    from peeldiff.compare.force_history import Timeline
    from peeldiff.dataset.by_force import JudgmentsByForce
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.names import Inspection
    from peeldiff.notes.draft_keeper import DraftKeeper
    from peeldiff.notes.listing import Entry, Listing
    from peeldiff.notes.note_desk import NoteDesk
    from peeldiff.notes.store import NotesFolder

_KEPT = 4
"""So many comparisons of two cycles, and so many forces through time, are kept."""


def _as_shown_in(comparison: Comparison, entry: Entry) -> Entry:
    """Return a note on a finding of a comparison as a note of that comparison; any other as it is."""
    import dataclasses

    sides = (comparison.left.inspection, comparison.right.inspection)
    if not entry.findings or {entry.left, entry.right} == set(sides):
        return entry
    rows = comparison.finding_rows
    held = ((row.id, {side.finding for side in (row.left, row.right) if side}) for row in rows)
    change = next((row for row, findings in held if findings & entry.findings), None)
    if change is None:
        return entry
    places = dict.fromkeys([*(entry.shows_in or ((entry.left, entry.right),)), sides])
    turned = {frozenset(place): place for place in reversed(places)}
    return dataclasses.replace(
        entry, left=sides[0], right=sides[1], change=change, is_retired=False, shows_in=tuple(turned.values())[::-1]
    )


@dataclass(frozen=True)
class Session:
    """What the screens ask; every method may read or write files, so it is called off the screen's thread."""

    settings: Settings
    dataset: Dataset

    @classmethod
    def open(cls, settings: Settings) -> Session:
        """Load the dataset that the settings name. Raises DatasetError."""
        from peeldiff.dataset import load
        from peeldiff.settings import paths

        own = paths.overlay(settings.data, restricted=settings.restricted)
        cache = paths.dataset_cache(restricted=settings.restricted)
        return cls(settings, load(settings.data, own, columns=settings.columns, scale=settings.scale, cache=cache))

    def close(self) -> None:
        """Look through no more notes; what is being written is written to its end."""
        self._folder.close()

    def keep_drafts(self) -> None:
        """Put what is being written on the disk now. Can be called from any thread."""
        self.drafts.flush()

    def end(self) -> None:
        """End the sitting: what is being written stands on the disk for the next one."""
        self.drafts.close()

    def find(self, names: Sequence[str | Inspection]) -> list[Inspection]:
        """Return the inspections that loosely written names mean. Raises a PeeldiffError for one that is none."""
        from peeldiff.dataset.queries.names import find_inspection

        return [find_inspection(self.dataset, name) if isinstance(name, str) else name for name in names]

    def find_inspection_or_force(self, name: str) -> Inspection | str:
        """Return the inspection or, where no cycle is named, the force that a loosely written name means.

        Raises a PeeldiffError for a name that is neither.
        """
        from peeldiff.dataset.queries.names import find_inspection_or_force

        return find_inspection_or_force(self.dataset, name)

    def compare(self, left: Inspection, right: Inspection, *, judgments_first: bool = False) -> Comparison:
        """Compare two inspections, with what people said of their findings. Raises NotesError.

        With `judgments_first`, findings and figures are left for later: the first screen waits for nothing.
        """
        from peeldiff.compare import compare

        comparison = compare(self.dataset, left, right, self._verdicts(left, right))
        if not judgments_first:
            comparison.compare_rest()
        return comparison

    def _verdicts(self, left: Inspection, right: Inspection) -> Verdicts:
        """Return what people said of findings; nothing is even imported where there are no notes yet."""
        from peeldiff.files import is_missing

        return {} if is_missing(Path(self.settings.notes)) else self._folder.verdicts(left, right)

    @cached_property
    def known(self) -> dict[tuple[str, str], int]:
        """How many judgments with a grade or a reason for none are known, by force and cycle."""
        return self.dataset.counts("judgments")

    @cached_property
    def findings_known(self) -> dict[tuple[str, str], int]:
        """How many findings are known, by force and cycle."""
        return self.dataset.counts("findings")

    @cached_property
    def by_force(self) -> JudgmentsByForce:
        """What the country shows of the judgments, found by force."""
        from peeldiff.dataset.by_force import JudgmentsByForce

        return JudgmentsByForce(self.dataset)

    @cached_property
    def _countries(self) -> dict[tuple[str, str], Country]:
        return {}

    def country(self, left: str, right: str) -> Country:
        """Compare every force between two cycles; the last few are kept."""
        from peeldiff.compare.cycles import compare_cycles

        kept = self._countries
        if (left, right) not in kept:
            while len(kept) >= _KEPT:
                kept.pop(next(iter(kept)))
            kept[left, right] = compare_cycles(self.dataset, left, right)
        return kept[left, right]

    @cached_property
    def _timelines(self) -> dict[str, Timeline]:
        return {}

    def timeline(self, force: str) -> Timeline:
        """Return a force through every cycle; the last few are kept."""
        from peeldiff.compare.force_history import timeline

        kept = self._timelines
        if force not in kept:
            while len(kept) >= _KEPT:
                kept.pop(next(iter(kept)))
            kept[force] = timeline(self.dataset, force)
        return kept[force]

    @cached_property
    def _bands(self) -> dict[str, tuple[BandPoint, ...]]:
        return {}

    def known_band(self, measure: str) -> tuple[BandPoint, ...] | None:
        """Return where all forces stood on a measure in each period; None until `band` was asked. Reads nothing."""
        return self._bands.get(measure)

    def band(self, measure: str) -> tuple[BandPoint, ...]:
        """Return where all forces stood on a measure in each period; empty where too few have it."""
        from peeldiff.compare.figure_history import bands

        if measure not in self._bands:
            self._bands[measure] = bands(self.dataset, [measure]).get(measure, ())
        return self._bands[measure]

    def every_note(self, comparison: Comparison | None = None) -> Listing:
        """Return every note of the folder, a finding's once, and what cannot be read.

        Those on findings of `comparison` stand as notes of it; what was taken back is left out. Raises FileError.
        """
        import dataclasses

        from peeldiff.notes.listing import once_for_each_finding

        listing = self._folder.listing()
        entries = [entry for entry in once_for_each_finding(listing.entries) if not entry.note.is_blank]
        if comparison is not None:
            entries = [_as_shown_in(comparison, entry) for entry in entries]
        return dataclasses.replace(listing, entries=tuple(entries))

    @cached_property
    def _folder(self) -> NotesFolder:
        from peeldiff.notes.store import NotesFolder

        return NotesFolder(Path(self.settings.notes), self.dataset)

    @cached_property
    def drafts(self) -> DraftKeeper:
        """What is being written in this sitting."""
        from peeldiff.notes.draft_keeper import DraftKeeper

        return DraftKeeper(self.settings.drafts, self.settings.author)

    def note_desk(self, comparison: Comparison) -> NoteDesk:
        """Return where the notes on a comparison are read and written."""
        from peeldiff.notes.note_desk import NoteDesk

        return NoteDesk(comparison, self._folder, self.drafts, author=self.settings.author)

    def verdict(self, comparison: Comparison, left: str, right: str) -> str:
        """Return what a person said of two findings: `same`, `different`, or `unsaid`."""
        from peeldiff.dataset.queries.names import Inspection
        from peeldiff.notes.note import UNSAID

        sides = (Inspection(side.force, side.cycle) for side in (comparison.left, comparison.right))
        known = self._folder.verdicts(*sides)
        return known.get((left, right)) or known.get((right, left)) or UNSAID

    def set_verdict(self, comparison: Comparison, left: str, right: str, verdict: str) -> Comparison:
        """Keep what a person says of two findings, and compare anew. Raises NotesError."""
        self._folder.set_verdict(comparison, left, right, verdict, author=self.settings.author)
        from peeldiff.dataset.queries.names import Inspection

        sides = (comparison.left, comparison.right)
        return self.compare(*(Inspection(side.force, side.cycle) for side in sides))

    def write_paper(self, comparison: Comparison, form: str, today: dt.date) -> Path:
        """Write the paper of one page beside the notes, as `html`, `markdown` or `text`; return where it is.

        A note is overdue by the day `today`. Raises FileError.
        """
        from peeldiff.export.brief import writers
        from peeldiff.export.brief.fitting import make_paper
        from peeldiff.export.noted import NotedChange
        from peeldiff.files import replace_whole
        from peeldiff.text import inert

        noted = {
            change: NotedChange(inert(note.text), note.status, inert(note.owner) if note.owner else None, note.due)
            for change, note in self._folder.look(comparison).notes.items()
            if not note.is_blank
        }
        paper = make_paper(comparison, self.dataset, noted, today)
        written = {
            "html": lambda: writers.write_html(paper),
            "markdown": lambda: writers.write_markdown(paper),
            "text": lambda: writers.write_text(paper, None, colour=False),
        }[form]()
        ending = {"html": ".html", "markdown": ".md", "text": ".txt"}[form]
        path = self._folder.file(comparison).with_suffix(f".brief{ending}")
        self._folder.make_folder()
        replace_whole(path, written)
        return path

    def export(self, comparison: Comparison) -> Path:
        """Write the notes file and return where it is."""
        return self._folder.export(comparison)
