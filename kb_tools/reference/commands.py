"""The pages of commands, made from click."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from kb_tools.cli import COMMANDS, kb
from kb_tools.cli.speech import reader_lang, say
from kb_tools.language import Text
from kb_tools.reference.frame import page, row, said_default


class _Group(NamedTuple):
    """Commands on one page: its title, what to look up there, a wording of customers."""

    title: Text
    names: tuple[str, ...]
    asked_as: Text


GROUPS = {
    "write": _Group(
        Text("Commands to write and check articles", "编写和检查文章的命令"),
        ("init", "new", "lint", "fix", "review", "rule"),
        Text("which options does kb lint have", "kb lint 有哪些参数"),
    ),
    "arrange": _Group(
        Text("Commands for links, moves and addresses", "链接、移动和网址的命令"),
        ("links", "mv", "rm", "urls"),
        Text("which options does kb mv have", "kb mv 有哪些参数"),
    ),
    "answer": _Group(
        Text("Commands to answer tickets and measure", "回答工单和衡量效果的命令"),
        ("suggest", "reply", "tickets", "feedback", "eval"),
        Text("which options does kb suggest have", "kb suggest 有哪些参数"),
    ),
    "programs": _Group(
        Text("Commands for other programs", "供其他程序使用的命令"),
        ("serve-api", "mcp", "lsp"),
        Text("which options does kb serve-api have", "kb serve-api 有哪些参数"),
    ),
    "site": _Group(
        Text("Commands for the site", "网站的命令"),
        ("build", "pdf", "check-search", "serve"),
        Text("which options does kb build have", "kb build 有哪些参数"),
    ),
}
"""Every command, by the file of the page that has it."""


def commands() -> dict[str, str]:
    """Return the pages of all commands, file name → Markdown: a list of them, and the groups."""
    return {
        "commands/index.md": _list(),
        **{
            f"commands/{file}.md": _page(f"REF-1-{file.upper()}", group)
            for file, group in GROUPS.items()
        },
    }


def _list() -> str:
    """Return the page that names every command and leads to it; nothing of it is said twice."""
    homes = {name: file for file, group in GROUPS.items() for name in group.names}
    more, gap = say("Options and examples", "选项和示例"), say(" ", "")
    return page(
        "REF-1",
        say("Commands of kb", "kb 的命令"),
        say("Find the command of `kb` for what you want to do.", "按要做的事查找 `kb` 的命令。"),
        (say("kb command line help", "kb 命令行帮助"), say("list of kb commands", "kb 命令列表")),
        say(
            "Exit codes are the same everywhere: 0 all well, 1 findings, 2 could not run.",
            "所有命令的退出码一致：0 一切正常，1 有发现，2 无法运行。",
        ),
        *(
            f"## `{ctx.command_path}`\n\n{_first(ctx.command)}{gap}"
            f"[{more}]({homes[name]}.md#{ctx.command_path.replace(' ', '-')})"
            for name in COMMANDS
            for ctx in _contexts(name)
        ),
    )


def _first(command: click.Command) -> str:
    return _prose(command.help or "").partition("\n\n")[0].replace("\n", " ")


def _page(id_: str, group: _Group) -> str:
    """Return the page of some commands, their options and their defaults."""
    names = say(", ", "、").join(f"`kb {name}`" for name in group.names)
    return page(
        id_,
        group.title.to(reader_lang()),
        say("Look up {names}: options and defaults.", "查阅 {names} 的选项和默认值。").format(
            names=names
        ),
        (group.asked_as.to(reader_lang()),),
        *(part for name in group.names for ctx in _contexts(name) for part in _command(ctx)),
    )


def _contexts(
    name: str, group: click.Group = kb, above: click.Context | None = None
) -> Iterator[click.Context]:
    """Yield a command and those below it, each in its context."""
    parent = above or click.Context(group, info_name="kb")
    command = group.get_command(parent, name)
    if command is None:
        raise LookupError(name)
    ctx = click.Context(command, info_name=name, parent=parent)
    yield ctx
    if isinstance(command, click.Group):
        for inner in command.list_commands(ctx):
            yield from _contexts(inner, command, ctx)


def _command(ctx: click.Context) -> Iterator[str]:
    command = ctx.command
    yield f"## `{ctx.command_path}`"
    yield _prose(command.help or "")
    if isinstance(command, click.Group):
        return
    yield f"```text\n{ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}\n```"
    if rows := [_option(param, ctx) for param in command.params]:
        head = row(say("Option", "选项"), say("What it does", "作用"))
        yield "\n".join([head, "| --- | --- |", *rows])


def _prose(help_: str) -> str:
    """Turn click help into Markdown: example lines (indented) become a code block."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(help_).replace("\b\n", "\b"))
    return "\n\n".join(
        "```console\n" + _example(part) + "\n```" if part.startswith("\b") else part
        for part in parts
    )


def _example(part: str) -> str:
    """Return the commands of an example without the line that says it is one."""
    lines = [line.strip() for line in part.strip("\b\n").splitlines()]
    return "\n".join(line for line in lines if line not in ("Example:", "示例：", "例如："))


def _option(param: click.Parameter, ctx: click.Context) -> str:
    info = param.to_info_dict()
    if isinstance(param, click.Argument):
        return row(f"`{param.make_metavar(ctx)}`", say("argument", "参数"))
    names = " ".join(f"`{name}`" for name in (*info["opts"], *info["secondary_opts"]))
    choices = info["type"].get("choices")
    extra = [
        say("one of ", "可选：") + ", ".join(f"`{c}`" for c in choices) if choices else "",
        said_default(info["default"]),
    ]
    notes = say("; ", "；").join(part for part in extra if part)
    return row(names, info["help"] or "", f"({notes})" if notes else "")
