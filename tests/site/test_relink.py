from collections.abc import Mapping

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.site.relink import relinked
from kb_tools.site_facts import SiteFacts

BASE = {
    "zh/a.md": "---\nid: KB-0001\naliases: [/zh/old/]\n---\n# A\n",
    "zh/b c.md": "# B\n",
    "zh/faq/d.md": "# D\n",
    "en/a.md": "---\nid: KB-0001\n---\n# A\n",
}
FILES = ("zh/img/one.png", "form.pdf")


def written(text: str, path: str = "zh/faq/x.md", *, known: bool = True) -> str:
    texts: Mapping[str, str] = {**BASE, path: text}
    kb = KnowledgeBase.from_texts(texts, files=FILES, facts=SiteFacts(known=known))
    return relinked(kb.articles[path], kb)


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("/zh/a.md", "../a.md"),
        ("/a.md#x", "../a.md#x"),
        ("/zh/a/?q=1#x", "../a.md?q=1#x"),
        ("/kb/KB-0001/", "../a.md"),
        ("KB-0001", "../a.md"),
        ("/zh/old/", "../a.md"),
        ("/zh/b%20c.md", "../b%20c.md"),
        ("{% link zh/a.md %}", "../a.md"),
        ("/form.pdf", "../../form.pdf"),
        ("/zh/img/one.png", "../img/one.png"),
    ],
)
def test_a_link_that_the_generator_does_not_follow_is_rewritten(target: str, new: str) -> None:
    assert written(f"See [this](<{target}>) now.") == f"See [this](<{new}>) now."


@pytest.mark.parametrize(
    "target",
    [
        "../a.md#x",
        "d.md",
        "../../a/",
        "../b%20c.md",
        "../img/one.png",
        "https://example.com/zh/a.md",
        "mailto:a@example.com",
        "#x",
        "/zh/gone.md",
        "gone/",
        "",
    ],
)
def test_what_works_or_leads_nowhere_stays_as_it_is(target: str) -> None:
    text = f"See [this]({target}) now."
    assert written(text) == text


def test_every_form_of_a_link_is_rewritten_where_its_target_stands() -> None:
    text = (
        '[one](/zh/a.md "title") ![two](/zh/img/one.png) [three][r] [four][r] `[no](/zh/a.md)`\n\n'
        '<a href="/zh/a.md#x">five</a>\n\n[r]: /zh/a.md\n'
    )
    assert written(text) == (
        '[one](../a.md "title") ![two](../img/one.png) [three][r] [four][r] `[no](/zh/a.md)`\n\n'
        '<a href="../../a/#x">five</a>\n\n[r]: ../a.md\n'
    )


@pytest.mark.parametrize(
    ("target", "new"), [("d", "d.md"), ("/help/a.md", "../a.md"), ("../a", "../a.md")]
)
def test_the_manners_of_other_generators_are_understood(target: str, new: str) -> None:
    assert written(f"[x]({target})", known=False) == f"[x]({new})"


def test_an_article_without_such_links_is_the_same_text() -> None:
    text = "# X\n\n[x](d.md)\n"
    assert written(text) == text
