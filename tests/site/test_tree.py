"""A decision tree as readers walk it."""

from __future__ import annotations

from typing import Any

import pytest

from kb_tools.site.tree_words import TREE

pytestmark = pytest.mark.browser

PATH = "en/using/errors/something-is-wrong-on-the-site/"
ANSWERS = ".kb-here .kb-tree-answer a"


def test_it_asks_one_question_at_a_time_by_keyboard_and_leads_back(
    page: Any, served_site: str
) -> None:
    page.goto(f"{served_site}/{PATH}")
    assert page.locator(".kb-step:visible h2").count() == 1
    assert page.locator(".kb-tree-bar [role=status]").inner_text() == "Question 1"
    page.get_by_role("link", name="The article, but with its old text").press("Enter")
    assert page.url.endswith("#old")
    heading = page.locator(".kb-step:visible h2")
    assert heading.inner_text().startswith("Where is the old text?")
    assert heading.evaluate("e => e === document.activeElement")
    page.locator(ANSWERS, has_text="I have not built it since").click()
    assert page.locator(".kb-tree-bar [role=status]").inner_text() == TREE["tree_end"].en
    assert page.get_by_text("Upload that folder").is_visible()
    trail = page.locator(".kb-trail li").all_inner_texts()
    assert trail[0].split() == "What do you see? The article, but with its old text".split()
    page.go_back()
    page.locator("[data-kb-back]").click()
    page.locator(ANSWERS, has_text="one article is not there").click()
    page.wait_for_url("**/article-not-on-site/")


def test_who_comes_to_an_end_without_help_takes_the_way_there_to_people(
    page: Any, served_site: str
) -> None:
    page.goto(f"{served_site}/{PATH}#cache")
    assert page.locator(".kb-step:visible h2").inner_text().startswith("Get past the caches")
    page.locator(ANSWERS).click()
    page.locator(".kb-unsolved a").click()
    page.wait_for_url("**/en/ask/#q=*")
    text = page.locator("#kb-problem").input_value().split("\n")
    assert text[0] == "Something is wrong on the site. Where do I begin?"
    assert text[1] == "Get past the caches It is still the old text"


def test_all_of_it_can_be_read_at_once_without_javascript_and_on_paper(
    page: Any, browser: Any, served_site: str
) -> None:
    page.goto(f"{served_site}/{PATH}")
    page.locator("[data-kb-all]").click()
    assert page.locator(".kb-step:visible").count() == 9
    page.locator("[data-kb-all]").click()
    page.emulate_media(media="print")
    assert page.locator(".kb-step:visible").count() == 9
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(f"{served_site}/{PATH}")
    assert tab.get_by_role("heading", name="Send it to us").is_visible()
    tab.get_by_role("link", name="The article, but with its old text").click()
    assert tab.url.endswith("#old")
    tab.context.close()
