"""The index follows the articles, whatever happens to them while one looks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from kb_tools.config import Config, load
from kb_tools.server import live
from kb_tools.server.live import Failing, Live
from tests.onnx_model import folder
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


def test_an_index_that_cannot_be_made_is_tried_ever_later_and_at_once_for_other_articles() -> None:
    failing, tries, now = Failing(), [], 0.0
    while now < 3600:
        if failing.allows("broken", now):
            tries.append(now)
            failing.note("broken", now)
        now += live.EVERY

    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= 2 * live.EVERY
    assert pauses[-1] == live.LONGEST
    assert len(tries) < 25
    assert failing.allows("mended", now)


def test_a_failing_build_is_told_and_the_old_index_answers_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    service = Live.start(load(base(tmp_path)))
    builds = iter([False, False, True])
    built = live._built

    async def sometimes(config: Config) -> str:
        return await built(config) if next(builds) else "no space left on device"

    async def followed() -> None:
        following = asyncio.create_task(service.follow())
        async with asyncio.timeout(PATIENCE):
            while not service.swaps:
                await asyncio.sleep(0.02)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)

    monkeypatch.setattr(live, "EVERY", 0.01)
    monkeypatch.setattr(live, "_built", sometimes)
    monkeypatch.setattr(live.LOG, "propagate", True)
    (tmp_path / "docs" / "zh" / "login.md").unlink()
    with caplog.at_level("WARNING"), ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, followed()).result()

    told = [json.loads(record.message) for record in caplog.records]
    assert [one["index not made"] for one in told] == ["no space left on device"] * 2
    assert service.index.documents == 1


def test_a_build_that_fails_says_why_in_one_line(tmp_path: Path) -> None:
    config = load(base(tmp_path))
    (tmp_path / "kb.toml").write_text("[lint]\nselekt = []\n", "utf-8")

    with ThreadPoolExecutor(1) as thread:
        why = thread.submit(asyncio.run, live._built(config)).result()

    assert "kb.toml" in why
    assert "selekt" in why


def test_the_configured_model_takes_part_once_it_has_read_the_articles(tmp_path: Path) -> None:
    root = base(tmp_path)
    folder(root / "small")
    with (root / "kb.toml").open("a", encoding="utf-8") as file:
        file.write('\n[suggest]\nmodel = "small"\n')
    service = Live.start(load(root))
    assert service.ready.semantic is None

    following = _followed_until(service, lambda: service.ready.semantic)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, following).result()

    assert service.ready.semantic is not None
    assert len(service.ready.semantic.firsts) == service.index.documents


def test_a_model_that_is_not_there_is_told_once_and_words_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = base(tmp_path)
    with (root / "kb.toml").open("a", encoding="utf-8") as file:
        file.write('\n[suggest]\nmodel = "nowhere"\n')
    service = Live.start(load(root))
    monkeypatch.setattr(live.LOG, "propagate", True)

    with caplog.at_level("WARNING"), ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _followed_until(service, lambda: caplog.records)).result()

    (told,) = (json.loads(record.message) for record in caplog.records)
    assert "nowhere" in told["model not used"]
    assert service.ready.semantic is None


async def _followed_until(service: Live, done: Callable[[], object]) -> None:
    following = asyncio.create_task(service.follow())
    async with asyncio.timeout(PATIENCE):
        while not done():
            await asyncio.sleep(0.02)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
