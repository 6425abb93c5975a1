"""Real questions find our own articles; none of these wordings stands in an article."""

from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.store import build_from
from kb_tools.search.find import Wish
from kb_tools.search.suggest import NOTHING_FITS, UNSURE, suggest

QUESTIONS = [
    line.split("\t") for line in Path(__file__).with_name("questions.tsv").read_text().splitlines()
]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load(config.load(Path(__file__).parents[2]))


def test_the_questions_are_not_the_articles_own_wordings(base: KnowledgeBase) -> None:
    own = {str(word).lower() for a in base.articles.values() for word in wordings(a.meta)}
    assert not [asked for _, _, asked in QUESTIONS if asked.lower() in own]


def wordings(meta):
    return [meta.get("title", ""), *meta.get("asked_as", ())]


@pytest.mark.parametrize(("lang", "first", "three"), [("zh", 0.7, 0.8), ("en", 0.7, 0.8)])
def test_most_questions_find_their_article(base: KnowledgeBase, lang, first, three) -> None:
    index = Index(build_from(base))
    ranks = [rank(index, id_, asked) for of, id_, asked in QUESTIONS if of == lang]
    assert sum(r == 1 for r in ranks) / len(ranks) >= first
    assert sum(0 < r <= 3 for r in ranks) / len(ranks) >= three


def rank(index: Index, wanted: str, asked: str) -> int:
    """Return the place of the wanted article, 0 when it is not suggested."""
    answer = suggest(index, question(asked), Wish(top=10))
    ids = [one.id for one in answer.suggestions]
    return ids.index(wanted) + 1 if wanted in ids else 0


OFF_TOPIC = """我的猫生病了怎么办 | 明天北京天气 | 红烧肉怎么做 | 高铁票怎么退
| 孩子发烧了要不要去医院 | 推荐一部电影 | 房贷利率是多少 | 打印机卡纸了怎么办
| how to bake sourdough bread | best hiking boots | when does the next train leave | how do I renew my passport | my car does not start in winter"""


def test_a_question_about_something_else_is_never_answered_with_confidence(
    base: KnowledgeBase,
) -> None:
    index = Index(build_from(base))
    answers = [suggest(index, question(asked.strip())) for asked in OFF_TOPIC.split("|")]
    assert sum(not answer.suggestions for answer in answers) >= len(answers) / 2
    assert all(answer.note in (NOTHING_FITS, UNSURE) for answer in answers)
