"""What a page shows around an article's own text, as HTML that any theme can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase, visibility
from kb_tools.corpus.originals import original
from kb_tools.decision_tree import KIND
from kb_tools.markdown import plain
from kb_tools.site import feedback, media, tooltips, tree_page
from kb_tools.site.addresses import href
from kb_tools.site.edition import Edition
from kb_tools.site.facts import day, spoken_day, summary, title, versions, word
from kb_tools.site.fragments import fragment, lang_attribute
from kb_tools.site.internal_marks import boxed
from kb_tools.site.labels import STATUSES, kind, label, language_name
from kb_tools.site.states import spoken
from kb_tools.site.structured import describe, script
from kb_tools.site.traditional import place

_H1 = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""Writers' remarks; in code they are escaped and stay."""
_ONE_LINE = re.compile(
    r'<div class="highlight">(?=<pre>(?:<span></span>)?<code>[^\n]*\n?</code></pre></div>)'
)
"""A command or a message: shown whole on a phone, where longer code is scrolled."""
_PLAIN = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')
"""Names, punctuation and space in code: marked up, they are half of such a page's weight."""
_LOCALES = {"zh": "zh_CN", "zh-Hant": "zh_TW", "en": "en_US"}


def around(content: str, edition: Edition, article: Article, edit: str, overrides: str) -> str:
    """Put what readers need to know before and after an article's rendered text.

    What is ours to say is said in the page's language, which a stand-in's text is not in.
    """
    lang = edition.language_of(article.path)
    content = _COMMENT.sub("", content) if edition.public else boxed(content, article.lang)
    opening = _H1.search(content)
    if opening is None:
        before, heading, rest = (
            "",
            fragment("title", lang, overrides, title=title(article)),
            content,
        )
    else:
        before, heading, rest = content[: opening.start()], opening[0], content[opening.end() :]
    if own := lang_attribute(article.lang, lang):
        before = _notice(edition, article, overrides) + before
        heading = heading.replace("<h1", f"<h1{own}", 1)
    rest = tooltips.explained(rest, edition.kb, article)
    rest = _PLAIN.sub(r"\1", rest)
    rest = _ONE_LINE.sub('<div class="highlight kb-line">', rest)
    rest = media.shown(rest, edition, article, overrides)
    rest = tree_page.led(rest, edition, article, overrides)
    lead, foot = _lead(edition, article, overrides), _foot(edition, article, edit, overrides)
    foot = feedback.asked(edition, article, overrides) + foot
    return _path(edition, article, overrides) + before + heading + lead + rest + foot


def _notice(edition: Edition, article: Article, overrides: str) -> str:
    """Return what is said above a stand-in."""
    one = edition.stand_ins[article.path]
    kb = edition.kb
    return fragment(
        "stand_in",
        one.lang,
        overrides,
        other=article.lang,
        language=language_name(article.lang),
        href=href(kb.url(one.original), kb.url(article)),
    )


def _path(edition: Edition, article: Article, overrides: str) -> str:
    """Return the shelves that lead to the article, the language's home first."""
    here = edition.kb.url(article)
    shelves = [
        shelf for shelf in edition.trails.get(article.path, ()) if shelf.path != article.path
    ]
    if not edition.linked_shelves or not shelves:
        return ""
    names = [label("home", article.lang), *(shelf.title for shelf in shelves[1:])]
    ways = [href(edition.url(shelf.path), here) for shelf in shelves]
    return fragment("path", article.lang, overrides, steps=[*zip(names, ways, strict=True)])


def _lead(edition: Edition, article: Article, overrides: str) -> str:
    meta, lang = article.meta, edition.language_of(article.path)
    reviewed = day(meta.get("reviewed"))
    values: dict[str, Any] = {
        "kind": kind(article.kind, lang),
        "state": spoken(word(meta.get("state")), lang),
        "feed": _feed(edition, article),
        "versions": versions(meta),
        "reviewed": reviewed,
        "translations": list(_translations(edition, article)),
    }
    status = STATUSES.get(visibility.status(article))
    return fragment(
        "lead",
        lang,
        overrides,
        public=edition.public,
        internal=visibility.audience_rank(article, edition.kb.config.audience) > 0,
        status=status.to(lang) if status else "",
        answer=_answer(article),
        facts=any(values.values()),
        behind=_behind(edition, article),
        contents=contents if len(contents := _contents(edition.kb, article)) > 2 else [],
        reviewed_text=spoken_day(reviewed, lang) if reviewed else "",
        own=lang_attribute(article.lang, lang),
        **values,
    )


def _feed(edition: Edition, article: Article) -> str:
    """Return where readers of a known issue hear when it changes, or ""."""
    if article.kind != "known-issue" or not edition.kb.facts.site_url:
        return ""
    return href(f"feed.{article.lang}.xml", edition.kb.url(article))


