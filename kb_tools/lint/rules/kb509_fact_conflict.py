"""Two articles say different facts of the same thing: `7 天` here, "14 days" there.

The customer reads one, a colleague quotes the other, and the company keeps neither promise.
Compared are amounts, limits, prices and the names of buttons.
Compared are an article and its original, section by section, and a sentence that links to a
section with the sentence there that says much the same. A week is seven days.

It is off unless selected, for its precision cannot be told yet: of the 107 pairs of sections in
five bilingual bases that state amounts in both languages, not one disagrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from kb_tools.article import Article, Section, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.concern import reading_links
from kb_tools.lint.facts import Fact, facts, labels
from kb_tools.lint.house import is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.sentences import sentences
from kb_tools.lint.targets import targets

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=reading_links,
    default=False,
    zh="""
    同一件事，两篇文章的说法不同：这里“7 天”，那里“14 days”。

    客户看到一个，同事引用另一个，公司哪个都兑现不了。比较数量、限额、价格和按钮名称。比较的是文章与原文对应的各节，
    以及带链接的一句话与它指向的那一节里意思相近的那句话。一周就是七天。

    默认不启用，因为还无从得知它的准确率：五个双语知识库里，两种语言都写了数量的章节有 107 对，
    没有一对不一致。
    """,
    bad=[
        Bad(
            {
                "zh/a.md": "# 退款\n\n7 天内可以退款。\n",
                "en/a.md": "# Refund\n\nYou have 14 days for a refund.\n",
                "zh/b.md": "# 订单\n",
            },
            "'14 days' here, but '7 天' in zh/a.md",
        ),
        Bad(
            {
                "a.md": "# Order\n\nSend it back within 7 days, see [refund](b.md#time).\n",
                "b.md": "# Refund\n\n## Time\n\nYou can send it back within 14 days.\n",
            },
            "'7 days' here, but '14 days' in b.md",
        ),
        Bad(
            {
                "zh/a.md": "# 套餐\n\n团队版每月 $12，点击 **Upgrade** 购买。\n",
                "en/a.md": "# Plans\n\nA team pays $15 a month; click **Upgrade** to buy it.\n",
                "zh/b.md": "# 订单\n",
            },
            "'$15' here, but '$12' in zh/a.md",
        ),
        Bad(
            {
                "zh/a.md": "# 导出\n\n打开账单页，点击 **Download**。\n",
                "en/a.md": "# Export\n\nOpen the bill and click **Export**.\n",
                "zh/b.md": "# 订单\n",
            },
            "'Export' here, but 'Download' in zh/a.md",
        ),
    ],
    good=[
        {
            "zh/a.md": "# 退款\n\n7 天内可以退款，最多 2 GB。\n",
            "en/a.md": "# Refund\n\nYou have 1 week for a refund, and 1,024 MB twice: 2,048 MB.\n",
            "zh/b.md": "# 订单\n",
        },
        {
            "zh/a.md": "# 导出\n\n打开账单页，点击 **下载**。\n",
            "en/a.md": "# Export\n\nOpen the bill and click **Download**.\n",
            "zh/b.md": "# 订单\n",
        },
        {
            "a.md": "# Order\n\nIt takes 3 minutes, see [refund](b.md#time).\n",
            "b.md": "# Refund\n\n## Time\n\nYou have 14 days, and 30 days with a card.\n",
        },
    ],
)

MESSAGE = Text("'{here}' here, but '{there}' in {path}", "这里是“{here}”，{path} 里却是“{there}”")
ALIKE = 0.5
"""Share of pairs of letters from which two sentences are about the same thing."""
Facts = dict[tuple[str, Fraction | str], Fact]
Reader = Callable[[Article, Span], Iterator[Fact]]


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield amounts that disagree with the original's, or with those of a section linked to."""
    if is_template(article):
        return
    original = _original(article, kb)
    if original is not None:
        yield from _translated(article, original)
    yield from _linked(article, kb)


