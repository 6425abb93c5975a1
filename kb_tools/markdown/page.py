"""What all runs of text of a page hold, with places in the article."""

from __future__ import annotations

import re
from bisect import bisect_right

from kb_tools.article import Code, Heading, Link, Span
from kb_tools.markdown import attributes, inline, tags
from kb_tools.markdown.blocks import Definition, Leaf, Structure
from kb_tools.markdown.finds import Finds, Found
from kb_tools.markdown.lines import Block

_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_EMPHASIS = re.compile(r"(?<!\\)\*{1,3}|(?<![\w\\])_{1,3}(?=\S)|(?<=[^\s\\])_{1,3}(?!\w)")
_HEADING_TAG = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)


class Page:
    """Collects from one text after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.code: list[Code] = []
        self.comments: list[Span] = []
        self.anchors: list[str] = []
        self.kept: list[Span] = []
        """Running text, in any order."""

    def read(self, leaf: Leaf, structure: Structure) -> None:
        """Take in one run of text."""
        lines = leaf.lines
        if leaf.level == 0 and len(lines) == 1 and inline.SPECIAL.search(lines[0][0]) is None:
            text, offset = lines[0]
            self.kept.append(Span(offset, offset + len(text)))
            return
        run = _Run(lines)
        own = self._own_attributes(run, leaf)
        finds = inline.scan(run.text, structure.definitions, structure.footnotes)
        finds.marks += own
        if leaf.level:
            self._heading(leaf, run, finds)
        self._take(run, finds)

    def _own_attributes(self, run: _Run, leaf: Leaf) -> list[tuple[int, int]]:
        """Read the attribute list of the block itself."""
        if "{" not in run.text:
            return []
        pattern = attributes.AT_END if leaf.level else attributes.ON_LAST_LINE
        match = pattern.search(run.text)
        if match is None:
            return []
        found, length = attributes.items(match[1])
        if length < len(match[1]):
            return []
        if "id" in found and not leaf.level:
            self.anchors.append(found["id"])
        run.own = found
        run.end = match.start()
        return [match.span()]

    def _heading(self, leaf: Leaf, run: _Run, finds: Finds) -> None:
        end = run.end
        if run.own is not None:
            end = len(run.text[:end].rstrip("#").rstrip())
        explicit = (run.own or {}).get("id", "")
        shown = _shown(run.text, end, finds)
        self.headings.append(
            Heading(
                level=leaf.level,
                text=shown,
                id=explicit,
                span=leaf.span,
                text_span=Span(run.place(0), run.place(0) + end),
                explicit=bool(explicit),
                form="setext" if leaf.setext else "hash",
            )
        )

    def _take(self, run: _Run, finds: Finds) -> None:
        for found in finds.links:
            self.links.append(self._link(run, found, finds))
        for start, body, body_end, end in finds.code:
            span = Span(run.place(start), run.end_place(end))
            self.code.append(Code(span, Span(run.place(body), run.end_place(body_end)), "inline"))
        self.comments += [Span(run.place(a), run.end_place(b)) for a, b in finds.comments]
        self.anchors += finds.anchors
        at = 0
        for start, end in sorted(finds.marks):
            if start > at:
                self.kept.append(Span(run.place(at), run.end_place(start)))
            at = max(at, end)
        if at < len(run.text):
            self.kept.append(Span(run.place(at), run.end_place(len(run.text))))

    def _link(self, run: _Run, found: Found, finds: Finds) -> Link:
        target = found.target
        if isinstance(target, Definition):
            address, target_span = target.target, target.target_span
        else:
            address = run.text[slice(*target)]
            target_span = Span(run.place(target[0]), run.end_place(target[1]))
        shown = _shown_between(run.text, found.text, finds)
        return Link(
            text=shown,
            target=inline.unescape(address).strip(),
            span=Span(run.place(found.start), run.end_place(found.end)),
            text_span=Span(run.place(found.text[0]), run.end_place(found.text[1])),
            target_span=target_span,
            form=found.form,
            image=found.image,
        )

    def read_html(self, spans: list[Span]) -> None:
        """Take in the links, headings and anchors of raw HTML blocks."""
        for span in spans:
            source = span.of(self.text)
            if source.startswith("<!--"):
                self.comments.append(span)
                continue
            run = _Run([(source, span.start)])
            finds = Finds()
            bare = _COMMENT.sub(lambda m: " " * len(m[0]), source) if "<!--" in source else source
            for match in tags.INLINE.finditer(bare):
                tags.note(bare, match.start(), match.end(), len(bare), finds)
            for match in _HEADING_TAG.finditer(bare):
                self._html_heading(span.start, match)
            kept = len(self.kept)
            self._take(run, finds)
            del self.kept[kept:]

    def _html_heading(self, offset: int, match: re.Match[str]) -> None:
        found = re.search(r"""\sid\s*=\s*["']?([^"'\s>]+)""", match[2])
        self.headings.append(
            Heading(
                level=int(match[1]),
                text=_folded(inline.unescape(_TAG.sub("", match[3]))),
                id=found[1] if found else "",
                span=Span(offset + match.start(), offset + match.end()),
                text_span=Span(offset + match.start(3), offset + match.end(3)),
                explicit=found is not None,
                form="html",
            )
        )

    def read_code(self, structure: Structure) -> None:
        """Take in fences and indented code."""
        self.code += structure.code
        self.code += [fence for fence in structure.fences if fence is not None]


class _Run:
    """The text of a leaf, and where each of its characters stands in the article."""

    __slots__ = ("base", "end", "offsets", "own", "starts", "text")

    def __init__(self, lines: Block) -> None:
        self.own: dict[str, str] | None = None
        first = lines[0][1]
        if len(lines) == 1:
            self.text = lines[0][0]
            self.base: int | None = first
        else:
            self.text = "\n".join([line[0] for line in lines])
            whole = lines[-1][1] + len(lines[-1][0]) - first == len(self.text)
            self.base = first if whole else None
        self.end = len(self.text)
        if self.base is None:
            self.starts = [0]
            for line, _ in lines:
                self.starts.append(self.starts[-1] + len(line) + 1)
            self.offsets = [offset for _, offset in lines]

    def place(self, at: int) -> int:
        """Return the offset in the article of the character at `at`."""
        if self.base is not None:
            return self.base + at
        row = min(bisect_right(self.starts, at) - 1, len(self.offsets) - 1)
        return self.offsets[row] + at - self.starts[row]

    def end_place(self, at: int) -> int:
        """Return the offset in the article just behind the character before `at`."""
        return (
            self.base + at
            if self.base is not None
            else self.place(at - 1) + 1
            if at
            else self.place(0)
        )


def _folded(text: str) -> str:
    return " ".join(text.split())


def _shown(text: str, end: int, finds: Finds) -> str:
    return _shown_between(text, (0, end), finds)


def _shown_between(text: str, span: tuple[int, int], finds: Finds) -> str:
    """Return what a reader sees of a part of a text."""
    start, end = span
    part = text[start:end]
    if inline.SPECIAL.search(part) is None and not ("*" in part or "_" in part or "&" in part):
        return (
            part
            if "\n" not in part and "  " not in part and part.strip() == part
            else _folded(part)
        )
    pieces: list[str] = []
    at = start
    code = {c[0]: c for c in finds.code}
    for a, b in sorted(finds.marks):
        if a < at or b > end:
            continue
        pieces.append(inline.unescape(_EMPHASIS.sub("", text[at:a])))
        if a in code and code[a][3] == b:
            pieces.append(text[code[a][1] : code[a][2]].strip())
        at = b
    pieces.append(inline.unescape(_EMPHASIS.sub("", text[at:end])))
    return _folded("".join(pieces))
