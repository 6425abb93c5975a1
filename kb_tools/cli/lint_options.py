"""The options that `kb lint` and `kb fix` share, as click reads them and as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kb_tools.cli.speech import say

FORMATS = ("text", "json", "jsonl", "github", "gitlab", "junit", "rdjson", "sarif")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line asks of the linter."""

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    unsafe_fixes: bool
    diff: bool
    stdin: bool
    stdin_filename: Path | None
    changed_since: str | None
    baseline: Path | None
    write_baseline: Path | None
    style: str
    statistics: bool
    lang: str
    fix: bool = False
    cache: bool = True

    @property
    def mends(self) -> bool:
        """Whether articles are to be mended, not only checked."""
        return self.fix or self.unsafe_fixes

    @property
    def selected(self) -> list[str]:
        """The rules that --select names."""
        return _words(self.select)

    @property
    def ignored(self) -> list[str]:
        """The rules that --ignore names."""
        return _words(self.ignore)


def _words(given: tuple[str, ...]) -> list[str]:
    return [word.strip() for words in given for word in words.split(",") if word.strip()]


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that `kb lint` and `kb fix` share."""
    for decorator in reversed(_OPTIONS):
        command = decorator(command)
    return command


_OPTIONS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help=say(
            "Only these rules: codes, names, prefixes (KB3) or all, separated by commas.",
            "只运行这些规则：代码、名称、前缀（KB3）或 all，用逗号分隔。",
        ),
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        help=say("Leave these rules out.", "不运行这些规则。"),
    ),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help=say(
            "Also apply fixes whose result a person should review.", "也应用需要人工复核的修复。"
        ),
    ),
    click.option(
        "--diff",
        is_flag=True,
        help=say(
            "Show what the fixes would change without writing it; exit code 1 if they would "
            "change anything.",
            "只显示修复会改动什么，不写入文件；有改动时退出码为 1。",
        ),
    ),
    click.option(
        "--changed-since",
        metavar="REF",
        help=say(
            "Only what changed since the merge base with this branch, tag or commit, and what "
            "that broke elsewhere.",
            "只检查从该分支、标签或提交分出以来的改动，以及它们在别处造成的问题。",
        ),
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say(
            "Report only findings that are not in this file, and which of its entries no longer "
            "occur.",
            "只列出此文件中没有的问题，并指出其中哪些条目已不存在。",
        ),
    ),
    click.option(
        "--write-baseline",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say(
            "Write the current findings to this file, for --baseline.",
            "把当前的问题写入此文件，供 --baseline 使用。",
        ),
    ),
    click.option(
        "--stdin",
        is_flag=True,
        help=say(
            "Read one article from standard input; with --fix the fixed text is printed.",
            "从标准输入读取一篇文章；加 --fix 时输出修复后的文本。",
        ),
    ),
    click.option(
        "--stdin-filename",
        metavar="PATH",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say(
            "Path of the article read from standard input.",
            "标准输入中的文章所在（或将要存放）的路径。",
        ),
    ),
    click.option(
        "--format",
        "style",
        default="text",
        type=click.Choice(FORMATS),
        help=say("Output format.", "输出格式。"),
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help=say("Count findings by rule instead of listing them.", "按规则统计数量，不逐条列出。"),
    ),
    click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help=say(
            "Language of the messages; by default that of your locale.",
            "提示信息的语言；默认取系统语言。",
        ),
    ),
)
