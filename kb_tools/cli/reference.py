"""The reference pages of the documentation, made from what they document.

Commands come from click, options from `kb_tools.config`, rules from their docstrings and
examples, public names from `kb_tools.PUBLIC`. `python -m kb_tools.cli.reference docs` writes
`docs/en/reference/` and `docs/zh/reference/`; with `--check` it only compares (exit code 1
when a page is out of date). A test runs that check, so nothing public can go undocumented.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from kb_tools import PUBLIC
from kb_tools.cli import COMMANDS, kb
from kb_tools.cli.speech import reader_lang, say
from kb_tools.config import options
from kb_tools.corpus import KnowledgeBase
from kb_tools.files import write
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.page import page as rule_body
from kb_tools.lint.rule import Rule
from kb_tools.server.openapi import PATHS
from kb_tools.server.signature import SENDERS

LANGUAGES = ("en", "zh")


def pages() -> dict[str, str]:
    """Return every reference page in the reader's language: file name → Markdown."""
    return {
        "index.md": _index(),
        "commands.md": _commands(),
        "configuration.md": _configuration(),
        "http.md": _http(),
        "python.md": _python(),
        "rules/index.md": _rules(),
        **{f"rules/{rule.code.lower()}.md": _rule(rule) for rule in catalogue()},
    }


def _page(id_: str, title: str, summary: str, asked_as: tuple[str, ...], *parts: str) -> str:
    wordings = "".join(f"  - {_yaml(wording)}\n" for wording in asked_as)
    meta = (
        f"---\nid: {id_}\ntitle: {_yaml(title)}\nsummary: {_yaml(summary)}\nkind: reference\n"
        "status: published\naudience: public\nowner: docs\nproduct: kb_tools\n"
        f"asked_as:\n{wordings}reviewed: 2026-11-22\n---\n"
    )
    made = say(
        "<!-- made by `make reference`; edit the program, not this page -->",
        "<!-- 由 `make reference` 生成；请改程序，不要改本页 -->",
    )
    return "\n\n".join([f"{meta}\n{made}", f"# {title}", summary, *parts]).rstrip() + "\n"


