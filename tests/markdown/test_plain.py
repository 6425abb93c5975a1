"""The readable text of an article, and its anchors."""

from __future__ import annotations

from kb_tools.markdown import parse, plain, slugify


def test_markup_is_gone_and_code_stays() -> None:
    source = "---\ntitle: t\n---\n# A *b*\n\n- [c](d) `e` **f** ![g](h) &amp; <https://i.j>\n\n```\nk\n```\n"
    assert plain(parse(source, "a.md")) == "A b c e f g & https://i.j k"


def test_text_of_raw_html_counts_but_not_its_scripts() -> None:
    source = "<div>\n<p>a &lt; b</p>\n<script>no()</script>\n</div>\n\n<!-- no -->\nc\n"
    assert plain(parse(source, "a.md")) == "a < b c"


def test_a_span_is_cut_out() -> None:
    article = parse("# a\n\nb `c`\n\n## d\n\ne\n", "a.md")
    assert [plain(article, section.body) for section in article.sections] == ["b c", "e"]


def test_chinese_headings_keep_their_words_as_anchors() -> None:
    assert slugify("忘记 密码？(Reset)") == "忘记-密码reset"
