"""The browser scores as Python does: the same articles in the same order, to a millionth."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest
from rapidfuzz.distance import OSA

from kb_tools.config import Config, load
from kb_tools.corpus import KnowledgeBase
from kb_tools.search import document, findable, shard_terms, shard_words, shards, spelling
from kb_tools.search.build import build
from kb_tools.search.confidence import UNREAD
from kb_tools.search.document import Document
from kb_tools.search.find import Wish, find
from kb_tools.search.findable import verdict
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.retrieve import retrieve, weigh
from kb_tools.search.spelling import respelt
from kb_tools.search.synonyms import groups, known, shipped
from kb_tools.search.terms import fold, grams, words
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
RANK = """async ([files, lang, queries]) => {
    self.fetch = async (address) => new Response(files[new URL(address).pathname.slice(1)]);
    const search = KbSearch.open(new URL("/", location), lang);
    const found = [];
    for (const query of queries) found.push(await search.rank(query));
    return found;
}"""
Ranked = Sequence[tuple[str, str, float]]
Rank = Callable[..., list[Ranked]]
Difference = tuple[str, Ranked, Ranked]
"""A question, and how the browser and Python rank the articles for it."""


@cache
def documents(root: Path) -> Sequence[Document]:
    kb = KnowledgeBase.load(load(root) if root == ROOT else Config(root=root))
    return tuple(document.documents(kb.public()))


@cache
def index_of(root: Path) -> Index:
    return Index(build(documents(root)))


spelt_words = cache(shard_words.spelt_words)


@pytest.fixture(autouse=True)
def only_words_are_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python take for what was meant only words that stand in articles, as the browser must."""

    def meant(index: Index, folded: str) -> dict[str, str]:
        return slips(index, spelt_words(index), folded)

    monkeypatch.setattr(spelling, "corrections", meant)


def slips(index: Index, spelt: Mapping[str, int], folded: str) -> dict[str, str]:
    """Compare each word that has a strange piece with every word there is."""
    found = {}
    for word in words(folded):
        strange = not all(index.number(gram) is not None for gram in grams(word))
        if not (strange and 4 <= len(word) <= 24 and word.isalpha()) or spelt.get(word) == 0:
            continue
        near = [other for other in spelt if OSA.distance(word, other, score_cutoff=1) == 1]
        small = [other for other in near if not spelt[other] and other[0] == word[0]]
        rest = [o for o in near if spelt[o] and (o[0] == word[0] or len(word) >= spelling.SURE)]
        swapped = [other for other in rest if sorted(other) == sorted(word)]
        best = sorted(small) or sorted(swapped or rest, key=lambda other: (-spelt[other], other))
        found.update({word: best[0]} if best else {})
    return found


@pytest.fixture
def rank_in_browser(search_tab: Any) -> Rank:
    """The shipped search; it has its files from memory: requests are not the matter."""

    def rank(documents: Sequence[Document], queries: Sequence[str], lang: str = "") -> list[Ranked]:
        pages = (shards.Page(one, one.path) for one in documents)
        files = dict(shards.files(pages, groups(shipped())))
        return search_tab.evaluate(RANK, [files, lang, list(queries)])  # type: ignore[no-any-return]

    return rank


def rank_in_python(index: Index, text: str) -> Ranked:
    """Return the best in all languages, behind those that answer in another script alone."""
    asked = question(text, synonyms=known())
    right = respelt(index, asked)
    said = retrieve(index, right, weigh(index, right), None)
    answer = find(index, asked, Wish(fit=UNREAD))
    chinese = any("\u4e00" <= char <= "\u9fff" for char in right.folded)
    records = [index.record(hit.document) for hit in said]
    here = {record.id for record in records if record.lang.startswith("zh") == chinese}
    surely = answer.fits >= Wish().threshold or not said
    bridged = answer.hits if answer.asked.text != text and surely else ()
    hits = [hit for hit in bridged if index.record(hit.document).id not in here]
    found = [(index.record(hit.document), hit.score) for hit in [*hits, *said][:5]]
    return [(record.id, record.lang, score) for record, score in found]


def differing(
    root: Path,
    asked: Sequence[str],
    rank: Rank,
    same: Callable[[Ranked, Ranked], bool],
) -> list[Difference]:
    answers = rank(documents(root), asked)
    return [
        (text, there[:5], here)
        for text, there in zip(asked, answers, strict=True)
        if not same(there[:5], here := rank_in_python(index_of(root), text))
    ]


