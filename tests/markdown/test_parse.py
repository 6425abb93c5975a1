"""What an article's text says, and where it says it."""

from __future__ import annotations

import dataclasses

from kb_tools.markdown import parse

ARTICLE = """\
---
title: Reset a password
tags: [login, password]
---
# Reset **a** `password` {#reset}

See [the guide](guide.md "How") or <https://example.com>.

- item

        print(1)

!!! note "Mind"
    Not [this][that].

```python
[no](link.md)
```

<div><a href="raw.md">raw</a></div>

[that]: other.md
"""


def test_spans_cover_what_they_name() -> None:
    article = parse(ARTICLE, "en/reset.md", lang="en")
    shown = [
        (link.text_span.of(article.text), link.target_span.of(article.text), link.form)
        for link in article.links
    ]
    assert shown == [
        ("the guide", "guide.md", "inline"),
        ("https://example.com", "https://example.com", "autolink"),
        ("this", "other.md", "reference"),
        ("raw", "raw.md", "html"),
    ]
    heading = article.headings[0]
    assert (heading.id, heading.text, heading.explicit) == ("reset", "Reset a password", True)
    assert heading.text_span.of(article.text) == "Reset **a** `password`"
    assert article.meta_spans["tags"].of(article.text) == "[login, password]"
    assert (article.id, article.title) == ("reset", "Reset a password")


def test_prose_is_as_long_as_the_text_and_holds_only_running_text() -> None:
    article = parse(ARTICLE, "en/reset.md")
    assert len(article.prose) == len(article.text)
    assert " ".join(article.prose.split()) == "Reset a See the guide or . item Mind Not this ."


def test_sections_end_at_the_next_heading_of_their_level_or_higher() -> None:
    article = parse("intro\n\n# A\n\na\n\n## B\n\nb\n\n# C\n", "x.md")
    assert [s.span.of(article.text) for s in article.sections] == [
        "intro\n\n", "# A\n\na\n\n## B\n\nb\n\n", "## B\n\nb\n\n", "# C\n",
    ]  # fmt: skip
    assert article.sections[1].body.of(article.text) == "\n\na\n\n"


def test_emphasis_around_code_is_taken_away_in_links_and_headings() -> None:
    article = parse("# Set **`a`** to *b*\n\n[**`x`** and _`y`_](z.md)\n", "x.md")
    assert article.headings[0].text == "Set a to b"
    assert article.links[0].text == "x and y"
    assert [code.body.of(article.text) for code in article.code] == ["a", "x", "y"]


def test_what_a_line_holds_is_noted_once_when_it_turns_out_not_to_be_plain() -> None:
    article = parse("`a` and [b](c) and `d` \\[ [e][f]\n\n[f]: g\n", "x.md")
    assert [code.body.of(article.text) for code in article.code] == ["a", "d"]
    assert [link.target for link in article.links] == ["c", "g"]
    assert article.prose.split() == ["and", "b", "and", "\\[", "e"]


def test_a_copy_with_another_title_has_the_same_prose_and_sections() -> None:
    article = parse(ARTICLE, "en/reset.md")
    copy = dataclasses.replace(article, title="Another")
    assert (copy.prose, copy.sections) == (article.prose, article.sections)
    assert copy != article
    assert dataclasses.replace(copy, title=article.title) == article


def test_mixed_line_ends_count_as_what_most_lines_have() -> None:
    assert parse("a\nb\nc\r\n", "x.md").newline == "\n"
    assert parse("a\r\nb\r\nc\n", "x.md").newline == "\r\n"


def test_fences_left_open_are_told() -> None:
    article = parse("a\n\n```py\nb\n", "x.md")
    assert [(code.closed, code.span.of(article.text)) for code in article.code] == [
        (False, "```py")
    ]


def test_titles_come_from_front_matter_then_heading_then_file_name() -> None:
    assert parse("---\ntitle: a\n---\n# b\n", "x.md").title == "a"
    assert parse("## c\n\n# b\n", "x.md").title == "b"
    assert parse("", "guides/reset-password.md").title == "Reset password"
    assert parse("", "login.zh.md", lang="zh").title == "Login"


def test_the_page_of_a_folder_without_a_title_is_named_like_the_folder() -> None:
    assert parse("", "kite/sync-errors/README.md").title == "Sync errors"
    assert parse("", "kite/index.zh.md", lang="zh").title == "Kite"
    assert parse("", "zh/README.md", lang="zh").title == "README"


def test_tabs_before_text_do_not_uncover_the_line_above() -> None:
    article = parse("- [a](b)\n\t\t[c](d) e\n\n# f\n\t\t`g` h\n", "x.md")
    assert article.prose.split() == ["a", "c", "e", "f"]
    assert [link.span.of(article.text) for link in article.links] == ["[a](b)", "[c](d)"]


def test_bodies_of_fences_are_the_lines_between() -> None:
    article = parse("```\n```\n\n- a\n\n\t```sh\n\tb\n\n\tc\n\t```\n", "x.md")
    bodies = [(code.body.of(article.text), code.span.of(article.text)) for code in article.code]
    assert bodies == [("", "```\n```"), ("\tb\n\n\tc", "```sh\n\tb\n\n\tc\n\t```")]
