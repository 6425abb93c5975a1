"""Traditional characters in simplified Chinese text, or the other way round.

Half-converted text looks careless, and a search for the word as the reader writes it misses
the sentence. A name that is meant to be written so belongs into kb-terms.toml, or among the
`products`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Fix
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.front_words import hits
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.vocabulary import folded
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="error",
    zh="""
    简体文章里有繁体字，或繁体文章里有简体字。

    只转换了一半的文字显得草率；读者按自己的写法搜索，也找不到这句话。
    名称本来就这样写的，请写进 kb-terms.toml，或写进 `products`。
    """,
    bad=[
        Bad(
            {"zh/a.md": "# 刪除帐号\n\n打开设置，选择帐号，再点按钮，确认之后即可。\n"},
            "'刪' is traditional, the article is simplified; write '删'",
            fixed={"zh/a.md": "# 删除帐号\n\n打开设置，选择帐号，再点按钮，确认之后即可。\n"},
            safe=False,
        ),
        Bad(
            {"zh-Hant/a.md": "# 刪除帳號\n\n開啟設定，選擇帳號，再按删除鈕。\n"},
            "'删' is simplified, the article is traditional",
        ),
    ],
    good=[
        {"footer/zh-tw.md": "**想多知道？** 看本教學的檔案。\n"},
        {
            "../kb-terms.toml": '[[term]]\nzh = "龍魂"\n',
            "zh/a.md": "# 龍魂字体\n\n打开设置，选择字体，再点按钮，确认之后即可。\n",
        },
        {"zh-Hant/a.md": "# 檢定\n\n全商的純字数 = 総字数 − エラー数，錯字只扣一次。\n"},
        {"zh/a.md": "# 界面语言\n\n日语的提示是：以下の説明を見てください。改为简体中文即可。\n"},
        {"zh/a.md": "# 皇后号邮轮\n\n语言可选“繁體中文”，里程、台风、干杯、昇腾都是简体字。\n"},
    ],
)

TO_SIMPLIFIED = Text(
    "'{word}' is traditional, the article is simplified; write '{right}'",
    "简体文章里有繁体字“{word}”；请改为“{right}”",
)
TO_TRADITIONAL = Text(
    "'{word}' is simplified, the article is traditional", "繁體文章裡有簡體字“{word}”"
)
WRONG = Text(
    "the article is marked '{lang}' and written in the other script; convert it or move it",
    "文章标为“{lang}”，却是用另一种字写的；请转换，或移到另一语言",
)
CONVERT = Text("write '{right}'", "改为“{right}”")
OWN_NAMES = regex(r"[繁正][體体]中?文?|[简簡][體体]中?文?|[「“\"'][^」”\"'\n]{1,12}[」”\"']")
"""Names of the scripts themselves, and short quotations: a button of the other version."""
_JAPANESE = regex(r"^.*[\u3041-\u30fa].*$", re.MULTILINE)
"""A line with kana: what else it says may be Japanese, too."""
MOSTLY = 0.3


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield runs of characters of the other script, or the whole article if it is in it."""
    if article.lang not in ("zh", "zh-Hant"):
        return
    wrong = _pattern("simplified" if article.lang == "zh-Hant" else "traditional")
    runs = [*hits(article, wrong)]
    if wrong.search(folded(article.prose)):
        runs += wrong.finditer(article.prose)
    if not runs:
        return
    chinese = len(re.findall(r"[\u4e00-\u9fff]", article.prose))
    count = sum(len(run[0]) for run in runs)
    if _is_other(article, count):
        if not _is_marked(article, kb):
            return
        count = chinese
    if count > MOSTLY * chinese:
        start = runs[0].start()
        yield rule.at(article, Span(start, start + 1), WRONG.format(lang=article.lang))
        return
    others = [*OWN_NAMES.finditer(article.text), *_JAPANESE.finditer(article.prose)]
    others += _named(article, kb)
    for run in runs:
        if not any(other.start() <= run.start() < other.end() for other in others):
            yield _finding(article, Span(*run.span()), run[0])


def _named(article: Article, kb: KnowledgeBase) -> Iterator[re.Match[str]]:
    """Yield where products and the base's own terms are written as they are meant to be."""
    terms = (term.word.get(article.lang, "") for term in kb.terms if term.own)
    names = filter(None, (*kb.config.products, *terms))
    return (match for name in names for match in re.finditer(re.escape(name), article.text))


def _is_other(article: Article, count: int) -> bool:
    """Say whether an article has only the other script's characters: it is not half converted."""
    own = _pattern("traditional" if article.lang == "zh-Hant" else "simplified")
    return count > 1 and own.search(article.prose) is None


def _is_marked(article: Article, kb: KnowledgeBase) -> bool:
    """Say whether its place or its front matter says the language, which else is a guess."""
    return bool(kb.layout.place(article.path).lang) or "lang" in article.meta


def _finding(article: Article, span: Span, word: str) -> Diagnostic:
    if article.lang == "zh-Hant":
        return rule.at(article, span, TO_TRADITIONAL.format(word=word))
    right = word.translate(_simplified())
    fix: Fix = replacing(article, span, right, CONVERT.format(right=right), safe=False)
    return rule.at(article, span, TO_SIMPLIFIED.format(word=word, right=right), fix)


@cache
def _pattern(script: str) -> re.Pattern[str]:
    return re.compile(f"[{table('scripts')[script].strip()}]+")


@cache
def _simplified() -> dict[int, str]:
    scripts = table("scripts")
    pairs = zip(
        scripts["traditional"].strip(), scripts["traditional_to_simplified"].strip(), strict=True
    )
    return str.maketrans(dict(pairs))
