# ruff: noqa: E501 - a list of pieces is read best in few lines
"""No text of 100,000 characters takes long, whatever it repeats."""

from __future__ import annotations

import time

import pytest

from kb_tools.markdown import parse, plain

SIZE = 100_000
REPEATED = [
    *"[*`<_>#(!{-\\~=|:&",
    *["[a](", "[a](b \"", "![", "[a][", "[^", "<!--", "<div>", "<div", "<a ", "</b>", "<a href=x>"],
    *["\n- ", "\n> ", "> ", "- ", "```\n", "a\n-\n", "a\n: ", "[x]: ", "\n|", "{: ", "**a", "<script>"],
]  # fmt: skip
WHOLE = {
    "nested brackets": "[" * 50_000 + "]" * 50_000,
    "unclosed links before a parenthesis": '[a]("' * 20_000 + ")",
    "attributes that never end": "# a" + " {#a" * 25_000,
    "emphasis in a heading": "# " + "*a " * 33_000,
    "backticks of every length": " ".join("`" * size for size in range(1, 440)),
    "code in a table": "a|b\n-|-\n" + "`|" * 50_000,
    "the same heading": "# a_1\n\n" * 14_000,
    "definitions": "\n".join(f"[x{number}]: y" for number in range(8_000)),
    "tags closed in no order": "<div>\n" + "<a>" * 16_000 + "</b>" * 12_000,
}


@pytest.mark.parametrize("text", [*(one * (SIZE // len(one)) for one in REPEATED), *WHOLE.values()],
                         ids=[*map(repr, REPEATED), *WHOLE])  # fmt: skip
def test_parsing_takes_linear_time(text: str) -> None:
    started = time.process_time()
    plain(parse(text, "a.md"))
    assert time.process_time() - started < 3  # a second when nothing else runs


@pytest.mark.parametrize("form", ["[{}]", "{{<<: [{}]}}"])
def test_a_few_aliases_that_repeat_one_another_cost_nothing(form: str) -> None:
    lines = ["a: &a [x, x, x]" if form == "[{}]" else "a: &a {k: x}"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} {form.format(', '.join(9 * [f'*{before}']))}")
    started = time.process_time()
    article = parse("\n".join(["---", *lines, "title: *i", "---", ""]), "a.md")
    assert time.process_time() - started < 1
    fault = article.meta_fault
    assert fault is not None
    assert (fault.reason, article.position(fault.span.start).line) == ("aliases", 6)
    assert len(str(article.meta)) < 100_000


def test_an_alias_within_what_it_names_is_no_value() -> None:
    article = parse("---\na: &a [1, *a]\nb: 2\n---\n", "a.md")
    assert article.meta == {"a": None, "b": 2}
    assert article.meta_fault is not None
    assert article.meta_fault.reason == "aliases"


def test_aliases_in_front_matter_do_not_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    article = parse("---\n" + "\n".join(lines) + "\n---\n# b\n", "a.md")
    assert article.meta_fault is not None
    assert article.headings[0].text == "b"


def test_deep_nesting_is_read_without_recursion_errors() -> None:
    for text in ("[" * 5000, "{a: " * 3000):
        assert parse(f"---\na: {text}\n---\n# b\n", "a.md").headings[0].text == "b"
    deep = "\n".join("    " * depth + "- [a](b)" for depth in range(300))
    assert parse(deep, "a.md").links
