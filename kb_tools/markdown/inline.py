"""Links, images, inline code and tags in one run of text, as Python-Markdown reads them.

It runs one pattern after another over the text: code first, then escapes, references, links,
images, autolinks, HTML. Here one pass from left to right comes to the same, on text in which
code and escaped characters are covered, so that every offset stays that of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb_tools.markdown import attributes, destination, fences, raw_html, tags
from kb_tools.markdown.blocks import Definition
from kb_tools.markdown.finds import Finds, Found
from kb_tools.regex import regex

_COVER = "\x00"
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|")
_TICKS = regex(r"\\.|`+", re.DOTALL)
_TOKEN = regex(r"[\[<]")
_BRACKET = regex(r"[\[\]]")
_SIMPLE = regex(r"\[([^\[\]<]*)\]\(([^\s()\"'<>\x00]*)\)")
_REFERENCE = regex(r"\s?\[([^\]]*)\]")
_FOOTNOTE = regex(r"\[\^([^\]]{0,200})\]")
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_MAIL = regex(r"<([^<> !]+@[^@<> ]+)>")
_EMPHASIS_END = regex(
    r"(?<=[^\s*])\*{1,3}(?=\{)|(?<!\w)(_{1,3})(?=[^\s_])[^_\n]{0,200}[^\s_]\1(?=\{)"
)
_PLACEHOLDER = regex(r"\x02\d+\x03|\x04")
_SPACES = regex(r"\s+")


def scan(
    text: str, definitions: Mapping[str, Definition], footnotes: Mapping[str, object]
) -> Finds:
    """Return what is in a text; `definitions` and `footnotes` are those of the article."""
    finds = Finds()
    covered = _cover(text, finds) if "`" in text or "\\" in text else text
    if "[" in covered or "<" in covered:
        _Pass(text, covered, finds, definitions, footnotes).over(0, len(text), links=True)
    if fences.OPEN_MARK in covered or raw_html.PLACEHOLDER in covered:
        finds.marks += [match.span() for match in _PLACEHOLDER.finditer(covered)]
    if "{" in covered:
        _attributes(covered, finds)
    return finds


def _cover(text: str, finds: Finds) -> str:
    """Cover code and escaped characters with NUL characters; note the code."""
    pieces: list[str] = []
    done = 0
    closers = _Runs(text)
    match = _TICKS.search(text)
    while match is not None:
        start, end = match.span()
        if match[0][0] == "\\":
            if match[0][1] in _ESCAPABLE:
                pieces += [text[done:start], _COVER * (end - start)]
                done = end
        elif found := closers.close(start, end):
            opening, body, body_end, end = found
            finds.code.append((opening, body, body_end, end))
            finds.marks.append((opening, end))
            pieces += [text[done:opening], _COVER * (end - opening)]
            done = end
        match = _TICKS.search(text, end)
    return "".join(pieces) + text[done:]


class _Runs:
    """Runs of backticks in a text, to find the one that closes another."""

    def __init__(self, text: str) -> None:
        self.runs = [m.span() for m in re.finditer("`+", text)]
        self.by_length: dict[int, list[int]] = {}
        for start, end in reversed(self.runs):
            self.by_length.setdefault(end - start, []).append(start)

    def close(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """Return start of code, its body's start and end, and its end."""
        length = end - start
        for size in range(length, 0, -1) if length < 5 else (length,):
            if (at := self._next(size, end)) is not None:
                return end - size, end, at, at + size
        return None

    def _next(self, size: int, after: int) -> int | None:
        starts = self.by_length.get(size, [])
        while starts and starts[-1] < after:
            starts.pop()
        return starts[-1] if starts else None


