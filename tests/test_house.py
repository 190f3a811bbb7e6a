"""How the house is built: no circle of imports, no long ancestry, no class that does everything.

The floors and the borders of views are import contracts (`pyproject.toml`, kept by `test_floors.py`).
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.message import Message

import peeldiff
from peeldiff.app.kit.base_screen import BaseScreen

ROOT = Path(peeldiff.__file__).parent
MOST_ANCESTORS = 5
MOST_METHODS = 47
"""About 40: what Textual asks for by name, such as `on_resize`, is counted too."""
MOST_LINES = 60
"""Of a function: what a screen shows at once."""
LONGEST_MODULE = 350
"""Most have less than 200 lines."""
NO_IDEA = {"common", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}
"""Names of modules that say nothing."""


def modules() -> dict[str, Path]:
    """Return every module of the package by its name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _let_go() -> Iterator[None]:
    """What was parsed is some hundred MB."""
    yield
    parsed.cache_clear()


def statements(path: Path) -> Iterator[ast.AST]:
    """Walk over a module without looking into what is no statement."""
    todo: list[ast.AST] = [parsed(path)]
    while todo:
        yield (node := todo.pop())
        todo += (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr))


def imports(path: Path, names: set[str]) -> Iterator[str]:
    """Walk over what a module imports of ours, deferred imports too; what only types need does not count."""
    todo: list[ast.AST] = [parsed(path)]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and _is_for_types(node.test):
            todo += node.orelse
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                if below in names:
                    yield below
                elif node.module in names:
                    yield node.module
        else:
            todo += (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr))


