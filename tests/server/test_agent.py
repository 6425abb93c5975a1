"""The agents' page in a real browser: suggestions as one pastes, by keyboard, in a side panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kb_tools.feedback.database import address
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store
from kb_tools.server.agent_words import WORDS
from tests.server.served import INTERNAL, Running, wait_until

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script> {{7*7}} "
)


@pytest.fixture
def tab(browser: Any, running: Running) -> Iterator[Any]:
    """The page in a panel 360 px wide, whose clipboard can be read; fails on a script error."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: r.url.startswith(running.url) or faults.append(r.url))
    page.goto(f"{running.url}/agent/?lang=zh")
    yield page
    assert page.title() == WORDS["title"].zh
    context.close()
    assert faults == []


def paste(tab: Any, text: str) -> None:
    tab.evaluate("text => navigator.clipboard.writeText(text)", text)
    tab.locator("#ticket").focus()
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Control+V")


def kept(running: Running, kind: str) -> list[Event]:
    store = Store.open(address("", running.folder))
    found = list(store.events(kinds=[kind]))
    store.close()
    return [event for event in found if event.place == "agent"]


def test_a_ticket_is_answered_with_the_keyboard_alone(tab: Any, running: Running) -> None:
    paste(tab, "您好，\n登录后是空白页，登不上")
    tab.locator("#list li").first.wait_for()
    tab.locator(".preview article", has_text="清除浏览器缓存").wait_for()
    tab.keyboard.press("Control+Enter")
    tab.keyboard.press("j")
    tab.keyboard.press("1")
    tab.keyboard.press("r")
    tab.locator("#reply:focus").wait_for()
    tab.keyboard.type("亲爱的客户，")
    tab.keyboard.press("Escape")
    tab.keyboard.press("c")
    tab.get_by_text(WORDS["copied"].zh).wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")

    assert copied.startswith("亲爱的客户，")
    assert "登录后是空白页" in copied
    assert "“您好" not in copied
    assert "清除浏览器缓存" in copied
    wait_until(lambda: bool(kept(running, "linked")))
    linked = kept(running, "linked")[-1]
    assert (linked.article, linked.rank, linked.place) == ("KB-0001", 1, "agent")
    shown = [event for event in kept(running, "shown") if event.token == linked.token]
    assert shown[0].article == "KB-0001"


def test_each_suggestion_says_why(tab: Any) -> None:
    paste(tab, "登录后是空白页")
    first = tab.locator("#list li").first
    first.wait_for()

    assert re.search(r"\d+%", first.inner_text())
    assert len(first.locator("ul li").all_inner_texts()[0]) > 3


def test_none_fits_is_noted_as_a_gap_without_personal_data(tab: Any, running: Running) -> None:
    paste(tab, "我叫张伟，13800138000，打印机卡纸了")
    tab.locator("#none").wait_for()
    tab.keyboard.press("Control+Enter")
    tab.keyboard.press("n")
    tab.get_by_text(WORDS["noted"].zh).wait_for()
    gap = kept(running, "gap")[-1]

    assert "打印机卡纸了" in gap.text
    assert "13800138000" not in gap.text
    assert gap.place == "agent"


def test_nothing_in_a_ticket_or_an_article_runs(tab: Any) -> None:
    paste(tab, HOSTILE + "登录验证码收不到")
    tab.locator(".preview article", has_text="检查短信拦截").wait_for()
    tab.keyboard.press("Control+Enter")
    tab.keyboard.press("r")
    tab.locator("#reply").wait_for()

    assert tab.locator(".preview article :is(script, img, [onerror])").count() == 0
    assert tab.locator(".preview article a[href^=javascript]").count() == 0
    assert "{{7*7}}" in tab.locator("#reply").input_value()
    assert tab.title() == WORDS["title"].zh


def test_an_internal_article_is_shown_with_the_key_and_not_sent_to_customers(
    tab: Any, running: Running
) -> None:
    question = INTERNAL.splitlines()[-1]
    paste(tab, question)
    tab.locator("#state", has_text=re.compile("没有|不")).wait_for()
    assert tab.locator("#list li").count() == 0

    tab.locator("summary").click()
    tab.locator("#key").fill(running.keys["all"])
    tab.locator("#key").blur()
    tab.locator("#list li").first.wait_for()
    tab.locator(".facts .internal").wait_for()
    assert tab.locator("#write").is_disabled()
    tab.locator("#list").focus()
    tab.keyboard.press("r")
    tab.get_by_text(WORDS["colleagues_reply"].zh).wait_for()


def test_it_fits_a_side_panel_and_has_both_languages(tab: Any, running: Running) -> None:
    paste(tab, "登录后是空白页")
    tab.locator("#list li").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    small = "[...document.querySelectorAll('button, a.button, select, .quiet')]" \
        ".filter(e => e.offsetParent && e.offsetHeight < 44).length"  # fmt: skip
    assert tab.evaluate(small) == 0

    tab.get_by_role("link", name="English").click()
    tab.get_by_role("heading", name=WORDS["title"].en).wait_for()
    tab.get_by_role("link", name="中文").click()
    tab.get_by_role("heading", name=WORDS["title"].zh).wait_for()


def test_the_shortcuts_are_shown_on_a_key(tab: Any) -> None:
    tab.locator("#ticket").blur()
    tab.keyboard.press("?")
    tab.get_by_role("dialog").wait_for()
    shown = tab.get_by_role("dialog").inner_text()

    assert all(text.zh in shown for name, text in WORDS.items() if name.startswith("key_"))
    tab.keyboard.press("Escape")
    tab.get_by_role("dialog").wait_for(state="hidden")
