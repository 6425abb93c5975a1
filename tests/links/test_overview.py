import dataclasses
from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.links import overview
from kb_tools.links.graph import LinkGraph


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    texts = {
        "zh/login.md": "---\nid: KB-0001\n---\n# 登录\n\n"
        "[重置](reset.md) [没有](gone.md) [本节](#登录)\n",
        "zh/reset.md": "---\nid: KB-0002\n---\n# 重置密码\n",
        "en/reset.md": "---\nid: KB-0002\n---\n# Reset your password\n",
        "en/login.md": "---\nid: KB-0001\n---\n# Sign in\n",
    }
    made = KnowledgeBase.from_texts(texts, Config(root=tmp_path))
    (tmp_path / "docs").mkdir()
    return dataclasses.replace(made)


def lines(shown, lang="en"):
    return [line.to(lang) for line in shown]


def test_an_article_is_named_by_id_or_by_path(kb, monkeypatch) -> None:
    assert overview.named(kb, "KB-0002").id == "KB-0002"
    assert overview.named(kb, "zh/reset.md").path == "zh/reset.md"
    monkeypatch.chdir(kb.config.root)
    assert overview.named(kb, "docs/zh/reset.md").path == "zh/reset.md"


def test_a_mistyped_name_is_answered_with_the_nearest(kb) -> None:
    with pytest.raises(
        KbError, match=r"zh/resett\.md: no such article; did you mean 'zh/reset\.md'"
    ):
        overview.named(kb, "zh/resett.md")


def test_one_article_in_words(kb) -> None:
    shown = lines(overview.of_article(kb, kb.articles["zh/login.md"]))
    assert shown == [
        "zh/login.md: 登录",
        "\nlinks to (1):",
        "  zh/reset.md  重置密码",
        "\ndead links (1):",
        "  gone.md",
    ]


def test_the_whole_base_in_words_in_both_languages(kb) -> None:
    graph = LinkGraph.of(kb)
    english, chinese = lines(overview.of_base(graph, 1)), lines(overview.of_base(graph, 1), "zh")
    assert english[0].startswith("4 articles, links between them: 1; 2 not linked")
    assert chinese[0].startswith("4 篇文章，1 条文章间链接；2 篇没有被任何文章链接")
    assert "  … and 1 more" in english
    assert len(english) == len(chinese)


def test_data_holds_the_whole_graph(kb) -> None:
    data = overview.all_data(LinkGraph.of(kb))
    assert [a["path"] for a in data["articles"]] == sorted(kb.articles)
    assert data["links"] == [
        {"source": "zh/login.md", "target": "zh/reset.md", "anchor": "", "kind": "text"},
        {"source": "zh/login.md", "target": "zh/login.md", "anchor": "登录", "kind": "text"},
    ]
    assert data["dead"] == [{"source": "zh/login.md", "target": "gone.md"}]
    assert data["orphans"] == ["en/login.md", "zh/login.md"]