def _is_for_types(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return name == "TYPE_CHECKING"


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return every largest set of modules each of which imports, by whatever way, every other."""

    def reached(start: str) -> set[str]:
        found, todo = set[str](), [start]
        while todo:
            for name in graph[todo.pop()] - found:
                found.add(name)
                todo.append(name)
        return found

    reach = {name: reached(name) for name in graph}
    found = []
    left = {name for name in graph if name in reach[name]}
    while left:
        name = min(left)
        found.append({other for other in reach[name] if name in reach[other]})
        left -= found[-1]
    return found


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"e"}}
    assert circles(graph) == [{"b", "c"}, {"e"}]


def test_what_only_types_need_is_no_import(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("if TYPE_CHECKING:\n from x import y\ndef f():\n from x import z, w\nimport v\n", "utf-8")
    assert set(imports(path, {"x", "x.y", "x.z", "v"})) == {"x.z", "x", "v"}


def test_no_modules_import_each_other_in_a_circle() -> None:
    found = modules()
    graph = {name: set(imports(path, set(found))) for name, path in found.items()}
    circular = circles(graph)
    assert circular == []


def own_classes() -> Iterator[type]:
    """Walk over every class of the package."""
    for name in modules():
        if name != "peeldiff.__main__":
            module = importlib.import_module(name)
            yield from (held for held in vars(module).values() if inspect.isclass(held) and held.__module__ == name)


def measured(held: type) -> tuple[int, int]:
    """Return how many classes of ours a class is made of, itself among them, and how many methods they give it."""
    ours = [parent for parent in held.__mro__ if parent.__module__.partition(".")[0] == "peeldiff"]
    methods = {name for parent in ours for name, value in vars(parent).items() if is_written(value)}
    return len(ours), len(methods)


def is_written(value: object) -> bool:
    """Tell whether this is a method that stands in a file; those of a dataclass do not."""
    held = value.fget if isinstance(value, property) else inspect.unwrap(getattr(value, "__func__", value))  # type: ignore[arg-type]
    return inspect.isfunction(held) and Path(held.__code__.co_filename).is_relative_to(ROOT)


def test_no_class_has_a_long_ancestry_or_does_everything() -> None:
    over = {}
    for held in own_classes():
        ancestors, methods = measured(held)
        if ancestors > MOST_ANCESTORS or methods > MOST_METHODS:
            over[held.__name__] = (ancestors, methods)
    assert over == {}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Walk over the functions of a module, with the lines that each takes."""
    for node in statements(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_lines_of_a_function_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("@cache\ndef f():\n  def g():\n    return 1\n  return g\nasync def h(): ...\n", "utf-8")
    assert dict(functions(path)) == {"f": 4, "g": 2, "h": 1}


def test_a_function_fits_on_a_screen_and_a_module_is_one_idea() -> None:
    long: dict[str, int] = {}
    for module, path in modules().items():
        long |= {f"{module}.{name}": lines for name, lines in functions(path) if lines > MOST_LINES}
        if (lines := path.read_text("utf-8").count("\n")) > LONGEST_MODULE:
            long[module] = lines
    assert long == {}
    assert not NO_IDEA & {part for module in modules() for part in module.split(".")}


def test_the_guide_to_the_code_names_what_is_there() -> None:
    guide = (ROOT / "README.md").read_text("utf-8")
    there = [path.as_posix() for folder in (ROOT, ROOT.parents[1] / "tests") for path in folder.rglob("*")]
    named = set(re.findall(r"`((?:[\w.-]+/)*[a-z_]+\.py|(?:[\w-]+/)+)`", guide))
    assert len(named) > 50
    assert not [name for name in named if not any(path.endswith(f"/{name.rstrip('/')}") for path in there)]


UNCHECKED = re.compile(r"#\s*(?:ruff: )?noqa\b(?!: [A-Z0-9, ]+  \(.+\)$)|# type: ignore(?!\[[a-z, -]+\]  # .+$)")
"""A check turned off, of which is not said which one and, behind that, why."""


def test_whoever_turns_a_check_off_says_which_and_why() -> None:
    assert UNCHECKED.search("x = 1  # noqa: E501")
    assert UNCHECKED.search("x = 1  # type: ignore[misc]")
    assert not UNCHECKED.search("x = 1  # noqa: E501  (an address)")
    assert not UNCHECKED.search("x = 1  # type: ignore[misc, arg-type]  # as it comes")
    unsaid = [
        f"{module}:{number}"
        for module, path in modules().items()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNCHECKED.search(line)
    ]
    assert unsaid == []


LATER = {"set_timer", "set_interval", "call_later", "call_after_refresh", "call_next"}


def test_what_is_called_later_is_asked_of_a_screen_or_the_app() -> None:
    """A screen of ours drops it once it is closed (`terminal/closed_screens.py`), and the app closes last.

    A widget would be called when it is gone.
    """
    screens = {held.__name__ for held in own_classes() if issubclass(held, BaseScreen | App)}
    asked: dict[str, str] = {}
    for module, path in modules().items():
        if not module.startswith("peeldiff.app.") or module == "peeldiff.app.terminal.closed_screens":
            continue
        for held in (node for node in statements(path) if isinstance(node, ast.ClassDef)):
            for call in (node.func for node in ast.walk(held) if isinstance(node, ast.Call)):
                if isinstance(call, ast.Attribute) and call.attr in LATER:
                    asked[f"{module}:{call.lineno}"] = held.name if (of := ast.unparse(call.value)) == "self" else of
    assert len(asked) > 10
    allowed = {"screen", "self.screen", "self.app", "screen.app", *screens}
    assert not {place: of for place, of in asked.items() if of not in allowed}


def nested(held: type) -> Iterator[type]:
    """Walk over a class and those within it."""
    yield held
    for inner in vars(held).values():
        if inspect.isclass(inner) and inner.__module__ == held.__module__:
            yield from nested(inner)


def test_a_message_is_a_dataclass() -> None:
    messages = {inner for held in own_classes() for inner in nested(held) if issubclass(inner, Message)}
    assert len(messages) > 15
    plain = [held for held in messages if "__dataclass_fields__" not in vars(held)]
    assert not [held.__qualname__ for held in plain if not held.__subclasses__()]
