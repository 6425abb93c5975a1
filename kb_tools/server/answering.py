"""A reply over HTTP: what is wanted, checked; what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb_tools.config import Config, docs_root
from kb_tools.language import Text, guess, normal
from kb_tools.replies.formats import FORMATS
from kb_tools.replies.reply import Wanted, address, reply, subject_of
from kb_tools.replies.version import version
from kb_tools.search.index import Index
from kb_tools.server.asked import BadRequest, field, question
from kb_tools.server.service import numbers
from kb_tools.server.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Ordered:
    """A reply that somebody wants: to which ticket, from which article, as which desk takes it."""

    text: str
    article: str
    section: str = ""
    lang: str = ""
    style: str = "text"


def ordered(data: object) -> Ordered:
    """Return the order in a JSON body. Raises BadRequest."""
    if not isinstance(data, Mapping):
        raise BadRequest(Text("the body must be a JSON object", "请求体必须是 JSON 对象"))
    style = field(data, "format") or "text"
    if style not in FORMATS:
        raise BadRequest(_NO_FORMAT.format(formats=", ".join(FORMATS)))
    article = field(data, "article")
    if not article:
        raise BadRequest(Text("give the article's id as 'article'", "请用“article”给出文章编号"))
    lang = field(data, "lang")
    text = question(data)
    return Ordered(text, article, field(data, "section"), normal(lang) if lang else "", style)


_NO_FORMAT = Text("'format' must be one of {formats}", "“format”必须是以下之一：{formats}")


def answered(index: Index, config: Config, shelf: Shelf, order: Ordered) -> dict[str, Any] | None:
    """Return the reply; None where there is no such article that a customer may read."""
    customer = order.lang or guess(order.text[:2000])
    path = _path(index, order.article, customer)
    found = shelf.article(index, path) if path else None
    if found is None:
        return None
    kb, article = found
    commit = version(docs_root(config), article.path)
    templates = config.root / config.server.templates if config.server.templates else None
    wanted = Wanted(customer, order.style, order.section, commit, templates)
    return {
        "reply": reply(subject_of(order.text), article, kb, wanted),
        "format": order.style,
        "lang": customer,
        "article": order.article,
        "url": address(article, kb, ""),
        "version": commit,
    }


def _path(index: Index, id_: str, lang: str) -> str:
    """Return the article's address in the customer's language, or the nearest there is."""
    records = [index.record(n) for n in numbers(index, id_) if index.facet(n).audience == 0]
    paths = {record.lang: record.path for record in reversed(records)}
    wished = (lang, lang.partition("-")[0], *paths)
    return next((paths[name] for name in wished if name in paths), "")
