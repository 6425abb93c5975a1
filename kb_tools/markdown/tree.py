"""The little of Python-Markdown's element tree on which its block parser decides."""

from __future__ import annotations


class Node:
    """An element while blocks are read: its tag, its last child, and whether it has text."""

    __slots__ = ("before", "kind", "last", "tag", "tail", "text")

    def __init__(self, tag: str, kind: str = "", before: Node | None = None) -> None:
        self.tag = tag
        self.kind = kind
        self.before = before
        """The sibling before it."""
        self.last: Node | None = None
        """The last child."""
        self.text = False
        self.tail = False

    def add(self, tag: str, kind: str = "") -> Node:
        """Append a child and return it."""
        self.last = child = Node(tag, kind, self.last)
        return child

    def wrap_text(self) -> None:
        """Move the text of a list item into a paragraph of its own, as loose lists have it."""
        if self.text:
            self.text = False
            if self.last is None:
                self.add("p")
