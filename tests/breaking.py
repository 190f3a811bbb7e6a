"""Runs peeldiff at a site with one of its functions broken: breaking.py SITE.toml MODULE:NAME KIND ARGUMENT…

KIND is the error that the function then raises, with a path of this machine in it; `panic` is one of polars.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from peeldiff.__main__ import main
from peeldiff.settings import paths

OF_THIS_MACHINE = "/srv/of-this-machine/place"


def broken(kind: str) -> Callable[..., NoReturn]:
    def fails(*_: object, **__: object) -> NoReturn:
        if kind == "panic":
            from polars.exceptions import PanicException

            raise PanicException(OF_THIS_MACHINE)
        raise {"KeyError": KeyError, "OSError": OSError}[kind](OF_THIS_MACHINE)

    return fails


def without_tidying(fails: Callable[..., NoReturn]) -> Callable[..., NoReturn]:
    """Let it end because of what it raises, not because garbage was collected behind it."""

    def fails_and_tidies_nothing(*_: object, **__: object) -> NoReturn:
        gc.disable()
        fails()

    return fails_and_tidies_nothing


if __name__ == "__main__":
    site, place, kind = sys.argv[1:4]
    del sys.argv[1:4]
    paths.SITE = Path(site)
    module, _, name = place.partition(":")
    *outer, last = name.split(".")
    holder = reduce(getattr, outer, import_module(module))
    getattr(holder, last)  # what is not there would break nothing
    setattr(holder, last, without_tidying(broken(kind)))
    main()
