"""JSON-LD: what an article is, for search engines; only what is true of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from kb_tools.article import Article, Section, Span
from kb_tools.markdown import plain
from kb_tools.site.facts import day, summary, title, words

LONGEST_ANSWER = 5000
"""Characters of an answer or a step that are worth repeating."""

_STEP = re.compile(r"^\d{1,3}\.[ \t]+(?=\S)", re.MULTILINE)
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def script(data: Mapping[str, Any]) -> str:
    """Return JSON that is safe inside `<script>`: nothing in it can end the element.

    >>> script({"a": "</script><!--"})
    '{"a": "\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def describe(article: Article, url: str) -> dict[str, Any]:
    """Return an article's description in schema.org's terms; `url` is absolute or ""."""
    return _facts(article, url) | _body(article)


def _body(article: Article) -> dict[str, Any]:
    if article.kind == "faq" and (answer := _answer(article)):
        return {"@type": "FAQPage", "mainEntity": [_question(article, answer)]}
    if article.kind == "howto" and len(found := steps(article)) > 1:
        return {"@type": "HowTo", "name": title(article), "step": [_step(text) for text in found]}
    return {"@type": "TechArticle", "headline": title(article)[:110]}


def _facts(article: Article, url: str) -> dict[str, Any]:
    reviewed = day(article.meta.get("reviewed"))
    facts = {
        "@context": "https://schema.org",
        "inLanguage": article.lang,
        "description": summary(article),
        "url": url,
        "dateModified": reviewed.isoformat() if isinstance(reviewed, dt.date) else "",
        "keywords": ", ".join(words(article.meta.get("tags"))),
    }
    return {key: value for key, value in facts.items() if value}


def _question(article: Article, answer: str) -> dict[str, Any]:
    accepted = {"@type": "Answer", "text": answer}
    return {"@type": "Question", "name": title(article), "acceptedAnswer": accepted}


def _answer(article: Article) -> str:
    """Return the first section's text: in a FAQ the answer comes first."""
    opening = next(iter(_sections(article)), None)
    text = plain(article, opening.body) if opening else ""
    return (text or summary(article))[:LONGEST_ANSWER]


def _sections(article: Article) -> Iterable[Section]:
    return (s for s in article.sections if article.text[s.body.start : s.body.end].strip())


def steps(article: Article) -> list[str]:
    """Return the article's numbered steps: those of the first section that has more than one."""
    for section in article.sections:
        found = _STEP.finditer(article.text, *section.body)
        starts = [m.start() for m in found if not _in_code(article, m.start())]
        if len(starts) > 1:
            return [_line(article, *step) for step in pairwise([*starts, section.body.end])]
    return []


def _in_code(article: Article, offset: int) -> bool:
    return any(code.span.start <= offset < code.span.end for code in article.code)


def _line(article: Article, start: int, limit: int) -> str:
    """Return the step that starts here, up to its first blank line."""
    blank = article.text.find("\n\n", start, limit)
    return plain(article, Span(start, blank if blank > 0 else limit))[:LONGEST_ANSWER]


def _step(text: str) -> dict[str, Any]:
    return {"@type": "HowToStep", "text": text}
