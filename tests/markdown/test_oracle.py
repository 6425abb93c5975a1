"""On real articles the scanner finds what Python-Markdown renders."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from tests.markdown import oracle

KNOWN = tomllib.loads(Path(__file__).with_name("known_differences.toml").read_text("utf-8"))

pytestmark = [
    pytest.mark.kb_data,
    pytest.mark.skipif("KB_DATA" not in os.environ, reason="KB_DATA names no real articles"),
]


def _differing(step: int) -> tuple[set[str], int]:
    root = Path(os.environ["KB_DATA"]) / "kb"
    paths = oracle.articles(root)[::step]
    differing = {
        path.relative_to(root).as_posix() for path in paths if oracle.difference(oracle.read(path))
    }
    return differing, len(paths)


def test_every_twenty_fourth_article_agrees_but_for_the_known_ones() -> None:
    differing, _ = _differing(24)
    assert differing <= KNOWN.keys()


@pytest.mark.slow
def test_all_articles_agree_but_for_the_known_ones() -> None:
    differing, count = _differing(1)
    assert differing == KNOWN.keys()
    assert len(differing) <= 0.005 * count
