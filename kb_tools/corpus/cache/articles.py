"""What was read of articles, kept between commands: to read it back takes a quarter of the time.

In the project's `store`, a line of JSON for each article, found by a checksum of everything that
decides what is read: the text, its path, the options, and this program. What JSON would not give
back as it was is not written, and a line that is damaged is as good as none. Small bases do
without.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cache, partial
from itertools import chain
from pathlib import Path
from sys import intern
from typing import Any, TypeVar

from kb_tools import __version__, article
from kb_tools.article import Article, Code, Heading, Link, MetaFault, Span, new
from kb_tools.corpus.cache import store
from kb_tools.files import written
from kb_tools.text_file import normalized

MANY = 100
"""Articles from which on a base is remembered."""
_KEY = 16

_PLACES = frozenset(["span", "text_span", "target_span", "body"])
_WORDS = frozenset(["form", "language"])
"""Columns of Span and of words, by name."""

Row = TypeVar("Row", Heading, Link, Code)

Make = Callable[[], Article]
Recall = Callable[[Sequence[object], str, Make], Article]
"""Returns the article of a text: as it was made before under the same circumstances, or made."""


def uncached(_: Sequence[object], __: str, make: Make) -> Article:
    """Make an article, remembering nothing."""
    return make()


@contextmanager
def remembered(root: Path, articles: int) -> Iterator[Recall]:
    """Yield a `Recall` for a base of so many articles; what is new is kept in the end."""
    if articles < MANY:
        yield uncached
        return
    with store.opened(root) as database:
        before: dict[bytes, bytes] = {}
        if database is not None:
            with store.tolerant(root):
                before = dict(database.execute("SELECT key, line FROM article"))
        new: dict[bytes, tuple[bytes, str]] = {}
        used: set[bytes] = set()

        def recall(given: Sequence[object], text: str, make: Make) -> Article:
            one = key(given, text)
            used.add(one)
            if (line := before.get(one)) is not None:
                with suppress(ValueError, TypeError, LookupError, AttributeError):
                    return decoded(line, text)
            found = make()
            with suppress(ValueError, TypeError):
                new[one] = encoded(found), text
            return found

        yield recall
        if database is not None and (new or before.keys() - used):
            with store.tolerant(root):
                _keep(database, new, used)


def _keep(
    database: store.Connection, new: Mapping[bytes, tuple[bytes, str]], used: Collection[bytes]
) -> None:
    """Write what is new, and remove what neither this base has nor the last check had."""
    with store.written(database):
        rows = ((one, line, text.encode()) for one, (line, text) in new.items())
        database.executemany("REPLACE INTO article VALUES (?, ?, ?)", rows)
        known = {one for (one,) in database.execute("SELECT key FROM article")}
        checked = {one for (one,) in database.execute("SELECT key FROM file")}
        gone = ((one,) for one in known - checked - {*used})
        database.executemany("DELETE FROM article WHERE key = ?", gone)


def key(given: Sequence[object], text: str) -> bytes:
    """Return the checksum of a text and of the circumstances under which it is read."""
    data = f"{program()}{given}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_KEY).digest()


@cache
def program(*parts: str) -> str:
    """Return what identifies a version of the parser, while it is being written too.

    `parts` are other modules and folders of this package that count.
    """
    package = Path(article.__file__).parent
    places = [package / part for part in ("article.py", "language.py", "markdown", *parts)]
    files = chain.from_iterable(sorted(p.rglob("*.py")) if p.is_dir() else [p] for p in places)
    return repr([__version__, *((file.name, written(file)) for file in files)])


def encoded(one: Article) -> bytes:
    """Return an article, without its text, as a line; ValueError or TypeError if not plain."""
    _require_plain(one.meta)
    fault = one.meta_fault
    row = [
        *(one.path, one.id, one.lang, one.kind, one.title, one.running, one.meta, one.meta_spans),
        *(one.meta_span, fault and [fault.reason, fault.detail, fault.span]),
        *(_columns(Heading, one.headings), _columns(Link, one.links), _columns(Code, one.code)),
        *(_numbers(one.comments), _numbers(one.html), sorted(one.anchors)),
    ]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    return text.encode("utf-8", "surrogatepass")


def _columns(kind: type[Row], rows: Sequence[Row]) -> list[Sequence[object]]:
    """Return rows by column: columns are read back in half the time."""
    columns = zip(*rows, strict=True) if rows else [()] * len(_names(kind))
    pairs = zip(_names(kind), columns, strict=True)
    return [_numbers(column) if name in _PLACES else column for name, column in pairs]


def _numbers(spans: Iterable[Span]) -> list[int]:
    return [*chain.from_iterable(spans)]


def _require_plain(meta: Mapping[str, object]) -> None:
    """Raise ValueError for values of YAML that JSON would not give back as they are."""
    if json.loads(json.dumps(dict(meta), default=_tagged), object_hook=_untagged) != meta:
        raise ValueError


def decoded(line: bytes, source: str) -> Article:
    """Return the article of a text and the line that `encoded` made of it."""
    row = json.loads(line.decode("utf-8", "surrogatepass"), object_hook=_untagged)
    path, id_, lang, kind, title, running, meta, spans, span, fault, *lists = row
    headings, links, code, comments, html, anchors = lists
    text, newline, bom = normalized(source)
    return Article(
        *(path, id_, lang, kind, title, text, tuple(running), meta),
        {key: Span(*place) for key, place in spans.items()},
        Span(*span) if span else None,
        MetaFault(fault[0], fault[1], Span(*fault[2])) if fault else None,
        _rows(Heading, headings),
        _rows(Link, links),
        _rows(Code, code),
        tuple(_spans(comments)),
        tuple(_spans(html)),
        frozenset(anchors),
        newline,
        bom,
    )


def _rows(kind: type[Row], columns: Sequence[Iterable[Any]]) -> tuple[Row, ...]:
    """Return the rows that `_columns` parted; words that come again and again are held once."""
    read = (
        _spans(column) if name in _PLACES else map(intern, column) if name in _WORDS else column
        for name, column in zip(_names(kind), columns, strict=True)
    )
    return tuple(map(partial(new, kind), zip(*read, strict=True)))


def _spans(numbers: Iterable[int]) -> Iterable[Span]:
    ends = iter(numbers)
    return map(partial(new, Span), zip(ends, ends, strict=True))


def _names(kind: type[Row]) -> tuple[str, ...]:
    return kind._fields


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def _untagged(value: dict[str, Any]) -> object:
    if value.keys() == {"$datetime"}:
        return datetime.fromisoformat(value["$datetime"])
    if value.keys() == {"$date"}:
        return date.fromisoformat(value["$date"])
    return value
