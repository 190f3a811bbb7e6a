"""What Textual does not promise: used in one room, each use named here, and done without where that is possible.

A newer Textual may be installed when these pass with it; a test that fails names what it no longer has.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual._styles_cache import StylesCache
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump
from textual.screen import Screen

from app.conftest import NORTHANTS, Opened
from app.hands import press
from app.seeing import text
from peeldiff import app as interface
from peeldiff.app.terminal import partial_repaint, single_paint

APP = Path(interface.__file__).parent
USES: dict[str, Callable[[], object]] = {
    "cache_release: the cache of styles can be emptied": lambda: StylesCache.get_inner_outer.cache_clear,
    "partial_repaint: a screen draws by a compositor": lambda: Screen()._compositor.render_partial_update,
    "partial_repaint: an update knows its cells": lambda: [
        ChopsUpdate.__init__.__annotations__[name] for name in partial_repaint._NEEDED
    ],
    "partial_repaint: it renders itself for the driver": lambda: ChopsUpdate.render_segments,
    "single_paint: a screen knows what it has to draw": lambda: [
        getattr(Screen(), name) for name in single_paint.NEEDED
    ],
    "drawn_text: a compositor gives what it drew": lambda: Compositor.render_strips,
    "crash_ending: every error comes to one method": lambda: App._handle_exception,
    "crash_ending: an app is closed without waiting": lambda: MessagePump._close_messages_no_wait,
    "crash_ending: an app tells that it ends, and how": lambda: (
        App()._exit,
        App()._return_code,
        App()._exception_event,
    ),
    "crash_ending: what a driver's thread cannot do comes to panic": lambda: App.panic,
    "closed_screens: handlers of a message are found in one method": lambda: MessagePump._get_dispatch_methods,
    "steady_driver: it knows the app that it drives": lambda: inspect.signature(LinuxDriver).parameters["app"],
    "steady_driver: it takes the terminal up when it goes on": lambda: LinuxDriver._sigcont_application,
    "steady_driver: it reads keys in one method": lambda: LinuxDriver.run_input_thread,
}


@pytest.mark.parametrize("use", USES)
def test_textual_has(use: str) -> None:
    assert USES[use]() is not None


async def test_a_textual_that_draws_in_another_way_is_left_to_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partial_repaint, "_NEEDED", ("something newer",))
    monkeypatch.setattr(single_paint, "NEEDED", ("something newer",))
    monkeypatch.setattr("textual._styles_cache.StylesCache", object)
    async with opened(*NORTHANTS) as pilot:
        await press(pilot, "j", "?")
        assert "Keys and signs" in text(pilot)
        await press(pilot, "escape")
        assert "PEEL 2017" in text(pilot)


@cache
def classes_in(module: str) -> Mapping[str, ast.ClassDef]:
    """Return the classes of a module, by name; a module is read once for all of them."""

    def inside(node: ast.AST, place: str) -> Iterator[tuple[str, ast.ClassDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                yield f"{place}{child.name}", child
                yield from inside(child, f"{place}{child.name}.")

    return dict(inside(ast.parse(inspect.getsource(importlib.import_module(module))), ""))


@cache
def private_names(of: type) -> set[str]:
    """Return what a class of Textual's keeps for itself: methods, and what it sets on itself."""
    return set[str]().union(*map(private_name, ast.walk(classes_in(of.__module__)[of.__qualname__])))


def kept_by_textual(own: type) -> set[str]:
    """Return what the classes of Textual that a class is made of keep for themselves."""
    bases = [base for base in own.__mro__ if base.__module__.startswith("textual.")]
    return set[str]().union(*map(private_names, bases))


def private_name(node: ast.AST) -> set[str]:
    """Return the private name, if any, that stands at a node: of a method, or of what is set on or asked of itself."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            pass
        case ast.Attribute(value=ast.Name(id="self") | ast.Call(func=ast.Name(id="super")), attr=name):
            pass
        case _:
            return set()
    return {name} if name.startswith("_") and not name.startswith("__") else set()


def uses_outside() -> Iterator[str]:
    """Walk over what the interface takes from the inside of Textual, but for the room of the terminal."""
    of_screens = kept_by_textual(App) | kept_by_textual(Screen)
    for path in sorted(APP.rglob("*.py")):
        if path.parent.name == "terminal":
            continue
        name = ".".join(("peeldiff.app", *path.relative_to(APP).with_suffix("").parts)).removesuffix(".__init__")
        module = importlib.import_module(name)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            where = f"{path.name}:{getattr(node, 'lineno', 0)}"
            match node:
                case ast.ImportFrom(module=str(imported)) if imported.startswith("textual._"):
                    yield f"{where}: {imported}"
                case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner not in ("self", "cls"):
                    if attr in of_screens:
                        yield f"{where}: {owner}.{attr}"
                case ast.ClassDef(name=class_name) if isinstance(own := getattr(module, class_name, None), type):
                    used = set[str]().union(*map(private_name, ast.walk(node))) & kept_by_textual(own)
                    yield from (f"{where}: {class_name}.{private}" for private in sorted(used))


def test_nothing_outside_the_room_of_the_terminal_uses_it() -> None:
    assert sorted(uses_outside()) == []
