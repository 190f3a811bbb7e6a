"""Makes the bill of materials of a wheel: what runs beside peeldiff, as requirements.lock pins it (PEP 770).

CycloneDX, without times or random numbers, so that the same sources give the same bytes.
"""

from __future__ import annotations

import re
from typing import Any

NAME = "peeldiff.cdx.json"
_PINNED = re.compile(r"^([\w.-]+)==(\S+)")
_VIA = re.compile(r"^    #\s+(?:via )?([\w.-]+)(?: \(.*\))?$")


def bill_of_materials(name: str, version: str, direct: set[str], lock: str) -> dict[str, Any]:
    """Return what `name` needs to run: the packages of `direct`, and what these need, from the lock's text.

    Raises ValueError for a direct dependency that the lock does not pin.
    """
    versions, needed_by = _read(lock)
    if missing := sorted(direct - set(versions)):
        raise ValueError(f"requirements.lock does not pin {', '.join(missing)}")
    needs = {one: {other for other in versions if one in needed_by[other]} for one in versions} | {name: direct}
    runs, todo = set[str](), [name]
    while todo:
        new = needs[todo.pop()] - runs
        runs |= new
        todo += new

    def component(one: str, kind: str, number: str) -> dict[str, str]:
        purl = f"pkg:pypi/{one}@{number}"
        return {"type": kind, "bom-ref": purl, "name": one, "version": number, "purl": purl}

    top = component(name, "application", version)
    parts = {one: component(one, "library", versions[one]) for one in sorted(runs)}
    depends = [
        {"ref": part["bom-ref"], "dependsOn": [parts[other]["bom-ref"] for other in sorted(needs[one])]}
        for one, part in {name: top, **parts}.items()
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": top},
        "components": list(parts.values()),
        "dependencies": depends,
    }


def _read(lock: str) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the version of each package and which packages it is there for."""
    versions, needed_by = dict[str, str](), dict[str, set[str]]()
    package = ""
    for line in lock.splitlines():
        if pinned := _PINNED.match(line):
            package = pinned[1]
            versions.setdefault(package, pinned[2])
            needed_by.setdefault(package, set())
        elif (via := _VIA.match(line)) and package:
            needed_by[package].add(via[1])
    return versions, needed_by
