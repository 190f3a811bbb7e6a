"""The policy in a page's head names the very bytes of its own style and script."""

from __future__ import annotations

import base64
import hashlib
import re

from peeldiff.export.page import page


def test_the_policy_allows_our_own_style_and_script_and_nothing_else() -> None:
    made = page("A title", ["text"], script="country.js").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)
    assert policy is not None
    for name in ("style", "script"):
        content = made.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src &#x27;sha256-{digest}&#x27;" in policy[1]
    assert "script-src" not in page("A title", ["text"]).decode()
