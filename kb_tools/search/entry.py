"""One document as the index holds it, made of a document or taken from an index again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from kb_tools.search.counting import Fields, fields, folded
from kb_tools.search.document import Document
from kb_tools.search.index import Index


class Entry(NamedTuple):
    """What the index keeps of a document besides its terms, each as the bytes that it keeps.

    `facet` is what it is filtered by; `kinds` has a byte for each wording: its place in
    `rank.KINDS`.
    """

    path: str
    facet: str
    record: bytes
    parts: bytes
    summary: bytes
    kinds: bytes


def made(document: Document) -> tuple[Entry, Fields]:
    """Return a document's entry, and its texts."""
    texts = fields(document)
    entry = Entry(
        document.path,
        _facet(document),
        _record(document),
        packed(texts.parts),
        encoded(texts.summary),
        b"\0" + b"\1" * len(document.wordings) + b"\0" * len(document.errors),
    )
    return entry, texts


def kept(index: Index, number: int) -> tuple[Entry, Fields]:
    """Return the entry of a document in the index, and its texts."""
    record, parts = index.record(number), index.parts(number)
    texts = Fields(
        folded(record.texts),
        len(record.errors),
        str(index.blob("summary", number), "utf-8", "surrogatepass"),
        folded([heading for _, heading in record.parts]),
        parts,
    )
    return _entry(index, number), texts


def _entry(index: Index, number: int) -> Entry:
    return Entry(
        index.record(number).path,
        index.facet_names[index.facet_numbers[number]],
        bytes(index.blob("record", number)),
        bytes(index.blob("parts", number)),
        bytes(index.blob("summary", number)),
        bytes(index.blob("wording_kind", number)),
    )


def packed(parts: Sequence[str]) -> bytes:
    """Return the folded texts of a document's parts, made small."""
    return zlib.compress(encoded("\0".join(parts)), 1)


def encoded(value: str) -> bytes:
    """Return a text as the bytes that the index keeps, whatever is in it."""
    return value.encode("utf-8", "surrogatepass")


def _facet(document: Document) -> str:
    return json.dumps([document.lang, document.audience, *sorted(document.products)])


def _record(document: Document) -> bytes:
    shown = {
        "id": document.id,
        "path": document.path,
        "lang": document.lang,
        "title": document.title,
        "url": document.url,
        "wordings": document.wordings,
        "errors": document.errors,
        "parts": [(part.anchor, part.heading) for part in document.parts],
    }
    return encoded(json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
