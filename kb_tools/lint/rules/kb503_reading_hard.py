"""An article that is hard to read: long sentences of long words.

Customers read in a hurry, on a phone, often in a language that is not theirs. English is
measured by the Flesch-Kincaid grade: years at school that a reader needs. Chinese by how many
characters and clauses a sentence has.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.house import is_chinese, is_template
from kb_tools.lint.rule import Bad, Rule
from kb_tools.lint.sentences import sentences
from kb_tools.regex import regex

GRADE = 10.0
LEAST = 100
"""Words, or Chinese characters, that an article must have to be measured."""
CHARACTERS = 45
CLAUSES = 3.5

rule = Rule(
    __name__,
    severity="info",
    default=False,
    zh="""
    文章难读：句子长，用词也长。

    客户在手机上匆匆地读，用的常常还不是母语。英文按 Flesch-Kincaid 年级（读者需要的受教育年数），
    中文按平均每句的字数和分句数。
    """,
    bad=[
        Bad(
            "# Refund\n\n"
            + "Reimbursement eligibility necessitates authorization documentation demonstrating"
            " organizational affiliation throughout applicable contractual periods. " * 10,
            "hard to read: grade 38.3, and most customers read grade 10 with ease;"
            " split sentences and use short words",
        ),
        Bad(
            {
                "zh/a.md": "# 退款\n\n"
                + "申请退款的订单需要在签收之后的三十天之内提交，并且商品没有任何损坏，包装完整，"
                "发票齐全，由客服核对之后再转给财务处理。" * 3 + "\n"
            },
            "hard to read: 54 characters and 5.0 clauses a sentence; 45 and 3.5 read with ease;"
            " split the sentences",
        ),
    ],
    good=[
        "# Refund\n\n" + "Open the order. Press the button. We pay you back in a week. " * 9,
        {"zh/a.md": "# 退款\n\n" + "打开订单，点击退款。钱会在三天内退回。" * 8 + "\n"},
    ],
)

MESSAGE = Text(
    "hard to read: grade {grade:.1f}, and most customers read grade 10 with ease; split"
    " sentences and use short words",
    "难读：年级 {grade:.1f}，大多数客户能轻松读的是 10；请拆短句子，用短词",
)
CHINESE = Text(
    "hard to read: {n:.0f} characters and {clauses:.1f} clauses a sentence; 45 and 3.5 read with"
    " ease; split the sentences",
    "难读：平均每句 {n:.0f} 字、{clauses:.1f} 个分句，45 字、3.5 个分句才好读；请拆短句子",
)
_WORD = regex(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = regex(r"[aeiouy]+")
_HAN = regex(r"[\u3400-\u9fff]")
_CLAUSE = regex(r"[，：:、](?=.)")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the article, at its title, when it is harder than customers read with ease."""
    if is_template(article) or not (is_chinese(article) or article.lang == "en"):
        return
    texts = [span.of(article.prose) for span in sentences(article, 8)]
    message = _chinese(texts) if is_chinese(article) else _english(texts)
    if message is not None:
        place = article.headings[0].text_span if article.headings else Span(0, 0)
        yield rule.at(article, place, message)


def _english(texts: list[str]) -> Text | None:
    """Measure the Flesch-Kincaid grade of whole sentences."""
    words = [found for text in texts if len(found := _WORD.findall(text)) > 3]
    total = sum(map(len, words))
    if total < LEAST:
        return None
    syllables = sum(_syllables(word) for sentence in words for word in sentence)
    grade = 0.39 * total / len(words) + 11.8 * syllables / total - 15.59
    return MESSAGE.format(grade=grade) if grade > GRADE else None


def _syllables(word: str) -> int:
    """Count groups of vowels; a silent `e` at the end is none."""
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee"))
    return max(1, count - silent)


def _chinese(texts: list[str]) -> Text | None:
    sizes = [(len(_HAN.findall(text)), 1 + len(_CLAUSE.findall(text))) for text in texts]
    whole = [(size, clauses) for size, clauses in sizes if size > 5]
    total = sum(size for size, _ in whole)
    if total < LEAST:
        return None
    n, clauses = total / len(whole), sum(clauses for _, clauses in whole) / len(whole)
    hard = n > CHARACTERS and clauses > CLAUSES
    return CHINESE.format(n=n, clauses=clauses) if hard else None