def _behind(edition: Edition, article: Article) -> dict[str, Any] | None:
    """Return what the original says otherwise by now: its address and language, the sections."""
    titles = edition.behind.get(article.path)
    source = original(article, edition.kb) if titles else None
    if source is None:
        return None
    there = href(edition.kb.url(source), edition.kb.url(article))
    return {"titles": titles, "lang": source.lang, "href": there}


def _contents(kb: KnowledgeBase, article: Article) -> list[tuple[str, str]]:
    if article.kind == KIND:  # its headings are stops on the way, not chapters
        return []
    anchors = kb.site_anchors(article)
    chapters = (heading for heading in article.headings if heading.level == 2)
    return [(heading.text, anchors.get(heading.id, heading.id)) for heading in chapters]


def _answer(article: Article) -> str:
    """Return the summary, unless the article itself opens with it."""
    text = summary(article)
    body = next((s.body for s in article.sections if s.body.of(article.text).strip()), None)
    if not text or body is None:
        return text
    opening = plain(copy(article), body)[: len(text)]  # its prose is gone with the copy
    return "" if opening.strip(" .。") == text.strip(" .。") else text


def _translations(edition: Edition, article: Article) -> Iterator[dict[str, str]]:
    here = edition.kb.url(article)
    for lang, other in edition.kb.translations(article).items():
        if lang != article.lang:
            there = href(edition.kb.url(other), here)
            yield {"href": there, "lang": lang, "name": language_name(lang)}


def _foot(edition: Edition, article: Article, edit: str, overrides: str) -> str:
    here = edition.kb.url(article)
    sources = edition.linked_from.get(article.path, ())
    return fragment(
        "foot",
        edition.language_of(article.path),
        overrides,
        id=article.id,
        permalink=href(edition.permalink(article), here) if edition.permalink(article) else "",
        edit=edit,
        linked_from=[{"href": href(edition.kb.url(a), here), "title": title(a)} for a in sources],
    )


def with_head(page: str, edition: Edition, article: Article, overrides: str) -> str:
    """Put what machines read into the `<head>` of an article's finished page."""
    before, end, after = page.partition("</head>")
    describe_it = '<meta name="description"' not in before
    more = head(edition, article, overrides, describe_it=describe_it)
    return before + more + end + after if end else page


def head(edition: Edition, article: Article, overrides: str, *, describe_it: bool = True) -> str:
    """Return what machines read; `describe_it` unless the theme gives the description itself."""
    kb = edition.kb
    absolute = kb.url(article, absolute=True) if kb.facts.site_url else ""
    description = summary(article)
    return fragment(
        "head",
        article.lang,
        overrides,
        public=edition.public,
        title=title(article),
        description=description,
        describe=describe_it,
        site_name=edition.name,
        locale=_LOCALES.get(article.lang, article.lang.replace("-", "_")),
        canonical=absolute,
        feed=f"{kb.facts.site_url.rstrip('/')}/feed.{article.lang}.xml" if absolute else "",
        alternates=list(_alternates(edition, article)) if absolute else [],
        data=script(describe(copy(article), absolute)) if edition.public else "",
    )


def _alternates(edition: Edition, article: Article) -> Iterator[dict[str, str]]:
    same = edition.kb.translations(article)
    if len(same) < 2:
        return
    for lang, other in same.items():
        yield {"lang": lang, "href": edition.kb.url(other, absolute=True)}
    default = next((same[lang] for lang in edition.languages if lang in same), article)
    yield {"lang": "x-default", "href": edition.kb.url(default, absolute=True)}


def language_switch(edition: Edition, path: str) -> list[dict[str, str]]:
    """Return each language with where it leads from this page: its translation, else its home.

    `link` is relative to the site's root, as Material's `extra.alternate` wants it.
    """
    one = edition.stand_ins.get(path)
    article = one.original if one else edition.kb.articles.get(path)
    same = _switchable(edition, article) if article else {}
    kinds = (edition.lists, edition.asks)
    made: Mapping[str, str] = next((pages for pages in kinds if path in pages.values()), {})
    return [
        {
            "lang": lang,
            "name": language_name(lang),
            "link": edition.url(same.get(lang) or made.get(lang) or edition.shelves[lang].path),
        }
        for lang in edition.languages
    ]


def _switchable(edition: Edition, article: Article) -> Mapping[str, str]:
    """Return, by language, the path of an article's page or of what stands in for it."""
    standing = {
        lang: path
        for lang in edition.languages
        if (path := place(article, edition.kb, lang)) in edition.stand_ins
    }
    own = edition.kb.translations(article)
    return standing | {lang: other.path for lang, other in own.items()}
