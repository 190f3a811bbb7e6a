"""Report pages become dataset rows, which a person confirms.

    with Sandbox() as sandbox:
        report = import_file(ds, Path("page.html"), sandbox)
    plan = plan_of(ds, [report], overlay)
    write(plan)

The parsers of HTML and PDF are only imported in a process of their own, which `Sandbox` starts.
"""

from peeldiff.importing.model import CONFIDENCES, Draft, ImportedReport, ImportedRow, Unplaced
from peeldiff.importing.overlay_plan import Plan, plan_of
from peeldiff.importing.overlay_writing import write
from peeldiff.importing.record import record
from peeldiff.importing.report import Asked, import_file
from peeldiff.importing.sandbox import Sandbox

__all__ = [
    "CONFIDENCES",
    "Asked",
    "Draft",
    "ImportedReport",
    "ImportedRow",
    "Plan",
    "Sandbox",
    "Unplaced",
    "import_file",
    "plan_of",
    "record",
    "write",
]
