"""Videos: files, with captions and a first picture beside them, and addresses of video sites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import parse_qs, urlsplit

SUFFIXES = (".mp4", ".webm", ".mov", ".m4v", ".ogv")
POSTERS = (".jpg", ".jpeg", ".png", ".webp")

_NAME = r"[\w-]{3,64}"
_PLAYERS: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com",
        rf"/(?:embed|shorts|live)/({_NAME})/?",
        "youtube",
    ),
    (r"youtu\.be", rf"/({_NAME})", "youtube"),
    (r"(?:www\.|player\.)?vimeo\.com", r"/(?:video/)?(\d{4,20})/?", "vimeo"),
    (r"(?:www\.|m\.)?bilibili\.com", r"/video/(BV\w{8,16})/?", "bilibili"),
)
_ADDRESSES = {
    "youtube": "https://www.youtube-nocookie.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}?dnt=1",
    "bilibili": "https://player.bilibili.com/player.html?bvid={}&autoplay=0",
}


def is_film(path: str) -> bool:
    """Say whether a path is that of a video file."""
    return path.lower().endswith(SUFFIXES)


def player(address: str) -> str:
    """Return the address of the player for a video on a video site; "" for any other address.

    >>> player("https://youtu.be/abc123"), player("https://example.com/a.mp4")
    ('https://www.youtube-nocookie.com/embed/abc123', '')
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https", ""):
        return ""
    query = parse_qs(parts.query)
    path = f"/embed/{query['v'][0]}" if parts.path == "/watch" and "v" in query else parts.path
    path = f"/video/{query['bvid'][0]}" if "bvid" in query else path
    host = (parts.hostname or "").replace("player.bilibili.", "www.bilibili.")
    for hosts, paths, site in _PLAYERS:
        found = re.fullmatch(paths, path) if re.fullmatch(hosts, host) else None
        if found:
            return _ADDRESSES[site].format(found[1])
    return ""


def poster(path: str, files: Collection[str]) -> str:
    """Return the picture of the same name beside a video: what is shown before it plays."""
    stem = path.rpartition(".")[0]
    return next((name for suffix in POSTERS if (name := stem + suffix) in files), "")


def captions(
    path: str, lang: str, languages: Iterable[str], files: Collection[str]
) -> Mapping[str, str]:
    """Return the captions beside a video by language; `pair.vtt` is in the article's own `lang`."""
    stem = path.rpartition(".")[0]
    named = {other: f"{stem}.{other}.vtt" for other in (lang, *languages)}
    found = {other: name for other, name in named.items() if name in files}
    return {lang: f"{stem}.vtt", **found} if f"{stem}.vtt" in files else found


def companions(path: str, lang: str, languages: Iterable[str], files: Collection[str]) -> set[str]:
    """Return the files beside a video that are shown with it."""
    beside = {poster(path, files), *captions(path, lang, languages, files).values()}
    return beside - {""}
