"""The options of the site; the others are in `schema`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb_tools.config.option import option

Untranslated = Literal["auto", "show", "home"]


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
        "代码仓库地址，用于“改进此页”；留空则用 mkdocs.yml 中的地址。",
    )
    permalinks: str = option(
        "kb", "Folder of the permalinks on the site.", "网站上永久链接所在的目录。"
    )
    color: str = option(
        "",
        "Brand colour, like `#1d4fbb`; made lighter or darker where it would be hard to read.",
        "品牌色，如 `#1d4fbb`；在难以辨认的地方会自动调深或调浅。",
    )
    logo: str = option(
        "",
        "Picture in the head of every page and in the browser's tab, relative to the docs folder.",
        "显示在每页顶部和浏览器标签上的图片，相对 docs 目录。",
    )
    contact: str = option(
        "",
        "Where readers reach you, at the foot of every page: a web address or `mailto:`.",
        "读者联系你们的地址，显示在每页底部：网址或 `mailto:`。",
    )
    status_page: str = option(
        "",
        "Address of your status page, at the foot of every page.",
        "服务状态页的网址，显示在每页底部。",
    )
    questions: str = option(
        "",
        "Address that takes questions from the ask page, as JSON by POST; empty means that readers"
        " send them through `contact`.",
        "接收提问页上的问题的网址（POST，JSON）；留空则由读者通过 `contact` 发送。",
    )
    promise: Mapping[str, str] = option(
        {},
        "When you answer, by language, said after a question is sent.",
        "各语言的答复时间说明，在问题发出后显示。",
    )
    feedback: str = option(
        "",
        "Address that takes readers' feedback on articles, as JSON by POST.",
        "接收文章反馈的网址（POST，JSON）。",
    )
    feedback_page: str = option(
        "",
        "Where readers write feedback when there is no `feedback`: the page for a new issue,"
        " or `mailto:`; they find it filled in.",
        "没有 `feedback` 时读者在哪里写反馈：新建议题的网址或 `mailto:`；内容会预先填好。",
    )
    feedback_searches: bool = option(
        False,
        "Send searches without a result, or whose results nobody opened, to `feedback`, without"
        " personal data.",
        "把没有结果或结果没人点开的搜索发给 `feedback`，不含个人信息。",
    )
    untranslated: Untranslated = option(
        "auto",
        "What a language shows of an article that it has not got: the article in another language"
        " with a notice (`show`), only the way to the home page (`home`), or `show` where it has"
        " at least half of the articles (`auto`).",
        "某种语言缺一篇文章时显示什么：带提示地显示其他语言的原文（`show`）、只给首页的链接（`home`）；"
        "`auto` 表示该语言至少有一半文章时才显示原文。",
    )
