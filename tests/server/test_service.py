"""What the service answers while the articles change under it."""

from __future__ import annotations

from pathlib import Path

from kb_tools.config import Config, load
from kb_tools.search.index import Index
from kb_tools.search.models import load as load_model
from kb_tools.search.semantic import semantic
from kb_tools.search.store import open_index
from kb_tools.server import service
from kb_tools.server.asked import Asked
from kb_tools.server.keys import Grant
from kb_tools.server.shelf import Shelf
from tests.onnx_model import folder

READER = Grant("reader", frozenset(["search", "articles"]))
PAGE = "---\nid: KB-0001\ntitle: Pay an invoice\n{more}---\n\n# Pay an invoice\n\nOpen Billing.\n"


def base(folder: Path) -> tuple[Index, Config, Path]:
    page = folder / "docs" / "pay.md"
    page.parent.mkdir()
    page.write_text(PAGE.format(more=""), "utf-8")
    (folder / "kb.toml").write_text("", "utf-8")
    config = load(folder)
    return open_index(config), config, page


def test_an_article_that_was_withdrawn_is_gone_before_the_index_knows(tmp_path: Path) -> None:
    index, config, page = base(tmp_path)
    assert service.article(index, config, READER, "KB-0001", "en")
    assert Shelf(config).article(index, "pay.md")

    page.write_text(PAGE.format(more="audience: internal\n"), "utf-8")
    assert service.article(index, config, READER, "KB-0001", "en") is None
    assert Shelf(config).article(index, "pay.md") is None
    assert service.article(index, config, Grant("desk", frozenset(), 1), "KB-0001", "en")

    page.write_text(PAGE.format(more="status: draft\n"), "utf-8")
    assert service.article(index, config, READER, "KB-0001", "en") is None


def test_search_knows_the_bases_own_words_as_soon_as_they_are_written(tmp_path: Path) -> None:
    index, config, _ = base(tmp_path)
    asked = Asked("xqzv", lang="en")
    assert service.found(index, config, READER, asked, "en")["suggestions"] == []

    (tmp_path / "synonyms.txt").write_text("xqzv, invoice\n", "utf-8")
    (found,) = service.found(index, config, READER, asked, "en")["suggestions"]
    assert found["id"] == "KB-0001"


def test_a_model_finds_for_a_ticket_what_shares_no_word_with_it(tmp_path: Path) -> None:
    index, config, _ = base(tmp_path)
    model = load_model("small", folder(tmp_path / "small").parent)
    asked, desk = Asked("i want a refund", lang="en"), Grant("desk", frozenset(["suggest"]))
    (tmp_path / "docs" / "money.md").write_text("# Money comes back\n", "utf-8")
    for name in ("parcel", "abroad", "late"):
        (tmp_path / "docs" / f"{name}.md").write_text(f"# Delivery {name}\n", "utf-8")
    index = open_index(config)
    ready = service.Ready(index, semantic(index, model))

    by_words = service.suggestions(service.Ready(index), config, desk, asked, "en")["suggestions"]
    with_model = service.suggestions(ready, config, desk, asked, "en")["suggestions"]

    assert by_words == []
    assert with_model[0]["title"] == "Money comes back"
    assert "meaning" in {reason["stage"] for reason in with_model[0]["reasons"]}
