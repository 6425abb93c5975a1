"""The little of Python-Markdown's element tree on which its block parser decides."""

from __future__ import annotations

_NONE: list[Node] = []
"""Shared by all elements without children; most stay so."""


class Node:
    """An element while blocks are read: its tag, its children, and whether it has text."""

    __slots__ = ("children", "kind", "tag", "tail", "text")

    def __init__(self, tag: str, kind: str = "") -> None:
        self.tag = tag
        self.kind = kind
        self.children: list[Node] = _NONE
        self.text = False
        self.tail = False

    @property
    def last(self) -> Node | None:
        """The last child."""
        return self.children[-1] if self.children else None

    def add(self, tag: str, kind: str = "") -> Node:
        """Append a child and return it."""
        child = Node(tag, kind)
        if self.children:
            self.children.append(child)
        else:
            self.children = [child]
        return child

    def wrap_text(self) -> None:
        """Move the text of a list item into a paragraph of its own, as loose lists have it."""
        if self.text:
            self.text = False
            self.children = [Node("p"), *self.children]
