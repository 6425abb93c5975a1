"""Ranking: which articles come first, and that nothing but their content decides it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search import rank
from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.retrieve import retrieve, weigh

LOGIN = Document(
    id="KB-1",
    path="zh/login.md",
    lang="zh",
    title="无法登录怎么办",
    url="zh/login/",
    wordings=("一直登不上",),
    parts=(Part("", "", "请先检查网络。"), Part("code", "收不到验证码", "请等一分钟再试。")),
)
REFUND = Document(
    id="KB-2",
    path="en/refund.md",
    lang="en",
    title="When a refund arrives",
    url="en/refund/",
    parts=(Part("", "", "Refunds take five days to reach your account."),),
)
UPDATE = Document(
    id="KB-3",
    path="en/update.md",
    lang="en",
    title="Windows update fails",
    url="en/update/",
    errors=("0x80070005",),
    parts=(Part("", "", "Access was denied to a file. Restart and try again."),),
)
BASE = (LOGIN, REFUND, UPDATE)


def ids(text: str, documents: tuple[Document, ...] = BASE) -> list[str]:
    index = Index(build(documents))
    asked = question(text)
    hits = retrieve(index, asked, weigh(index, asked), None)
    return [index.record(hit.document).id for hit in hits]


def test_each_article_is_found_by_what_it_says() -> None:
    assert ids("登不上了")[0] == "KB-1"
    assert ids("收不到驗證碼")[0] == "KB-1"
    assert ids("my refund has not arived")[0] == "KB-2"
    assert ids("it says 0x80070005 and stops")[0] == "KB-3"


def test_nothing_is_found_where_no_term_is_known() -> None:
    assert ids("") == ids("???") == ids("Жыл") == []


def test_the_order_of_articles_decides_nothing() -> None:
    for order in itertools.permutations(BASE):
        assert build(order) == build(BASE)


def test_a_language_can_be_asked_for() -> None:
    index = Index(build(BASE))
    asked = question("退款 refund 登录")
    hits = retrieve(index, asked, weigh(index, asked), lambda facet: facet.lang == "en")

    assert [index.record(hit.document).lang for hit in hits if hit.score] == ["en"]


_ASKED = ("登不上了", "收不到验证码", "refund", "my update fails 0x80070005", "登录 refund")
_GREEK = st.text(alphabet="αβγδεζηθ ικλμ", max_size=30)


@given(st.sampled_from(_ASKED), st.lists(st.tuples(_GREEK, _GREEK), min_size=1, max_size=8))
def test_articles_that_have_nothing_of_a_question_remove_no_hit(
    text: str, others: list[tuple[str, str]]
) -> None:
    unrelated = tuple(
        Document(f"more-{n}", f"el/{n}.md", "el", title, "", parts=(Part("", "", body),))
        for n, (title, body) in enumerate(others)
    )

    assert sorted(ids(text, (*BASE, *unrelated))) == sorted(ids(text))


@given(st.text())
def test_no_question_stops_it(text: str) -> None:
    index = Index(build(BASE))
    asked = question(text)

    scores = [hit.score for hit in retrieve(index, asked, weigh(index, asked), None)]

    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_half_an_impact_is_rounded_as_a_browser_rounds_it() -> None:
    assert [rank.impact(tf) for tf in (0.4, 2.0)] == [43, 128]  # of 42.5 and 127.5


def test_a_term_has_an_impact_on_the_articles_that_have_it_and_on_no_other() -> None:
    index = Index(build(BASE))
    for number in range(index.terms):
        listed = dict(zip(*index.postings(number), strict=True))
        impacts = {document: index.impact(number, document) for document in range(index.documents)}

        assert {document: one for document, one in impacts.items() if one} == listed


@given(st.lists(st.text(max_size=20), max_size=5))
def test_no_article_stops_it(texts: list[str]) -> None:
    documents = [
        Document(str(n), f"{n}.md", "en", text, "", parts=(Part("", text, text),))
        for n, text in enumerate(texts)
    ]
    index = Index(build(documents))

    assert index.documents == len(texts)
    assert [index.record(n).title for n in range(len(texts))] == texts
