"""The index follows the articles, whatever happens to them while one looks."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb_tools.config import Config, load
from kb_tools.server import live
from kb_tools.server.live import Live
from tests.server.served import PATIENCE, base


def test_an_article_that_vanishes_during_a_look_ends_no_following(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Live.start(load(base(tmp_path)))
    looks, look = iter([FileNotFoundError("docs/zh/login.md")]), live.signature

    def signature(config: Config) -> str:
        for fault in looks:
            raise fault
        return look(config)

    async def followed() -> None:
        following = asyncio.create_task(service.follow())
        async with asyncio.timeout(PATIENCE):
            while not service.swaps and not following.done():
                await asyncio.sleep(0.02)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)

    monkeypatch.setattr(live, "EVERY", 0.01)
    monkeypatch.setattr(live, "signature", signature)
    (tmp_path / "docs" / "zh" / "login.md").unlink()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, followed()).result()

    assert (service.swaps, service.index.documents) == (1, 1)
