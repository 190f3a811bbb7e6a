"""Which forces the inspectorate monitored more closely (Engage; in the press: special measures), from when to when."""

from __future__ import annotations

from dataclasses import dataclass

from peeldiff.dataset.model import Dataset
from peeldiff.vocabulary.sources import source_words
from peeldiff.vocabulary.words import long_date

ENGAGE = "Engage (enhanced monitoring; in the press: special measures)"
"""What the stage is called, by the inspectorate now and earlier, and by the press."""
ENGAGE_SHORT = "Engage (special measures)"


@dataclass(frozen=True, slots=True)
class MonitoringStay:
    """One stay of a force in Engage. Days are ISO, cut to the month or the year where no more is known."""

    force: str
    start: str
    end: str | None
    """None where no end is known."""
    reason: str
    source: str
    source_basis: str | None = None
    note: str | None = None
    end_reason: str | None = None
    end_source: str | None = None
    end_source_basis: str | None = None
    end_note: str | None = None

    @property
    def period(self) -> str:
        """Return when it was, as it is spoken: `from December 2021 to 20 September 2023`."""
        if self.end is None:
            return f"from {long_date(self.start)}, no end known"
        return f"from {long_date(self.start)} to {long_date(self.end)}"

    def describe(self, stage: str = ENGAGE_SHORT, name: str = "") -> str:
        """Return that and when it was, of a force by its name: one that ended must not read as one that goes on."""
        ongoing, ended = (f"{name} has been in", f"{name} was in") if name else ("In", "Was in")
        return f"{ongoing if self.end is None else ended} {stage} {self.period}"

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The sources of its beginning and, where that is another, of its end, each with whose it is."""
        ends = [(self.source, self.source_basis), (self.end_source or self.source, self.end_source_basis)]
        bases = {**dict(ends[:1]), **dict(reversed(ends))}
        return tuple((source, source_words(source, basis or "secondary")) for source, basis in bases.items())

    def touches(self, first_year: int, last_year: int) -> bool:
        """Tell whether a day of it can lie in one of these years."""
        ends = int(self.end[:4]) if self.end else last_year
        return int(self.start[:4]) <= last_year and ends >= first_year


def monitoring_stays(ds: Dataset, force: str | None = None) -> tuple[MonitoringStay, ...]:
    """Return the stays of a force, or of all, by force and in the order of time."""
    held = ds.lines_by_force("monitoring") if force is None else ds.lines("monitoring", force)
    lines = sorted(held, key=lambda line: (line["force"], str(line["from"])))
    return tuple(MonitoringStay(*(line[name] for name in _COLUMNS)) for line in lines)


_COLUMNS = (
    *("force", "from", "to", "reason", "source", "source_basis", "note"),
    *("to_reason", "to_source", "to_source_basis", "to_note"),
)
"""In the order of the fields of a stay."""
