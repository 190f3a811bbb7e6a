"""Fetching pages for inspections from the interface: which, how far it is, what came; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from peeldiff.app.review.review_session import ReadFile, ReviewSession
from peeldiff.errors import ReportError
from peeldiff.importing import GivenIdentity, Sandbox
from peeldiff.settings import paths
from peeldiff.text import plural

if TYPE_CHECKING:
    from peeldiff.app.kit.lines import Line
    from peeldiff.dataset.model import Dataset
    from peeldiff.dataset.queries.names import Inspection
    from peeldiff.dataset.queries.page_addresses import Gap
    from peeldiff.fetching import Outcome
    from peeldiff.settings import Settings
    from peeldiff.updating import Update


def why_refused(settings: Settings) -> str:
    """Return why nothing can be fetched in this session; nothing where it can."""
    if settings.restricted:
        return "Refused, because this session is restricted to its notes folder."
    if settings.data is not None:
        return "Only the shipped dataset is filled from here: peeldiff update --overlay does it for another."
    return ""


def describe_targets(targets: Sequence[Gap]) -> list[Line]:
    """Return the pages that would be asked for, best first, and how many judgments each would fill."""
    lines: list[Line] = [
        [(f"{_lacking_words(gap)}  ", "strong"), (gap.addresses[0].address, "text")] for gap in targets
    ]
    sentence = (
        "One request at a time, as the site asks. Where a page is not there, the next variant of its address is tried."
    )
    return [*lines, [(sentence, "muted")]]


def _lacking_words(gap: Gap) -> str:
    words = [plural(len(gap.items), "judgment")] if gap.items else []
    return ", ".join([*words, "findings"] if gap.findings else words)


def describe_refused(refused: Sequence[Outcome]) -> list[str]:
    """Return why nothing was taken, a line for all variants of a page of which the same is to be said."""
    together: dict[tuple[Gap, str], list[str]] = {}
    for outcome in refused:
        together.setdefault((outcome.gap, outcome.result), []).append(outcome.address)
    lines = []
    for (_, result), (first, *others) in together.items():
        variants = f" and {plural(len(others), 'variant')} of it" if others else ""
        lines.append(f"{first}{variants}: {result}")
    return lines


@dataclass(frozen=True)
class UpdateResult:
    """What a run brought."""

    session: ReviewSession
    files: Sequence[ReadFile]
    messages: Sequence[str]
    """What a person should know: pages that were not there or not as expected, why it ended."""


@dataclass
class UpdateRun:
    """One run for some inspections. `run` is called off the screen's thread, `stop` from anywhere."""

    settings: Settings
    dataset: Dataset
    inspections: Sequence[Inspection]
    today: str
    _sandbox: Sandbox = field(default_factory=Sandbox)

    @cached_property
    def targets(self) -> tuple[Gap, ...]:
        """The pages that fill the gaps of the inspections, those without an address left out."""
        from peeldiff.updating import find_targets

        found = find_targets(self.dataset, [(inspection.force, inspection.cycle) for inspection in self.inspections])
        return tuple(gap for gap in found if gap.addresses)

    @cached_property
    def _update(self) -> Update:
        from peeldiff import fetching
        from peeldiff.updating import Update, pages_folder

        store = fetching.PageStore(pages_folder())
        return Update(self.dataset, self.targets, store, self.today, fetching.public_network(), fetching.Limits())

    def run(self, on_page: Callable[[int, str], object]) -> UpdateResult:
        """Fetch the pages and read them for a review. Raises a PeeldiffError."""
        filled = self._update.run(on_page)
        session = ReviewSession(self.settings, self.dataset, paths.user_dataset(), GivenIdentity())
        files: list[ReadFile] = []
        messages = describe_refused(filled.refused)
        with self._sandbox as sandbox:
            for page, _ in filled.readings:
                try:
                    files.append(session.read(page.asked, sandbox))
                except ReportError as error:
                    messages += error.lines
        if filled.ended:
            messages.append(filled.ended)
        if filled.was_stopped:
            messages.append(f"Stopped: {plural(len(files), 'page')} kept.")
        return UpdateResult(session, files, messages)

    def stop(self) -> None:
        """Ask for nothing more; what came is kept and shown."""
        self._update.stop()
