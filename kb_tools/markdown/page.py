"""What all runs of text of a page hold, with places in the article."""

from __future__ import annotations

import re

from kb_tools.article import Code, Heading, Link, Span
from kb_tools.markdown import attributes, inline, plain_lines, shown, tags
from kb_tools.markdown.blocks import Definition, Structure, Title
from kb_tools.markdown.finds import Finds, Found
from kb_tools.markdown.lines import Block
from kb_tools.markdown.outline import Anchors
from kb_tools.markdown.run import Run

_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_HEADING_TAG = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


class Page:
    """Collects from one text after another."""

    def __init__(self, text: str, structure: Structure) -> None:
        self.text = text
        self.structure = structure
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.code: list[Code] = [*structure.code, *filter(None, structure.fences)]
        self.comments: list[Span] = []
        self.anchors: set[str] = set()
        self.kept: list[tuple[int, int]] = []
        """Running text, in any order."""

    def read(self, html: list[Span]) -> None:
        """Take in everything; anchors of headings come last, when all others are known."""
        for block in plain_lines.read(self.structure.texts, self):
            self._read_text(block)
        for span in html:
            self._read_html(span)
        titles = [self._read_title(title) for title in self.structure.titles]
        anchors = Anchors(self.anchors)
        for title, text, source, explicit, end in titles:
            place = title.line[1]
            self.headings.append(
                Heading(
                    title.level,
                    text,
                    explicit or anchors.new(source),
                    title.span,
                    Span(place, place + end),
                    bool(explicit),
                    title.form,
                )
            )

    def _read_text(self, block: Block) -> None:
        run = Run(block)
        finds = self._scan(run.text)
        if "{" in run.text and (match := attributes.ON_LAST_LINE.search(run.text)):
            found = attributes.whole(match[1])
            if found is not None:
                finds.marks.append(match.span())
                finds.anchors += [found["id"]] if "id" in found else []
        self._take(run, finds)

    def _scan(self, text: str) -> Finds:
        return inline.scan(text, self.structure.definitions, self.structure.footnotes)

    def _read_title(self, title: Title) -> tuple[Title, str, str, str, int]:
        """Return the title, its text for readers and for anchors, its own id, its end."""
        text, place = title.line
        end, explicit = len(text), ""
        if plain_lines.MARKUP.search(text) is None:
            self.kept.append((place, place + end))
            source = shown.folded(text)
            return title, source, source, explicit, end
        run = Run([title.line])
        finds = self._scan(text)
        if "{" in text and (match := attributes.AT_END.search(text)):
            found = attributes.whole(match[1])
            if found is not None:
                end = len(text[: match.start()].rstrip("#").rstrip())
                finds.marks.append((end, len(text)))
                explicit = found.get("id", "")
        source = shown.source(text, 0, end, finds)
        self._take(run, finds)
        if explicit:
            self.anchors.add(explicit)
        return title, shown.folded(shown.decoded(source)), source, explicit, end

    def _take(self, run: Run, finds: Finds) -> None:
        self.links += [self._link(run, found, finds) for found in finds.links]
        for start, body, body_end, end in finds.code:
            self.code.append(Code(run.span(start, end), run.span(body, body_end), "inline"))
        self.comments += [run.span(start, end) for start, end in finds.comments]
        self.anchors.update(finds.anchors)
        at = 0
        for start, end in sorted(finds.marks):
            if start > at:
                self.kept += run.pieces(at, start)
            at = max(at, end)
        self.kept += run.pieces(at, len(run.text))

    def _link(self, run: Run, found: Found, finds: Finds) -> Link:
        target = found.target
        if isinstance(target, Definition):
            address, target_span = target.target, target.target_span
        else:
            address, target_span = run.text[slice(*target)], run.span(*target)
        address = shown.unescape(address).strip()
        if found.form == "autolink" and "://" not in address:
            address = "mailto:" + address.removeprefix("mailto:")
        text = shown.shown(run.text, *found.text, finds)
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
        bare = _COMMENT.sub(lambda match: " " * len(match[0]), source)
        for match in tags.INLINE.finditer(bare):
            tags.note(bare, match.start(), match.end(), len(bare), finds)
        for match in _HEADING_TAG.finditer(bare):
            self._html_heading(span.start, match)
        finds.marks.append((0, len(bare)))
        self._take(Run([(source, span.start)]), finds)

    def _html_heading(self, offset: int, match: re.Match[str]) -> None:
        found = _ID.search(match[2])
        text = shown.folded(shown.decoded(tags.ANY.sub("", match[3])))
        span = Span(offset + match.start(), offset + match.end())
        text_span = Span(offset + match.start(3), offset + match.end(3))
        anchor = found[1] if found else ""
        self.headings.append(
            Heading(int(match[1]), text, anchor, span, text_span, bool(found), "html")
        )
