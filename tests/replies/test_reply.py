"""A reply can be sent as it is: it helps, it links, and it carries nobody's markup."""

from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import ReadError
from kb_tools.replies.formats import FORMATS
from kb_tools.replies.reply import Wanted, reply
from kb_tools.site_facts import SiteFacts

ARTICLE = """---
id: KB-0042
title: 登录后空白页
summary: 清除缓存后重新登录。
---

# 登录后空白页

## 症状

页面是空白的。

## 解决方法 {#fix}

1. 打开[设置](settings.md#cache)，**清除缓存**。
2. 运行 `kb build` 后[重新登录](https://app.example.com/?a=1&b=2)。

![按钮](x.png) <!-- 给作者 -->

<script>alert(1)</script>
"""
TEXTS = {"zh/login.md": ARTICLE, "zh/settings.md": "# 设置\n\n## 缓存 {#cache}\n\n见上。\n"}


def base(site_url: str = "https://help.example.com/") -> KnowledgeBase:
    return KnowledgeBase.from_texts(TEXTS, facts=SiteFacts(site_url=site_url))


def written(style: str, subject: str = "登不上", **wanted: object) -> str:
    kb = base()
    return reply(
        subject,
        kb.articles["zh/login.md"],
        kb,
        Wanted("zh", style, **wanted),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_has_the_steps_the_permanent_link_and_what_comes_next(style: str) -> None:
    text = written(style, version="1a2b3c4")

    assert "清除缓存" in text
    assert "https://help.example.com/kb/KB-0042/#fix" in text
    assert "https://help.example.com/zh/settings/#cache" in text
    assert "24 小时" in text
    assert "1a2b3c4" in text
    assert "给作者" not in text


@pytest.mark.parametrize("style", ["html", "zendesk"])
def test_html_carries_no_script_of_ticket_or_article(style: str) -> None:
    text = written(style, subject="<img src=x onerror=alert(1)> {{7*7}} [x](javascript:1)")

    assert "<script" not in text
    assert "<img" not in text
    assert "{{7*7}}" in text
    assert 'href="javascript' not in text


def test_plain_text_reads_like_a_letter() -> None:
    text = written("text")

    assert "1. 打开设置 (https://help.example.com/zh/settings/#cache)，清除缓存。" in text
    assert "**" not in text
    assert "alert" not in text


def test_jira_gets_its_own_markup() -> None:
    text = written("jira")

    assert "# 打开[设置|https://help.example.com/zh/settings/#cache]，*清除缓存*。" in text
    assert "{{kb build}}" in text


def test_the_customers_own_script_is_answered() -> None:
    kb = base()

    assert "感謝您與我們聯絡" in reply("x", kb.articles["zh/login.md"], kb, Wanted("zh-Hant"))
    assert "thank you for writing" in reply("x", kb.articles["zh/login.md"], kb, Wanted("fr"))


def test_a_company_has_templates_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "zh.md").write_text("亲，看这里：{{ url }}", "utf-8")

    assert (
        written("text", templates=tmp_path)
        == "亲，看这里：https://help.example.com/kb/KB-0042/#fix\n"
    )


@pytest.mark.parametrize(
    "template",
    ["{{ nothing }}", "{% if %}", "{{ title.__class__.__mro__[1].__subclasses__() }}"],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, template: str) -> None:
    (tmp_path / "zh.md").write_text(template, "utf-8")

    with pytest.raises(ReadError, match=r"zh\.md"):
        written("text", templates=tmp_path)


def test_a_long_section_is_left_behind_its_link() -> None:
    long = ARTICLE.replace("1. 打开", "很长" * 1000 + "\n\n1. 打开")
    kb = KnowledgeBase.from_texts(
        {"zh/login.md": long}, facts=SiteFacts(site_url="https://h.example/")
    )
    text = reply("x", kb.articles["zh/login.md"], kb, Wanted("zh"))

    assert "很长" not in text
    assert "https://h.example/kb/KB-0042/#fix" in text


def test_what_is_for_colleagues_never_reaches_a_customer() -> None:
    inner = ARTICLE.replace(
        "2. 运行", "<!-- internal -->\n值班 canary\n<!-- /internal -->\n\n2. 运行"
    )
    kb = KnowledgeBase.from_texts({"zh/login.md": inner})
    text = reply("x", kb.articles["zh/login.md"], kb, Wanted("zh"))

    assert "canary" not in text
    assert "重新登录" in text

    closed = ARTICLE.replace("id: KB-0042", "id: KB-0042\naudience: internal")
    kb = KnowledgeBase.from_texts({"zh/login.md": closed})
    with pytest.raises(ReadError, match="colleagues only"):
        reply("x", kb.articles["zh/login.md"], kb, Wanted("zh"))
