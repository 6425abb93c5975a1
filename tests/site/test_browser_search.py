"""The search as a reader meets it, in a real browser, and its scores against Python's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import opencc
import pytest

from kb_tools.config import load
from kb_tools.corpus import KnowledgeBase
from kb_tools.search.build import build
from kb_tools.search.document import Document, document
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.retrieve import retrieve, weigh
from kb_tools.site.edition import edition
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
QUERY = "[data-md-component=search-query]"
RANK = """async (queries) => {
    const search = KbSearch.open(new URL("/search/", location), "");
    const found = [];
    for (const query of queries) found.push(await search.rank(query));
    return found;
}"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    kb = edition(KnowledgeBase.load(load(ROOT))).kb
    return [document(article, kb) for article in kb.articles.values()]


@pytest.fixture(scope="module")
def rank_in_browser(browser: Any, served_site: str) -> Iterator[Callable[[list[str]], Any]]:
    tab = browser.new_page()
    tab.goto(f"{served_site}/404.html")
    tab.add_script_tag(url="/search/search.js")
    yield lambda queries: tab.evaluate(RANK, queries)
    tab.close()


def rank_in_python(index: Index, text: str) -> list[tuple[str, str, float]]:
    asked = question(text)
    hits = retrieve(index, asked, weigh(index, asked), None)[:5]
    records = [(index.record(hit.document), hit.score) for hit in hits]
    return [(record.id, record.lang, score) for record, score in records]


def queries(documents: list[Document], seed: int) -> list[str]:
    """Titles, wordings, messages and pieces of text, plain and as people mangle them."""
    rng = random.Random(seed)
    plain = [text for d in documents for text in (d.title, *d.wordings, *d.errors)]
    plain += [piece(part.text, rng) for d in documents for part in d.parts if len(part.text) > 40]
    traditional = opencc.OpenCC("s2tw").convert
    mangled = [change(text, rng) for text in plain for change in (slip, cut, wide)]
    odd = [
        "TiKV启动失败",
        "0x80070005",
        "ORA-01555",
        "",
        "?!",
        "ﬁle naïve",
        "don't",
        "한국어 Ελλάς",
    ]
    return [*plain, *mangled, *map(traditional, plain), *odd]


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


def test_the_browser_scores_as_python_does(
    documents: list[Document], rank_in_browser: Callable[[list[str]], Any]
) -> None:
    asked = queries(documents, seed=1)[::3]
    index = Index(build(documents))
    wrong = [
        (text, there, here)
        for text, there in zip(asked, rank_in_browser(asked), strict=True)
        if not same(there[:5], here := rank_in_python(index, text))
    ]
    assert len(asked) > 300
    assert not wrong


def same(there: list[tuple[str, str, float]], here: list[tuple[str, str, float]]) -> bool:
    return len(there) == len(here) and all(
        tuple(a[:2]) == b[:2] and abs(a[2] - b[2]) < 1e-6 for a, b in zip(there, here, strict=True)
    )


def test_two_characters_of_a_chinese_title_find_its_article(
    documents: list[Document], rank_in_browser: Callable[[list[str]], Any]
) -> None:
    chinese = [d for d in documents if d.lang == "zh"]
    asked = sorted({pair for d in chinese for pair in pairs(d.title)})
    missed = [
        (pair, d.title)
        for pair, found in zip(asked, rank_in_browser(asked), strict=True)
        for d in chinese
        if pair in d.title and len(titles_with(pair, chinese)) <= 8
        if (d.id, "zh") not in [(id_, lang) for id_, lang, _ in found]
    ]
    assert len(asked) > 100
    assert not missed


def pairs(title: str) -> Iterator[str]:
    for two in map(str.__add__, title, title[1:]):
        if all("\u4e00" <= char <= "\u9fff" for char in two):
            yield two


def titles_with(pair: str, documents: list[Document]) -> list[str]:
    return [d.title for d in documents if pair in d.title]


def type_into_search(page: Any, text: str) -> None:
    page.keyboard.press("/")
    page.locator(QUERY).fill("")
    page.keyboard.insert_text(text)


def first_result(page: Any) -> Any:
    return page.locator(".md-search-result__item").first


def test_nothing_is_loaded_before_the_reader_searches(page: Any, served_site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/search/")[2]))
    page.goto(f"{served_site}/zh/", wait_until="networkidle")
    names = {name.partition("?")[0] for name in asked if name}
    assert names == {"box.js", "worker.js", "search_index.json"}


def test_a_chinese_question_is_answered_with_the_passage_and_where_it_stands(
    page: Any, served_site: str
) -> None:
    page.goto(f"{served_site}/zh/")
    type_into_search(page, "优先级")
    first_result(page).wait_for()
    assert "优先级" in first_result(page).locator("h1").inner_text()
    assert "优先" in first_result(page).locator("mark").first.inner_text()
    assert first_result(page).locator(".md-tag").count() >= 1
    assert page.locator(".md-search-result__meta").get_attribute("role") == "status"


def test_results_lead_to_the_section_that_answers(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/en/")
    type_into_search(page, "first reply, no answer yet")
    section = page.locator(".md-search-result__item a[href*='#']").first
    section.wait_for()
    heading = section.locator("h2").inner_text()
    section.click()
    page.wait_for_url("**#**")
    anchor = page.url.partition("#")[2]
    assert heading in page.locator(f"[id='{anchor}']").inner_text()


def test_the_page_language_comes_first_and_the_other_one_below(page: Any, served_site: str) -> None:
    for lang in ("zh", "en"):
        page.goto(f"{served_site}/{lang}/")
        type_into_search(page, "NPS SLA")
        first_result(page).wait_for()
        links = page.locator(".md-search-result__item > a:first-child")
        hrefs = [link.get_attribute("href") for link in links.all()]
        assert f"/{lang}/" in hrefs[0]


def test_the_keyboard_alone_finds_and_opens_an_article(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/zh/")
    type_into_search(page, "优先级")
    first_result(page).wait_for()
    title = first_result(page).locator("h1").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/*/**")
    assert page.locator("h1").first.inner_text().startswith(title)


def test_an_address_can_hold_the_question(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/zh/?q=優先級")
    first_result(page).wait_for()
    assert "优先级" in first_result(page).locator("h1").inner_text()


def test_search_works_in_a_folder_opened_by_double_click(page: Any, built_site: Path) -> None:
    page.goto((built_site / "zh" / "index.html").as_uri())
    type_into_search(page, "优先级")
    first_result(page).wait_for()
    link = first_result(page).locator("a").first
    assert "优先级" in link.inner_text()
    link.click()
    page.wait_for_url("file://**/index.html*")
    assert "优先级" in page.locator("h1").first.inner_text()


def test_when_the_index_cannot_be_loaded_the_reader_is_told(page: Any, served_site: str) -> None:
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(f"{served_site}/en/")
    type_into_search(page, "reply")
    first_result(page).wait_for()
    assert "not available" in first_result(page).inner_text()
