"""The readable text of an article, and its anchors."""

from __future__ import annotations

import pytest

from kb_tools.markdown import parse, plain, plain_texts, slugify


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


def test_sections_read_together_are_what_each_is_alone() -> None:
    text = """# A

See [one](a.md) and `code`.

<div>html</div>

## B

![alt](b.png) <b>x</b>

```
block
```

## C

<https://example.com> and [two](b.md)
"""
    article = parse(text, "a.md")
    spans = [section.body for section in article.sections]

    together = list(plain_texts(article, spans))

    assert together == ["See one and code. html", "alt x block", "https://example.com and two"]
    assert together == [plain(article, span) for span in spans]
    assert [*plain_texts(article, spans[::-1])] == together[::-1]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (
            "See:\n\n| a | b |\n|---|:-:|\n| `c|d` | **e** |\n|  | f |\n\nEnd",
            "See: a | b | c|d | e | f End",
        ),
        ("a | b\n--|--\nc | d", "a | b c | d"),
        (
            "<table><tr><th>a</th><th>b c</th></tr>\n<tr><td>d</td></tr></table>\n\nEnd",
            "a | b c | d End",
        ),
        ("one | two, [three](u|v)", "one | two, three"),
    ],
)
def test_the_cells_of_a_table_are_told_apart(source: str, seen: str) -> None:
    assert plain(parse(source, "a.md")) == seen
