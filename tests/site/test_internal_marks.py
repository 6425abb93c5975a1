from __future__ import annotations

import pytest

from kb_tools.markdown import parse, render
from kb_tools.site.internal_marks import boxed, marked

NOTICE = "> **Internal, for colleagues only**\n>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n<!-- internal -->\nb\n\nc\n<!-- /internal -->\n", f"a\n\n{NOTICE}> b\n>\n> c\n\n"),
        ('!!! internal "Desk 2"\n    b\n\nc\n', f"{NOTICE}> **Desk 2**\n>\n> b\n\nc\n"),
        ("a <!-- internal -->b<!-- /internal --> c\n", "a <mark>b</mark> c\n"),
        ("open to all\n", None),
    ],
)
def test_a_block_becomes_a_quotation_with_a_notice(text: str, expected: str | None) -> None:
    assert marked(parse(text, "en/a.md", lang="en")) == expected


@pytest.mark.parametrize(
    "block",
    [
        "<!-- internal -->\n    secret\n    <!-- /internal -->\n",
        "!!! internal\n        secret\n",
    ],
)
def test_a_block_inside_a_step_stays_inside_it_and_is_boxed(block: str) -> None:
    text = marked(parse(f"1. one\n\n    {block}\n2. two\n", "en/a.md", lang="en"))
    assert text is not None
    html = boxed(render(text), "en")
    inside = html.partition('<blockquote class="kb-internal">')[2].partition("</blockquote>")[0]
    assert "secret" in inside
    assert html.count("<li>") == 2
    assert html.index("<blockquote") < html.index("two")
