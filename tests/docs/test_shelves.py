"""The lists of articles say what the articles say of themselves."""

from __future__ import annotations

import re

from kb_tools.article import Article
from kb_tools.config import load
from kb_tools.corpus import KnowledgeBase
from tests.conftest import ROOT

ENTRY = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<target>[^)]+)\)(?:: |：)(?P<summary>.+)$", re.M)


def test_a_list_shows_each_articles_own_title_and_summary() -> None:
    kb = KnowledgeBase.load(load(ROOT))
    entries = [
        (shelf.path, entry, listed)
        for shelf in kb.articles.values()
        if shelf.path.endswith("index.md") and "/reference/" not in shelf.path
        for entry in ENTRY.finditer(shelf.text)
        if (listed := kb.resolve(entry["target"], shelf).article) is not None
    ]

    assert len(entries) > 100
    assert not [
        f"{path}: {entry[0]}"
        for path, entry, listed in entries
        if (entry["title"], _bare(entry["summary"])) != (listed.title, _summary(listed))
    ]


def _summary(article: Article) -> str:
    return _bare(str(article.meta["summary"]))


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".。")
