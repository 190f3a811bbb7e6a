"""A folder on which two machines would not see each other's locks is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from peeldiff.files.lock_doubts import lock_doubt

MOUNTS = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / /srv/near rw - nfs4 server:/notes rw,vers=4.2,local_lock=none
31 22 0:31 / /srv/alone rw shared:7 - nfs server:/notes rw,vers=3,nolock,local_lock=all
32 22 0:32 / /srv/a\\040b rw - fuse.sshfs kim@server:/notes rw,user_id=0
33 22 0:33 / /srv/shares rw - cifs //server/notes rw,nobrl
broken line
"""


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("/home/kim/notes", None),
        ("/srv/near/notes", None),
        ("/srv/nearby", None),
        ("/srv/alone", "nfs mounted with local_lock=all, nolock"),
        ("/srv/a b/notes", "fuse.sshfs"),
        ("/srv/shares/notes", "cifs mounted with nobrl"),
    ],
)
def test_which_folders(folder: str, reason: str | None) -> None:
    doubt = lock_doubt(Path(folder), MOUNTS)
    assert (doubt is None) == (reason is None)
    assert reason is None or f"lies on {reason}, where locks hold on one machine alone" in str(doubt)


def test_where_nothing_is_known_nothing_is_said(tmp_path: Path) -> None:
    assert lock_doubt(tmp_path, "") is None
    assert lock_doubt(tmp_path) is None
