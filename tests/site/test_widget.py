"""The widget in a page of another product, on another origin, under a strict policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.site.ask_words import ASK
from kb_tools.site.edition import edition
from kb_tools.site.widget import FILE, files
from tests.site.conftest import Desk, taken

PRODUCT = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Kite</title>
<link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src {site}; connect-src {taken}; img-src data:;
 require-trusted-types-for 'script'; trusted-types kb">
<script src="{site}/kb-widget.js" data-lang="{lang}"></script></head>
<body><main><h1>Billing</h1>
<button type="button" data-kb-open="收不到驗證碼" id="own">Help with codes</button></main></body>
</html>
"""
LAUNCH, BOX, FOUND = ".kb-launch", "#kb-problem", ".kb-answers li"


@pytest.fixture
def product(
    desk: Desk, serve: Callable[[Path], str], tmp_path: Path, write: Callable[..., Path]
) -> Callable[..., str]:
    """Return the address of a page of a product, on an origin of its own."""

    def _product(lang: str, connect: str = "") -> str:
        taken = f"{desk.taken.url} {connect}"
        text = PRODUCT.format(site=desk.site, taken=taken, lang=lang)
        return f"{serve(write(tmp_path, {'billing/index.html': text}))}/billing/?account=7#x"

    return _product


@pytest.mark.browser
def test_it_answers_on_another_origin_by_keyboard_alone_and_under_a_strict_policy(
    page: Any, product: Callable[[str], str], desk: Desk
) -> None:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.goto(product("zh"))
    asked = page.evaluate("performance.getEntriesByType('resource').length")
    assert asked == 1  # the script itself; the rest comes once somebody asks
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(BOX).wait_for()
    page.keyboard.insert_text("收不到驗證碼")
    first = page.locator(FOUND).first
    page.locator(FOUND, has_text="收不到验证码").wait_for()
    assert first.locator("h3 a").get_attribute("href").startswith(f"{desk.site}/zh/login/code/")
    page.keyboard.press("Escape")
    assert page.locator(BOX).is_hidden()
    focused = "document.querySelector('kb-widget').shadowRoot.activeElement?.className"
    assert page.evaluate(focused) == "kb-launch"
    page.locator(LAUNCH).click()
    assert page.locator(BOX).input_value() == "收不到驗證碼"
    page.locator(".kb-solved").first.click()
    page.get_by_role("heading", name=ASK["ask_thanks"].zh).wait_for()
    assert [message["kind"] for message in taken(desk)] == ["solved"]
    assert said == []
    assert page.context.cookies() == []


@pytest.mark.browser
def test_articles_about_the_products_page_stand_there_before_anything_is_asked(
    page: Any, product: Callable[[str], str], desk: Desk
) -> None:
    page.goto(product("zh-CN"))
    page.locator(LAUNCH).click()
    page.locator(FOUND).first.wait_for()
    assert page.locator(f"{FOUND} h3").all_inner_texts() == ["重置密码"]
    assert page.get_by_text(ASK["ask_for_page"].zh).is_visible()
    page.locator(BOX).fill("红烧牛肉")
    page.get_by_text(ASK["ask_none"].zh).wait_for()
    page.locator(BOX).fill("")
    page.locator(FOUND, has_text="重置密码").wait_for()


@pytest.mark.browser
def test_a_question_from_a_product_says_which_page_it_comes_from(
    page: Any, product: Callable[[str], str], desk: Desk
) -> None:
    page.goto(product("en"))
    page.locator("#own").click()
    page.locator(FOUND).first.wait_for()  # a Chinese question finds the Chinese article
    page.locator(f"{FOUND} [aria-expanded]").first.click()
    page.get_by_text(ASK["ask_unread"].en).wait_for()  # this host lets nobody read its pages
    page.locator("#kb-reply").fill("reader@example.com")
    page.locator(".kb-handover button[type=submit]").click()
    page.get_by_text("We answer within a working day.").wait_for()
    (message,) = taken(desk)
    assert message["kind"] == "question"
    assert message["page"].endswith("/billing/")
    assert message["opened"][0]["url"] == "zh/login/code/"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "own"


@pytest.mark.browser
def test_an_article_opens_in_the_widget_where_the_site_allows_it(
    page: Any, product: Callable[..., str], desk: Desk
) -> None:
    def allowed(route: Any) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "access-control-allow-origin": "*"}
        route.fulfill(response=answer, headers=headers)

    page.route(f"{desk.site}/zh/login/**", allowed)
    page.goto(product("zh", desk.site))
    page.locator(LAUNCH).click()
    page.locator(f"{FOUND} [aria-expanded]").first.click()
    page.get_by_text("打开设置。").wait_for()
    picture = page.locator(".kb-found-text img").first
    assert picture.get_attribute("src") == f"{desk.site}/zh/login/public.png"


@pytest.mark.browser
def test_the_product_and_the_widget_leave_each_others_looks_alone(
    page: Any, product: Callable[[str], str], desk: Desk
) -> None:
    page.goto(product("en"))
    before = page.locator("h1").evaluate("e => getComputedStyle(e).cssText")
    page.locator(LAUNCH).click()
    page.locator(BOX).wait_for()
    assert page.locator("main h1").evaluate("e => getComputedStyle(e).cssText") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    low = "all => all.filter(e => e.checkVisibility() && e.offsetHeight < 44).map(e => e.outerHTML)"
    assert page.locator("kb-widget :is(button, input, .kb-button)").evaluate_all(low) == []


def _texts(options: Mapping[str, str] = {}) -> dict[str, str]:
    texts = {
        "en/a.md": "---\ntitle: A <b>\npages: ['/pay/*', 'x.example/<b>']\n---\n\nYes.\n",
        **options,
    }
    return dict(files(edition(KnowledgeBase.from_texts(texts))))


def test_the_script_stays_small() -> None:
    assert len(_texts()[FILE].encode()) < 30_000


def test_what_articles_say_is_escaped_in_what_the_widget_loads() -> None:
    pack = _texts()["assets/kb/widget.en.js"]
    assert "A &lt;b&gt;" in pack
    assert '["/pay/*","x.example/<b>"]' in pack


def test_the_widget_names_no_article_that_the_readers_may_not_see() -> None:
    hidden = {"en/b.md": "---\npages: /secret\nstatus: draft\n---\n\n# Secret plan\n"}
    assert "ecret" not in "".join(_texts(hidden).values())
