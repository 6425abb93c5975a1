# ruff: noqa: E501 - a list of pieces is read best in few lines
"""What holds for every text, however broken."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.article import Article, Span
from kb_tools.markdown import parse, plain

PIECES = [
    *"#*_`[]()!<>{}|:=-+~\\\"'&^ .1ax中，",
    *["\n", "\n\n", "\n    ", "\n- ", "\n> ", "\n# ", "\t", "  \n", "---\n", "```", "~~~", "\x02", "\x04"],
    *["[a](b)", "![a](b)", "[a][b]", "[b]: c", "<http://a>", "<a href='b'>", "</a>", "<div>", "</div>"],
    *["<!--", "-->", "!!! note", '=== "a"', "??? a", "{#a}", "{: .b}", "|a|b|\n|-|-|\n", ": a", "[^1]"],
    *["`a`", "**a**", "&amp;", "\\[", "<div markdown>", "<script>", "title: a\n", "*[a]: b", "1. a"],
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(max_size=60),
)


def spans(article: Article) -> list[Span]:
    found = [heading.span for heading in article.headings]
    found += [heading.text_span for heading in article.headings]
    for link in article.links:
        found += [link.span, link.text_span, link.target_span]
    for code in article.code:
        found += [code.span, code.body]
    for section in article.sections:
        found += [section.span, section.body]
    return [*found, *article.comments, *article.html, *article.meta_spans.values()]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_never_raises_and_all_spans_lie_in_the_text(text: str) -> None:
    article = parse(text, "a.md")
    assert all(0 <= start <= end <= len(article.text) for start, end in spans(article))
    plain(article)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_prose_has_the_places_and_lines_of_the_text(text: str) -> None:
    article = parse(text, "a.md")
    assert len(article.prose) == len(article.text)
    for shown, written in zip(article.prose, article.text, strict=True):
        assert shown == written or (shown == " " and written != "\n")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_line_ends_and_byte_order_mark_change_nothing_else(text: str) -> None:
    text = text.replace("\r", "").lstrip("\ufeff") + "\n"
    expected = parse(text, "a.md")
    for newline in ("\r\n", "\r"):
        source = "\ufeff" + text.replace("\n", newline)
        article = parse(source, "a.md")
        assert (article.newline, article.bom, article.source) == (newline, True, source)
        for name in ("text", "prose", "headings", "links", "code", "anchors", "meta", "sections"):
            assert getattr(article, name) == getattr(expected, name)


WORDS = st.text(st.sampled_from("ab 中文,_-1"), min_size=1, max_size=12).map(
    lambda text: "x" + text.strip() + "y"
)
TARGETS = st.text(st.sampled_from("ab/.#?=中-1"), min_size=1, max_size=12)


@given(WORDS, TARGETS, st.sampled_from(["{}", "- {}", "> {}", "1. a\n\n    {}", "|{}|b|\n|-|-|"]))
def test_a_link_is_where_it_was_put(text: str, target: str, around: str) -> None:
    written = f"[{text}]({target})"
    article = parse("before\n\n" + around.format(written), "a.md")
    (link,) = article.links
    assert link.span.of(article.text) == written
    assert link.text_span.of(article.text) == text
    assert link.target_span.of(article.text) == link.target == target


@given(WORDS, st.integers(1, 6), st.sampled_from(["", " #", " {#own}", " ## {: #own .a }"]))
def test_a_heading_is_where_it_was_put(text: str, level: int, tail: str) -> None:
    article = parse(f"before\n\n{'#' * level} {text}{tail}\n\nafter", "a.md")
    (heading,) = article.headings
    assert heading.text_span.of(article.text) == text
    assert heading.span.of(article.text) == f"{'#' * level} {text}{tail}".rstrip()
    assert (heading.level, heading.explicit) == (level, "own" in tail)
    assert heading.text.replace("_", "") == re.sub(r"\s+", " ", text).replace("_", "")


@given(st.lists(st.sampled_from(["# a", "# a", "## b", "# a_1", "text", "# _1", "#"]), max_size=12))
def test_anchors_of_headings_are_unique(lines: list[str]) -> None:
    article = parse("\n\n".join(lines), "a.md")
    anchors = [heading.id for heading in article.headings]
    assert len(set(anchors)) == len(anchors)
    assert article.anchors == set(anchors)
