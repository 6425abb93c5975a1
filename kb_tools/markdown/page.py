"""What all runs of text of a page hold, with places in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import repeat

from kb_tools.article import Code, Heading, Link, Span, new
from kb_tools.markdown import attributes, fences, inline, plain_lines, shown, tags
from kb_tools.markdown.blocks import Definition, Structure, Title
from kb_tools.markdown.finds import Finds, Found
from kb_tools.markdown.lines import Block
from kb_tools.markdown.outline import Anchors
from kb_tools.markdown.run import Run
from kb_tools.markdown.shown import Shown
from kb_tools.regex import regex

_UNREAD = regex(r"<!--.*?--!?>|<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
"""In raw HTML: comments, scripts and styles, which may hold text that looks like tags."""


Place = tuple[int, int]


class Page:
    """Collects from one text after another."""

    def __init__(self, text: str, structure: Structure) -> None:
        self.text = text
        self.structure = structure
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.code: list[Code] = []
        self.comments: list[Span] = []
        self.anchors: set[str] = set()
        self.tag_anchors: set[str] = set()
        self.kept: list[int] = []
        """Where running text is: starts and ends in turn, in any order."""
        self.plain = plain_lines.Plain(self.links, [], self.kept)

    def read(self, html: list[Span]) -> None:
        """Take in everything; anchors of headings come last, when all others are known."""
        texts = self.structure.texts + plain_lines.read_rows(self.structure.rows, self.plain)
        for block in plain_lines.read(texts, self.plain):
            self._read_text(block)
        for span in html:
            self._read_html(span)
        titles = [self._read_title(title) for title in self.structure.titles]
        anchors = Anchors(self.anchors)
        for title, text, source, explicit, end in titles:
            place = title.line[1]
            anchor = explicit or anchors.new(source)
            spans = title.span, new(Span, (place, place + end))
            row = title.level, text, anchor, *spans, bool(explicit), title.form
            self.headings.append(new(Heading, row))
        blocks = [fence.code for fence in self.structure.fences.values()]
        self.code = [*blocks, *self.structure.code, *self.code, *_between_ticks(self.plain.code)]

    def _read_text(self, block: Block) -> None:
        run = Run(block)
        finds = self._scan(run.text)
        if own := attributes.at_end(run.text, own_line=True):
            finds.marks.append((own[0], len(run.text)))
            finds.anchors += [own[1]["id"]] if "id" in own[1] else []
        self._take(run, finds)

    def _scan(self, text: str) -> Finds:
        return inline.scan(text, self.structure.definitions, self.structure.footnotes)

    def _read_title(self, title: Title) -> tuple[Title, str, str, str, int]:
        """Return the title, its text for readers and for anchors, its own id, its end."""
        text, place = title.line
        end, explicit = len(text), ""
        if plain_lines.MARKUP.search(text) is None:
            self.kept += (place, place + end)
            source = shown.folded(text)
            return title, source, source, explicit, end
        if plain_lines.ONLY_CODE.match(text):
            source = plain_lines.with_code(text, place, self.kept, self.plain.code)
            return title, source, source, explicit, end
        if match := fences.PLACEHOLDER.match(text):
            source = shown.folded(self.structure.fences[int(match[1])].code.body.of(self.text))
            return title, source, source.replace("&", "&amp;"), explicit, end
        run = Run([title.line])
        finds = self._scan(text)
        if own := attributes.at_end(text, own_line=False):
            end = len(text[: own[0]].rstrip("#").rstrip())
            finds.marks.append((end, len(text)))
            explicit = own[1].get("id", "")
        source = Shown(text, finds).source(0, end)
        self._take(run, finds)
        if explicit:
            self.anchors.add(explicit)
        return title, shown.folded(shown.decoded(source)), source, explicit, end

    def _take(self, run: Run, finds: Finds) -> None:
        seen = Shown(run.text, finds)
        self.links += [self._link(run, found, seen) for found in finds.links]
        self.headings += [self._html_heading(run, *found, seen) for found in finds.headings]
        for start, body, body_end, end in finds.code:
            self.code.append(Code(run.span(start, end), run.span(body, body_end), "inline"))
        self.comments += [run.span(start, end) for start, end in finds.comments]
        self.anchors.update(finds.anchors)
        self.tag_anchors.update(finds.tag_anchors)
        at = 0
        for start, end in seen.marks:
            if start > at:
                self.kept += run.pieces(at, start)
            at = max(at, end)
        self.kept += run.pieces(at, len(run.text))

    def _link(self, run: Run, found: Found, seen: Shown) -> Link:
        target = found.target
        if isinstance(target, Definition):
            address, target_span = target.target, target.target_span
        else:
            address, target_span = run.text[slice(*target)], run.span(*target)
        address = shown.unescape(address).strip()
        if found.form == "autolink" and "://" not in address:
            address = "mailto:" + address.removeprefix("mailto:")
        text = seen.between(*found.text)
        place = run.span(found.start, found.end)
        text_span = run.span(*found.text)
        return Link(text, address, place, text_span, target_span, found.form, found.image)

    def _read_html(self, span: Span) -> None:
        """Take in the links, headings and anchors of a raw HTML block, but no running text."""
        source = span.of(self.text)
        if source.startswith("<!--"):
            self.comments.append(span)
            return
        finds = Finds()
        bare = _UNREAD.sub(lambda match: " " * len(match[0]), self._without_fences(span))
        for match in tags.INLINE.finditer(bare):
            tags.note(bare, match.start(), match.end(), len(bare), finds)
            finds.marks.append(match.span())
        kept = len(self.kept)
        self._take(Run([(bare, span.start)]), finds)
        del self.kept[kept:]

    def _without_fences(self, span: Span) -> str:
        source = span.of(self.text)
        for fence in self.structure.fences.values():
            start, end = fence.code.span
            if fence.code.closed and span.start <= start and end <= span.end:
                start, end = start - span.start, end - span.start
                source = source[:start] + " " * (end - start) + source[end:]
        return source

    def _html_heading(
        self, run: Run, level: int, anchor: str, whole: Place, inner: Place, seen: Shown
    ) -> Heading:
        text = seen.between(*inner)
        place, text_place = run.span(*whole), run.span(*inner)
        return Heading(level, text, anchor, place, text_place, bool(anchor), "html")


def _between_ticks(places: list[int]) -> Iterator[Code]:
    """Make the code of its places, all at once: there is more of it than of anything else."""
    starts, ends = places[::2], places[1::2]
    spans = zip(starts, ends, strict=True)
    bodies = zip([start + 1 for start in starts], [end - 1 for end in ends], strict=True)
    span = partial(new, Span)
    rows = zip(map(span, spans), map(span, bodies), repeat("inline"), repeat(""), repeat(True))
    return map(partial(new, Code), rows)
