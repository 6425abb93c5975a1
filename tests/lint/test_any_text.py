"""Whatever stands in an article: no rule breaks on it, and mending comes to rest."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE

PIECES = st.sampled_from(
    [
        "---\n",
        "title: A: b\n",
        "kind: faq\n",
        "id: K1\n",
        "aliases: [a.md, /x/]\n",
        "reviewed: 2026-13-01\n",
        "# 标题：\n",
        "## \n",
        "#### 深\n",
        "Setext\n===\n",
        "\n",
        "\n\n",
        "text ",
        "使用API，",
        "设置:",
        "的的",
        "the the ",
        "[a](b.md#c)",
        "![](x.png)",
        "[x]: y.md\n",
        "[x]",
        "<https://a.dev>",
        "https://acme.dev/a_b",
        "<!-- internal -->\n",
        "<!-- /internal -->\n",
        "<!-- kb-disable KB301 -->\n",
        "<!-- kb-disable-next-line KB3 -- x -->\n",
        "```sh\n",
        "```\n",
        "   ```\n",
        "~~~\n",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "😀",
        "`a",
        "`",
        "TODO: ",
        "待补充",
        "刪除",
        "Github ",
        "<script>",
        "<p onclick='x'>",
        "AKIAQ7M2XK5VJ3TRLW6Z",
        "密码：vK8#qZ2m!Lx9Wd4R",
        "| a | b |\n",
        "|---|---|\n",
        "    rm -rf /\n",
        "- item\n",
        "1. step\n",
        "!!! note\n",
        "    inside\n",
        "\\",
        "*",
        "_",
        "&amp;",
        "\t",
        "\x00",
        "<<<<<<< a\n",
        ">>>>>>> b\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def base(one: str, other: str) -> KnowledgeBase:
    return KnowledgeBase.from_texts({"zh/a.md": one, "en/a.md": other, "zh/b.md": "# 其他\n"})


@SETTINGS
@given(TEXTS, TEXTS)
def test_no_rule_breaks_and_every_finding_lies_in_the_text(one: str, other: str) -> None:
    kb = base(one, other)
    for found in lint(kb, catalogue(), EXAMPLE_DATE):
        text = kb.articles[found.path].text
        assert 0 <= found.span.start <= found.span.end <= len(text)
        assert found.message.en
        assert found.message.zh


@SETTINGS
@given(TEXTS, TEXTS)
def test_mending_comes_to_rest(one: str, other: str) -> None:
    rules = [rule for rule in catalogue() if rule.default]
    once = mend(base(one, other), rules, EXAMPLE_DATE)
    assert dict(mend(once.kb, rules, EXAMPLE_DATE).texts) == {}