class _Pass:
    """One pass from left to right over covered text."""

    def __init__(
        self,
        text: str,
        covered: str,
        finds: Finds,
        definitions: Mapping[str, Definition],
        footnotes: Mapping[str, object],
    ) -> None:
        self.text = text
        self.covered = covered
        self.finds = finds
        self.definitions = definitions
        self.footnotes = footnotes
        self.partners: dict[int, int] | None = None
        self.no_comment_after = len(text)
        self.last_parenthesis = covered.rfind(")")

    def over(self, start: int, end: int, *, links: bool) -> None:
        """Read from `start` to `end`; `links` is False inside a link, which holds no other."""
        match = _TOKEN.search(self.covered, start, end)
        while match is not None:
            at = match.start()
            after = self._bracket(at, links=links) if match[0] == "[" else self._angle(at, end)
            match = _TOKEN.search(self.covered, max(after, at + 1), end)

    def _bracket(self, at: int, *, links: bool) -> int:
        image = at > 0 and self.covered[at - 1] == "!"
        if (links or image) and (match := _SIMPLE.match(self.covered, at)):
            start = at - image
            self.finds.links.append(
                Found(start, match.end(), match.span(1), match.span(2), "inline", image)
            )
            self._mark(start, match.end(), match.span(1), image=image)
            return match.end()
        if self.covered.startswith("^", at + 1) and self._is_footnote(at):
            return self.covered.index("]", at) + 1
        close = self._partner(at)
        if close is None:
            return at + 1
        found, end = self._resolve(at, close, links=links or image, image=image)
        if found is None:
            return end
        self.finds.links.append(found)
        self._mark(found.start, found.end, found.text, image=image)
        if not image:
            self.over(at + 1, close, links=found.form == "reference")
        return found.end

    def _resolve(
        self, at: int, close: int, *, links: bool, image: bool
    ) -> tuple[Found | None, int]:
        """Return the link whose text is between two brackets, or where to go on."""
        inner = (at + 1, close)
        if links:
            if match := _REFERENCE.match(self.covered, close + 1):
                end = match.end()
                if defined := self._defined(match[1] or self.text[at + 1 : close]):
                    return Found(at - image, end, inner, defined, "reference", image), end
                return self._short(at, close, image=image)[0], at + 1
            place = None
            if close < self.last_parenthesis:
                place = destination.read(self.covered, close + 1)
            if place is not None:
                target = (place.start, place.stop)
                return Found(at - image, place.end, inner, target, "inline", image), place.end
        return self._short(at, close, image=image)

    def _short(self, at: int, close: int, *, image: bool) -> tuple[Found | None, int]:
        if defined := self._defined(self.text[at + 1 : close]):
            inner = (at + 1, close)
            return Found(at - image, close + 1, inner, defined, "reference", image), close + 1
        return None, at + 1

    def _defined(self, label: str) -> Definition | None:
        if not self.definitions:
            return None
        return self.definitions.get(_SPACES.sub(" ", label.lower()))

    def _is_footnote(self, at: int) -> bool:
        match = _FOOTNOTE.match(self.covered, at)
        if match is None or match[1] not in self.footnotes:
            return False
        self.finds.marks.append(match.span())
        return True

    def _partner(self, at: int) -> int | None:
        if self.partners is None:
            self.partners = {}
            opened: list[int] = []
            for match in _BRACKET.finditer(self.covered):
                if match[0] == "[":
                    opened.append(match.start())
                elif opened:
                    self.partners[opened.pop()] = match.start()
        return self.partners.get(at)

    def _mark(self, start: int, end: int, text: tuple[int, int], *, image: bool) -> None:
        if image:
            self.finds.marks.append((start, end))
        else:
            self.finds.marks += [(start, text[0]), (text[1], end)]

    def _angle(self, at: int, end: int) -> int:
        if match := _AUTOLINK.match(self.covered, at) or _MAIL.match(self.covered, at):
            inner = match.span(1)
            self.finds.links.append(Found(at, match.end(), inner, inner, "autolink", False))
            self.finds.marks.append((at, match.end()))
            return match.end()
        if self.covered.startswith("<!--", at):
            return self._comment(at)
        if (tag := tags.INLINE.match(self.covered, at, end)) is None:
            return at + 1
        after = tags.end_of_script(self.covered, tag, end)
        self.finds.marks.append((at, after))
        tags.note(self.text, at, tag.end(), end, self.finds)
        return after

    def _comment(self, at: int) -> int:
        close = self.text.find("-->", at + 4) if at < self.no_comment_after else -1
        if close < 0:
            self.no_comment_after = min(at, self.no_comment_after)
            return at + 1
        self.finds.comments.append((at, close + 3))
        self.finds.marks.append((at, close + 3))
        return close + 3


def _attributes(covered: str, finds: Finds) -> None:
    """Read the attribute lists right after a link, an image or code."""
    ends = {found.end for found in finds.links} | {code[3] for code in finds.code}
    ends |= {match.end() for match in _EMPHASIS_END.finditer(covered)}
    for end in ends:
        if match := attributes.AFTER_INLINE.match(covered, end):
            found, length = attributes.items(match[1])
            close = match.start(1) + length + 1
            finds.marks.append((end, close))
            if "id" in found:
                finds.anchors.append(found["id"])
