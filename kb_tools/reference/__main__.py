"""Write or check the reference pages: `python -m kb_tools.reference docs [--check]`.

Commands come from click, options from `kb_tools.config`, rules from their docstrings and
examples, public names from `kb_tools.PUBLIC`, paths from the service's own description. A test
runs the check, so nothing public can go undocumented.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.files import write
from kb_tools.lint.catalogue import catalogue
from kb_tools.reference import commands, interfaces, rules
from kb_tools.reference.frame import page

LANGUAGES = ("en", "zh")


def pages() -> dict[str, str]:
    """Return every reference page in the reader's language: file name → Markdown."""
    return {
        "index.md": _index(),
        **commands.commands(),
        "configuration.md": interfaces.configuration(),
        "http.md": interfaces.http(),
        "python.md": interfaces.python(),
        "rules/index.md": rules.rules(),
        **{f"rules/{rule.code.lower()}.md": rules.rule_page(rule) for rule in catalogue()},
    }


def _index() -> str:
    links = (
        ("commands/index.md", "Commands", "命令", "every command with its options",
         "每条命令及其选项"),
        ("configuration.md", "Configuration", "配置", "every option of `[tool.kb]`",
         "`[tool.kb]` 的每个选项"),
        ("rules/index.md", "Rules", "规则", "what the linter finds, and why",
         "检查器会发现什么、为什么"),
        ("http.md", "HTTP", "HTTP 接口", "each path of `kb serve-api`", "服务的每个路径"),
        ("python.md", "Python", "Python 接口", "the same from a program", "在程序里做同样的事"),
    )  # fmt: skip
    rows = [f"- [{say(en, zh)}]({file}) — {say(e, z)}" for file, en, zh, e, z in links]
    return page(
        "REF-0",
        say("Reference", "参考"),
        say(
            "Every command, option, rule and public name of kb_tools, from the program itself.",
            "kb_tools 的每条命令、每个选项、每条规则和每个公开名称，均由程序本身生成。",
        ),
        (say("list of commands and options", "命令和选项列表"),),
        "\n".join(rows),
    )


def outdated(docs: Path, made: Mapping[str, str]) -> list[Path]:
    """Return the pages below `docs/<lang>/reference` that differ from `made`, or are left over."""
    folder = docs / reader_lang() / "reference"
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*.md")}
    return sorted(
        folder / name
        for name in there | set(made)
        if name not in there or name not in made or (folder / name).read_text("utf-8") != made[name]
    )


def main(docs: Path, *, check: bool) -> int:
    """Write or check the pages of the language that KB_LANG names."""
    made = pages()
    stale = outdated(docs, made)
    for path in stale:
        click.echo(path)
        name = path.relative_to(docs / reader_lang() / "reference").as_posix()
        if not check and name in made:
            write(path, made[name])
        elif not check:
            path.unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "KB_REFERENCE_LANG" in os.environ:
        sys.exit(main(Path(arguments[0]), check="--check" in arguments))
    sys.exit(
        max(
            subprocess.call(  # noqa: S603 - this very module, once for each language
                [sys.executable, "-m", "kb_tools.reference", *arguments],
                env={**os.environ, "KB_LANG": lang, "KB_REFERENCE_LANG": lang},
            )
            for lang in LANGUAGES
        )
    )
