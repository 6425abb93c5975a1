"""The page of the documentation about whole sites beside their peers, in both languages.

    python -m bench.site_page [bench/results/site.json]

Made of the figures of `python -m bench.site`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from bench.measured_page import ROOT, keep, picture
from kb_tools.language import Text

NAME = "sites-beside-peers"
PEERS = {
    "ours": Text("kb build", "kb build"),
    "lunr": Text("Material, lunr, jieba", "Material（lunr、jieba）"),
    "pagefind": Text("Material, Pagefind", "Material（Pagefind）"),
}
COLORS = {"ours": "#0b5cad", "lunr": "#7a8794", "pagefind": "#b3bcc5"}
Found = Mapping[str, Any]
NOT_ASKED: Found = {"asked": 0, "milliseconds": None}


def rows(found: Found) -> Iterator[tuple[int, str, Any]]:
    """Yield size, generator and figures, the smallest site first."""
    for size in sorted(found, key=int):
        for peer in PEERS:
            if peer in found[size]:
                yield int(size), peer, found[size][peer]


def building(found: Found, lang: str) -> Iterator[str]:
    head = Text(
        "Articles | Generator | CPU, ms an article | Wall, s | Memory, MB | Site, KB an article",
        "文章数 | 生成工具 | 每篇 CPU（毫秒） | 用时（秒） | 内存（MB） | 每篇占用（KB）",
    )
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 5
    for size, peer, f in rows(found):
        if "cpu" not in f:
            yield f"| {size:,} | {PEERS[peer].to(lang)} | {stopped(f, lang)} | – | – | – |"
            continue
        cost = f"{1000 * f['cpu'] / size:.1f} | {f['wall']:.0f} | {f['memory']:.0f}"
        yield f"| {size:,} | {PEERS[peer].to(lang)} | {cost} | {f['bytes'] / 1000 / size:.0f} |"


def again(found: Found, lang: str) -> Iterator[str]:
    head = Text(
        "Articles | Nothing changed, ms an article | One edit, ms an article"
        " | Preview shows an edit, s | Its traditional page, s",
        "文章数 | 没有改动，每篇毫秒 | 改一篇后，每篇毫秒 | 预览里看到改动（秒） | 转换出的繁体页（秒）",
    )
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 4
    for size, peer, f in rows(found):
        if peer == "ours" and "edit" in f:
            each = (f"{1000 * f[kind]['cpu'] / size:.1f}" for kind in ("warm", "edit"))
            shown = f.get("preview", {})
            seconds = (shown.get(name) for name in ("page", "converted"))
            cells = (*each, *("–" if one is None else f"{one:.2f}" for one in seconds))
            yield f"| {size:,} | {' | '.join(cells)} |"


def asking(found: Found, lang: str) -> Iterator[str]:
    head = Text(
        "Articles | Search | Language | Loaded, KB | Key to result, ms | Memory, MB | Answered",
        "文章数 | 搜索 | 语言 | 加载（KB） | 从按键到结果（毫秒） | 内存（MB） | 有结果",
    )
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 6
    for size, peer, figures in rows(found):
        for asked in ("zh", "en"):
            f = figures.get(asked, NOT_ASKED)
            if not f["asked"]:
                name = PEERS[peer].to(lang)
                yield f"| {size:,} | {name} | {asked} | – | {stopped(figures, lang)} | – | – |"
                continue
            names = ("kilobytes", "milliseconds", "megabytes")
            cost = " | ".join("–" if f[n] is None else f"{f[n]:,.0f}" for n in names)
            count = f"{f['found']}/{f['asked']}"
            yield f"| {size:,} | {PEERS[peer].to(lang)} | {asked} | {cost} | {count} |"


def chart(found: Found, lang: str, title: Text, unit: Text, value: Any) -> str:
    """Draw a bar for each size and generator; `value` gives a bar's length from its figures."""
    bars = [(size, peer, value(size, figures)) for size, peer, figures in rows(found)]
    bars = [bar for bar in bars if bar[2] is not None]
    longest = max(length for _, _, length in bars)
    body, y, last = [], 24, 0
    for size, peer, length in bars:
        if size != last:
            y, last = y + 10, size
            body.append(f'<text x="16" y="{y + 17}" font-weight="bold">{size:,}</text>')
        width, label = max(1, 300 * length / longest), escape(PEERS[peer].to(lang))
        body += [
            f'<text x="232" y="{y + 17}" text-anchor="end">{label}</text>',
            f'<rect x="244" y="{y}" width="{width:.0f}" height="22" fill="{COLORS[peer]}"/>',
            f'<text x="{252 + width:.0f}" y="{y + 16}">{length:,.0f} {unit.to(lang)}</text>',
        ]
        y += 28
    return picture(660, y + 16, title.to(lang), body)


