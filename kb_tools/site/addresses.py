"""Addresses inside the site: from one page to another, and what may become a file."""

from __future__ import annotations

import posixpath
import unicodedata
from urllib.parse import quote

WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))]
)


def base(url: str) -> str:
    """Return the way from the page at `url` (relative to the site's root) up to that root.

    >>> base("zh/login/"), base("zh/login.html"), base("index.html"), base("")
    ('../../', '../', '', '')
    """
    return "../" * url.count("/")


def href(target: str, source: str) -> str:
    """Return the link from the page at `source` to the one at `target`, both from the root.

    >>> href("zh/login/#a", "zh/"), href("", "zh/login/"), href("zh/", "zh/")
    ('login/#a', '../../', './')
    """
    path, mark, anchor = target.partition("#")
    here, there = source.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    way = "../" * (len(here) - same) + "/".join(there[same:])
    return (way or "./") + mark + anchor


def redirect_file(address: str, *, directory_urls: bool = True) -> str | None:
    """Return the file, relative to the site, that answers at `address`; None if none may.

    An address comes from front matter, so it is not to be trusted: it may not leave the site,
    hide, or have a name that some file system cannot hold.

    >>> redirect_file("/zh/old-login/"), redirect_file("zh/old.html"), redirect_file("../../x")
    ('zh/old-login/index.html', 'zh/old.html', None)
    """
    parts = address.strip("/").split("/")
    if not all(map(_is_name, parts)) or len(address) > 400:
        return None
    if parts[-1].endswith((".html", ".htm")):
        return "/".join(parts)
    return "/".join([*parts, "index.html"]) if directory_urls else "/".join(parts) + ".html"


def _is_name(part: str) -> bool:
    plain = not any(c in '\\:*?"<>|' or unicodedata.category(c)[0] == "C" for c in part)
    short = 0 < len(part.encode("utf-8", "replace")) <= 200
    device = part.partition(".")[0].lower() in WINDOWS_DEVICES
    return plain and short and not device and not part.startswith(".") and part == part.strip(" .")


def page_url(file: str) -> str:
    """Return the address of a site's file: `a/index.html` is `a/`."""
    folder, name = posixpath.split(file)
    return quote(f"{folder}/" if folder else "") if name == "index.html" else quote(file)
