"""What a release holds: a bill of what runs beside peeldiff, and no code that data could bring to run."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peeldiff.dataset.loading import compile_sources

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "tui" / "peeldiff").rglob("*.py"))
RUNS_DATA = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "code", "codeop", "runpy", "joblib"}
UNSAFE_CALLS = {
    "os.system",
    "os.popen",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "pl.DataFrame.deserialize",
}
IN_THE_WHEEL = pytest.mark.system
"""To build it, pip fetches and installs what builds it."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    if importlib.util.find_spec("pip") is None:
        pytest.skip("needs pip, to build the wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution found for hatchling" in done.stderr:
        pytest.skip("the build's own package, hatchling, cannot be had here")
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def required(name: str) -> set[str]:
    """Return the packages that one needs here, as those that are installed say."""
    needs = importlib.metadata.requires(name) or []
    plain = [need for need in needs if "extra ==" not in need and "python_version <" not in need]
    return {re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-") for entry in plain}


@IN_THE_WHEEL
def test_the_wheel_has_a_bill_of_what_runs_beside_it(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if ".dist-info/sboms/" in name]
    bill: dict[str, Any] = json.loads(wheel.read(name))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    top = bill["metadata"]["component"]
    assert (top["name"], top["version"]) == ("peeldiff", importlib.metadata.version("peeldiff"))
    parts = {part["name"]: part["version"] for part in bill["components"]}
    depends = {dependency["ref"]: dependency["dependsOn"] for dependency in bill["dependencies"]}
    direct = {re.split(r"[^\w.-]", dependency)[0] for dependency in project["dependencies"]}
    assert {ref.partition("@")[0] for ref in depends[top["bom-ref"]]} == {f"pkg:pypi/{entry}" for entry in direct}
    assert set(depends) == {top["bom-ref"], *(part["bom-ref"] for part in bill["components"])}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert all(f"\n{part}=={version} " in f"\n{lock}" for part, version in parts.items())
    reached, todo = set[str](), list(direct)
    while todo:
        if (one := todo.pop()) not in reached:
            reached.add(one)
            todo += required(one)
    assert reached <= set(parts)
    assert not {"pytest", "mypy", "ruff", "hypothesis", "scipy"} & set(parts)


@IN_THE_WHEEL
def test_the_wheel_has_the_package_the_dataset_and_the_settings_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert all(name.startswith("peeldiff/") for name in names)
    for needed in (
        "peeldiff/data/judgments.csv",
        "peeldiff/shipped.dataset",
        "peeldiff/config.toml",
        "peeldiff/py.typed",
    ):
        assert needed in names
    endings = {Path(name).suffix for name in names}
    assert endings <= {".py", ".typed", ".csv", ".parquet", ".toml", ".md", ".tcss", ".css", ".js", ".dataset"}, endings


@IN_THE_WHEEL
def test_the_wheel_brings_its_dataset_compiled(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("peeldiff/shipped.dataset") == compile_sources(ROOT / "data")


SPEAKS_OF_IT = re.compile(
    rf"(?<![.\w])(?:{'|'.join(RUNS_DATA)})\b|\b(?:{'|'.join(UNSAFE_MODULES)}|shell|system|popen|deserialize|get\w*output)\b"
)
"""Stands somewhere in whatever runs data: only there is looked closely."""


def what_runs_data(tree: ast.AST) -> Iterator[str]:
    """Walk over evaluation of text, formats that hold code, and shells."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from {name.split(".")[0] for name in named} & UNSAFE_MODULES
        elif isinstance(node, ast.Call):
            called = _dotted(node.func)
            if called in RUNS_DATA | UNSAFE_CALLS:
                yield f"{called} in line {node.lineno}"
            if "shell" in {keyword.arg for keyword in node.keywords}:
                yield f"a shell in line {node.lineno}"


def _dotted(node: ast.expr) -> str:
    """Return the name of a name, or of an attribute of names; whatever else is called has none."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_what_runs_data_is_found() -> None:
    code = "import os, pickle\nfrom yaml import load\neval('1')\nos.system('x')\nrun('x', shell=True)\nd[0].eval()\n"
    assert all(SPEAKS_OF_IT.search(line) for line in code.splitlines()[:-1])
    assert list(what_runs_data(ast.parse(code))) == [
        *("pickle", "yaml", "eval in line 3", "os.system in line 4", "a shell in line 5")
    ]


def test_nothing_runs_data() -> None:
    assert len(SOURCES) > 100
    suspects = {str(path): text for path in SOURCES if SPEAKS_OF_IT.search(text := path.read_text("utf-8"))}
    found = {path: list(what_runs_data(ast.parse(text))) for path, text in suspects.items()}
    assert {path: runs for path, runs in found.items() if runs} == {}
