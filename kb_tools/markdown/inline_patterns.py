"""Inline patterns, tried only on text that has the character which each of them begins with.

Python-Markdown tries every pattern on every piece of text: a tenth of the time of a build, most
of it on plain sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import markdown
from markdown import inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_APPLY = "_InlineProcessor__applyPattern"
_HANDLE = "_InlineProcessor__handleInline"

NEEDED = {
    inlinepatterns.BACKTICK_RE: "`",
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": "`",
    inlinepatterns.ESCAPE_RE: "\\",
    r"\[\^([^\]]*)\]": "[",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.REFERENCE_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "[",
    inlinepatterns.IMAGE_REFERENCE_RE: "[",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "\n",
    inlinepatterns.ENTITY_RE: "&",
}
"""Patterns of the library and two extensions, and what there is in whatever they match."""


class Sparing(InlineProcessor):
    """Applies the same patterns to the same effect; one that is not in `NEEDED` always."""

    _patterns: list[tuple[Any, str]]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree, as the library's own processor does."""
        self._patterns = [(one, _needed(one)) for one in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _handle(self, data: str, place: int = 0) -> str:
        """Return a text with placeholders for what the patterns from `place` on matched."""
        if isinstance(data, AtomicString):
            return data
        apply, patterns, start = getattr(self, _APPLY), self._patterns, 0
        while place < len(patterns):
            pattern, needed = patterns[place]
            matched = needed in data  # as "" is in every text
            if matched:
                data, matched, start = apply(pattern, data, place, start)
            if not matched:
                place, start = place + 1, 0
        return data


setattr(Sparing, _HANDLE, Sparing._handle)


def _needed(pattern: Any) -> str:  # noqa: ANN401 - either of two classes of patterns
    return NEEDED.get(pattern.pattern, "")


def spare(parser: markdown.Markdown) -> markdown.Markdown:
    """Let a parser try its patterns sparingly, unless it applies them in another way."""
    known = hasattr(InlineProcessor, _APPLY) and hasattr(InlineProcessor, _HANDLE)
    if known and type(parser.treeprocessors["inline"]) is InlineProcessor:
        parser.treeprocessors.register(Sparing(parser), "inline", 20)
    return parser