def same(there: Ranked, here: Ranked) -> bool:
    return len(there) == len(here) and all(
        tuple(a[:2]) == b[:2] and abs(a[2] - b[2]) < 1e-6 for a, b in zip(there, here, strict=True)
    )


def as_good(there: Ranked, here: Ranked) -> bool:
    """Place by place an article of the same score, to a hundredth."""
    return len(there) == len(here) and all(
        abs(a[2] - b[2]) < 0.01 for a, b in zip(there, here, strict=True)
    )


def queries(documents: Sequence[Document], seed: int) -> list[str]:
    """Titles, wordings, messages and pieces of text, plain and as people mangle them."""
    rng = random.Random(seed)
    plain = [text for d in documents for text in (d.title, *d.wordings, *d.errors) if text]
    plain += [piece(part.text, rng) for d in documents for part in d.parts if len(part.text) > 40]
    mangled = [change(text, rng) for text in plain for change in (slip, cut, wide, traditional_of)]
    rng.shuffle(mangled)
    rng.shuffle(plain)
    odd = [
        "TiKV启动失败",
        "0x80070005",
        "ORA-01555",
        "",
        "?!",
        "ﬁle naïve",
        "don't",
        "한국어 Ελλάς",
        "登不上去了，怎么办",
        "I have been trying to build the site since this morning and it will not do what it is"
        " told to do by the page that I have read about it, so I would like to know what is wrong",
        "我们昨天已经按照文档里面写的那样把所有的文章都放到了那个目录里面，可是现在打开网站的时候"
        "还是什么都看不到，请问这到底是因为什么，我们应该要怎么样才可以让它显示出来呢",
    ]
    return [*odd, *(text for pair in zip(plain, mangled, strict=False) for text in pair)]


def traditional_of(text: str, rng: random.Random) -> str:
    return str(_TRADITIONAL.convert(text))


_TRADITIONAL = opencc.OpenCC("s2tw")


def piece(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) - 30)
    return text[start : start + rng.randrange(2, 30)]


def slip(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(1, len(text) + 1)]


