"""Places what a report of the inspectorate says: judgments, findings and figures under its items."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.dataset.model import Cycle
from peeldiff.importing import figure_extraction, finding_extraction, statuses
from peeldiff.importing.evidence import Evidence, Reader
from peeldiff.importing.grades import GradeFinder
from peeldiff.importing.grading import Grader, ItemCase
from peeldiff.importing.imported import Block, Gathered, ImportedReport, Unplaced
from peeldiff.importing.items import EXACT, LOOSE, ItemNames
from peeldiff.importing.lists import lists
from peeldiff.importing.sections import Section, Sectioner

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset

MOST_UNPLACED = 200
"""So many places that look like a grade are told of one file."""


@dataclass
class ReportAssembler:
    """One report of the inspectorate on its way to rows."""

    ds: Dataset
    cycle: Cycle
    force: str
    published: str | None
    source: str
    sure: bool
    blocks: Sequence[Block]
    grades: GradeFinder

    def assemble(self, shape: ImportedReport, notice: str) -> ImportedReport:
        """Return the report with its rows; `notice` is what a person should know of its cycle."""
        rows = Gathered(notices=[notice] if notice else [])
        names = ItemNames(self.cycle)
        listed, taken = lists(self.blocks, names, self.grades)
        rest = [block for place, block in enumerate(self.blocks) if place not in taken]
        sectioner = Sectioner(rest, names, self.grades)
        sections = sectioner.divide()
        scale = self.ds.scales[self.cycle.scale].grades
        if scale:
            reader = Reader(names, self.grades, rows.unplaced)
            evidence = [
                Evidence(
                    entry.item, entry.grade, "list", entry.block.place, entry.block.text, graded_at=entry.given.place
                )
                for entry in listed
            ]
            evidence += [piece for section in sections for piece in reader.of_section(section)]
            evidence += list(reader.of_rest(sectioner.before))
            self._judgments(rows, sections, evidence, scale)
            given = {id(entry.given) for entry in listed}
            unused = [self.blocks[place] for place in sorted(taken) if id(self.blocks[place]) not in given]
            self._leave(rows, unused, "a grade in a list, with no item that it is given to")
        else:
            self._leave(rows, self.blocks, f"{self.cycle.name} gave no grades")
            rows.notices.append(f"{self.cycle.name} gave no grades: only findings are taken")
        accounted = {place for row in rows.judgments for place in (row.place, *row.also)}
        accounted |= {left.place for left in rows.unplaced}
        self._leave(
            rows, [block for block in self.blocks if block.place not in accounted], "a grade that no row rests on"
        )
        self._findings(rows, sections, names, letter=not scale)
        rows.figures.extend(figure_extraction.figures(self.ds, self.force, self.source, self.blocks, self.sure))
        if shape.draft:
            rows.notices.append(f"cycle {self.cycle.id} is not in the dataset: complete the drafted framework file")
        return dataclasses.replace(
            shape,
            kind=self._kind(rows),
            judgments=tuple(rows.judgments),
            findings=tuple(rows.findings),
            figures=tuple(rows.figures),
            unplaced=tuple(rows.unplaced[:MOST_UNPLACED]),
            notices=tuple(rows.notices),
        )

    def _leave(self, rows: Gathered, blocks: Sequence[Block], why: str) -> None:
        """Put the blocks that are nothing but a grade among the unplaced."""
        left = [block for block in blocks if self.grades.badge(block.key)]
        rows.unplaced.extend(Unplaced(block.text[:300], block.place, why) for block in left)

    def _judgments(
        self, rows: Gathered, sections: Sequence[Section], evidence: Sequence[Evidence], scale: Sequence[str]
    ) -> None:
        grader = Grader(self.force, self.cycle, scale, self.published, self.source, self.sure)
        earlier = [cycle for cycle in self.ds.cycles.values() if cycle.published_from < self.cycle.published_from]
        for item in self.cycle.items:
            own = [section for section in sections if section.item == item and section.blocks]
            of_item = [piece for piece in evidence if piece.item == item]
            text = [block for section in own for block in section.blocks]
            case = ItemCase(
                item,
                of_item,
                statuses.find_status(text, self.grades, self.cycle, earlier),
                own[0].heading if own else None,
                any(len(block.text) > 80 for block in text),
                min((section.fit for section in own), default=EXACT),
            )
            row = grader.grade_item(case, rows.unplaced)
            if row:
                rows.judgments.append(row)

    def _findings(self, rows: Gathered, sections: Sequence[Section], names: ItemNames, *, letter: bool) -> None:
        for section in sections:
            cap = "high" if self.sure and section.fit >= EXACT else "medium" if section.fit >= LOOSE else "low"
            found = finding_extraction.under(section, self.grades)
            found += finding_extraction.observations(section) if letter and not found else []
            for finding in found:
                other = (
                    names.competing(finding.question.key, section.item) if finding.question and section.item else None
                )
                row = finding_extraction.as_row(
                    finding, section.item, self.force, self.cycle.id, self.source, cap, other
                )
                if all(row.values["finding"] != other.values["finding"] for other in rows.findings):
                    rows.findings.append(row)

    def _kind(self, rows: Gathered) -> str:
        if not self.ds.scales[self.cycle.scale].grades:
            return "letter"
        levels = {row.values["level"] for row in rows.judgments}
        if levels and levels <= {"pillar"} and len(rows.judgments) > 1:
            return "force page"
        return "pillar page" if levels & {"pillar", "question"} else "area report"
