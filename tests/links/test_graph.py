import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.links.graph import LinkGraph, backlinks
from kb_tools.site_facts import SiteFacts


def graph(texts, facts=SiteFacts()):
    return LinkGraph.of(KnowledgeBase.from_texts(texts, facts=facts))


def paths(articles):
    return [article.path for article in articles]


TEXTS = {
    "login.md": "# 登录\n\n[重置密码](reset.md)，[账单](billing.md)，[重置](reset.md#步骤)。\n",
    "reset.md": "# 重置密码\n\n## 步骤\n\n[回到登录](login.md)，[本节](#步骤)。\n",
    "billing.md": "# 账单\n\n![图](a.png) [没有了](gone.md)\n",
    "lonely.md": "# 没人链接\n\n[登录](login.md)\n",
}


def test_out_names_each_target_once_in_order_of_the_text() -> None:
    found = graph(TEXTS)
    assert paths(found.out(found.articles["login.md"])) == ["reset.md", "billing.md"]


def test_into_names_each_source_once_and_never_the_article_itself() -> None:
    found = graph(TEXTS)
    assert paths(found.into(found.articles["login.md"])) == ["lonely.md", "reset.md"]
    assert paths(found.into(found.articles["reset.md"])) == ["login.md"]


def test_orphans_dead_ends_and_dead_links() -> None:
    found = graph(TEXTS)
    assert paths(found.orphans()) == ["lonely.md"]
    assert paths(found.dead_ends()) == ["billing.md"]
    assert [(d.source, d.link.target) for d in found.dead] == [
        ("billing.md", "a.png"),
        ("billing.md", "gone.md"),
    ]


def test_only_what_the_navigation_leads_to_is_reachable() -> None:
    nav = SiteFacts(known=True, nav=(("", "reset.md"),))
    found = graph(TEXTS, nav)
    assert paths(found.unreachable()) == ["lonely.md"]
    assert found.nav == {"reset.md"}


def test_without_a_nav_mkdocs_shows_every_article_and_elsewhere_none_is_known() -> None:
    assert graph(TEXTS, SiteFacts(known=True)).nav == TEXTS.keys()
    unknown = graph(TEXTS)
    assert unknown.nav is None
    assert unknown.unreachable() == []


def test_an_article_is_no_orphan_when_one_of_its_translations_is_linked() -> None:
    found = graph(
        {
            "zh/index.md": "# 首页\n\n[甲](a.md)\n",
            "en/index.md": "# Home\n",
            "zh/a.md": "# 甲\n",
            "en/a.md": "# A\n",
        }
    )
    assert paths(found.orphans()) == ["en/index.md", "zh/index.md"]


def test_related_articles_of_the_front_matter_count_as_links() -> None:
    found = graph(
        {"a.md": "---\nrelated: [KB-0002]\n---\n# A\n", "b.md": "---\nid: KB-0002\n---\n# B\n"}
    )
    assert [(e.target, e.kind) for e in found.outgoing["a.md"]] == [("b.md", "pinned")]
    assert paths(found.orphans()) == ["a.md"]


def test_links_of_the_written_list_are_told_from_the_authors() -> None:
    listed = "<!-- kb:related -->\n\n## Related articles\n\n- [B](b.md)\n\n<!-- /kb:related -->\n"
    kb = KnowledgeBase.from_texts(
        {"a.md": f"# A\n\n{listed}", "b.md": "# B\n", "c.md": "# C\n\n[B](b.md)\n"}
    )
    found = LinkGraph.of(kb)
    assert [e.kind for e in found.outgoing["a.md"]] == ["related"]
    assert paths(backlinks(kb, kb.articles["b.md"])) == ["c.md"]


def test_backlinks_of_a_public_base_name_nobody_whom_the_reader_may_not_see() -> None:
    kb = KnowledgeBase.from_texts(
        {
            "a.md": "# A\n\n[B](b.md)\n",
            "b.md": "# B\n",
            "c.md": "---\naudience: internal\n---\n# C\n\n[B](b.md)\n",
            "d.md": "---\nstatus: draft\n---\n# D\n\n[B](b.md)\n",
        }
    ).public()
    assert paths(backlinks(kb, kb.articles["b.md"])) == ["a.md"]


def test_the_graph_is_made_once_for_a_base() -> None:
    kb = KnowledgeBase.from_texts(TEXTS)
    assert LinkGraph.of(kb) is LinkGraph.of(kb)
    assert LinkGraph.of(KnowledgeBase.from_texts(TEXTS)) is not LinkGraph.of(kb)


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("abcdef", max_size=6), min_size=1))
def test_out_and_into_are_each_others_mirror(links) -> None:
    texts = {
        f"{name}.md": f"# {name}\n\n" + " ".join(f"[x]({to}.md)" for to in targets)
        for name, targets in links.items()
    }
    found = graph(texts)
    forward = {(a.path, b.path) for a in found.articles.values() for b in found.out(a)}
    backward = {(b.path, a.path) for a in found.articles.values() for b in found.into(a)}
    assert forward == backward
    assert forward == {
        (f"{a}.md", f"{b}.md") for a, bs in links.items() for b in bs if b in links and b != a
    }


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_files_changes_nothing(order: int) -> None:
    found = graph(dict(list(TEXTS.items())[::order]))
    assert paths(found.orphans()) == ["lonely.md"]
    assert paths(found.into(found.articles["login.md"])) == ["lonely.md", "reset.md"]
