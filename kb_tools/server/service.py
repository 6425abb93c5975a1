"""What the service answers: plain functions of an index, a grant and a checked request."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from kb_tools.article import Article
from kb_tools.audience import without_internal
from kb_tools.config import Config, docs_root
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.feedback.event import Event
from kb_tools.feedback.message import Orders, redacted
from kb_tools.language import Text
from kb_tools.markdown import bare, parse
from kb_tools.replies.formats import FORMATS
from kb_tools.search.confidence import fit_of
from kb_tools.search.document import INDEXED
from kb_tools.search.find import Wish
from kb_tools.search.formats import as_data
from kb_tools.search.index import Index
from kb_tools.search.meant import suggested, with_model
from kb_tools.search.question import question
from kb_tools.search.semantic import Semantic
from kb_tools.search.suggest import suggest
from kb_tools.search.synonyms import known
from kb_tools.server.asked import Asked, spoken
from kb_tools.server.keys import Grant
from kb_tools.tickets.asking import asking, own_synonyms

Data = dict[str, Any]
LOG = logging.getLogger("kb_tools.server")


@dataclass(frozen=True, slots=True)
class Ready:
    """What answers: the index, and the model where one is configured and has read the articles."""

    index: Index
    semantic: Semantic | None = None


RECORDED = 2000
"""Characters that are kept of a question that no article answered."""


def suggestions(ready: Ready, config: Config, grant: Grant, asked: Asked, speak: str = "") -> Data:
    """Return the suggestions for one ticket, in the shape of `kb suggest --format json`.

    Reasons and notes are in the language `speak`, in the ticket's own without one.
    """
    words = Wish(
        top=asked.top,
        threshold=config.suggest.threshold,
        lang=asked.lang,
        audience=grant.audience,
        product=asked.product,
        fit=fit_of(config.suggest.confidence),
    )
    wish = with_model(words, config.suggest.confidence) if ready.semantic else words
    ticket = asking(asked.text, own_synonyms(config))
    answer = suggested(ready.index, ticket, (ready.semantic, wish), words, _warn)
    return as_data(answer, speak or spoken(asked.text))


def _warn(why: Text) -> None:
    LOG.warning(json.dumps({"model not used": why.en}))


def shown(
    answer: Mapping[str, Any],
    asked: Asked,
    time: datetime,
    token: str,
    subject: str,
    orders: Orders = (),
) -> list[Event]:
    """Return the events of an answer: what was shown, or that there was nothing to show."""
    rows = [
        Event(
            time, "shown", token, one["lang"], one["id"], rank=rank, score=one["score"],
            place=asked.place or "api", subject=subject,
        )
        for rank, one in enumerate(answer["suggestions"], 1)
    ]  # fmt: skip
    if rows:
        return rows
    text = redacted(asked.text[:RECORDED], orders)
    place = asked.place or "api"
    return [Event(time, "search", token, answer["lang"], text=text, place=place, subject=subject)]


def found(index: Index, config: Config, grant: Grant, asked: Asked, speak: str = "") -> Data:
    """Return what a search finds: the same ranking, without a threshold."""
    wish = Wish(asked.top, 0.0, asked.lang, grant.audience, asked.product)
    words = question(asked.text, synonyms=known(own_synonyms(config)))
    return as_data(suggest(index, words, wish), speak or spoken(asked.text))


@lru_cache(maxsize=4)
def _documents(index: Index) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = {}
    for number in range(index.documents):
        places.setdefault(index.record(number).id, []).append(number)
    return places


def numbers(index: Index, id_: str) -> Sequence[int]:
    """Return the documents of an article, one a language."""
    return _documents(index).get(id_, ())


def id_at(index: Index, site_url: str, url: str) -> str:
    """Return the id of the article at an address that a page of the site says; "" if none."""
    return _ids(index, site_url).get(_place(url, site_url), "") if url else ""


@lru_cache(maxsize=4)
def _ids(index: Index, site_url: str) -> Mapping[str, str]:
    records = map(index.record, range(index.documents))
    return {_place(record.url, site_url): record.id for record in records}


def _place(url: str, site_url: str) -> str:
    return url.removeprefix(site_url).partition("#")[0].partition("?")[0].strip("/")


def article(
    index: Index, config: Config, grant: Grant, id_: str, lang: str, *, as_html: bool = False
) -> Data | None:
    """Return an article by its id, in `lang` where it is translated; None if not for this grant.

    Its Markdown comes without internal blocks unless the grant's audience is a narrower one;
    with `as_html` also as HTML of a short list of elements, in which nothing runs.
    """
    found = [n for n in numbers(index, id_) if _may(index, grant, n)]
    if not found:
        return None
    number = next((n for n in found if index.record(n).lang == lang), found[0])
    record = index.record(number)
    read = _read(config, record.path, record.lang)
    if read is None or not _shows(read, grant, config):
        return None
    markdown = _shown(read, grant)
    rank = index.facet(number).audience
    return {
        "id": record.id,
        "lang": record.lang,
        "title": record.title,
        "url": record.url,
        "kind": read.kind,
        "summary": str(read.meta.get("summary") or ""),
        "languages": sorted({index.record(n).lang for n in found}),
        "audience_rank": rank,
        "markdown": markdown,
        **({"html": FORMATS["html"](markdown)} if as_html else {}),
    }


def _may(index: Index, grant: Grant, number: int) -> bool:
    return index.facet(number).audience <= grant.audience


def _shows(read: Article, grant: Grant, config: Config) -> bool:
    """Tell whether the article is still for this grant: the index may be seconds behind."""
    return status(read) in INDEXED and audience_rank(read, config.audience) <= grant.audience


def _read(config: Config, path: str, lang: str) -> Article | None:
    try:
        text = (docs_root(config) / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return parse(text, path, lang=lang, keys=config.keys)


def _shown(read: Article, grant: Grant) -> str:
    if grant.audience == 0:
        read = parse(without_internal(read), read.path, lang=read.lang)
    return bare(read)
