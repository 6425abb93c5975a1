"""The pages of configuration, HTTP paths and public Python names."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from functools import cached_property

from kb_tools import PUBLIC
from kb_tools.cli.speech import reader_lang, say
from kb_tools.config import Config, options
from kb_tools.reference.frame import page, row, said_default
from kb_tools.server.openapi import PATHS
from kb_tools.server.signature import SENDERS


def configuration() -> str:
    """Return the page of every option of `[tool.kb]`."""
    rows = [
        row(
            f"`{key}`",
            text.to(reader_lang()),
            f"({said_default(value)})" if said_default(value) else "",
        )
        for key, value, text in options(Config)
    ]
    return page(
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
            [row(say("Option", "选项"), say("What it does", "作用")), "| --- | --- |", *rows]
        ),
    )


def http() -> str:
    """Return the page of every path of the HTTP service."""
    rows = [
        row(f"`{method.upper()}` `{path}`", _spoken(operation["summary"]))
        for path, methods in PATHS.items()
        for method, operation in methods.items()
    ]
    hooks = ", ".join(f"`KB_HOOK_{sender.upper()}`" for sender in SENDERS)
    return page(
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
        "\n".join([row(say("Path", "路径"), say("What it does", "作用")), "| --- | --- |", *rows]),
        say(
            "Install it with `pip install 'kb_tools[server]'`. A key goes into the header"
            " `Authorization: Bearer kbk_…`; `kb serve-api --new-key NAME` makes one. `/try/` is a"
            " page to try it on, `/agent/` one for agents.",
            "用 `pip install 'kb_tools[server]'` 安装。密钥放在请求头 `Authorization: Bearer kbk_…`"
            " 中，用 `kb serve-api --new-key NAME` 生成。`/try/` 是试用页面，"
            "`/agent/` 是客服用的页面。",
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


def python() -> str:
    """Return the page of every public name."""
    parts = []
    for name, (module, text) in PUBLIC.items():
        parts.append(f"## `{name}`\n\n{text.to(reader_lang())}")
        parts.append(f"```python\nfrom {module} import {name}\n\n{_signature(module, name)}\n```")
    return page(
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
    return "\n".join([f"class {name}:", *fields, *_derived(value), *methods])


def _derived(value: type) -> list[str]:
    """Return the properties of a class, which are read as its fields are."""
    getters = {
        key: each.fget if isinstance(each, property) else each.func
        for key, each in vars(value).items()
        if not key.startswith("_") and isinstance(each, (property, cached_property))
    }
    return [
        f"    {key}: {inspect.signature(get).return_annotation}"
        for key, get in getters.items()
        if get
    ]


def _arguments(value: Callable[..., object]) -> str:
    return str(inspect.signature(value)).replace("'", "")
