"""Patterns that are tried sparingly make of a text what they make of it otherwise."""

from __future__ import annotations

import markdown
from hypothesis import given
from hypothesis import strategies as st
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from kb_tools.markdown import EXTENSION_CONFIGS, EXTENSIONS
from kb_tools.markdown.inline_patterns import NEEDED, Sparing, spare

PIECES = (
    *("*", "**", "_", "`", "``", "\\", "\\*", "[", "](a.md)", "][b]", "![", "[^1]", "[b]: c.md\n"),
    *(
        "<https://a.example>",
        "<a@b.example>",
        "<b>",
        "</b>",
        "<",
        "&amp;",
        "&",
        "#",
        "  \n",
        "\n\n",
    ),
    *("word", "一", " ", "\x02", "\x03", "\x02klzzwxh:0000\x03", "- ", "> ", "| a |\n| - |\n", ":"),
)


def parser() -> markdown.Markdown:
    """Return a parser as the generator would make it."""
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS)


PLAIN, SPARING = parser(), spare(parser())


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_same_html_comes_out(text: str) -> None:
    assert SPARING.reset().convert(text) == PLAIN.reset().convert(text)


def test_all_patterns_of_a_default_site_but_emphasis_are_tried_sparingly() -> None:
    always = [one.pattern for one in SPARING.inlinePatterns if one.pattern not in NEEDED]
    assert isinstance(SPARING.treeprocessors["inline"], Sparing)
    assert always == [r"\*|_"]


class Mine(InlineProcessor):
    """A site's own way to apply the patterns."""


def test_a_pattern_that_nobody_here_knows_is_always_tried() -> None:
    one, bold = spare(parser()), SimpleTagInlineProcessor(r"()!(b)!", "b")
    one.inlinePatterns.register(bold, "bold", 300)
    assert one.convert("a !b! c") == "<p>a <b>b</b> c</p>"


def test_another_way_to_apply_patterns_is_left_alone() -> None:
    one = parser()
    one.treeprocessors.register(Mine(one), "inline", 20)
    assert type(spare(one).treeprocessors["inline"]) is Mine
