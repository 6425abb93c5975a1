"""Configuration: one frozen value from `[tool.kb]` in pyproject.toml or from kb.toml.

The nearest file that holds it wins, going up from the working folder; nothing is merged.
Without any file every option has its default and the working folder is the root.
Each option is a field with a sentence in both languages; the reference in the
documentation and the error messages are made from them.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kb_tools.errors import ConfigError, ReadError
from kb_tools.language import Text

if typing.TYPE_CHECKING:
    from kb_tools.site_facts import SiteFacts

Layout = Literal["auto", "folder", "suffix"]


def option(default: Any, en: str, zh: str) -> Any:  # noqa: ANN401 - stands for any field's type
    """Declare a configuration field: its default and what it does, in both languages."""
    meta = {"text": Text(en, zh)}
    if isinstance(default, dict):
        return dataclasses.field(
            default_factory=lambda: types.MappingProxyType(default), metadata=meta
        )
    if dataclasses.is_dataclass(default):
        return dataclasses.field(default_factory=type(default), metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


@dataclass(frozen=True, slots=True)
class LintConfig:
    """`[tool.kb.lint]`."""

    select: tuple[str, ...] = option(
        (),
        "Rules to run, by code, name or prefix (`KB3`); empty means every default rule.",
        "要运行的规则：代码、名称或前缀（`KB3`）；留空表示全部默认规则。",
    )
    extend_select: tuple[str, ...] = option(
        (), "Rules to run besides the default ones.", "在默认规则之外另外运行的规则。"
    )
    ignore: tuple[str, ...] = option((), "Rules to leave out.", "不运行的规则。")
    per_path_ignore: Mapping[str, tuple[str, ...]] = option(
        {}, "Rules to leave out, by path pattern.", "按路径模式忽略的规则。"
    )
    sections: Mapping[str, tuple[str, ...]] = option(
        {},
        "Sections that an article must have, by kind; replaces the built-in list for that kind.",
        "各类文章必须有的章节；替换该类的内置列表。",
    )
    required_keys: Mapping[str, tuple[str, ...]] = option(
        {},
        "Front matter keys that an article must have, by kind (`*` for every kind).",
        "各类文章必须有的 front matter 键（`*` 表示所有类型）。",
    )


@dataclass(frozen=True, slots=True)
class LinksConfig:
    """`[tool.kb.links]`."""

    related: int = option(
        5, "How many related articles `kb fix` writes, at most.", "`kb fix` 最多写入几篇相关文章。"
    )


@dataclass(frozen=True, slots=True)
class SuggestConfig:
    """`[tool.kb.suggest]`."""

    top: int = option(3, "How many articles to suggest, at most.", "最多推荐几篇文章。")
    threshold: float = option(
        0.3,
        "Calibrated score (0 to 1) below which no article fits.",
        "校准分数（0 到 1）；低于它则视为没有合适的文章。",
    )


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """`[tool.kb.site]`."""

    name: str = option(
        "",
        "Name of the site; empty means the mkdocs.yml's.",
        "网站名称；留空则用 mkdocs.yml 中的名称。",
    )
    repository: str = option(
        "",
        "Address of the repository, for the edit link; empty means the mkdocs.yml's.",
        "代码仓库地址，用于“编辑此页”；留空则用 mkdocs.yml 中的地址。",
    )
    permalinks: str = option(
        "kb", "Folder of the permalinks on the site.", "网站上永久链接所在的目录。"
    )


@dataclass(frozen=True, slots=True)
class Config:
    """`[tool.kb]`; `root` is the folder that relative paths start from, never read from a file."""

    root: Path = dataclasses.field(default=Path())
    file: Path | None = None
    docs: str = option(
        "",
        "Folder of the articles; empty means mkdocs.yml's `docs_dir`, else `docs/`, else the root.",
        "文章所在的目录；留空则依次取 mkdocs.yml 的 `docs_dir`、`docs/`、根目录。",
    )
    mkdocs: str = option("mkdocs.yml", "The site's own configuration file.", "网站自己的配置文件。")
    languages: tuple[str, ...] = option(
        (),
        "Languages of the articles, the default one first; empty means those that the paths show.",
        "文章的语言，默认语言在前；留空则从路径推断。",
    )
    layout: Layout = option(
        "auto",
        "Where an article's language stands: `folder` (zh/a.md), `suffix` (a.zh.md, a._zh.md)"
        " or `auto`.",
        "文章语言的写法：`folder`（zh/a.md）、`suffix`（a.zh.md、a._zh.md）或 `auto`。",
    )
    exclude: tuple[str, ...] = option(
        ("**/_*/**",),
        "Path patterns below the docs folder that are no articles.",
        "docs 目录下不算文章的路径模式。",
    )
    contents: tuple[str, ...] = option(
        ("TOC.md", "TOC-*.md", "SUMMARY.md"),
        "Path patterns of tables of contents: their links are navigation, they are no articles.",
        "目录文件的路径模式：其中的链接算作导航，本身不算文章。",
    )
    keys: Mapping[str, str] = option(
        {},
        'Front matter key names of another tool: our name = theirs (`title = "question"`).',
        '其他工具的 front matter 键名：我们的名称 = 它的名称（`title = "question"`）。',
    )
    audience: tuple[str, ...] = option(
        ("public", "internal"),
        "Audiences from the widest to the narrowest; an article may link to its own or a wider"
        " one.",
        "读者范围，从最广到最窄；文章只能链接到同等或更广范围的文章。",
    )
    products: tuple[str, ...] = option(
        (), "Known products; empty means any.", "已知的产品；留空表示不限。"
    )
    owners: tuple[str, ...] = option(
        (), "Known owners; empty means any.", "已知的负责人；留空表示不限。"
    )
    tags: tuple[str, ...] = option((), "Known tags; empty means any.", "已知的标签；留空表示不限。")
    lint: LintConfig = option(LintConfig(), "The linter.", "检查器。")
    links: LinksConfig = option(LinksConfig(), "Cross-links.", "交叉链接。")
    suggest: SuggestConfig = option(SuggestConfig(), "Suggestions for tickets.", "为工单推荐文章。")
    site: SiteConfig = option(SiteConfig(), "The site.", "网站。")


def load(start: Path) -> Config:
    """Return the configuration for the folder `start`: the nearest file going up, or defaults.

    Raises ConfigError with file, line and the nearest valid key for anything it cannot use.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("kb.toml", "pyproject.toml"):
            file = folder / name
            if file.is_file() and (table := _table(file)) is not None:
                config: Config = _build(Config, table, file, "")
                return dataclasses.replace(config, root=folder, file=file)
        if (folder / ".git").exists():
            break
    return Config(root=start)


