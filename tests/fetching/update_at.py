"""Runs peeldiff in a process for which the server on a port of this machine is the inspectorate's site.

    python update_at.py PORT [ARGUMENT…]

The rule of which machines may be asked is a part of the network that is handed over here; no setting of
peeldiff changes it.
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fetching.site import Site
from peeldiff import __main__, fetching

if __name__ == "__main__":
    port = int(sys.argv.pop(1))
    fetching.public_network = Site(port=port).network
    fetching.Limits = functools.partial(fetching.Limits, pause=0.0)  # type: ignore[misc,assignment]
    __main__.main()