def _original(article: Article, kb: KnowledgeBase) -> Article | None:
    translations = kb.translations(article)
    first = next((translations[lang] for lang in kb.languages if lang in translations), None)
    return None if first is article else first


def _translated(article: Article, original: Article) -> Iterator[Diagnostic]:
    """Compare section by section, or as a whole where the outlines are not the same."""
    for own, other in _parts(article, original):
        here, there = _stated(article, own), _stated(original, other)
        odd = [f for key, f in here.items() if key not in there and not _named(f, original)]
        lost = [f for key, f in there.items() if key not in here and not _named(f, article)]
        for dimension in sorted({fact.dimension for fact in odd}):
            mine = [fact for fact in odd if fact.dimension == dimension]
            theirs = [fact for fact in lost if fact.dimension == dimension]
            if len(mine) == len(theirs) == 1 and _comparable(mine[0], theirs[0]):
                yield _found(article, mine[0], original, theirs[0])


def _parts(article: Article, original: Article) -> Iterable[tuple[Span, Span]]:
    one, other = ([s for s in a.sections if s.heading] for a in (article, original))
    if [_level(section) for section in one] != [_level(section) for section in other]:
        return [(Span(0, len(article.prose)), Span(0, len(original.prose)))]
    return [(own.body, their.body) for own, their in zip(one, other, strict=True)]


def _level(section: Section) -> int:
    return section.heading.level if section.heading else 0


def _named(fact: Fact, article: Article) -> bool:
    """Tell whether an article has a label, even as something else than the thing to click."""
    return fact.dimension == "label" and str(fact.amount) in _words(article.text)


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold())


def _comparable(one: Fact, other: Fact) -> bool:
    """Tell whether two facts can be the same in two languages: a translated label cannot be."""
    return all(str(fact.amount).isascii() for fact in (one, other))


def _linked(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Compare a sentence's only amount with that of a like sentence where the link leads."""
    wanted = [
        (link.span, found.article, section)
        for link, found in targets(article, kb)
        if found.article is not None and found.anchor and found.article is not article
        if (section := _section(found.article, found.anchor)) is not None
    ]
    for sentence, fact in (*_lone(article, facts), *_lone(article, labels)) if wanted else ():
        for span, other, section in wanted:
            if not sentence.start <= span.start < sentence.end:
                continue
            reader = labels if fact.dimension == "label" else facts
            for said, there in _lone(other, reader, section.body):
                differs = there.dimension == fact.dimension and there.amount != fact.amount
                if differs and _alike(sentence.of(article.prose), said.of(other.prose)):
                    yield _found(article, fact, other, there)


def _lone(
    article: Article, reader: Reader, within: Span | None = None
) -> Iterator[tuple[Span, Fact]]:
    """Yield the sentences that state exactly one fact, and the fact."""
    start, end = within or (0, len(article.prose))
    for sentence in sentences(article):
        if start <= sentence.start and sentence.end <= end:
            stated = [*reader(article, sentence)]
            if len(stated) == 1:
                yield sentence, stated[0]


def _alike(one: str, other: str) -> bool:
    """Say whether two sentences share so many pairs of letters that they say the same."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) >= ALIKE * (len(first) + len(second))


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(re.findall(r"[^\W\d_]", text.lower()))
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def _section(article: Article, anchor: str) -> Section | None:
    return next((s for s in article.sections if s.heading and s.heading.id == anchor), None)


def _stated(article: Article, span: Span) -> Facts:
    found = (*facts(article, span), *labels(article, span))
    return {(fact.dimension, fact.amount): fact for fact in found}


def _found(article: Article, fact: Fact, other: Article, there: Fact) -> Diagnostic:
    message = MESSAGE.format(
        here=fact.span.of(article.text), there=there.span.of(other.text), path=other.path
    )
    return rule.at(article, fact.span, message)
