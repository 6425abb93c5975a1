"""The search as a reader meets it, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
QUERY = "[data-md-component=search-query]"


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


def test_search_works_under_a_strict_content_security_policy(page: Any, served_site: str) -> None:
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:;"
        " require-trusted-types-for 'script'; trusted-types kb default"
    )
    refused: list[str] = []

    def strictly(route: Any) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": policy}
        route.fulfill(response=answer, headers=headers)

    page.on("console", lambda m: refused.append(m.text) if m.type == "error" else None)
    page.route("**/*", strictly)
    page.goto(f"{served_site}/zh/")
    type_into_search(page, "优先级")
    first_result(page).wait_for()
    assert "优先级" in first_result(page).locator("h1").inner_text()
    assert refused == []


def test_of_codes_only_the_very_same_is_marked(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/zh/")
    type_into_search(page, "KB301")
    first_result(page).wait_for()
    assert set(page.locator(".md-search-result__list mark").all_inner_texts()) == {"KB301"}


def test_a_chinese_phrase_is_not_marked_by_halves(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/zh/")
    type_into_search(page, "改了文章网站没变化")
    first_result(page).wait_for()
    title = first_result(page).locator("h1")
    assert title.inner_text() == "改了文章，网站上看不到"
    assert title.locator("mark").all_inner_texts() == ["改了文章", "网站"]
