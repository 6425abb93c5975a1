"""The scripts that one build moves out of its pages, those of the pages it keeps among them."""

from __future__ import annotations

from pathlib import Path

from kb_tools import files
from kb_tools.site import browser_search, inline_scripts
from kb_tools.site.last_build import LastBuild


class MovedScripts:
    """Scripts by their path on the site; `last` knows those of the pages that it keeps."""

    def __init__(self, last: LastBuild | None) -> None:
        self._last = last
        self._texts: dict[str, str] = {}

    def known(self, name: str) -> bool:
        """Tell whether the page at `name` is kept, and keep its scripts then."""
        if self._last is None or name not in self._last.kept:
            return False
        self._texts.update(self._last.loaded(name))
        return True

    def without(self, html: str, name: str = "") -> str:
        """Return a page, our search behind its box, without the scripts that it contains."""
        scripts: dict[str, str] = {}
        html = inline_scripts.moved(browser_search.hook(html), scripts.__setitem__)
        self._texts.update(scripts)
        if self._last is not None:
            self._last.loads(name, scripts)
        return html

    def write(self, site: Path) -> None:
        """Write them into a site."""
        for path, text in self._texts.items():
            files.write(site / path, text)
