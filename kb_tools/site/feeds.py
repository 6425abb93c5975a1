"""The site for machines: feeds of changed articles, a catalogue, llms.txt, clean Markdown.

Formats: RSS 2.0 (rssboard.org/rss-specification), JSON Feed 1.1 (jsonfeed.org/version/1.1),
llms.txt (llmstxt.org). Feeds exist where mkdocs.yml says the site's address, since readers of
feeds need whole addresses.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import format_datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

from kb_tools.article import Article, Span
from kb_tools.markdown import bare
from kb_tools.site.addresses import href
from kb_tools.site.edition import Edition
from kb_tools.site.facts import summary, title, word, words

_TAIL = re.compile(r"[?#]")

NEWEST = 50
"""How many articles a feed holds."""


def machine_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield every file for machines: its path in the site, its text."""
    yield "articles.json", catalogue(edition)
    yield "llms.txt", llms(edition)
    for article in edition.kb.articles.values():
        yield markdown_file(edition, article), bare(article, dict(_targets(edition, article)))
    if edition.kb.facts.site_url:
        for lang in edition.languages:
            yield from _feeds(edition, lang)


def catalogue(edition: Edition) -> str:
    """Return the list of all articles as JSON, for other programs of the company."""
    rows = [
        {
            "id": article.id,
            "title": title(article),
            "url": edition.kb.url(article, absolute=True),
            "summary": summary(article),
            "kind": article.kind,
            "product": word(article.meta.get("product")),
            "tags": list(words(article.meta.get("tags"))),
            "lang": article.lang,
            "updated": _iso(edition.dates.get(article.path)),
        }
        for lang in edition.languages
        for article in edition.by_language[lang]
    ]
    text = json.dumps({"site": edition.name, "articles": rows}, ensure_ascii=False, indent=1)
    return text + "\n"


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def markdown_file(edition: Edition, article: Article) -> str:
    """Return where an article's Markdown lies: beside its page, with the same name."""
    return re.sub(r"\.html$", ".md", edition.file(article.path))


def _targets(edition: Edition, article: Article) -> Iterator[tuple[Span, str]]:
    """Yield where links lead from an article's Markdown on the site: to Markdown, and to files."""
    kb, own = edition.kb, markdown_file(edition, article)
    for link in article.links:
        path = kb.resolve(link.target, article).path
        if path is None or link.target.startswith(("#", "?")):
            continue
        to = kb.articles.get(path)
        way = href(quote(markdown_file(edition, to) if to else path), quote(own))
        raw = link.target_span.of(article.text)
        tail = raw[found.start() :].rstrip(">") if (found := _TAIL.search(raw)) else ""
        if way + tail != raw:
            yield link.target_span, way + tail


def llms(edition: Edition) -> str:
    """Return llms.txt: each language's articles with their Markdown and one line."""
    base = edition.kb.facts.site_url.rstrip("/")
    lines = [f"# {edition.name}", ""]
    for lang in edition.languages:
        lines += [f"## {lang}", ""]
        for article in edition.by_language[lang]:
            about = f": {line}" if (line := _line(summary(article))) else ""
            address = f"{base}/{markdown_file(edition, article)}"
            lines.append(f"- [{_line(title(article))}]({address}){about}")
        lines.append("")
    return "\n".join(lines)


def _line(text: str) -> str:
    return re.sub(r"[\[\]\s]+", " ", text).strip()


def _feeds(edition: Edition, lang: str) -> Iterator[tuple[str, str]]:
    dated = [(edition.dates.get(a.path), a) for a in edition.by_language[lang]]
    newest = sorted(((d, a) for d, a in dated if d), key=lambda pair: (pair[0], pair[1].path))
    articles = [article for _, article in reversed(newest)]
    for product in ("", *sorted({word(a.meta.get("product")) for a in articles} - {""})):
        of = [a for a in articles if not product or word(a.meta.get("product")) == product]
        name = ".".join(["feed", lang, *([_slug(product)] if product else [])])
        yield f"{name}.json", json_feed(edition, lang, product, name, of[:NEWEST])
        yield f"{name}.xml", rss(edition, lang, product, name, of[:NEWEST])


def _slug(product: str) -> str:
    return re.sub(r"[^\w-]+", "-", product.lower()).strip("-") or "product"


def _name(edition: Edition, product: str) -> str:
    return f"{edition.name}: {product}" if product else edition.name


def json_feed(
    edition: Edition, lang: str, product: str, name: str, articles: Sequence[Article]
) -> str:
    """Return a JSON Feed of articles, the newest first."""
    base = edition.kb.facts.site_url.rstrip("/")
    feed: Mapping[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _name(edition, product),
        "home_page_url": f"{base}/",
        "feed_url": f"{base}/{name}.json",
        "language": lang,
        "items": [
            {
                "id": edition.kb.url(article, absolute=True),
                "url": edition.kb.url(article, absolute=True),
                "title": title(article),
                "content_text": summary(article) or title(article),
                "date_modified": f"{_iso(edition.dates.get(article.path))}T00:00:00Z",
                "tags": list(words(article.meta.get("tags"))),
            }
            for article in articles
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def rss(edition: Edition, lang: str, product: str, name: str, articles: Sequence[Article]) -> str:
    """Return an RSS feed of articles, the newest first."""
    base = edition.kb.facts.site_url.rstrip("/")
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
    channel = ET.SubElement(root, "channel")
    own = {"href": f"{base}/{name}.xml", "rel": "self", "type": "application/rss+xml"}
    for tag, text in (
        ("title", _name(edition, product)),
        ("link", f"{base}/"),
        ("description", _name(edition, product)),
        ("language", lang),
    ):
        ET.SubElement(channel, tag).text = text
    ET.SubElement(channel, "atom:link", own)
    for article in articles:
        _item(ET.SubElement(channel, "item"), edition, article)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_printable(text)}\n'


def _item(item: ET.Element, edition: Edition, article: Article) -> None:
    url = edition.kb.url(article, absolute=True)
    date = edition.dates.get(article.path)
    ET.SubElement(item, "title").text = title(article)
    ET.SubElement(item, "link").text = url
    ET.SubElement(item, "guid").text = url
    ET.SubElement(item, "description").text = summary(article)
    if date is not None:
        midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
        ET.SubElement(item, "pubDate").text = format_datetime(midnight, usegmt=True)


def _printable(xml: str) -> str:
    """Drop the characters that XML 1.0 cannot hold, whatever a title has in it."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", xml)
