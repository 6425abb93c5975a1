"""Scripts out of the pages and into files, so that a site works under `script-src 'self'`.

Themes write small scripts into every page; under a strict content security policy browsers
refuse those. The same few scripts recur on all pages, so a handful of files holds them all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

FOLDER = "assets/kb/inline"
"""Where the scripts are on the site."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ROOT = re.compile(r'"base": "([^"]*)"')


def moved(html: str, keep: Callable[[str, str], None]) -> str:
    """Return a page of the Material theme with its inline scripts replaced by links to files.

    `keep(path, text)` is called with each file, by its path on the site. A page that does not say
    where the site's root is stays as it is.
    """
    root = _ROOT.search(html)
    if root is None:
        return html

    def link(script: re.Match[str]) -> str:
        digest = hashlib.blake2b(script[1].encode(), digest_size=6).hexdigest()
        path = f"{FOLDER}/{digest}.js"
        keep(path, script[1])
        return f'<script src="{root[1].rstrip("/")}/{path}"></script>'

    return _SCRIPT.sub(link, html)
