"""Two articles claim the same address, or an alias is the address of a living article.

One of the two cannot be reached; which one depends on the order of the build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address, old_addresses
from kb_tools.corpus.gathering import Form, holders, once
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule


def _concerned(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern those that claim an address that an article got or lost."""
    places = {p for path in changed for p in _places_at(before, path) ^ _places_at(kb, path)}
    claimants = {path for place in places for path in _claims(kb).get(place, ())}
    now, then = _shared(kb), _shared(before)
    other = {place for place in now.keys() | then.keys() if now.get(place) != then.get(place)}
    return claimants.union(p for p in (kb.articles if other else ()) if kb.page(p) in other)


rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=_concerned,
    zh="""
    两篇文章占用同一个地址，或者别名正是另一篇文章的地址。

    其中一篇打不开；是哪一篇，取决于构建的顺序。
    """,
    bad=[
        Bad(
            {
                "forgot.md": "---\naliases: [lost.md]\n---\n\n# Forgot it?\n",
                "reset.md": "---\naliases: [lost.md]\n---\n\n# Reset\n",
            },
            "alias 'lost' already belongs to forgot.md; remove it from one of the two",
        ),
        Bad(
            {
                "reset.md": "---\naliases: [forgot.md]\n---\n\n# Reset\n",
                "forgot.md": "# Forgot it?\n",
            },
            "alias 'forgot' is the address of forgot.md; remove the alias",
        ),
        Bad(
            {"login.md": "# Sign in\n", "login/index.md": "# Signing in\n"},
            "has the same address as login.md: 'login/'; rename one of the two",
        ),
    ],
    good=[
        {
            "reset.md": "---\naliases: [/forgot/, /lost.md]\n---\n\n# Reset\n",
            "login.md": "# Sign in\n",
        }
    ],
)

CLAIMED = Text(
    "alias '{old}' already belongs to {path}; remove it from one of the two",
    "别名“{old}”已属于 {path}；请只在一篇文章中保留",
)
ALIVE = Text(
    "alias '{old}' is the address of {path}; remove the alias",
    "别名“{old}”是 {path} 的地址；请删去这个别名",
)
SAME = Text(
    "has the same address as {path}: '{url}'; rename one of the two",
    "与 {path} 的地址相同：“{url}”；请给其中一篇改名",
)


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield addresses that another article has."""
    span = article.meta_spans.get("aliases") or article.meta_span or Span(0, 0)
    for old in dict.fromkeys(old_addresses(article)):
        alive = kb.by_address.get(old)
        if alive is not None and alive is not article:
            yield rule.at(article, span, ALIVE.format(old=old, path=alive.path))
        elif (first := _claims(kb)[old][0]) != article.path:
            yield rule.at(article, span, CLAIMED.format(old=old, path=first))
    place = kb.url(article)
    if (first := _shared(kb).get(place, article.path)) != article.path:
        yield rule.at(article, _top(article), SAME.format(path=first, url=place))


def _places_at(kb: KnowledgeBase, path: str) -> frozenset[str]:
    """Return an article's place, and what it claims besides."""
    there = kb.articles.get(path)
    return (
        frozenset()
        if there is None
        else frozenset((address(kb.facts.placed(path)), *old_addresses(there)))
    )


_claims = holders(old_addresses)


def _make(kb: KnowledgeBase) -> dict[str, str]:
    """Return the first article, by path, of each address that several have."""
    places = {path: kb.page(path) for path in sorted(kb.articles)}
    many = Counter(places.values())
    found: dict[str, str] = {}
    for path, place in places.items():
        if many[place] > 1:
            found.setdefault(place, path)
    return found


def _adapted(
    before: KnowledgeBase,
    known: dict[str, str],
    kb: KnowledgeBase,
    changed: frozenset[str],
) -> dict[str, str]:
    return known if _same(before, kb, changed) else _make(kb)


def _same(before: KnowledgeBase, kb: KnowledgeBase, _changed: frozenset[str]) -> bool:
    return before.articles.keys() == kb.articles.keys() and before.facts == kb.facts


_shared = once(_make, _adapted, Form(f"{__name__}.shared", dict, dict, _same))


def _top(article: Article) -> Span:
    start = article.meta_span.end if article.meta_span else 0
    return article.headings[0].text_span if article.headings else Span(start, start)
