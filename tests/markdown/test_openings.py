"""Code blocks that were written for other generators are code here too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.markdown import EXTENSIONS, parse, render
from kb_tools.markdown import readable as readable_with
from tests.markdown.test_properties import TEXTS


def readable(text: str) -> str:
    return readable_with(text, EXTENSIONS)


@pytest.mark.parametrize(
    ("opening", "written", "language"),
    [
        ('```tsx fileName="a.ts" codeFormat={["esm"]}', '```tsx title="a.ts"', "tsx"),
        ("```js {1,3-5} title='a b'", '```js hl_lines="1 3-5" title="a b"', "js"),
        ("```js{2}", '```js hl_lines="2"', "js"),
        ("```rust,ignore", "```rust", "rust"),
        ("```js:line-numbers", "```js", "js"),
        ("```sh [npm]", '```sh title="npm"', "sh"),
        ("~~~ c++ live=`a`", "~~~c++", "c++"),
        ("```中文 示例", "```中文", "中文"),
        ("``` 'a'", "```", ""),
    ],
)
@pytest.mark.parametrize("prefix", ["", "> ", "    "])
def test_foreign_openings_are_respelled_and_open_a_block(
    opening: str, written: str, language: str, prefix: str
) -> None:
    lines = ["- a\n" if prefix.isspace() else "", opening, "# a", opening[:3]]
    text = "".join(f"{prefix}{line}\n" if line in lines[1:] else line for line in lines)
    assert f"{prefix}{written}\n" in readable(text)
    article = parse(text, "a.md")
    assert [code.language for code in article.code] == [language]
    assert not article.headings
    html = render(text)
    assert "<pre" in html
    assert "<h1" not in html


@pytest.mark.parametrize(
    "text",
    [
        "```js\na\n```\n",
        '``` {.sql hl_lines="1"}\na\n```\n',
        '```py title="a" linenums="1"\na\n```\n',
        "```js a``` is inline\n\n```\n",
        "````md\n```js live\n```\n````\n",
        "```js never closed\na\n",
    ],
)
def test_what_superfences_reads_or_leaves_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


INFOS = st.lists(st.sampled_from([*"ajs {}[],=.:\"'1-", "title=", "{1,2}"]), max_size=9).map(
    "".join
)


@given(INFOS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_respelling_changes_no_code_and_is_done_once(info: str, text: str) -> None:
    text = f"{text}\n\n```{info}\nb\n```\n\n{text}"
    once = readable(text)
    assert readable(once) == once
    before, after = parse(text, "a.md"), parse(once, "a.md")
    assert [code.body.of(before.text) for code in before.code if code.form == "fenced"] == [
        code.body.of(after.text) for code in after.code if code.form == "fenced"
    ]
