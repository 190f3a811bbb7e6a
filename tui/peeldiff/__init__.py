"""peeldiff puts two police inspections side by side and says, honestly, what changed.

    import peeldiff
    ds = peeldiff.load()
    peeldiff.compare(ds, "northamptonshire:2017", "leicestershire:2018-19")
    peeldiff.compare_cycles(ds, "2016", "2017")

Names are resolved when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it; the module typing costs more than all that is here

if TYPE_CHECKING:
    from peeldiff.compare import Comparison, compare
    from peeldiff.compare.cycles import Country, compare_cycles
    from peeldiff.dataset import Dataset, load
    from peeldiff.errors import PeeldiffError

__version__ = "0.1.0"
__all__ = ["Comparison", "Country", "Dataset", "PeeldiffError", "__version__", "compare", "compare_cycles", "load"]

_HOMES = {
    "Comparison": "peeldiff.compare",
    "compare": "peeldiff.compare",
    "Country": "peeldiff.compare.cycles",
    "compare_cycles": "peeldiff.compare.cycles",
    "Dataset": "peeldiff.dataset",
    "load": "peeldiff.dataset",
    "PeeldiffError": "peeldiff.errors",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'peeldiff' has no attribute {name!r}")
    from importlib import import_module

    home = import_module(_HOMES[name])
    # The room named compare can itself be called, and stays under this name once it is imported.
    return home if name == "compare" else getattr(home, name)
