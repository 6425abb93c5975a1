"""Does a built site hold a word of what its readers may not see? Every byte of it is looked at.

The needles are taken from what the edition withholds: ids, runs of Chinese and other letters
beyond ASCII, and pieces of sentences. What is also in an article that may be seen is no
needle: the word is the writer's, and the linter reports it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kb_tools.corpus.layout import is_markdown
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.site.edition import Edition
from kb_tools.site.labels import LABELS
from kb_tools.site.last_build import LastBuild, digest
from kb_tools.site.shelves import walk

_RUN = re.compile(r"\w{6,}")
"""What is looked up as a whole: in markup, JSON and Markdown it begins and ends alike."""
_PIECE = re.compile(r"[A-Za-z][A-Za-z0-9 ,-]{22,}[A-Za-z0-9]")
_TITLE = re.compile(r"(?=.{8,})[ -~]+(?: [ -~]+)+")
"""A title in English of two words or more."""
_LABEL = re.compile(r"(?:(?<=[>\"\[])|(?<=^# ))([^<>\"\[\]\n]{8,80})(?=[<\"\]]|$)", re.MULTILINE)
"""A whole text of a page's element, of a JSON string, of a link or heading in Markdown."""
_HREF = re.compile(r"href=[\"']?([^\"'#?>\s]+)")
_EACH = 3
"""Pieces of sentences that are looked for of each text: the longest."""
_THEME = "assets/"
"""What the theme brings is the same for every audience; our own files there are not."""
_OURS = "assets/kb/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where hidden articles would be: `places` from the site's root, and their last `names`.

    `bases` are the ways to write the site's own address.
    """

    places: frozenset[str]
    names: frozenset[str]
    bases: tuple[str, ...]

    @classmethod
    def of(cls, edition: Edition) -> Addresses:
        """Return those of an edition's hidden articles, where it has no page."""
        shown = {_place(edition.file(path)) for path in _pages(edition)}
        hidden = filter(is_markdown, edition.hidden)
        places = {
            _place(place)
            for path in hidden
            for place in (edition.file(path), path)
            if _place(place) not in shown
        } - {""}
        names = frozenset(posixpath.basename(place) for place in places)
        site = edition.kb.facts.site_url.rstrip("/") + "/"
        return cls(frozenset(places), names, (site, urlsplit(site).path))

    def linked(self, text: str, name: str) -> str | None:
        """Return a link of the page `name` that leads to one of the places."""
        here = posixpath.dirname(name)
        for link in _HREF.findall(text) if self.places else ():
            if unquote(posixpath.basename(_place(link))) in self.names:
                way = unquote(unescape(link))
                root = next((base for base in self.bases if way.startswith(base)), None)
                way = way[len(root) :] if root else posixpath.join(here, way)
                if _place(posixpath.normpath(way)) in self.places:
                    return str(link)
        return None


def _pages(edition: Edition) -> Iterable[str]:
    return (*edition.kb.articles, *edition.trails, *edition.stand_ins)


def _place(address: str) -> str:
    """Return what the file of a page and the links to it have in common."""
    return address.removesuffix("index.html").rstrip("/")


@dataclass(frozen=True, slots=True)
class Withheld:
    """What no file may hold: whole runs, pieces that may occur anywhere, titles of articles.

    `shown` are the texts in which a title may occur all the same; `audience` reads the site.
    No link may lead to one of the `addresses`.
    """

    runs: frozenset[str]
    pieces: tuple[str, ...]
    titles: set[str]
    shown: tuple[str, ...]
    audience: str
    addresses: Addresses


def withheld(edition: Edition) -> Withheld:
    """Return what the readers of an edition may not see."""
    titles = _titles(edition)
    shown = tuple(article.text for article in edition.kb.articles.values()) if titles else ()
    return Withheld(*_needles(edition), titles, shown, edition.audience, Addresses.of(edition))


def refuse(site: Path, sought: Withheld, last: LastBuild | None = None) -> None:
    """Raise KbError when a file of the site holds what its readers may not see.

    What is kept of the `last` build was searched when that ended, and is again only for more.
    """
    runs, pieces, titles = sought.runs, sought.pieces, sought.titles
    places = sought.addresses.places
    wanted = digest(sorted((*runs, *pieces, *places)))
    searched = last is not None and last.same("searched", wanted)
    if not runs and not pieces and not titles and not places:
        return
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    if last is not None and (titles or not searched):  # whether titles leak is up to other texts
        files |= {name: last.site / name for name in last.kept}
    for name, file in sorted(files.items()):
        if name.startswith(_THEME) and not name.startswith(_OURS):
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        found = _found(text, runs, pieces) or (_titled(text, sought) if titles else None)
        found = found or (sought.addresses.linked(text, name) if name.endswith(".html") else None)
        if found is not None:
            raise KbError(_message(found, sought.audience), name)


def _found(text: str, runs: frozenset[str], pieces: Iterable[str]) -> str | None:
    for run in _RUN.findall(text) if runs and not text.isascii() else ():
        if run in runs:
            return str(run)
    return next((piece for piece in pieces if piece in text), None)


def _titled(text: str, sought: Withheld) -> str | None:
    """Return a title that stands for a hidden article; forget those that public texts have."""
    for title in {unescape(label).strip() for label in _LABEL.findall(text)} & sought.titles:
        if not any(title in shown for shown in sought.shown):
            return title
        sought.titles.discard(title)
    return None


def _needles(edition: Edition) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole runs, and pieces that may occur anywhere."""
    if not edition.withheld:
        return frozenset(), ()
    allowed = "\n".join(article.text for article in edition.kb.articles.values())
    runs = {run for text in edition.withheld for run in _runs(text)} - set(_runs(allowed))
    pieces = dict.fromkeys(piece for text in edition.withheld for piece in _pieces(text))
    ids = (name for name in edition.withheld_ids if len(name) > _SHORT)
    wanted = (one for one in (*pieces, *ids) if one not in allowed)
    return frozenset(runs), tuple(wanted)


def _titles(edition: Edition) -> set[str]:
    """Return the English titles, of two words or more, of hidden articles alone.

    The name of a folder, a label of ours or the site's name may say the same.
    """
    shelves = {shelf.title for home in edition.shelves.values() for shelf in walk(home)}
    labels = {words.en for words in LABELS.values()}
    titles = {title for title in edition.withheld_titles if _TITLE.fullmatch(title)}
    return titles - shelves - labels - {edition.name}


_SHORT = 5
"""Ids of so few characters may stand for anything."""


def _runs(text: str) -> Iterator[str]:
    return (run for run in _RUN.findall(text) if not run.isascii())


def _pieces(text: str) -> list[str]:
    return sorted(set(_PIECE.findall(text)), key=lambda piece: (-len(piece), piece))[:_EACH]


def _message(found: str, audience: str) -> Text:
    message = Text(
        "this file of the site holds '{found}', which is not for the {audience} audience; the site"
        " was not published. A template, a plugin or a file beside the articles put it there",
        "网站的这个文件里有“{found}”，它不面向 {audience} 读者，因此没有发布网站。"
        "它来自模板、插件，或文章目录里的其他文件",
    )
    return message.format(found=found[:60], audience=audience)
