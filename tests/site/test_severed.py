"""Links to what their readers may not see are taken out; the writer's words stay."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.site.edition import edition
from kb_tools.site.leaks import Addresses, withheld

HIDDEN = "---\nid: KB-0666\naudience: internal\n---\n# 手工退款\n"
SITE = {"../mkdocs.yml": "site_url: https://help.example/docs/\n"}


def _public(text: str, audience: str = "public") -> str:
    texts = {"zh/a.md": text, "zh/b.md": "# 乙\n", "zh/runbook.md": HIDDEN}
    kb = KnowledgeBase.from_texts(texts, settings=SITE)
    return edition(kb, audience).kb.articles["zh/a.md"].text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('见[退款](runbook.md#x "t")。', "见退款。"),
        ("见[**退款**][r]。\n\n[r]: runbook.md 't'\n\n完", "见**退款**。\n\n\n完"),
        ("见[退款]。\n\n[退款]: runbook.md\n", "见退款。\n\n"),
        ('见<a class="k" href="runbook.md">退款</a>。', '见<a class="k">退款</a>。'),
        ("见<https://help.example/docs/zh/runbook/>。", "见。"),
        ("见[退款](KB-0666)和[乙](b.md)。", "见退款和[乙](b.md)。"),
        ("[![图](a.png)](runbook.md)", "![图](a.png)"),
        ("`[退款](runbook.md)`", "`[退款](runbook.md)`"),
    ],
)
def test_the_link_goes_and_its_text_stays(written: str, shown: str) -> None:
    assert _public(f"# 甲\n\n{written}") == f"# 甲\n\n{shown}"


def test_an_entry_of_the_related_list_goes_with_its_title() -> None:
    entries = "- [手工退款](runbook.md)\n- [乙](b.md)\n"
    text = f"# 甲\n\n<!-- kb:related -->\n\n## 相关文章\n\n{entries}\n<!-- /kb:related -->\n"
    assert _public(text) == text.replace("- [手工退款](runbook.md)\n", "")
    assert _public(text.replace("- [乙](b.md)\n", "")) == "# 甲\n\n\n"


def test_colleagues_keep_the_link() -> None:
    assert "runbook.md" in _public("# 甲\n\n[退款](runbook.md)\n", "internal")


def test_the_writer_is_told_where_each_link_stands_but_not_of_those_in_internal_blocks() -> None:
    inside = "<!-- internal -->\n[x](runbook.md)\n<!-- /internal -->\n"
    texts = {"zh/a.md": f"# 甲\n\n{inside}\n[退款](runbook.md)\n", "zh/runbook.md": HIDDEN}
    found = edition(KnowledgeBase.from_texts(texts)).severed
    assert [(one.path, one.line, one.target) for one in found] == [("zh/a.md", 7, "runbook.md")]


def test_an_edit_in_the_preview_is_severed_too() -> None:
    texts = {"zh/a.md": "# 甲\n", "zh/runbook.md": HIDDEN}
    shown = edition(KnowledgeBase.from_texts(texts)).revised("zh/a.md", "# 甲\n\n[x](runbook.md)\n")
    assert shown is not None and shown.kb.articles["zh/a.md"].text == "# 甲\n\nx\n"


@pytest.mark.parametrize(
    ("link", "leaks"),
    [
        ('href="../runbook/"', True),
        ("href=../runbook/index.html", True),
        ('href="/docs/zh/runbook/#a"', True),
        ('href="https://help.example/docs/zh/runbook/"', True),
        ('href="runbook/"', False),
        ('href="https://other.example/docs/zh/runbook/"', False),
    ],
)
def test_a_page_that_links_to_a_hidden_article_leaks(link: str, leaks: bool) -> None:
    texts = {"zh/a.md": "# 甲\n", "zh/runbook.md": HIDDEN}
    sought: Addresses = withheld(edition(KnowledgeBase.from_texts(texts, settings=SITE))).addresses
    assert bool(sought.linked(f"<a {link}>x</a>", "zh/a/index.html")) is leaks
