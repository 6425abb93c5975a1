"""What is found in one run of text, with offsets into that text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from kb_tools.markdown.blocks import Definition


class Found(NamedTuple):
    """A link or image; offsets into the text. `target` is None when it is written elsewhere."""

    start: int
    end: int
    text: tuple[int, int]
    target: tuple[int, int] | Definition
    form: Literal["inline", "reference", "autolink", "html"]
    image: bool


@dataclass(slots=True)
class Finds:
    """Everything of note in one text; offsets into it."""

    links: list[Found] = field(default_factory=list)
    code: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Start, start of the body, end of the body, end."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """What is not running text: brackets and targets, code, tags, images."""
    anchors: list[str] = field(default_factory=list)
    """Ids of attribute lists, which headings must not take again."""
    tag_anchors: list[str] = field(default_factory=list)
    """Ids and names of HTML tags, of which Python-Markdown knows nothing."""
    headings: list[tuple[int, str, tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Of HTML tags: level, id, whole, text."""
    comments: list[tuple[int, int]] = field(default_factory=list)
