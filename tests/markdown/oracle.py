"""What Python-Markdown makes of an article, to compare our scanner with.

Left out are the marks that extensions add on their own: footnotes' back links and numbers,
the ids of tabs. Places are compared nowhere here; Python-Markdown has none.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from kb_tools.article import Article
from kb_tools.markdown import parse, render

_ADDED = re.compile(r"fn(ref\d*)?:|__tabbed_|__codelineno")
_HEADING = re.compile(r"h[1-6]")


class Facts(NamedTuple):
    """Headings (level, text), ids, and link and image targets; order does not count."""

    headings: Counter[tuple[int, str]]
    ids: frozenset[str]
    targets: Counter[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.heading: tuple[int, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        names = [values.get("id", ""), values.get("name", "") if tag == "a" else ""]
        self.ids.update(name for name in names if name and not _ADDED.match(name))
        if tag == "a" and "href" in values and "footnote" not in values.get("class", ""):
            self.targets.append(values["href"].strip())
        if tag == "img" and "src" in values:
            self.targets.append(values["src"].strip())
        if _HEADING.fullmatch(tag):
            self.heading = (int(tag[1]), [])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.heading and _HEADING.fullmatch(tag):
            self.headings.append((self.heading[0], " ".join("".join(self.heading[1]).split())))
            self.heading = None

    def handle_data(self, data: str) -> None:
        if self.heading:
            self.heading[1].append(data)


def rendered(article: Article) -> Facts:
    """Return what the HTML of an article's body holds."""
    body = article.text[article.meta_span.end if article.meta_span else 0 :]
    reader = _Reader()
    reader.feed(render(body))
    reader.close()
    return Facts(Counter(reader.headings), frozenset(reader.ids), Counter(reader.targets))


def scanned(article: Article) -> Facts:
    """Return the same of the article as it was parsed."""
    return Facts(
        Counter((heading.level, heading.text) for heading in article.headings),
        article.anchors,
        Counter(link.target for link in article.links),
    )


def difference(text: str) -> str:
    """Return how the two differ on a text, in words; "" when they agree."""
    article = parse(text, "article.md")
    ours, theirs = scanned(article), rendered(article)
    return "\n".join(
        f"{name}: ours {mine}, Python-Markdown's {other}"
        for name, mine, other in zip(Facts._fields, ours, theirs, strict=True)
        if mine != other
    )


def articles(root: Path) -> list[Path]:
    """Return the Markdown files below a folder, in order."""
    return sorted(root.rglob("*.md"))


def read(path: Path) -> str:
    """Return a file as text; what is no UTF-8 is replaced, as an editor would show it."""
    return path.read_bytes().decode("utf-8", "replace")
