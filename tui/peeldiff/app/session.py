"""One sitting: the dataset that was loaded, the comparisons made from it, and the notes on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from peeldiff.settings import Settings

if TYPE_CHECKING:
    from peeldiff.compare.model import Comparison
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.names import Inspection
    from peeldiff.notes.model import Note, NoteEdit
    from peeldiff.notes.store import NotesFolder


@dataclass(frozen=True)
class Session:
    """What the screens ask; every method may read or write files, so it is called off the screen's thread."""

    settings: Settings
    dataset: Dataset

    @classmethod
    def open(cls, settings: Settings) -> Session:
        """Load the dataset that the settings name. Raises DatasetError."""
        from peeldiff.dataset import load

        return cls(settings, load(settings.data))

    def find(self, names: Sequence[str]) -> list[Inspection]:
        """Return the inspections that loosely written names mean. Raises a PeeldiffError for one that is none."""
        from peeldiff.dataset.names import find_inspection

        return [find_inspection(self.dataset, name) for name in names]

    def compare(self, left: Inspection, right: Inspection) -> Comparison:
        """Compare two inspections, with what people said of their findings. Raises NotesError."""
        from peeldiff.compare import compare

        return compare(self.dataset, left, right, self._folder.verdicts(left, right))

    @cached_property
    def known(self) -> dict[tuple[str, str], int]:
        """How many judgments with a grade or a reason for none are known, by force and cycle."""
        counted = self.dataset.judgments.group_by("force", "cycle").len()
        return {(force, cycle): count for force, cycle, count in counted.iter_rows()}

    @cached_property
    def facts_by_force(self) -> dict[str, int]:
        """How many judgments, findings and figures are known, by force."""
        counts: dict[str, int] = {}
        for table in ("judgments", "findings", "figures"):
            for force, count in self.dataset.tables[table].group_by("force").len().iter_rows():
                counts[force] = counts.get(force, 0) + count
        return counts

    @cached_property
    def _folder(self) -> NotesFolder:
        from peeldiff.notes.store import NotesFolder

        return NotesFolder(Path(self.settings.notes), self.dataset)

    def notes(self, comparison: Comparison) -> dict[str, Note]:
        """Return the notes on a comparison, by change id."""
        return dict(self._folder.read(comparison))

    def set_note(self, comparison: Comparison, change: str, edit: NoteEdit, seen: str) -> Note:
        """Write a note. Raises NoteChangedError if somebody changed it since the stamp `seen`, "" for none."""
        return self._folder.set_note(comparison, change, edit, author=self.settings.author, seen=seen)

    def set_verdict(self, comparison: Comparison, left: str, right: str, verdict: str) -> Comparison:
        """Keep what a person says of two findings, and compare anew. Raises NotesError."""
        self._folder.set_verdict(comparison, left, right, verdict, author=self.settings.author)
        from peeldiff.dataset.names import Inspection

        sides = (comparison.left, comparison.right)
        return self.compare(*(Inspection(side.force, side.cycle) for side in sides))

    def export(self, comparison: Comparison) -> Path:
        """Write the notes file and return where it is."""
        return self._folder.export(comparison)
