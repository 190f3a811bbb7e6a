"""Places what a report of the inspectorate says: judgments, findings and figures under its items."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peeldiff.dataset.framework_model import Cycle, Item
from peeldiff.importing.extraction import figure_extraction, finding_extraction, outcomes, statuses
from peeldiff.importing.extraction.attribution import Attribution
from peeldiff.importing.extraction.corrections import Corrections
from peeldiff.importing.extraction.evidence import Evidence, Reader
from peeldiff.importing.extraction.finding_extraction import Finding
from peeldiff.importing.extraction.grades import GradeFinder
from peeldiff.importing.extraction.grading import Grader, ItemCase
from peeldiff.importing.extraction.items import EXACT, LOOSE, ItemNames
from peeldiff.importing.extraction.lists import Listed, find_lists
from peeldiff.importing.extraction.outcome_words import UNCLEAR
from peeldiff.importing.extraction.pillar_sentences import PillarSentences, find_pillar_sentences
from peeldiff.importing.extraction.sections import Section, Sectioner, find_bare_above
from peeldiff.importing.extraction.unplaced import unaccounted, with_unplaced
from peeldiff.importing.imported import Block, Gathered, ImportedReport, ImportedRow, Unplaced

if TYPE_CHECKING:
    from peeldiff.dataset.model import Dataset


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
        lists = find_lists(self.blocks, names, self.grades)
        pillars = find_pillar_sentences(self.blocks, names, self.grades)
        apart = lists.taken | pillars.taken
        sectioner = Sectioner(
            [block for place, block in enumerate(self.blocks) if place not in apart], names, self.grades
        )
        sections = sectioner.divide()
        scale = self.ds.scales[self.cycle.scale].grades
        evidence: list[Evidence] = []
        if scale:
            rows.unplaced += [Unplaced(block.text[:300], block.place, why) for block, why in lists.left]
            spoken_of = {*pillars.ungraded, *(piece.item.id for _, piece in pillars.evidence)}
            attribution = Attribution(self.blocks, sections, self.cycle, names, self.grades, spoken_of)
            reader = Reader(names, self.grades, rows.unplaced, attribution)
            evidence = [*map(_of_list, lists.listed)]
            evidence += [
                dataclasses.replace(piece, doubt=attribution.doubt_alone(block, piece.text))
                for block, piece in pillars.evidence
            ]
            evidence += [piece for section in sections for piece in reader.of_section(section)]
            evidence += list(reader.of_rest(sectioner.before))
            self._judgments(rows, sections, evidence, pillars, scale)
            corrections = Corrections(self.blocks, sections, self.cycle, self.grades)
            rows.judgments[:] = corrections.doubted(rows.judgments)
        else:
            rows.notices.append(f"{self.cycle.name} gave no grades: only findings are taken")
        self._findings(rows, [*sections, *sectioner.outside], names, letter=not scale)
        rows.figures.extend(figure_extraction.figures(self.ds, self.force, self.source, self.blocks, self.sure))
        why = "speaks of a grade, and no row rests on it" if scale else f"{self.cycle.name} gave no grades"
        rows.unplaced += unaccounted(self.blocks, self.grades, rows, evidence, why)
        if shape.draft:
            rows.notices.append(f"cycle {self.cycle.id} is not in the dataset: complete the drafted framework file")
        return with_unplaced(
            dataclasses.replace(
                shape,
                kind=self._kind(rows),
                judgments=tuple(rows.judgments),
                findings=tuple(rows.findings),
                figures=tuple(rows.figures),
                notices=tuple(rows.notices),
            ),
            rows.unplaced,
        )

    def _judgments(
        self,
        rows: Gathered,
        sections: Sequence[Section],
        evidence: Sequence[Evidence],
        pillars: PillarSentences,
        scale: Sequence[str],
    ) -> None:
        grader = Grader(self.force, self.cycle, scale, self.published, self.source, self.sure)
        earlier = self._earlier()
        on_page = {section.item.id for section in sections if section.item} | {piece.item.id for piece in evidence}
        for item in self.cycle.items:
            own = [section for section in sections if section.item == item and section.blocks]
            text = [block for section in own for block in section.blocks]
            block, status = pillars.ungraded.get(item.id, (None, None))
            case = ItemCase(
                item,
                [piece for piece in evidence if piece.item == item],
                status or statuses.find_status(text, self.grades, self.cycle, earlier),
                own[0].heading if own else block,
                any(len(block.text) > 80 for block in text),
                min((section.fit for section in own), default=EXACT),
                self._missing_next(item, on_page) or find_bare_above(item, sections),
            )
            row = grader.grade_item(case, rows.unplaced)
            if row:
                rows.judgments.append(row)

    def _missing_next(self, item: Item, on_page: Collection[str]) -> str:
        """Return the graded item that follows in the framework, if the page has nothing of it.

        A pillar is followed by its first question, on a page that has any of them.
        """
        if item.level == "pillar":
            following = [known for known in self.cycle.items if known.pillar == item.id]
            following = following if any(known.id in on_page for known in following) else []
        else:
            alike = [known for known in self.cycle.items if (known.level, known.pillar) == (item.level, item.pillar)]
            following = alike[alike.index(item) + 1 :]
        graded = [known for known in following if known.graded == "all"]
        lacks = graded and graded[0].id not in on_page
        return f"“{graded[0].label}”, which follows and is not on the page" if lacks else ""

    def _findings(self, rows: Gathered, sections: Sequence[Section], names: ItemNames, *, letter: bool) -> None:
        for section in sections:
            cap = "high" if self.sure and section.fit >= EXACT else "medium" if section.fit >= LOOSE else "low"
            found = finding_extraction.under(section, self.grades)
            found += finding_extraction.observations(section) if letter and section.item and not found else []
            for finding in found:
                question = finding.question
                other = names.competing(question.key, section.item) if question and section.item else None
                row = finding_extraction.as_row(finding, section, self.force, self.cycle.id, self.source, cap, other)
                if finding.outcome:
                    self._outcome(rows, finding, section, row)
                elif all(row.values["finding"] != known.values["finding"] for known in rows.findings):
                    rows.findings.append(row)
            rows.unplaced += finding_extraction.empty(section, self.grades)

    def _outcome(self, rows: Gathered, finding: Finding, section: Section, row: ImportedRow) -> None:
        """Give what became of an earlier finding to that finding; the report's repetition of it is no new one."""
        if finding.outcome == UNCLEAR:
            note = "The report speaks of what became of it, and does not say so outright"
            self._doubted(rows, row, note, "it is not said outright")
            return
        standing = outcomes.standing_finding(self.ds, self.force, finding.kind, finding.text, self._earlier())
        if standing is None:
            status = statuses.find_status(section.blocks, self.grades, self.cycle, self._earlier())
            origin = status.carried_from if status else None
            if origin not in self.ds.cycles:
                self._doubted(rows, row, f"The report says what became of it: {finding.outcome}", "it is said")
                return
            of_origin = finding_extraction.as_row(finding, section, self.force, str(origin), self.source, "medium")
            standing = {**of_origin.values, "item": None}
        values = outcomes.with_outcome(standing, str(finding.outcome), self.cycle.id, self.source)
        why = f"what the report of {self.cycle.name} says became of a finding of {standing['cycle']}"
        sure = "medium" if row.confidence == "high" else row.confidence
        rows.findings.append(ImportedRow(values, finding.block.place, sure, why))

    def _doubted(self, rows: Gathered, row: ImportedRow, note: str, what: str) -> None:
        """Add a row that is perhaps a finding of an earlier inspection, since a report says what became of such."""
        why = f"{row.why}; perhaps a finding of an earlier inspection: of what became of it, {what}"
        rows.findings.append(dataclasses.replace(row, values={**row.values, "note": note}, confidence="low", why=why))

    def _earlier(self) -> list[Cycle]:
        return [cycle for cycle in self.ds.cycles.values() if cycle.published_from < self.cycle.published_from]

    def _kind(self, rows: Gathered) -> str:
        if not self.ds.scales[self.cycle.scale].grades:
            return "letter"
        levels = {row.values["level"] for row in rows.judgments}
        if levels and levels <= {"pillar"} and len(rows.judgments) > 1:
            return "force page"
        return "pillar page" if levels & {"pillar", "question"} else "area report"


def _of_list(entry: Listed) -> Evidence:
    block, given = entry.block, entry.given
    text = block.text if given is block else f"{block.text}: {given.text}"
    return Evidence(entry.item, entry.grade, "list", block.place, text, graded_at=given.place)
