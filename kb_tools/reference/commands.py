"""The page of commands, made from click."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from kb_tools.cli import COMMANDS, kb
from kb_tools.cli.speech import say
from kb_tools.reference.frame import page, row, said_default


def commands() -> str:
    """Return the page of every command, its options and their defaults."""
    return page(
        "REF-1",
        say("Commands of kb", "kb 的命令"),
        say(
            "Look up every command of `kb`, its options, their defaults and its exit codes.",
            "查阅 `kb` 的每条命令、选项、默认值和退出码。",
        ),
        (
            say("which options does kb lint have", "kb lint 有哪些参数"),
            say("kb command line help", "kb 命令行帮助"),
        ),
        say(
            "Exit codes are the same everywhere: 0 all well, 1 findings, 2 could not run.",
            "所有命令的退出码一致：0 一切正常，1 有发现，2 无法运行。",
        ),
        *(part for name in COMMANDS for part in _command(name)),
    )


def _command(name: str, group: click.Group = kb, above: str = "kb") -> Iterator[str]:
    with click.Context(group, info_name=above) as parent:
        command = group.get_command(parent, name)
        if command is None:
            raise LookupError(name)
        with click.Context(command, info_name=name, parent=parent) as ctx:
            yield f"## `{ctx.command_path}`"
            yield _prose(command.help or "")
            if isinstance(command, click.Group):
                for inner in command.list_commands(ctx):
                    yield from _command(inner, command, ctx.command_path)
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