def site_facts(config: Config) -> SiteFacts:
    """Return what the site's own mkdocs.yml says; raises ReadError when it cannot be read."""
    from kb_tools.site_facts import read

    return read(config.root / config.mkdocs)


def docs_root(config: Config) -> Path:
    """Return the folder of the articles: `docs`, else mkdocs.yml's, else `docs/`, else the root.

    Raises ReadError when a folder that was named does not exist.
    """
    facts = site_facts(config)
    named = config.docs or (facts.docs_dir if facts.known else "")
    root = config.root / (named or "docs")
    if root.is_dir():
        return root
    if named:
        message = Text("there is no folder '{name}'", "没有“{name}”这个目录").format(name=named)
        raise ReadError(message, str(config.file or config.root / config.mkdocs))
    return config.root


def options(cls: type = Config, prefix: str = "") -> Iterator[tuple[str, Any, Text]]:
    """Yield every option as (dotted key, default, sentence), tables opened up."""
    for field in dataclasses.fields(cls):
        if "text" not in field.metadata:
            continue
        default = _default(field)
        if dataclasses.is_dataclass(default):
            yield from options(type(default), f"{prefix}{field.name}.")
        else:
            yield prefix + field.name, default, field.metadata["text"]


def _default(field: dataclasses.Field[Any]) -> Any:  # noqa: ANN401 - any field's default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _table(file: Path) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        what = Text("not valid TOML: {e}", "不是有效的 TOML：{e}").format(e=error)
        raise ConfigError(what, str(file), int(line[1]) if line else None) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            Text("save this file as UTF-8", "请把此文件存为 UTF-8"), str(file)
        ) from error
    if file.name == "kb.toml":
        return data
    table: dict[str, Any] | None = data.get("tool", {}).get("kb")
    return table


def _build(cls: Any, table: Mapping[str, Any], file: Path, prefix: str) -> Any:  # noqa: ANN401
    hints = typing.get_type_hints(cls)
    known = {f.name for f in dataclasses.fields(cls) if "text" in f.metadata}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            raise _unknown(prefix + key, sorted(prefix + k for k in known), file)
        values[name] = _value(hints[name], value, prefix + key, file)
    return cls(**values)


def _value(hint: Any, value: Any, key: str, file: Path) -> Any:  # noqa: ANN401
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value, file, f"{key}.")
    if origin is Literal and value in args:
        return value
    if origin is tuple and isinstance(value, list):
        return tuple(_value(args[0], item, key, file) for item in value)
    if isinstance(value, dict) and len(args) == 2:
        return types.MappingProxyType(
            {k: _value(args[1], v, f"{key}.{k}", file) for k, v in value.items()}
        )
    if hint is float and type(value) in (int, float):
        return float(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise _wrong(hint, value, key, file)


def _unknown(key: str, known: list[str], file: Path) -> ConfigError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
    message = Text(
        "unknown option '{key}'; did you mean '{near}'?", "没有“{key}”这个选项；是不是“{near}”？"
    )
    return ConfigError(message.format(key=key, near=near[0]), str(file), _line(file, key))


def _wrong(hint: Any, value: Any, key: str, file: Path) -> ConfigError:  # noqa: ANN401
    en, zh = _expected(hint)
    message = Text("'{key}' must be {en}, not {value!r}", "“{key}”应为{zh}，而不是 {value!r}")
    return ConfigError(
        message.format(key=key, en=en, zh=zh, value=value), str(file), _line(file, key)
    )


def _expected(hint: Any) -> tuple[str, str]:  # noqa: ANN401
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        choice = ", ".join(repr(a) for a in args)
        return f"one of {choice}", f"以下之一：{choice}"
    if origin is tuple:
        return "a list of strings", "字符串列表"
    if dataclasses.is_dataclass(hint) or len(args) == 2:
        return "a table", "一个表"
    return {
        str: ("a string", "字符串"),
        int: ("a whole number", "整数"),
        float: ("a number", "数字"),
        bool: ("true or false", "true 或 false"),
    }[hint]


def _line(file: Path, key: str) -> int | None:
    last = re.escape(key.rpartition(".")[2])
    pattern = re.compile(rf"^\s*(?:\[.*\b{last}\]|[\"']?{last}[\"']?\s*[=.])")
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if pattern.match(line):
            return number
    return None
