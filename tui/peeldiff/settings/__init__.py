"""Settings in layers: shipped, site, user, environment, command line. Later wins.

The site can lock a key, and can restrict every session to its notes folder; a restricted session
reads neither the user's file nor the environment.
"""

from __future__ import annotations

from peeldiff.settings.loading import load
from peeldiff.settings.model import Settings
from peeldiff.settings.paths import site_file, user_file

__all__ = ["Settings", "load", "site_file", "user_file"]
