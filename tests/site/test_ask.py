"""The ask page and the feedback as readers meet them, with a real endpoint behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from jsonschema import Draft202012Validator

from kb_tools.site.ask_words import ASK
from kb_tools.site.feedback import REASONS, schema
from tests.site.conftest import HOSTILE, Desk, taken

BOX = "#kb-problem"
FOUND = ".kb-answers li"
POLICED = re.compile("Content Security|Trusted")
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self' {}; require-trusted-types-for 'script'; trusted-types kb default"
)


def _ask(page: Any, site: str, text: str, lang: str = "zh") -> None:
    page.goto(f"{site}/{lang}/ask/")
    page.locator(BOX).fill(text)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "text", "title"),
    [
        ("zh", "收不到驗證碼怎麼辦", "收不到验证码"),
        ("en", "code never arives", "The code never arrives"),
    ],
)
def test_an_answer_stands_there_while_the_reader_types_and_may_end_it(
    page: Any, desk: Desk, lang: str, text: str, title: str
) -> None:
    _ask(page, desk.site, text, lang)
    first = page.locator(FOUND).first
    first.wait_for()
    assert first.locator("h3").inner_text() == title
    assert first.locator("mark").count() >= 1
    assert len(first.locator(".kb-found-why").inner_text()) > 4
    assert 1 <= page.locator(FOUND).count() <= 3
    first.locator(".kb-solved").click()
    page.get_by_role("heading", name=ASK["ask_thanks"].to(lang)).wait_for()
    (message,) = taken(desk)
    assert (message["kind"], message["place"], message["lang"]) == ("solved", 1, lang)
    assert message["url"] == f"{lang}/login/code/"


@pytest.mark.browser
def test_an_article_opens_in_place_and_the_text_stays(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "怎么重置密码")
    item = page.locator(FOUND, has_text="重置密码").first
    item.locator("[aria-expanded]").click()
    item.get_by_text("打开设置。").wait_for()
    assert item.locator("[aria-expanded=true]").count() == 1
    assert page.locator(BOX).input_value() == "怎么重置密码"
    assert item.locator(".kb-found-text :is([id], header, nav, footer)").count() == 0
    assert item.locator(".kb-found-text a").last.get_attribute("target") == "_blank"


@pytest.mark.browser
def test_a_question_reaches_us_with_what_was_seen(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "怎么重置密码")
    page.locator(FOUND).first.locator("[aria-expanded]").click()
    page.locator("#kb-reply").fill("nobody")
    send = page.locator(".kb-handover button[type=submit]")
    send.click()
    assert page.locator("#kb-reply").get_attribute("aria-invalid") == "true"
    page.locator("#kb-reply").fill("reader@example.com")
    send.click()
    page.get_by_text("我们在 1 个工作日内回复。").wait_for()
    (message,) = taken(desk)
    assert message["text"] == "怎么重置密码"
    assert message["reply_to"] == "reader@example.com"
    assert {"title": "重置密码", "url": "zh/login/reset/"} in message["suggested"]
    assert message["opened"][0] in message["suggested"]


@pytest.mark.browser
def test_nothing_is_lost_when_the_endpoint_is_down(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "The screen stays black", "en")
    desk.taken.broken = True
    page.locator("#kb-reply").fill("reader@example.com")
    send = page.locator(".kb-handover button[type=submit]")
    send.click()
    page.get_by_text(ASK["ask_failed"].en).wait_for()
    assert page.locator(BOX).input_value() == "The screen stays black"
    desk.taken.broken = False
    send.click()
    page.get_by_text("We answer within a working day.").wait_for()
    assert taken(desk)[-1]["kind"] == "question"
    page.locator(".kb-done button").click()
    assert page.locator(BOX).input_value() == ""
    page.locator(BOX).fill("And the sound is gone")
    page.locator(".kb-handover button[type=submit]").click()
    first, second = taken(desk, 2)
    assert first["token"] != second["token"]


@pytest.mark.browser
def test_when_nothing_fits_it_says_so_and_hands_over(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "红烧牛肉，电话 138 0013 8000，a@b.cn")
    page.get_by_text(ASK["ask_none"].zh).wait_for()
    assert page.locator(FOUND).count() == 0
    mail = urlsplit(page.locator("[data-kb-contact]").get_attribute("href"))
    assert mail.path == "help@example.com"
    assert "红烧牛肉" in parse_qs(mail.query)["body"][0]
    (message,) = taken(desk)
    assert (message["kind"], message["place"]) == ("search", "ask")
    assert message["text"].startswith("红烧牛肉")
    assert not {*"0138@"} & {*message["text"]}


@pytest.mark.browser
def test_a_shared_question_word_is_no_answer(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "饕餮鼎怎么重铸")
    page.get_by_text(ASK["ask_none"].zh).wait_for()
    assert page.locator(FOUND).count() == 0


@pytest.mark.browser
def test_what_nobody_can_give_a_reason_for_is_not_suggested(page: Any, served_site: str) -> None:
    _ask(page, served_site, "红烧牛肉")
    page.get_by_text(ASK["ask_none"].zh).wait_for()
    assert page.locator(FOUND).count() == 0
    page.locator(BOX).fill("怎么给文章加链接")
    page.locator(FOUND).first.wait_for()
    reasons = page.locator(".kb-found-why").all_inner_texts()
    assert all(len(reason) > 5 for reason in reasons)


@pytest.mark.browser
def test_a_long_text_fits_into_a_mail(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "登录失败\n" + "错误日志一行又一行" * 500)
    page.wait_for_function("document.querySelector('[data-kb-contact]').href.includes('body')")
    href = page.locator("[data-kb-contact]").get_attribute("href")
    assert len(href) <= 1800
    assert parse_qs(urlsplit(href).query)["body"][0].startswith("登录失败")


@pytest.mark.browser
def test_the_question_is_kept_in_the_address(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, '收不到 "验证码" & 100% #1')
    page.locator(FOUND).first.wait_for()
    assert "#q=" in page.url
    page.reload()
    page.locator(FOUND).first.wait_for()
    assert "验证码" in page.locator(BOX).input_value()
    page.goto(f"{desk.site}/zh/ask/?q={quote('重置密码')}")
    page.locator(FOUND).first.wait_for()
    assert page.locator(BOX).input_value() == "重置密码"
    assert not page.locator("#__search").is_checked()


@pytest.mark.browser
def test_typed_text_and_titles_are_only_text(page: Any, desk: Desk) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    _ask(page, desk.site, HOSTILE + "<img src=x onerror=alert(1)> title script alert pwned")
    item = page.locator(FOUND).first
    item.wait_for()
    assert '<script>alert("pwned")</script>' in item.locator("h3").inner_text()
    item.locator("[aria-expanded]").click()
    item.locator(".kb-found-text p").last.wait_for()
    page.reload()
    item.wait_for()
    assert page.locator(".kb-askpage img, .kb-answers script").count() == 0


@pytest.mark.browser
def test_it_works_under_a_strict_policy_and_by_keyboard(page: Any, desk: Desk) -> None:
    refused: list[str] = []

    def strictly(route: Any) -> None:
        answer = route.fetch()
        policy = POLICY.format(desk.taken.url)
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.on("console", lambda m: refused.append(m.text) if POLICED.search(m.text) else None)
    page.route(f"{desk.site}/**", strictly)
    page.goto(f"{desk.site}/zh/ask/")
    page.locator(BOX).focus()
    page.keyboard.insert_text("收不到验证码")
    page.locator(FOUND).first.wait_for()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".kb-found-text p").last.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".kb-done:not([hidden])").wait_for()
    assert page.evaluate("document.activeElement.id") == "kb-done-said"
    assert refused == []


@pytest.mark.browser
def test_search_offers_the_ask_page_with_what_was_typed(page: Any, desk: Desk) -> None:
    page.goto(f"{desk.site}/zh/")
    page.keyboard.press("/")
    page.keyboard.insert_text("红烧牛肉")
    page.locator(".kb-search-ask").click()
    page.wait_for_url("**/zh/ask/#q=*")
    assert page.locator(BOX).input_value() == "红烧牛肉"


@pytest.mark.browser
def test_it_suggests_in_a_folder_opened_by_double_click(page: Any, desk: Desk) -> None:
    page.goto((desk.folder / "zh/ask/index.html").as_uri())
    page.locator(BOX).fill("收不到验证码")
    page.locator(FOUND).first.wait_for()
    assert page.locator(f"{FOUND} h3 a").first.get_attribute("href").endswith("index.html")


@pytest.mark.browser
def test_when_the_search_cannot_be_loaded_the_way_to_people_stays(page: Any, desk: Desk) -> None:
    page.route("**/search/index.js", lambda route: route.abort())
    _ask(page, desk.site, "code", "en")
    page.get_by_text(ASK["ask_offline"].en).wait_for()
    assert page.locator(".kb-handover button[type=submit]").is_enabled()


@pytest.mark.browser
def test_everything_to_touch_is_large_enough(page: Any, desk: Desk) -> None:
    _ask(page, desk.site, "收不到验证码")
    page.locator(FOUND).first.wait_for()
    low = "all => all.filter(e => e.checkVisibility() && e.offsetHeight < 44).map(e => e.outerHTML)"
    assert page.locator(".kb-askpage :is(button, input, .kb-button)").evaluate_all(low) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_without_javascript_the_ways_to_people_are_links(browser: Any, desk: Desk) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(f"{desk.site}/en/ask/")
    assert tab.locator("[data-kb-contact]").get_attribute("href") == "mailto:help@example.com"
    assert tab.locator(".kb-handover form").is_hidden()
    tab.locator("noscript a").click()
    assert tab.url.endswith("/en/all/")
    tab.context.close()


@pytest.mark.browser
def test_one_tap_says_that_an_article_helped(page: Any, desk: Desk) -> None:
    page.goto(f"{desk.site}/zh/login/code/")
    page.locator("[data-kb-helpful=yes]").click()
    page.get_by_text(ASK["helpful_thanks"].zh).wait_for()
    (message,) = taken(desk)
    assert (message["article"], message["helpful"], message["lang"]) == ("KB-0001", True, "zh")
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).filter(k => !k.includes('__palette'))") == []


@pytest.mark.browser
def test_who_was_not_helped_may_say_why_and_each_word_replaces_the_last(
    page: Any, desk: Desk
) -> None:
    page.goto(f"{desk.site}/en/login/code/")
    assert page.locator("[data-kb-reason]").first.is_hidden()
    page.locator("[data-kb-helpful=no]").click()
    page.locator("[data-kb-reason=outdated]").click()
    page.locator("#kb-comment").fill("<b>The menu has moved</b>")
    page.locator(".kb-feedback button[type=submit]").click()
    page.locator(".kb-feedback form").wait_for(state="hidden")
    assert page.locator(".kb-feedback-said").inner_text() == ASK["helpful_received"].en
    messages = taken(desk, 3)
    assert len({message["token"] for message in messages}) == 1
    assert "reason" not in messages[0]
    assert messages[2]["reason"] == "outdated"
    assert messages[2]["comment"] == "<b>The menu has moved</b>"


@pytest.mark.browser
def test_feedback_that_could_not_be_sent_can_be_sent_again(page: Any, desk: Desk) -> None:
    desk.taken.broken = True
    page.goto(f"{desk.site}/zh/login/code/")
    page.locator("[data-kb-helpful=yes]").click()
    page.get_by_text(ASK["helpful_failed"].zh).wait_for()
    desk.taken.broken = False
    page.locator("[data-kb-helpful=yes]").click()
    page.get_by_text(ASK["helpful_thanks"].zh).wait_for()
    assert not page.get_by_text(ASK["helpful_failed"].zh).is_visible()


@pytest.mark.browser
def test_a_search_without_result_is_told_where_the_site_asks_for_it(page: Any, desk: Desk) -> None:
    page.goto(f"{desk.site}/zh/login/code/")
    page.keyboard.press("/")
    page.keyboard.insert_text("红烧牛肉 13800138000")
    (message,) = taken(desk)
    assert (message["place"], message["text"]) == ("search", "红烧牛肉 …")
    assert message["outcome"] == "no-result"


@pytest.mark.browser
def test_a_search_whose_answers_nobody_opened_is_told_when_the_reader_leaves(
    page: Any, desk: Desk
) -> None:
    page.goto(f"{desk.site}/zh/")
    page.locator("#kb-ask").fill("收不到验证码 sk_live_4eC39HqLyjWDarjtT1zdp7dc")
    page.locator(".kb-home-answers li").first.wait_for()
    page.wait_for_timeout(1600)  # a reader who stops typing
    assert desk.taken.taken == []
    page.goto(f"{desk.site}/zh/login/")
    (message,) = taken(desk)
    assert (message["place"], message["outcome"]) == ("home", "no-click")
    assert message["text"] == "收不到验证码 …"


@pytest.mark.browser
def test_a_search_whose_answer_was_opened_is_nobodys_business(page: Any, desk: Desk) -> None:
    page.goto(f"{desk.site}/zh/login/reset/")
    page.keyboard.press("/")
    page.keyboard.insert_text("收不到验证码")
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(1600)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/zh/login/code/*")
    page.locator("[data-kb-helpful=yes]").click()
    assert [message["kind"] for message in taken(desk)] == ["rating"]


def test_without_an_endpoint_feedback_opens_a_filled_in_issue_or_mail(
    make: Callable[[str], Path],
) -> None:
    issue = make('feedback_page = "https://git.example/demo/issues/new"')
    html = (issue / "zh/login/code/index.html").read_text("utf-8")
    assert f"https://git.example/demo/issues/new?title={quote('收不到验证码 (KB-0001)')}" in html
    assert "assets/kb/send.js" not in html
    ask = (issue / "zh/ask/index.html").read_text("utf-8")
    assert "data-kb-contact" not in ask
    assert "data-kb-take" in ask


@pytest.mark.browser
def test_reason_and_comment_go_into_the_mail_that_a_reader_opens(
    page: Any, make: Callable[[str], Path], serve: Callable[[Path], str]
) -> None:
    page.goto(serve(make('feedback_page = "mailto:docs@example.com"')) + "/zh/login/code/")
    page.locator("[data-kb-helpful=yes]").click()
    page.get_by_text(ASK["helpful_glad"].zh).wait_for()  # nothing is sent, nothing is "noted"
    page.locator("[data-kb-helpful=no]").click()
    page.locator("[data-kb-reason=outdated]").click()
    start = "https://help.example/docs/zh/login/code/\n\n内容过时\n\n"
    for words in ("第 2 步的菜单改名了 & <b>", "第二步的菜单没有了。" * 150):
        page.locator("#kb-comment").fill(words)
        address = page.locator("[data-kb-page]").get_attribute("href")
        body = parse_qs(urlsplit(address).query)["body"][0]
        assert len(address) <= 1800
        assert body == start + words or (
            body.startswith(start + words[:40]) and body.endswith(ASK["helpful_cut"].zh)
        )


def test_where_nobody_would_read_it_nothing_is_asked(demo: Path) -> None:
    assert "kb-feedback" not in (demo / "zh/login/code/index.html").read_text("utf-8")
    assert (demo / "en/ask/index.html").is_file()


@pytest.mark.parametrize("name", ["feedback", "question"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))  # raises where it is none
    assert not Draft202012Validator(schema(name)).is_valid({})


def test_the_schema_knows_the_reasons_and_nothing_else() -> None:
    told = {"version": 1, "kind": "rating", "token": "0" * 32, "lang": "zh", "article": "KB-1"}
    told |= {"url": "zh/a/", "helpful": False}
    validator = Draft202012Validator(schema("feedback"))
    assert all(validator.is_valid({**told, "reason": reason}) for reason in REASONS)
    assert not validator.is_valid({**told, "reason": "boring"})
    assert not validator.is_valid({**told, "helpful": True, "reason": "outdated"})
    assert not validator.is_valid({**told, "email": "a@b.cn"})


@pytest.mark.browser
def test_where_a_search_found_nothing_that_fits_people_come_first(
    page: Any, served_site: str
) -> None:
    for text, first in (("红烧牛肉", True), ("怎么给文章加链接", False)):
        page.goto(f"{served_site}/zh/")
        page.keyboard.press("/")
        page.keyboard.insert_text(text)
        page.locator(".kb-search-ask").wait_for()
        order = (".kb-search-ask", ".md-search-result")
        placed = page.locator(" + ".join(order if first else order[::-1]))
        placed.wait_for()
        assert placed.count() == 1