def wide(text: str, rng: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_our_own_articles_rank_alike(rank_in_browser: Rank) -> None:
    asked = queries(documents(ROOT), seed=1)[:300]
    assert len(asked) == 300
    assert not differing(ROOT, asked, rank_in_browser, same)


def test_postings_that_are_not_read_change_little(
    rank_in_browser: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard_terms, "MANY", 1)
    monkeypatch.setattr(shards, "ONE_FILE", 1)
    asked = queries(documents(ROOT), seed=2)[:200]
    worse = differing(ROOT, asked, rank_in_browser, as_good)
    assert len(worse) <= 0.1 * len(asked)
    assert len(with_worse_first(worse)) <= 0.03 * len(asked)


def with_worse_first(worse: Sequence[Difference]) -> list[Difference]:
    """Return the questions of which not just a later place goes to a lesser article."""
    return [one for one in worse if not as_good(one[1][:1], one[2][:1])]


def test_the_beginning_of_a_word_that_most_articles_have_finds_them(
    rank_in_browser: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard_terms, "MANY", 1)
    said = ["Plan a deployment.", "What deployment means.", "After the deployment, wait."]
    own = [article(f"a{n}", f"Title {n}", text, "en") for n, text in enumerate(said)]
    (found,) = rank_in_browser(own, ["dep"])
    assert {id_ for id_, _, _ in found} == {"a0", "a1", "a2"}


@pytest.mark.kb_data
def test_a_large_chinese_base_ranks_alike(rank_in_browser: Rank) -> None:
    base = large_base()
    asked = ["题 #20050", *queries(documents(base), seed=3)[:300]]  # many tie for the last places
    assert not differing(base, asked, rank_in_browser, same)


@pytest.mark.kb_data
def test_a_large_base_without_its_commonest_postings_ranks_nearly_alike(
    rank_in_browser: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard_terms, "MANY", 1000)
    base = large_base()
    asked = [one for seed in (3, 4) for one in queries(documents(base), seed=seed)[:300]]
    worse = differing(base, asked, rank_in_browser, as_good)
    assert len(worse) <= 0.02 * len(asked)
    assert not with_worse_first(worse)


def large_base() -> Path:
    if "KB_DATA" not in os.environ:
        pytest.skip("no KB_DATA: name the folder of the real knowledge bases")
    return Path(os.environ["KB_DATA"]) / "kb" / "tidb-docs-cn"


def test_two_characters_of_a_chinese_title_find_its_article(rank_in_browser: Rank) -> None:
    own = documents(ROOT)
    chinese = [d for d in own if d.lang == "zh"]
    asked = sorted({pair for d in chinese for pair in pairs(d.title)})
    found = dict(zip(asked, rank_in_browser(own, asked), strict=True))
    missed = [
        (pair, d.title)
        for d in chinese
        for pair in pairs(d.title)
        if (d.id, "zh") not in [(id_, lang) for id_, lang, _ in found[pair]]
        if sum(pair in other.title for other in chinese) <= 10
    ]
    assert len(asked) > 100
    assert not missed


def test_every_article_of_ours_is_found_by_all_that_customers_may_type(
    rank_in_browser: Rank,
) -> None:
    own = documents(ROOT)
    known = {(one.id, one.lang): one for one in own}
    misses = []
    every = [*findable.all_questions(own)]
    for lang in ("zh", "en"):
        asked = [one for one in every if one.document.lang == lang]
        answers = rank_in_browser(own, [one.text for one in asked], lang)
        for one, answer in zip(asked, answers, strict=True):
            misses.append(verdict(one, [known[id_, lang] for id_, lang, _ in answer]))
    assert len(misses) > 500
    assert [miss.message.en for miss in misses if miss is not None] == []


def pairs(title: str) -> Iterator[str]:
    for two in map(str.__add__, title, title[1:]):
        if all("\u4e00" <= char <= "\u9fff" for char in two):
            yield two


def article(name: str, title: str, text: str, lang: str) -> Document:
    part = document.Part("", title, text)
    return Document(name, f"{lang}/{name}.md", lang, title, f"{lang}/{name}/", parts=(part,))


ABROAD = [
    article("login", "Cannot log in", "Clear the cookies, then enter the password again.", "en"),
    article("refund", "Refund not received", "The bank takes three days.", "en"),
    article("theme", "Choose a dark theme", "It is in the settings.", "en"),
    article("code", "收不到验证码", "请检查短信是否被拦截。", "zh"),
    article("invoice", "开具发票", "在订单页录入抬头，打不开时刷新页面。", "zh"),
    article("export", "导出报表", "点击右上角的按钮。", "zh"),
]


ANSWERS = {
    "登录不了": "login",
    "無法登入": "login",
    "怎么退款": "refund",
    "verification code": "code",
    "refund not recieved": "refund",
    "recieved": "refund",
    "setings": "theme",
    "passwrod": "login",
}


def test_slips_and_the_other_language_find_the_one_article_that_answers(
    rank_in_browser: Rank,
) -> None:
    found = rank_in_browser(ABROAD, list(ANSWERS))
    assert {asked: first[0][0] for asked, first in zip(ANSWERS, found, strict=True)} == ANSWERS


@pytest.mark.parametrize("said", [1, 3])
def test_another_language_answers_in_the_browser_where_it_does_in_python(
    rank_in_browser: Rank, said: int
) -> None:
    besides = ["", "用花呗付的钱", "dark theme", "my order of yesterday", "为什么", "E-1042"]
    asked = [" ".join([*[one] * said, other]) for one in ANSWERS for other in besides]
    index = Index(build(ABROAD))
    found = rank_in_browser(ABROAD, asked)
    there = [ranked[:5] for ranked in found]
    assert there == [approximately(rank_in_python(index, text)) for text in asked]


def approximately(ranked: Ranked) -> list[object]:
    return [[id_, lang, pytest.approx(score)] for id_, lang, score in ranked]


def test_a_language_of_ones_own_is_not_left_for_another_while_it_has_the_answer(
    rank_in_browser: Rank,
) -> None:
    both = [*ABROAD, article("login2", "登录不了怎么办", "清除缓存后再登录。", "zh")]
    (found,) = rank_in_browser(both, ["登录不了"])
    assert found[0][0] == "login2"


def test_a_slip_is_put_right_as_python_does_it_but_for_very_few_words() -> None:
    index = index_of(ROOT)
    spelt = spelt_words(index)
    wrong = [
        word
        for one in documents(ROOT)
        if one.lang == "en"
        for word in words(fold(findable.with_typo(one.title)))
    ]
    here = {word: slips(index, spelt, word).get(word, "") for word in wrong}
    there = {word: spelling.correction(index, word) for word in wrong}
    assert sum(map(bool, here.values())) > 50
    assert sum(here[word] == there[word] for word in here) >= 0.97 * len(here)
