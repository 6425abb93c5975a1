"""The site of knowledge bases that nobody here wrote."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.build import build
from kb_tools.site.edition import edition

SMALL = ("cloud-gov-kb", "login-gov-help")
LARGE = ("adobe-commerce", "magento-kb", "tidb-docs-cn", "tidb-operator")
BYTES = 40_000
"""What an article may add to a site, beside its own text."""


@pytest.fixture(scope="module")
def bases() -> Path:
    """The folder of the knowledge bases."""
    data = os.environ.get("KB_DATA")
    if not data:
        pytest.skip("KB_DATA names no folder of real knowledge bases")
    return Path(data) / "kb"


@pytest.mark.kb_data
@pytest.mark.parametrize(
    "name", [*SMALL, *(pytest.param(name, marks=pytest.mark.slow) for name in LARGE)]
)
def test_every_article_gets_its_page(name: str, bases: Path, tmp_path: Path) -> None:
    found = config.load(bases / name)
    report = build(found, site=tmp_path / "site")
    shown = edition(KnowledgeBase.load(found))
    lost = [p for p in shown.kb.articles if not (report.folder / shown.file(p)).is_file()]
    assert lost == []
    assert all((report.folder / shown.file(s.path)).is_file() for s in shown.shelves.values())
    own = sum(len(article.text.encode()) for article in shown.kb.articles.values())
    assert report.bytes < 3 * own + BYTES * len(shown.kb.articles) + 5_000_000
