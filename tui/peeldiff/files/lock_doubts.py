"""Whether locks in a folder are seen by the other machines that write to it, as far as the system says so."""

from __future__ import annotations

import os
import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_LOCAL_ONLY = {
    "fuse.sshfs": frozenset({""}),
    "fuse.rclone": frozenset({""}),
    "fuse.gcsfuse": frozenset({""}),
    "fuse.s3fs": frozenset({""}),
    "nfs": frozenset({"nolock", "local_lock=all", "local_lock=flock"}),
    "nfs4": frozenset({"local_lock=all", "local_lock=flock"}),
    "cifs": frozenset({"nobrl"}),
    "smb3": frozenset({"nobrl"}),
}
"""File systems on which flock holds on one machine alone: always (an empty option), or with one of these options."""

_OCTAL = re.compile(r"\\(\d{3})")


def lock_doubt(folder: Path, mounts: str | None = None) -> str | None:
    """Return why two machines could write a file of this folder at once, None where nothing speaks for it.

    `mounts` is the text of /proc/self/mountinfo; where there is none, nothing is known.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text("utf-8", "replace")
        except OSError:
            return None
    place = os.path.realpath(folder)
    found: tuple[int, str, frozenset[str]] = (-1, "", frozenset())
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point, kind = before.split()[4:5], after.split()
        if not point or len(kind) < 3:
            continue
        root = _OCTAL.sub(lambda code: chr(int(code[1], 8)), point[0])
        if (place == root or place.startswith(root.rstrip("/") + "/")) and len(root) >= found[0]:
            found = len(root), kind[0], frozenset(kind[2].split(","))
    _, kind_of_system, options = found
    reasons = _LOCAL_ONLY.get(kind_of_system, frozenset())
    if "" not in reasons and not reasons & options:
        return None
    how = f" mounted with {', '.join(sorted(reasons & options))}" if reasons & options else ""
    return (
        f"the folder lies on {kind_of_system}{how}, where locks hold on one machine alone: "
        "write from one machine only, or share the notes by git"
    )
