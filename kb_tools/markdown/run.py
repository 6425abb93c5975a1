"""A run of text over one or more lines, and the position of each of its characters."""

from __future__ import annotations

from bisect import bisect_right

from kb_tools.article import Span
from kb_tools.markdown.lines import Block, text_start


class Run:
    """The lines of a block as one text."""

    __slots__ = ("base", "offsets", "starts", "text")

    def __init__(self, lines: Block) -> None:
        self.text = "\n".join([line[0] for line in lines])
        first, last = lines[0], lines[-1]
        whole = last[1] + len(last[0]) - first[1] == len(self.text)
        self.base: int | None = first[1] if whole else None
        if not whole:
            self.offsets = [offset for _, offset in lines]
            self.starts = [0]
            for line, _ in lines[:-1]:
                self.starts.append(self.starts[-1] + len(line) + 1)

    def place(self, at: int) -> int:
        """Return the offset in the article of the character at `at`."""
        if self.base is not None:
            return self.base + at
        row = bisect_right(self.starts, at) - 1
        return self.offsets[row] + at - self.starts[row]

    def span(self, start: int, end: int) -> Span:
        """Return the span of a part of the text; the end is that of its last character."""
        if self.base is not None:
            return Span(self.base + start, self.base + end)
        first = self.place(start)
        return Span(first, self.place(end - 1) + 1 if end > start else first)

    def pieces(self, start: int, end: int) -> list[int]:
        """Return the same line by line, starts and ends in turn, without what comes before."""
        found: list[int] = []
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            first = text_start((self.text[start:stop], self.place(start)))
            if stop > start:
                found += (first, self.place(stop - 1) + 1)
            start = stop + 1
        return found