def _yaml(text: str) -> str:
    """Return text as a YAML scalar, in quotes where it needs them."""
    plain = re.fullmatch(r"[\w][^:#\"'`{}\[\]&*!|>%@,]*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _index() -> str:
    links = (
        ("commands.md", "Commands", "命令", "every command with its options", "每条命令及其选项"),
        ("configuration.md", "Configuration", "配置", "every option of `[tool.kb]`",
         "`[tool.kb]` 的每个选项"),
        ("rules/index.md", "Rules", "规则", "what the linter finds, and why",
         "检查器会发现什么、为什么"),
        ("http.md", "HTTP", "HTTP 接口", "each path of `kb serve-api`", "服务的每个路径"),
        ("python.md", "Python", "Python 接口", "the same from a program", "在程序里做同样的事"),
    )  # fmt: skip
    rows = [f"- [{say(en, zh)}]({file}) — {say(e, z)}" for file, en, zh, e, z in links]
    return _page(
        "REF-0",
        say("Reference", "参考"),
        say(
            "Every command, option, rule and public name of kb_tools, from the program itself.",
            "kb_tools 的每条命令、每个选项、每条规则和每个公开名称，均由程序本身生成。",
        ),
        (say("list of commands and options", "命令和选项列表"),),
        "\n".join(rows),
    )


def _commands() -> str:
    return _page(
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
                head = _row(say("Option", "选项"), say("What it does", "作用"))
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
        return _row(f"`{param.make_metavar(ctx)}`", say("argument", "参数"))
    names = " ".join(f"`{name}`" for name in (*info["opts"], *info["secondary_opts"]))
    choices = info["type"].get("choices")
    extra = [
        say("one of ", "可选：") + ", ".join(f"`{c}`" for c in choices) if choices else "",
        _default(info["default"]),
    ]
    notes = say("; ", "；").join(part for part in extra if part)
    return _row(names, info["help"] or "", f"({notes})" if notes else "")


def _default(value: Any) -> str:  # noqa: ANN401 - any option's default
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or value == "":
        return ""
    return say("default ", "默认 ") + f"`{value}`"


def _row(*cells: str) -> str:
    first, *rest = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {first} | {' '.join(part for part in rest if part)} |"


def _configuration() -> str:
    rows = [
        _row(
            f"`{key}`",
            text.to(reader_lang()),
            f"({_default(default)})" if _default(default) else "",
        )
        for key, default, text in options()
    ]
    return _page(
        "REF-2",
        say("Configuration of kb_tools", "kb_tools 的配置"),
        say(
            "Set these options in `kb.toml` or under `[tool.kb]` in `pyproject.toml`, if at all.",
            "在 `kb.toml` 中设置这些选项，或写在 `pyproject.toml` 的 `[tool.kb]` 下；全部可选。",
        ),
        (
            say("which settings does kb.toml have", "kb.toml 有哪些设置"),
            say("unknown option in kb.toml", "没有这个选项"),
        ),
        say(
            "The nearest file going up from the working folder wins; nothing is merged."
            " An unknown option is an error that names the nearest one.",
            "从工作目录向上找到的第一个文件生效，不做合并。写错的选项会报错，并给出最接近的名称。",
        ),
        "\n".join(
            [_row(say("Option", "选项"), say("What it does", "作用")), "| --- | --- |", *rows]
        ),
    )


def _http() -> str:
    rows = [
        _row(f"`{method.upper()}` `{path}`", _spoken(operation["summary"]))
        for path, methods in PATHS.items()
        for method, operation in methods.items()
    ]
    hooks = ", ".join(f"`KB_HOOK_{sender.upper()}`" for sender in SENDERS)
    return _page(
        "REF-5",
        say("HTTP service of kb_tools", "kb_tools 的 HTTP 服务"),
        say(
            "Look up every path of `kb serve-api`; `/openapi.json` describes them to programs.",
            "查阅 `kb serve-api` 的每个路径；`/openapi.json` 供程序读取完整说明。",
        ),
        (
            say("REST API for suggestions", "推荐文章的接口"),
            say("Zendesk or Slack integration", "怎样接入 Zendesk 或 Slack"),
        ),
        "\n".join([_row(say("Path", "路径"), say("What it does", "作用")), "| --- | --- |", *rows]),
        say(
            "Install it with `pip install 'kb_tools[server]'`. A key goes into the header"
            " `Authorization: Bearer kbk_…`; `kb serve-api --new-key NAME` makes one. `/try/` is a"
            " page to try it on.",
            "用 `pip install 'kb_tools[server]'` 安装。密钥放在请求头 `Authorization: Bearer kbk_…`"
            " 中，用 `kb serve-api --new-key NAME` 生成。`/try/` 是试用页面。",
        ),
        say(
            f"Webhooks and chats need the sender's secret in the environment: {hooks}.",
            f"Webhook 和聊天需要在环境变量中设置发送方的密钥：{hooks}。",
        ),
    )


def _spoken(both: str) -> str:
    """Return the reader's half of a sentence that the description gives in both languages."""
    en, _, zh = both.partition(" / ")
    return say(en, zh)


def _python() -> str:
    parts = []
    for name, (module, text) in PUBLIC.items():
        parts.append(f"## `{name}`\n\n{text.to(reader_lang())}")
        parts.append(f"```python\nfrom {module} import {name}\n\n{_signature(module, name)}\n```")
    return _page(
        "REF-3",
        say("Use kb_tools from Python", "在 Python 中使用 kb_tools"),
        say(
            "These names are public: they stay, and a change to one is announced a release before.",
            "以下名称是公开接口：会保持稳定，如需更改会提前一个版本预告。",
        ),
        (say("python api", "python 接口"),),
        *parts,
    )


def _signature(module: str, name: str) -> str:
    value = getattr(importlib.import_module(module), name)
    if not inspect.isclass(value):
        return f"def {name}{_arguments(value)}"
    methods = [
        f"    def {key}{_arguments(getattr(value, key))}: ..."
        for key, each in vars(value).items()
        if not key.startswith("_") and (inspect.isfunction(each) or isinstance(each, classmethod))
    ]
    fields = [f"    {field}: {kind}" for field, kind in inspect.get_annotations(value).items()]
    return "\n".join([f"class {name}:", *fields, *methods])


def _arguments(value: Callable[..., object]) -> str:
    return str(inspect.signature(value)).replace("'", "")


def _rules() -> str:
    lang = reader_lang()
    rows = [
        f"| [{r.code}]({r.code.lower()}.md) | {r.name} | {r.severity} | {r.summary.to(lang)} |"
        for r in catalogue()
    ]
    head = say("| Code | Name | Severity | What it finds |", "| 代码 | 名称 | 级别 | 发现什么 |")
    return _page(
        "REF-4",
        say("Rules of the linter", "检查器的规则"),
        say(
            "Look up what each rule of `kb lint` finds, whom it helps and how to mend it.",
            "查阅 `kb lint` 的每条规则会发现什么、对谁有用、怎样修复。",
        ),
        (
            say("list of all lint rules", "全部检查规则"),
            say("what the rule codes mean", "规则代码是什么意思"),
        ),
        "\n".join([head, "| --- | --- | --- | --- |", *rows]),
    )


def _rule(rule: Rule) -> str:
    heading, _, body = rule_body(rule, reader_lang()).partition("\n\n")
    summary, _, rest = body.partition("\n\n")
    wordings = (
        say(f"what does {rule.code} mean", f"{rule.code} 是什么意思"),
        say(f"how do I switch off {rule.name}", f"怎样关闭 {rule.name}"),
    )
    made = _page(rule.code, heading.removeprefix("# "), summary, wordings, rest)
    shown = KnowledgeBase.from_texts({"page.md": made})
    if not any(lint(shown, [rule], dt.date(2026, 1, 1))):
        return made
    why = say("this page shows the fault", "本页展示的就是这种问题")
    head, mark, body = made.partition("\n---\n")
    return f"{head}{mark}\n<!-- kb-disable {rule.code} -- {why} -->{body}"


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
                [sys.executable, "-m", "kb_tools.cli.reference", *arguments],
                env={**os.environ, "KB_LANG": lang, "KB_REFERENCE_LANG": lang},
            )
            for lang in LANGUAGES
        )
    )
