"""On a real knowledge base: ten articles move, and no link dies."""

import os
import random
import shutil
from pathlib import Path

import pytest

from kb_tools.cli import planned
from kb_tools.config import docs_root, project
from kb_tools.corpus import KnowledgeBase
from kb_tools.moves import ledger
from kb_tools.moves.move import move
from kb_tools.moves.plan import pages


def _links(kb: KnowledgeBase) -> dict[str, int]:
    """Return, by article, how many links lead to nothing or to a missing anchor."""
    out = {}
    for path, article in pages(kb).items():
        found = [kb.resolve(link.target, article) for link in article.links]
        out[path] = sum(f.status == "missing" or not f.anchor_found for f in found)
    return out


@pytest.mark.kb_data
def test_ten_articles_of_a_real_base_move_without_a_dead_link(tmp_path: Path) -> None:
    if "KB_DATA" not in os.environ:
        pytest.skip("KB_DATA names no folder of real knowledge bases")
    root = tmp_path / "base"
    shutil.copytree(Path(os.environ["KB_DATA"]) / "kb" / "tidb-docs-cn", root)
    config = project(root)
    kb = before = KnowledgeBase.load(config)
    addresses = ledger.added("", ledger.published(before.public()))
    dice = random.Random(5)
    places: dict[str, str] = {}
    for number, path in enumerate(dice.sample(sorted(kb.articles), 10)):
        folder = dice.choice(["", "moved/", "moved/deep er/"])
        plan = move(kb, path, f"{kb.layout.folder(path)}{folder}新-{number}.md")
        planned.carry_out(planned.Base(kb, docs_root(config).resolve()), plan)
        places |= plan.renames
        kb = KnowledgeBase.load(config)

    dead = _links(before)
    assert _links(kb) == {places.get(path, path): count for path, count in dead.items()}
    assert [*ledger.deaths(kb.public(), addresses)] == []
    assert kb.files == frozenset(places.get(path, path) for path in before.files)