def stopped(figures: Found, lang: str) -> str:
    """Say that a generator took too long."""
    seconds = f"{figures['stopped']:.0f}"
    return Text(f"stopped after {seconds} s", f"{seconds} 秒后中止").to(lang)


def cpu(size: int, figures: Found) -> float | None:
    return 1000 * float(figures["cpu"]) / size if "cpu" in figures else None


def wait(_size: int, figures: Found) -> float | None:
    return figures.get("zh", NOT_ASKED)["milliseconds"]  # type: ignore[no-any-return]


MS = Text("ms", "毫秒")
CHARTS = {
    "build": (Text("CPU for an article, first build", "首次构建每篇文章的 CPU 时间"), cpu),
    "search": (Text("A Chinese question, key to first result", "中文提问：从按键到首个结果"), wait),
}
SECTIONS = (
    ("build", Text("The first build", "首次构建"), building),
    ("again", Text("Building again, and the preview", "再次构建与预览"), again),
    ("search", Text("Asking in a browser", "在浏览器里搜索"), asking),
)
HEAD = Text(
    """---
id: KB-0151
title: What does a site of 10,000 articles cost, beside other generators?
summary: "Building, keeping and searching whole sites of 100 to 10,000 articles in Chinese and English, beside Material with lunr and Material with Pagefind."
kind: reference
status: published
audience: public
owner: docs
product: kb_tools
tags: [site, measurement]
asked_as:
  - how long does a build take with 10,000 articles
  - kb_tools compared with Material for MkDocs
  - kb build compared with Pagefind
  - how much memory does the build need
reviewed: 2026-11-22
---

# What does a site of 10,000 articles cost, beside other generators?

The figures come from `make bench-site`: real articles, half Chinese, half English, in folders of fifty; where there are too few, more are made by exchanging a third of the words.
Material gets what it offers for large sites (`navigation.prune`) and for Chinese (jieba), and the same Markdown extensions.
""",
    """---
id: KB-0151
title: 一万篇文章的网站要花多少时间和空间，与其他生成工具相比如何？
summary: 100 到 10,000 篇中英文文章的整站构建、占用和搜索，与 Material 加 lunr、Material 加 Pagefind 对比。
kind: reference
status: published
audience: public
owner: docs
product: kb_tools
tags: [网站, 衡量]
asked_as:
  - 一万篇文章构建要多久
  - 和 Material for MkDocs 比怎么样
  - 和 Pagefind 比怎么样
  - 构建需要多少内存
reviewed: 2026-11-22
---

# 一万篇文章的网站要花多少时间和空间，与其他生成工具相比如何？

数字来自 `make bench-site`：真实文章，中英文各半，每五十篇一个目录；不够时把三分之一的词换成别的文章里的词，造出更多。
Material 开启了它为大型网站（`navigation.prune`）和中文（jieba）提供的功能，Markdown 扩展也与我们相同。
""",
)
TAIL = Text(
    """## How it was measured {#how}

CPU is that of all processes of a build, memory the most that they had at one time.
Each question is asked once in a fresh browser, over HTTP with compression on the same machine, which has two cores; the page itself is not counted, but for lunr, which loads its index with every page.
What takes more than four minutes, to build or to ask, is stopped there.
Size and speed depend on the articles and the machine: run `make bench-site SIZES=1000` with `KB_DATA` on your own to compare.
""",
    """## 怎么测的 {#how}

CPU 是一次构建所有进程的总和，内存是它们同时占用的最大值。
每个问题都在全新的浏览器里问一次，在同一台双核机器上经 HTTP 访问并开启压缩；页面本身不计入，lunr 除外，因为它每打开一页都要加载索引。
构建或提问超过四分钟就中止。
大小和速度取决于文章和机器：设置 `KB_DATA` 后运行 `make bench-site SIZES=1000`，就能在您自己的机器上比较。
""",
)


def page(found: Found, lang: str) -> str:
    """Return the article in a language, without its list of related articles."""
    lines = [HEAD.to(lang)]
    for anchor, title, table in SECTIONS:
        lines += [f"## {title.to(lang)} {{#{anchor}}}", ""]
        if anchor in CHARTS:
            lines += [f"![{CHARTS[anchor][0].to(lang)}]({NAME}-{anchor}.svg)", ""]
        lines += [*table(found, lang), ""]
    return "\n".join([*lines, TAIL.to(lang)])


def main(file: Path) -> None:
    """Write the pages and their charts; a list of related articles stays as it is."""
    found = json.loads(file.read_text("utf-8"))
    for lang in ("zh", "en"):
        drawn = {
            anchor: chart(found, lang, title, MS, value)
            for anchor, (title, value) in CHARTS.items()
        }
        keep(f"{lang}/using/start/{NAME}", page(found, lang), drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "bench" / "results" / "site.json"))
