"""A reply that can be sent as it is: greeting, acknowledgement, the steps, and what comes next."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kb_tools.article import Article
from kb_tools.audience import without_internal
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import audience_rank
from kb_tools.errors import ReadError
from kb_tools.language import Text
from kb_tools.markdown import parse
from kb_tools.replies.answer import part
from kb_tools.replies.formats import FORMATS
from kb_tools.tickets.clean import clean

SUBJECT = 120
"""Characters of a ticket that its reply repeats, at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reply should be: `lang` of the customer, `style` of the desk, `anchor` of the section,
    `version` of the article (its commit), `templates` the company's own folder.
    """

    lang: str = "en"
    style: str = "text"
    anchor: str = ""
    version: str = ""
    templates: Path | None = None


def reply(subject: str, article: Article, kb: KnowledgeBase, wanted: Wanted) -> str:
    """Return the reply to a ticket with `subject` that `article` answers.

    The customer's words are values, never a template. What is for colleagues is left out.
    Raises ReadError for an article that customers must not see, and for a template that
    cannot be used.
    """
    article = _for_customers(article, kb)
    quoted = part(article, kb, wanted.anchor)
    text = render(
        wanted,
        {
            "subject": _plain(subject),
            "title": _plain(article.title),
            "summary": _plain(str(article.meta.get("summary") or "")),
            "steps": quoted.markdown,
            "url": address(article, kb, quoted.anchor),
            "id": _plain(article.id),
            "version": _plain(wanted.version),
            "product": _plain(str(article.meta.get("product") or "")),
        },
    )
    return FORMATS[wanted.style](text)


def subject_of(text: str) -> str:
    """Return what a ticket is about in a line: its first one after the greeting.

    >>> subject_of("Hello,\\n\\nthe export never finishes.\\nKind regards,\\nAnn")
    'the export never finishes.'
    """
    lines = (line.strip() for line in (clean(text).text or text).splitlines())
    first = next(filter(None, lines), "")
    return first if len(first) <= SUBJECT else f"{first[: SUBJECT - 1]}…"


def _for_customers(article: Article, kb: KnowledgeBase) -> Article:
    """Return the article without its internal blocks."""
    if audience_rank(article, kb.config.audience) > 0:
        raise ReadError(_COLLEAGUES.format(id=article.id))
    shown = without_internal(article)
    if shown == article.text:
        return article
    read = parse(shown, article.path, lang=article.lang, keys=kb.config.keys)
    return dataclasses.replace(read, id=article.id, lang=article.lang)


_COLLEAGUES = Text(
    "'{id}' is for colleagues only; a reply would show it to the customer",
    "“{id}”仅供内部查看，回复会让客户看到它",
)


def address(article: Article, kb: KnowledgeBase, anchor: str) -> str:
    """Return the permanent address of an article's section, where the article has an id."""
    page = kb.url(article, anchor, absolute=True)
    if not article.meta.get("id") or not kb.facts.site_url:
        return page
    fragment = page.partition("#")[2]
    base = f"{kb.facts.site_url.rstrip('/')}/{kb.config.site.permalinks}/{article.id}/"
    return f"{base}#{fragment}" if fragment else base


def render(wanted: Wanted, values: Mapping[str, str]) -> str:
    """Fill the template of the customer's language: the company's, else ours."""
    own = [str(wanted.templates)] if wanted.templates else []
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(own),
                jinja2.FileSystemLoader(str(files(__package__) / "templates")),
            ]
        ),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = [f"{wanted.lang}.md", f"{wanted.lang.partition('-')[0]}.md", "en.md"]
    try:
        text = environment.select_template(names).render(values)
    except (jinja2.TemplateError, TypeError) as error:
        message = Text("the reply template cannot be used: {e}", "回复模板无法使用：{e}")
        path = str(wanted.templates / names[0]) if wanted.templates else None
        raise ReadError(message.format(e=error), path, getattr(error, "lineno", None)) from error
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _plain(text: str) -> str:
    """Return words that mean nothing to Markdown, on one line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    escaped = re.sub(r"([\\`*_\[\]>#!])", r"\\\1", line.replace("&", "&amp;"))
    return escaped.replace("<", "&lt;")
