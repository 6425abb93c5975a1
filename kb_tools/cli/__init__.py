"""The command line `kb`: one module a command, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from kb_tools import __version__
from kb_tools.cli.speech import reader_lang, say
from kb_tools.language import Text

COMMANDS: dict[str, Text] = {
    "init": Text(
        "Make a new knowledge base that builds at once.", "新建一个马上就能构建的知识库。"
    ),
    "new": Text("Write a new article from its kind's template.", "用模板写一篇新文章。"),
    "lint": Text("Check articles, and fix what can be fixed.", "检查文章，并修复可以修复的问题。"),
    "fix": Text("Fix articles; the same as `lint --fix`.", "修复文章；等同于 `lint --fix`。"),
    "review": Text(
        "Say what a branch does to the knowledge base.", "说明一个分支对知识库有什么影响。"
    ),
    "rule": Text("Explain a rule, or list all rules.", "说明一条规则，或列出全部规则。"),
    "links": Text("Show how articles are linked.", "显示文章之间的链接。"),
    "mv": Text("Move an article, and break no link.", "移动文章，不断一个链接。"),
    "rm": Text("Remove an article, and say what takes its place.", "删除文章，并指明由哪篇接替。"),
    "urls": Text(
        "Keep a ledger of addresses, so that none breaks.", "维护网址台账，不让任何网址失效。"
    ),
    "suggest": Text("Suggest articles for a ticket.", "为工单推荐文章。"),
    "reply": Text("Write a reply from an article.", "用文章内容写回复。"),
    "tickets": Text("Read tickets of any help desk.", "读取各种工单系统的工单。"),
    "feedback": Text(
        "Export, sum up and delete what readers told you.", "导出、汇总、删除读者的反馈。"
    ),
    "serve-api": Text("Answer over HTTP.", "通过 HTTP 提供服务。"),
    "mcp": Text("Serve an assistant (MCP).", "供助手使用（MCP）。"),
    "lsp": Text("Serve an editor (LSP).", "供编辑器使用（LSP）。"),
    "eval": Text("Measure suggestions on labelled questions.", "用带答案的问题衡量推荐效果。"),
    "build": Text("Build the site.", "构建网站。"),
    "pdf": Text("Print a category of the site as a PDF.", "把网站的一个分类打印成 PDF。"),
    "check-search": Text(
        "Prove that the site's search finds every article.", "证明网站搜索能找到每一篇文章。"
    ),
    "serve": Text(
        "Preview the site; saved articles show at once.", "预览网站；保存文章后立即可见。"
    ),
}
"""Every command with its one-line help; `kb_tools.cli.<name>` holds the command `command`."""


_BROKEN_PIPE = 141
"""128 and the number of SIGPIPE, as a shell shows it."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"kb_tools.cli.{cmd_name.replace('-', '_')}"
        ).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any of them."""
        with formatter.section(say("Commands", "命令")):
            formatter.write_dl([(name, text.to(reader_lang())) for name, text in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; a reader who has seen enough (`| head`) ends it without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(_BROKEN_PIPE)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(_no_such_command(args[0]))
        return super().resolve_command(ctx, args)


def _no_such_command(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = (
        say("; did you mean '{near}'?", "；是不是“{near}”？").format(near=near[0]) if near else ""
    )
    return say("no command '{name}'{hint}", "没有“{name}”这个命令{hint}").format(
        name=name, hint=hint
    )


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "Keep a knowledge base: lint and cross-link articles, suggest the right one for a"
        " ticket, build the site.",
        "维护知识库：检查并交叉链接文章，为工单推荐合适的文章，构建网站。",
    ),
)
@click.version_option(
    __version__, message="kb %(version)s", help=say("Show the version.", "显示版本号。")
)
def kb() -> None:
    """Keep a knowledge base."""


def main() -> None:
    """Run `kb`, and exit with its code.

    0 is all well, 1 findings, 2 could not run: a user's mistake ends with one clear line.
    A key press or a closed pipe ends it as it ends any other tool (130, 141).
    """
    if reader_lang() == "zh":
        from kb_tools.cli.words import speak_chinese

        speak_chinese()
    sys.exit(_run())


def _run() -> int:
    from kb_tools.errors import KbError

    try:
        code = kb.main(prog_name="kb", standalone_mode=False)
        sys.stdout.flush()
    except KbError as error:
        return _refuse(error.to(reader_lang()))
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo(say("Stopped.", "已停止。"), err=True)
        return 130
    except OSError as error:
        return _refuse(_refusal(error))
    return code if isinstance(code, int) else 0


def _refusal(error: OSError) -> str:
    if not error.filename:
        return str(error)
    if isinstance(error, PermissionError):
        return f"{error.filename}: " + say(
            "no permission; look at who owns the file and its folder",
            "没有权限；请检查文件和所在目录属于谁",
        )
    return f"{error.filename}: {error.strerror}"


def _refuse(message: str) -> int:
    click.echo(say("error: ", "错误：") + message, err=True)
    return 2
