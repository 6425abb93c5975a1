"""Fixtures for what is kept of the articles that are alike."""

from __future__ import annotations

import pytest

from kb_tools.links import champions, following, similar, weighing


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of articles reach all the limits, and every edit be followed."""
    for name in ("RARE_TERMS", "NAMES", "COMPARED"):
        monkeypatch.setattr(similar, name, 3)
    monkeypatch.setattr(similar, "SPARE", 2)
    monkeypatch.setattr(following, "RESTART", 0)
    monkeypatch.setattr(weighing, "MANY", 0)
    monkeypatch.setattr(champions, "CHAMPIONS", 2)
