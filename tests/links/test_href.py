import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.links.href import href


def link(texts, source, target, anchor=""):
    kb = KnowledgeBase.from_texts(texts)
    return href(kb, kb.articles[source], kb.articles[target], anchor)


def test_links_are_relative_to_the_source() -> None:
    texts = {"zh/a/b.md": "# 乙\n", "zh/c.md": "# 丙\n"}
    assert link(texts, "zh/a/b.md", "zh/c.md", "步骤") == "../c.md#步骤"
    assert link(texts, "zh/c.md", "zh/a/b.md") == "a/b.md"


@pytest.mark.parametrize(
    "name", ["a b.md", "a(1).md", "中文 名.md", "a#b.md", "a%20b.md", "a?b.md", "{#b} c.md"]
)
def test_names_that_would_break_a_link_are_encoded(name: str) -> None:
    texts = {name: "# A\n", "x.md": "# X\n"}
    written = link(texts, "x.md", name)
    kb = KnowledgeBase.from_texts({**texts, "x.md": f"# X\n\n[a]({written})\n"})
    source = kb.articles["x.md"]
    assert kb.resolve(source.links[0].target, source).article is kb.articles[name]


def test_a_base_whose_links_start_at_the_root_gets_such_links() -> None:
    texts = {
        "zh/a.md": "# 甲\n\n[乙](/b.md) [丙](/c/d.md)\n",
        "zh/b.md": "# 乙\n",
        "zh/c/d.md": "# 丁\n\n[甲](/a.md)\n",
        "en/a.md": "# A\n",
    }
    assert link(texts, "zh/c/d.md", "zh/b.md") == "/b.md"


def test_a_base_that_links_by_permalink_gets_permalinks() -> None:
    texts = {
        "a.md": "---\npermalink: /help/a/\n---\n# A\n\n[B](/help/b/)\n",
        "b.md": "---\npermalink: /help/b/\n---\n# B\n",
        "c.md": "---\npermalink: /help/c/\n---\n# C\n",
    }
    assert link(texts, "c.md", "a.md") == "/help/a/"
