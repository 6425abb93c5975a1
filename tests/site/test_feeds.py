"""Machines find every public article, with whole addresses and dates, and no other."""

import json
from xml.etree import ElementTree as ET

from kb_tools.corpus import KnowledgeBase
from kb_tools.markdown import bare
from kb_tools.site.edition import Edition, edition
from kb_tools.site.feeds import machine_files
from kb_tools.site_facts import SiteFacts

ARTICLE = """---
id: KB-0001
title: 登录后空白页 & <b>
summary: 清除缓存后重新登录。
product: App & Co
tags: [登录]
reviewed: 2026-05-01
---

# 登录后空白页

<!-- 给作者看的话 -->

清除缓存。
"""
TEXTS = {
    "zh/a.md": ARTICLE,
    "zh/b.md": "---\ntitle: 更新\nreviewed: 2026-06-01\n---\n\n正文\n",
    "en/a.md": "# Sign in\n\nText.\n",
    "zh/draft.md": "---\nid: KB-0009\ntitle: 草稿 canary\nstatus: draft\n---\n\nx\n",
    "zh/inner.md": "---\ntitle: 内部 canary\naudience: internal\nreviewed: 2026-07-01\n---\n\nx\n",
}


def published(site_url: str = "https://help.example.com/x/") -> Edition:
    facts = SiteFacts(site_name="帮助", site_url=site_url)
    return edition(KnowledgeBase.from_texts(TEXTS, facts=facts), "public")


def test_the_catalogue_lists_each_public_article_with_its_facts() -> None:
    rows = json.loads(dict(machine_files(published()))["articles.json"])["articles"]

    assert {row["title"] for row in rows} == {"登录后空白页 & <b>", "更新", "Sign in"}
    assert rows[0] == {
        "id": "KB-0001",
        "title": "登录后空白页 & <b>",
        "url": "https://help.example.com/x/zh/a/",
        "summary": "清除缓存后重新登录。",
        "kind": "",
        "product": "App & Co",
        "tags": ["登录"],
        "lang": "zh",
        "updated": "2026-05-01",
    }


def test_feeds_hold_dated_articles_the_newest_first_and_one_feed_a_product() -> None:
    files = dict(machine_files(published()))
    items = ET.fromstring(files["feed.zh.xml"]).findall("channel/item")  # noqa: S314 - our own text

    assert [item.findtext("title") for item in items] == ["更新", "登录后空白页 & <b>"]
    assert items[0].findtext("pubDate") == "Mon, 01 Jun 2026 00:00:00 GMT"
    assert [i["title"] for i in json.loads(files["feed.zh.app-co.json"])["items"]] == [
        "登录后空白页 & <b>"
    ]


def test_nothing_that_is_not_public_reaches_a_machine() -> None:
    assert "canary" not in "".join(text for _, text in machine_files(published()))


def test_without_an_address_of_the_site_there_are_no_feeds() -> None:
    assert not any(name.startswith("feed") for name, _ in machine_files(published("")))


def test_markdown_lies_beside_each_page_without_front_matter_and_comments() -> None:
    files = dict(machine_files(published()))

    assert files["zh/a/index.md"] == "# 登录后空白页\n\n清除缓存。\n"
    assert "[Sign in](https://help.example.com/x/en/a/index.md)" in files["llms.txt"]


def test_an_article_without_a_heading_gets_its_title() -> None:
    article = published().kb.articles["zh/b.md"]

    assert bare(article) == "# 更新\n\n正文\n"


def test_links_in_the_markdown_lead_to_markdown_and_to_files_on_the_site() -> None:
    text = (
        "# 甲\n\n[乙](sub/b.md#x) [甲](#a) <!-- [b](sub/b.md) --> ![图](i%20g/1.png)"
        " [r][r] [旧](https://example.com)\n\n[r]: sub/b.md\n"
    )
    texts = {"zh/a.md": text, "zh/sub/b.md": "# 乙\n\n[甲](../a.md)\n"}
    kb = KnowledgeBase.from_texts(texts, files=["zh/i g/1.png"])
    found = dict(machine_files(edition(kb)))
    assert found["zh/a/index.md"] == (
        "# 甲\n\n[乙](../sub/b/index.md#x) [甲](#a)  ![图](../i%20g/1.png)"
        " [r][r] [旧](https://example.com)\n\n[r]: ../sub/b/index.md\n"
    )
    assert "[甲](../../a/index.md)" in found["zh/sub/b/index.md"]
