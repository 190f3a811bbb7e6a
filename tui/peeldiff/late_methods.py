"""Lets the methods of dataclasses be made when they are called first: most never are, and each has to be compiled.

A start makes some hundred and fifty dataclasses, of which Python writes and compiles the methods one by one;
that took a fifth of it. Used by the program alone: who imports peeldiff as a library has Python's own.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: the module typing takes long to import

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Method = Callable[..., Any]

_MAKER = "_create_fn"
_PARAMETERS = ["name", "args", "body", "globals", "locals", "return_type"]
"""Of the function by which `dataclasses` makes a method; a Python that has another is left to itself."""


def make_methods_late() -> None:
    """Make the methods of every dataclass from here on when they are called first."""
    import dataclasses
    import inspect

    make: Method | None = getattr(dataclasses, _MAKER, None)
    if make is not None and list(inspect.signature(make).parameters) == _PARAMETERS:
        setattr(dataclasses, _MAKER, _making_late(make))


def _making_late(make: Method) -> Method:
    """Return a maker of methods that makes each by `make` when it is called first."""

    def make_late(name: str, args: object, body: object, **scope: object) -> Method:
        made: list[Method] = []

        def first(self: object, /, *given: object, **named: object) -> object:
            """Make the method, put it in its place, and call it."""
            if not made:
                method = make(name, args, body, **scope)
                method.__qualname__ = first.__qualname__
                made.append(method)
                for owner in type(self).__mro__:
                    if owner.__dict__.get(name) is first:
                        type.__setattr__(owner, name, method)
            return made[0](self, *given, **named)

        first.__name__ = name
        return first

    return make_late
