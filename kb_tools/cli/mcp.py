"""`kb mcp`: the knowledge base for assistants that speak the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path

import click

from kb_tools.cli.speech import say

_HELP = say(
    "Let an assistant suggest, search and read articles, over standard input and output (MCP)."
    " It can only read, and only what AUDIENCE may read.\n\n"
    "Example: kb mcp --audience public",
    "让助手通过标准输入输出（MCP）推荐、搜索和读取文章。"
    "只能读取，而且只能读取 AUDIENCE 可见的内容。\n\n"
    "例如：kb mcp --audience public",
)


@click.command("mcp", help=_HELP)
@click.option(
    "--audience",
    metavar="NAME",
    help=say("Audience whose articles may be read (the widest).", "面向哪类读者（默认最广）。"),
)
@click.option(
    "--allow-gaps",
    is_flag=True,
    help=say(
        "Let the assistant record questions that no article answers.",
        "允许它记录没有文章可答的问题。",
    ),
)
def command(audience: str | None, allow_gaps: bool) -> None:
    """Serve an assistant."""
    from kb_tools.config import load
    from kb_tools.corpus.visibility import require_known
    from kb_tools.errors import KbError
    from kb_tools.language import Text

    try:
        from kb_tools.server.assistant import assistant
    except ModuleNotFoundError as error:
        message = Text(
            "this needs one more package: pip install 'kb_tools[mcp]'",
            "还需要一个包：pip install 'kb_tools[mcp]'",
        )
        raise KbError(message) from error
    config = load(Path())
    name = audience or config.audience[0]
    require_known(name, config.audience)
    store = None
    if allow_gaps:
        from kb_tools.cli.kept import opened

        store = opened(config)
    assistant(config, name, store).run()
