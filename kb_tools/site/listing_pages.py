"""The pages that lead to articles: each language's home, each folder's page, the A–Z list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kb_tools.article import Article
from kb_tools.site import ask_page
from kb_tools.site.addresses import base, href
from kb_tools.site.edition import Edition
from kb_tools.site.facts import day, spoken_day, summary, title, word
from kb_tools.site.fragments import fragment
from kb_tools.site.labels import label
from kb_tools.site.letters import by_letter
from kb_tools.site.shelves import Shelf, walk
from kb_tools.site.states import spoken

FEATURED = 6
ISSUES = 5
LOOSE = 24
"""How many articles that are in no folder the home page shows, at most."""


def made_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the Markdown of every page that nobody wrote: docs path and text."""
    for lang, home in edition.shelves.items():
        for shelf in walk(home):
            if shelf.landing is None and shelf.made:
                name = label("home_title", lang) if shelf is home else shelf.title
                yield shelf.path, _markdown(name)
        yield edition.lists[lang], _markdown(label("all_articles", lang))
    for lang, path in edition.asks.items():
        yield path, _markdown(label("ask", lang))


def _markdown(heading: str) -> str:
    """Return a page that is only a heading; search leaves it out, as it holds no answer."""
    quoted = heading.replace("'", "''")
    return f"---\ntitle: '{quoted}'\nsearch:\n  exclude: true\n---\n"


def fill(content: str, edition: Edition, path: str, overrides: str) -> str | None:
    """Return the content of the page at `path`; None when it is an article like any other."""
    lang = edition.language_of(path)
    if path == edition.lists.get(lang):
        return fragment("title", lang, title=label("all_articles", lang)) + _list(edition, lang)
    if path == edition.asks.get(lang):
        return ask_page.content(edition, lang, overrides)
    trail = edition.trails.get(path)
    if trail is None or not _is_page_of(trail[-1], path):
        return None
    if len(trail) == 1:
        return _home(content, edition, trail[0], lang, overrides)
    shelf = trail[-1]
    heading = "" if "<h1" in content else fragment("title", lang, title=shelf.title)
    return heading + content + _shelf(edition, shelf, lang, overrides)


def _home(content: str, edition: Edition, home: Shelf, lang: str, overrides: str) -> str:
    here = edition.url(home.path)
    asks = lang in edition.asks
    top = fragment(
        "home",
        lang,
        overrides,
        base=base(here),
        settings=json.dumps(ask_page.home_settings(edition, lang), ensure_ascii=False)
        if asks
        else "",
        question=home.title if home.landing else label("home_title", lang),
        answer=home.summary,
        hint=_hint(home, lang),
        list_href=href(edition.url(edition.lists[lang]), here),
        ask_href=href(edition.url(edition.asks[lang]), here) if asks else "",
        featured=[_link(edition, a, here) for a in featured(edition, lang)],
        issues=[_issue(edition, a, here) for a in known_issues(edition, lang)],
        cards=list(_cards(edition, _topics(home), here)),
        pages=[_link(edition, a, here) for a in home.articles[:LOOSE]],
    )
    own = content.partition("</h1>")[2] if "</h1>" in content else content
    return f'{top}<div class="kb-own">{own}</div>' if own.strip() else top


def _topics(home: Shelf) -> tuple[Shelf, ...]:
    """Return the shelves to choose from: one that holds all others is no choice."""
    shelves = home.shelves
    while len(shelves) == 1 and shelves[0].shelves:
        shelves = shelves[0].shelves
    return shelves


def _is_page_of(shelf: Shelf, path: str) -> bool:
    return shelf.path == path and shelf.has_page


def _hint(home: Shelf, lang: str) -> str:
    own = word(home.landing.meta.get("hint")) if home.landing else ""
    return own or label("hint", lang)


def hides(edition: Edition, path: str) -> list[str]:
    """Return which of the theme's sidebars the page at `path` has no use for."""
    if path in edition.lists.values():
        return ["toc"]
    if path in edition.asks.values():
        return ["navigation", "toc"]
    trail = edition.trails.get(path, ())
    if not trail or not _is_page_of(trail[-1], path):
        return []
    return ["navigation", "toc"] if len(trail) == 1 else ["toc"]


def featured(edition: Edition, lang: str) -> list[Article]:
    """Return what most people come for: what the writers pinned, then what is linked most."""
    leads = {path for path, trail in edition.trails.items() if _is_page_of(trail[-1], path)}
    articles = [a for a in edition.by_language[lang] if a.path not in leads]
    pinned = [article for article in articles if article.meta.get("featured") is True]
    linked = sorted(
        (a for a in articles if len(edition.linked_from.get(a.path, ())) > 1 and a not in pinned),
        key=lambda a: (-len(edition.linked_from[a.path]), a.path),
    )
    return [*pinned, *linked][:FEATURED]


def known_issues(edition: Edition, lang: str) -> list[Article]:
    """Return the known issues, those looked at last first."""
    issues = [a for a in edition.by_language[lang] if a.kind == "known-issue"]
    issues.sort(key=lambda a: str(day(a.meta.get("reviewed")) or ""), reverse=True)
    return issues[:ISSUES]


def _issue(edition: Edition, article: Article, here: str) -> dict[str, Any]:
    date = day(article.meta.get("reviewed"))
    return _link(edition, article, here) | {
        "state": spoken(word(article.meta.get("state")), article.lang),
        "date": date,
        "date_text": spoken_day(date, article.lang) if date else "",
    }


def _link(edition: Edition, article: Article, here: str) -> dict[str, Any]:
    there = href(edition.kb.url(article), here)
    return {"href": there, "title": title(article), "summary": summary(article)}


def _cards(edition: Edition, shelves: Iterable[Shelf], here: str) -> Iterator[dict[str, Any]]:
    for shelf in shelves:
        there = href(edition.url(shelf.path), here)
        text = {"title": shelf.title, "summary": shelf.summary, "count": shelf.count}
        yield {"href": there, **text}


def _shelf(edition: Edition, shelf: Shelf, lang: str, overrides: str) -> str:
    """Return what is on a shelf, but for what its landing page links to itself."""
    here = edition.url(shelf.path)
    said = frozenset(edition.links_of(shelf.landing) if shelf.landing else ())
    shelves = [child for child in shelf.shelves if child.path not in said]
    pages = [_link(edition, a, here) for a in shelf.articles if a.path not in said]
    cards = list(_cards(edition, shelves, here))
    return fragment("shelf", lang, overrides, cards=cards, pages=pages) if cards or pages else ""


def _list(edition: Edition, lang: str) -> str:
    here = edition.url(edition.lists[lang])
    pages = ((title(a), href(edition.kb.url(a), here)) for a in edition.by_language[lang])
    return fragment("list", lang, groups=by_letter(pages))
