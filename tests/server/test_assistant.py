"""An assistant reads what its audience may read, over the protocol's own client, and no more."""

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from kb_tools.feedback.database import address
from kb_tools.feedback.store import Store
from tests.server.served import base


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return base(tmp_path)


def call(
    folder: Path, *calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()
) -> list[Any]:
    async def run() -> list[Any]:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "kb_tools", "mcp", *options], cwd=str(folder)
        )
        async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = await session.list_tools()
            results = [await session.call_tool(name, given) for name, given in calls]
            return [sorted(t.name for t in tools.tools), *results]

    with anyio.from_thread.start_blocking_portal() as portal:
        return portal.call(run)


def data(result: Any) -> Any:
    return json.loads(result.content[0].text)


def test_it_suggests_searches_and_reads_and_nothing_else(folder: Path) -> None:
    names, suggested, found, read = call(
        folder,
        ("suggest", {"ticket": "登录后是空白页"}),
        ("search", {"query": "空白页"}),
        ("read_article", {"id": "KB-0001"}),
    )

    assert names == ["read_article", "search", "suggest"]
    assert data(suggested)["suggestions"][0]["id"] == "KB-0001"
    assert data(found)["suggestions"][0]["id"] == "KB-0001"
    assert "清除浏览器缓存" in data(read)["markdown"]
    assert "canary" not in data(read)["markdown"]


def test_what_is_internal_is_for_colleagues_assistants_only(folder: Path) -> None:
    asked = (("read_article", {"id": "KB-0002"}), ("search", {"query": "restart login server"}))

    _, read, found = call(folder, *asked)
    _, inner, _ = call(folder, *asked, options=("--audience", "internal"))

    assert "error" in data(read)
    assert "KB-0002" not in str(found)
    assert "canary" in data(inner)["markdown"]


def test_a_gap_is_noted_without_personal_data(folder: Path) -> None:
    (folder / "kb.toml").write_text("[privacy]\norders = ['SO-[0-9]{6}']\n", "utf-8")
    question = ("report_gap", {"question": "发票怎么开？我叫张伟，13800138000，SO-100200"})

    names, _ = call(folder, question, options=("--allow-gaps",))
    store = Store.open(address("", folder))
    (noted,) = store.events(kinds=["gap"])
    store.close()

    assert "report_gap" in names
    assert noted.text.startswith("发票怎么开？")
    assert "13800138000" not in noted.text
    assert "100200" not in noted.text
    assert "张伟" not in noted.text
