"""Runs peeldiff on a machine whose site settings are another file: at_site.py SITE.toml ARGUMENT…

The site's file cannot be named from outside, so the tests change it from within.
"""

from __future__ import annotations

import sys
from pathlib import Path

from peeldiff.__main__ import main
from peeldiff.settings import paths

if __name__ == "__main__":
    paths.SITE = Path(sys.argv.pop(1))
    main()
