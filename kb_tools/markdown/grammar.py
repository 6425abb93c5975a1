"""All block processors in the order in which the site's Markdown asks them."""

from __future__ import annotations

import functools

from kb_tools.article import Span
from kb_tools.markdown import (
    blocks,
    containers,
    definitions,
    fences,
    lines,
    lists,
    raw_html,
    tables,
)
from kb_tools.markdown.blocks import Processor, Structure
from kb_tools.markdown.tree import Node

PROCESSORS: tuple[tuple[str, Processor], ...] = (
    ("!", containers.admonition),
    ("?", containers.details),
    ("=", containers.tab),
    (" ", containers.continued),
    ("", blocks.empty),
    (" ", lists.indented),
    (" ", lists.indented_definition),
    (" ", blocks.code_block),
    (" |:-", tables.table),
    ("#", blocks.hash_heading),
    ("=-", blocks.setext_heading),
    (" -_*", blocks.rule),
    (" *+-0123456789", lists.items),
    (" :", lists.definition),
    (" >", blocks.quote),
    (" [", definitions.footnote),
    ("*", definitions.abbreviation),
    (" [", definitions.reference),
)
"""Each with the first characters of a line without which it takes no block."""


@functools.lru_cache(4096)
def processors(marks: frozenset[str]) -> tuple[Processor, ...]:
    """Return those that could want a block whose lines start with one of these characters."""
    wanted = [
        processor
        for first, processor in PROCESSORS
        if ("" in marks if not first else not marks.isdisjoint(first))
    ]
    return (*wanted, blocks.any_paragraph)


_MARKS = fences.OPEN_MARK + fences.CLOSE_MARK + raw_html.PLACEHOLDER
_OURS = str.maketrans(dict.fromkeys(_MARKS, "\ufffd"))


def read(text: str, start: int) -> tuple[Structure, list[Span]]:
    """Return the structure of a text from offset `start` on, and its raw HTML blocks."""
    if any(mark in text for mark in _MARKS):
        text = text.translate(_OURS)
    rows = lines.split(text, start)
    if rows and not rows[0][0]:
        rows[0] = (text[start:].partition("\n")[0], start)
    folded, found = fences.fold(text, rows)
    rows, html = raw_html.extract(text, start, folded)
    out = Structure(processors, fences=dict(enumerate(found)))
    blocks.read_lines(out, Node("div"), rows)
    for body in list(out.footnotes.values()):
        blocks.read_lines(out, Node("div"), body)
    return out, html
