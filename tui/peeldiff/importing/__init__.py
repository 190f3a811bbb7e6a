"""Report pages become dataset rows, which a person confirms.

    with Sandbox() as sandbox:
        report = import_file(ds, Path("page.html"), sandbox)
    plan = plan_import(ds, [report], overlay)
    write(plan)

`import_file` is `read` and then `import_document`, for who also shows the lines of the file.

The parsers of HTML and PDF are only imported in a process of their own, which `Sandbox` starts.
"""

from peeldiff.importing.imported import CONFIDENCES, Document, Draft, ImportedReport, ImportedRow, Unplaced
from peeldiff.importing.pages.page_lines import read
from peeldiff.importing.pages.sandbox import Sandbox
from peeldiff.importing.report import GivenIdentity, import_document, import_file, paragraphs
from peeldiff.importing.writing.imported_record import record
from peeldiff.importing.writing.overlay_plan import Plan, PlannedRow, plan_import
from peeldiff.importing.writing.overlay_writing import write

__all__ = [
    "CONFIDENCES",
    "Document",
    "Draft",
    "GivenIdentity",
    "ImportedReport",
    "ImportedRow",
    "Plan",
    "PlannedRow",
    "Sandbox",
    "Unplaced",
    "import_document",
    "import_file",
    "paragraphs",
    "plan_import",
    "read",
    "record",
    "write",
]
