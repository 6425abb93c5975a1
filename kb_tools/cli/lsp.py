"""`kb lsp`: the checks, links and titles of a knowledge base inside an editor."""

from __future__ import annotations

import logging
import sys

import click

from kb_tools.cli.speech import say

_HELP = say(
    "Talk to an editor, over standard input and output (Language Server Protocol).\n\n"
    "Your editor starts it; you do not run it by hand. Findings appear while you write, with "
    "their fixes;"
    " titles, paths, anchors and front matter are completed; links can be followed, found and"
    " renamed.\n\n"
    "Example: kb lsp",
    "通过标准输入输出与编辑器通信（语言服务器协议）。\n\n"
    "由编辑器启动，无需自己输入。写作时即时显示问题和修复办法；"
    "补全标题、路径、锚点和 front matter；可以跳转、查找引用、重命名。\n\n"
    "例如：kb lsp",
)


def _is_a_fault(record: logging.LogRecord) -> bool:
    """Tell whether something went wrong inside: a refusal is answered, and needs no trace."""
    raised = record.exc_info[1] if record.exc_info else None
    return not hasattr(raised, "to_response_error")


@click.command("lsp", help=_HELP)
@click.option(
    "--stdio",
    is_flag=True,
    help=say("The default; some editors pass it.", "有些编辑器会加上此选项；默认就是如此。"),
)
@click.option(
    "--verbose",
    is_flag=True,
    help=say("Log every step to standard error.", "把每一步写到标准错误。"),
)
def command(*, stdio: bool, verbose: bool) -> None:  # noqa: ARG001 - it changes nothing
    """Talk to an editor."""
    from kb_tools.errors import KbError
    from kb_tools.language import Text

    try:
        from kb_tools.editor.features import serve
    except ModuleNotFoundError as error:
        message = Text(
            "this needs one more package: pip install 'kb_tools[editor]'",
            "还需要一个包：pip install 'kb_tools[editor]'",
        )
        raise KbError(message) from error
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_a_fault)
    level = logging.DEBUG if verbose else logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level)
    serve()
