"""Callouts that were written for other generators are admonitions here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from kb_tools.markdown import EXTENSION_CONFIGS, EXTENSIONS, readable


def shown(text: str, lang: str = "en") -> str:
    source = readable(text, EXTENSIONS, lang)
    return markdown(source, extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS)


@pytest.mark.parametrize(
    ("text", "style", "title"),
    [
        ("::: tip\nRead **this**.\n:::\n", "tip", "Tip"),
        (":::warning Careful\nRead **this**.\n:::\n", "warning", "Careful"),
        (":::caution[Mind the gap]\nRead **this**.\n:::\n", "warning", "Mind the gap"),
        ('::: danger The "end" {open}\nRead **this**.\n:::\n', "danger", "The &quot;end&quot;"),
        ("> [!IMPORTANT]\n> Read **this**.\n", "info", "Info"),
        (">[!note] Mind\n>Read **this**.\n", "note", "Mind"),
    ],
)
def test_callouts_are_admonitions(text: str, style: str, title: str) -> None:
    html = shown(f"Before\n{text}\nAfter\n")
    assert f'<div class="admonition {style}">' in html
    assert f'<p class="admonition-title">{title}</p>' in html.replace('"end"', "&quot;end&quot;")
    assert "<p>Read <strong>this</strong>.</p>\n</div>\n<p>After</p>" in html
    assert ":::" not in html


def test_details_can_be_unfolded_and_titles_are_in_the_language_of_the_page() -> None:
    assert "<summary>更多</summary>" in shown("::: details\na\n:::\n", "zh-Hant")
    assert '<p class="admonition-title">注意</p>' in shown("> [!NOTE]\n> a\n", "zh")


def test_callouts_hold_code_lists_and_callouts() -> None:
    html = shown(
        ":::: note\n- a\n\n```sh [npm]\n::: tip\n```\n\n::: tip\n# c\n:::\n::::\n\nafter\n"
    )
    text = re.sub(r"<[^>]+>|\n+", " ", html)
    assert text.split() == ["Note", "a", "npm", ":::", "tip", "Tip", "c", "#", "after"]
    assert html.endswith("</div>\n</div>\n<p>after</p>")


def test_containers_that_only_group_lose_their_marks() -> None:
    assert shown("::: code-group\na\n:::\n") == "<p>a</p>"


@pytest.mark.parametrize(
    "text",
    [
        "::: package.module\n\nnever closed\n",
        "```\n::: tip\na\n:::\n```\n",
        "a ::: tip\nb\n:::\n",
        "> [!unknown]\n> a\n",
        "```\n> [!NOTE]\n```\n",
        ":::\n",
    ],
)
def test_what_is_no_callout_stays_as_it_is(text: str) -> None:
    assert readable(text, EXTENSIONS) == text


def test_a_site_that_shows_no_admonitions_keeps_the_marks() -> None:
    assert readable("::: tip\na\n:::\n", ["tables"]) == "::: tip\na\n:::\n"


PIECES = ["::: tip\n", ":::\n", "::::\n", ":::: x\n", "> [!NOTE]\n", "> a\n", "a\n", "\n", "```\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_line_stays_in_its_row(text: str) -> None:
    rows = zip(text.split("\n"), readable(text, EXTENSIONS).split("\n"), strict=True)
    assert all(new.strip("> ") == "a" for old, new in rows if old in ("a", "> a"))
