"""One Markdown file as data: what it says, and where it says it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple


class Span(NamedTuple):
    """A range of code points `[start, end)` in an article's text (line ends are LF)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]


new = tuple.__new__
"""Makes a named tuple of the tuple of its fields, in half the time; articles have so many."""


class Position(NamedTuple):
    """A place for people: 1-based line, 1-based column in code points."""

    line: int
    column: int


_LONG = 20_000
"""Characters from which the lines are counted once for all: many places may be asked for."""


def position(text: str, offset: int) -> Position:
    """Return the position of `offset` in `text`, whose line ends are LF."""
    if len(text) < _LONG:
        return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    ends = _line_ends(text)
    line = bisect_left(ends, offset)
    return Position(line + 1, offset - (ends[line - 1] if line else -1))


@lru_cache(maxsize=4)
def _line_ends(text: str) -> list[int]:
    return [match.start() for match in re.finditer("\n", text)]


class Heading(NamedTuple):
    """A heading: its level (1 to 6), its text as a reader sees it, its anchor on the site."""

    level: int
    text: str
    id: str
    span: Span
    text_span: Span
    explicit: bool = False
    """The anchor was written by the author (`{#id}`), not made from the text."""
    form: Literal["hash", "setext", "html"] = "hash"
    """How it is written; one in a raw HTML block has an anchor only when it says so."""


class Link(NamedTuple):
    """A link or an image; for the reference form `target_span` lies in the definition.

    `target` is the address as written, with entities and backslash escapes undone; that of a
    mail address in angle brackets starts with `mailto:`. `text` is the link's text (an image's
    alternative text) as a reader sees it. A tuple, because articles have a hundred thousand.
    """

    text: str
    target: str
    span: Span
    text_span: Span
    target_span: Span
    form: Literal["inline", "reference", "autolink", "html"] = "inline"
    image: bool = False


class Code(NamedTuple):
    """A code block or inline code; `body` is the span of the code itself."""

    span: Span
    body: Span
    form: Literal["fenced", "indented", "inline"]
    language: str = ""
    closed: bool = True


class Section(NamedTuple):
    """A heading with all that is below it, up to the next heading of its level or higher.

    `body` is the text between this heading and the next heading of any level.
    The first section of an article without an opening heading has `heading` None.
    """

    heading: Heading | None
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class MetaFault:
    """Why the front matter could not be read, or could be read only in part."""

    reason: Literal["unclosed", "syntax", "aliases", "not-a-mapping", "duplicate-key"]
    detail: str
    span: Span


@dataclass(frozen=True)
class Article:
    """One Markdown file, parsed once and never mutated.

    `path` is relative to the docs folder, with `/`. `text` has LF line ends and no byte
    order mark; `newline` and `bom` say what the file had. `meta` has the keys that kb_tools
    knows (foreign key names are mapped by configuration), `meta_spans` the span of each
    key's value. `id` is the front matter's id, or the path without language and suffix.
    `running` says where running text is: starts and ends in turn, in any order; it is
    not what to read, `prose` is.

    The one value without slots: what follows from the others is made when it is asked for.
    """

    path: str
    id: str
    lang: str
    kind: str
    title: str
    text: str
    running: tuple[int, ...] = field(repr=False)
    meta: Mapping[str, object]
    meta_spans: Mapping[str, Span]
    meta_span: Span | None = None
    """Span of the whole front matter with its `---` lines; None when there is none."""
    meta_fault: MetaFault | None = None
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    code: tuple[Code, ...] = ()
    comments: tuple[Span, ...] = ()
    html: tuple[Span, ...] = ()
    """Raw HTML blocks, in which Markdown is not read; comments of their own among them."""
    anchors: frozenset[str] = frozenset()
    """Every id one can link to: of headings, attribute lists and HTML `id`/`name`."""
    newline: Literal["\n", "\r\n", "\r"] = "\n"
    bom: bool = False

    @cached_property
    def prose(self) -> str:
        """The text with everything but running text replaced by spaces, character by character.

        Front matter, code, comments, HTML tags, headings' marks and link targets are gone, and
        a match in it has the same span in `text`.
        """
        return _masked(self.text, sorted(zip(self.running[::2], self.running[1::2], strict=True)))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the body, one for each heading."""
        start = self.meta_span.end if self.meta_span else 0
        return _sections(self.headings, start, len(self.text))

    @cached_property
    def facts(self) -> dict[Callable[..., Any], Any]:
        """What others have worked out from the article, by the function that did."""
        return {}

    def called(self, lang: str, name: str) -> Article:
        """Return the article in another language, or with another id; its prose is known."""
        other = copy(self)
        vars(other).update(lang=lang, id=name)
        return other

    def position(self, offset: int) -> Position:
        """Return line and column of an offset into `text`."""
        return position(self.text, offset)

    @property
    def source(self) -> str:
        """The file as it was, with its own line ends and byte order mark."""
        return restore(self.text, self.newline, bom=self.bom)


def restore(text: str, newline: str, *, bom: bool) -> str:
    """Give LF text its file's line ends and byte order mark back."""
    return ("\ufeff" if bom else "") + (text if newline == "\n" else text.replace("\n", newline))


def _masked(text: str, kept: Iterable[tuple[int, int]]) -> str:
    """Return `text` with everything outside `kept` replaced by spaces; line ends stay."""
    blank = "\n".join(map(" ".__mul__, map(len, text.split("\n"))))
    pieces: list[str] = []
    at = 0
    for start, end in kept:
        if end <= at:
            continue
        if start > at:
            pieces.append(blank[at:start])
            at = start
        pieces.append(text[at:end])
        at = end
    pieces.append(blank[at:])
    return "".join(pieces).replace("*", " ").replace("|", " ")


def _sections(headings: Sequence[Heading], start: int, end: int) -> tuple[Section, ...]:
    """Return the sections of a body that reaches from `start` to `end`."""
    found: list[Section] = []
    first = headings[0].span.start if headings else end
    if first > start:
        found.append(Section(None, Span(start, first), Span(start, first)))
    stops = [end] * len(headings)
    open_: list[int] = []
    for index, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            stops[open_.pop()] = heading.span.start
        open_.append(index)
    for index, heading in enumerate(headings):
        following = headings[index + 1].span.start if index + 1 < len(headings) else end
        body = Span(min(heading.span.end, following), following)
        found.append(Section(heading, Span(heading.span.start, stops[index]), body))
    return tuple(found)
