"""An assistant reads what its audience may read, over the protocol's own client, and no more."""

import json
import sys
from pathlib import Path
from typing import Any

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from kb_tools.feedback.database import address
from kb_tools.feedback.store import Store
from kb_tools.server import assistant
from tests.server.served import base


def call(folder: Path, *calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> Any:
    """Return the names of the tools and the results of calling some, of one running assistant."""

    async def run() -> list[Any]:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "kb_tools", "mcp", *options], cwd=str(folder)
        )
        async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = await session.list_tools()
            results = [await session.call_tool(name, given) for name, given in calls]
            return [sorted(t.name for t in tools.tools), *map(data, results)]

    with anyio.from_thread.start_blocking_portal() as portal:
        return portal.call(run)


def data(result: Any) -> Any:
    text = result.content[0].text
    if result.is_error:
        return f"error: {text}"
    try:
        return json.loads(text)
    except ValueError:
        return text


def test_it_suggests_searches_and_reads_what_is_public_and_nothing_else(tmp_path: Path) -> None:
    folder = base(tmp_path)
    long = "\n\n".join(f"第 {n} 段 " + "很长" * 40 for n in range(500))
    (folder / "docs" / "zh" / "long.md").write_text(
        f"---\nid: KB-9\n---\n\n# 长文\n\n{long}\n", "utf-8"
    )
    names, suggested, found, read, inner, hidden, first, rest, nothing, asked = call(
        folder,
        ("suggest", {"ticket": "登录后是空白页"}),
        ("search", {"query": "空白页"}),
        ("read_article", {"id": "KB-0001"}),
        ("read_article", {"id": "KB-0002"}),
        ("search", {"query": "restart login server"}),
        ("read_article", {"id": "KB-9"}),
        ("read_article", {"id": "KB-9", "start": assistant.PAGE}),
        ("suggest", {"ticket": 5}),
        ("suggest", {"ticket": "登录后是空白页" * 20_000}),
    )

    assert names == ["read_article", "search", "suggest"]
    assert suggested["suggestions"][0]["id"] == "KB-0001"
    assert found["suggestions"][0]["id"] == "KB-0001"
    assert "清除浏览器缓存" in read["markdown"]
    assert "canary" not in read["markdown"]
    assert inner.startswith("error: ")
    assert "KB-0002" in inner
    assert (len(first["markdown"]), first["next_start"]) == (assistant.PAGE, assistant.PAGE)
    assert (first["markdown"] + rest["markdown"]).count("第 3") == 111
    assert nothing.startswith("error: ")
    assert len(asked["query"]) < 1000
    assert "KB-0002" not in str(hidden)


def test_a_colleagues_assistant_reads_on_and_notes_gaps_without_personal_data(
    tmp_path: Path,
) -> None:
    folder = base(tmp_path)
    (folder / "kb.toml").write_text("[privacy]\norders = ['SO-[0-9]{6}']\n", "utf-8")

    names, inner, _, empty = call(
        folder,
        ("read_article", {"id": "KB-0002"}),
        ("report_gap", {"question": "发票怎么开？我叫张伟，13800138000，SO-100200"}),
        ("report_gap", {"question": " "}),
        options=("--audience", "internal", "--allow-gaps"),
    )
    store = Store.open(address("", folder))
    (noted,) = store.events(kinds=["gap"])
    store.close()

    assert "canary" in inner["markdown"]
    assert "report_gap" in names
    assert empty.startswith("error: ")
    assert noted.text.startswith("发票怎么开？")
    assert [word for word in ("13800138000", "张伟", "100200") if word in noted.text] == []
