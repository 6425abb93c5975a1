"""What a reader sees and does, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo_url(demo: Path, serve: Callable[[Path], str], tmp_path_factory: Any) -> str:
    """The demo served below the path that its site_url names."""
    root = tmp_path_factory.mktemp("served")
    (root / "docs").symlink_to(demo)
    (root / "404.html").symlink_to(demo / "404.html")
    return f"{serve(root)}/docs"


def _tab(browser: Any, **options: Any) -> Any:
    return browser.new_context(**options).new_page()


def test_each_language_home_speaks_its_language(page: Any, served_site: str) -> None:
    for lang in ("zh", "en"):
        page.goto(f"{served_site}/{lang}/")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("h1").count() == 1


def test_answers_stand_under_the_home_pages_box_with_the_sentence_that_answers(
    page: Any, served_site: str
) -> None:
    page.goto(f"{served_site}/zh/")
    page.locator("#kb-ask").press_sequentially("优先")
    first = page.locator(".kb-home-answers li a").first
    first.wait_for()
    assert "优先" in first.locator("strong").inner_text()
    assert len(first.locator("span").first.inner_text()) > 10
    page.keyboard.press("ArrowDown")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert first.is_hidden()
    assert page.evaluate("document.activeElement.id") == "kb-ask"


def test_enter_on_the_home_page_asks_with_the_same_text(page: Any, served_site: str) -> None:
    page.goto(f"{served_site}/en/")
    page.locator("#kb-ask").fill("a link that does not exist")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/ask/#q=*")
    assert page.locator("#kb-problem").input_value() == "a link that does not exist"
    page.locator(".kb-answers li").first.wait_for()


@pytest.mark.parametrize(("locale", "home"), [("en-GB", "/en/"), ("zh-CN", "/zh/"), ("fr", "/zh/")])
def test_the_front_page_sends_readers_to_their_language(
    browser: Any, demo_url: str, locale: str, home: str
) -> None:
    tab = _tab(browser, locale=locale)
    tab.goto(f"{demo_url}/")
    tab.wait_for_url(f"**{home}")
    assert tab.url == f"{demo_url}{home}"
    tab.context.close()


def test_a_permanent_link_keeps_the_section_and_the_chosen_language(
    browser: Any, demo_url: str
) -> None:
    tab = _tab(browser, locale="zh-CN")
    tab.goto(f"{demo_url}/kb/KB-0001/#x")
    tab.wait_for_url("**/zh/login/code/#x")
    tab.locator(".kb-facts a[hreflang=en]").click()
    tab.wait_for_url("**/en/login/code/")
    tab.goto(f"{demo_url}/kb/KB-0001/")
    tab.wait_for_url("**/en/login/code/")
    assert tab.url == f"{demo_url}/en/login/code/"
    tab.context.close()


def test_the_permanent_link_copies_itself_and_says_so(browser: Any, demo_url: str) -> None:
    tab = _tab(browser, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"{demo_url}/zh/login/code/")
    tab.locator("[data-kb-copy]").click()
    assert tab.locator(".kb-said").inner_text() == "链接已复制"
    assert tab.evaluate("navigator.clipboard.readText()") == f"{demo_url}/kb/KB-0001/"
    tab.context.close()


def test_each_command_of_a_list_of_steps_is_copied_by_a_button_of_its_own(
    browser: Any, served_site: str
) -> None:
    tab = _tab(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(f"{served_site}/en/using/start/install/")
    blocks = tab.locator("li .highlight, .highlight")
    for i in (0, 1):
        button = blocks.nth(i).locator(".md-code__button")
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        button.click()
        said = tab.locator(".md-dialog--active")
        said.wait_for()
        code = blocks.nth(i).locator("code").inner_text()
        assert tab.evaluate("navigator.clipboard.readText()").strip() == code.strip()
    tab.context.close()


TYPE = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const [text, em] = [style("article p"), style("article :is(em, i)")];
  const wide = document.querySelector("article p").clientWidth / parseFloat(text.fontSize);
  return {
    size: parseFloat(text.fontSize), lead: parseFloat(text.lineHeight) / parseFloat(text.fontSize),
    slant: em.fontStyle, weight: +em.fontWeight, strict: text.lineBreak, gap: text.textAutospace,
    first: text.fontFamily.split(",")[1].trim(), width: wide,
  };
}"""  # fmt: skip


def test_chinese_is_set_as_chinese_readers_expect_it(browser: Any, demo_url: str) -> None:
    tab = _tab(browser, viewport={"width": 1440, "height": 900})
    tab.goto(f"{demo_url}/zh/login/reset/")
    tab.evaluate("document.querySelector('article p').innerHTML += '<em>强调</em>'")
    told = tab.evaluate(TYPE)
    assert 16 <= told["size"] <= 19
    assert 1.6 <= told["lead"] <= 1.8
    assert (told["slant"], told["strict"]) == ("normal", "strict")
    assert told["weight"] >= 600
    assert told["gap"] in ("normal", None)  # where the browser knows it
    assert "PingFang SC" in told["first"]
    assert told["width"] <= 38
    tab.context.close()


def test_the_review_is_told_in_the_readers_terms(page: Any, demo_url: str) -> None:
    page.goto(f"{demo_url}/zh/login/code/")
    assert "前）" in page.locator("time[data-kb-ago] + .kb-ago").inner_text()


def test_a_missing_page_suggests_the_nearest_articles_in_its_language(
    page: Any, serve: Callable[[Path], str], built_site: Path
) -> None:
    site = serve(built_site)
    for lang, words in (("zh", "没有找到这个页面"), ("en", "Page not found")):
        page.goto(f"{site}/{lang}/support/choose-priority.html")
        visible = page.locator(".kb-missing:not([hidden])")
        assert visible.locator("h1").inner_text() == words
        first = visible.locator("ol a").first
        first.wait_for()
        assert first.get_attribute("href").endswith(f"/{lang}/support/respond/choose-a-priority/")
        assert visible.count() == 1


def test_without_javascript_everything_can_still_be_reached(browser: Any, demo_url: str) -> None:
    tab = _tab(browser, java_script_enabled=False, viewport={"width": 1280, "height": 800})
    tab.goto(f"{demo_url}/")
    tab.locator("a[hreflang=zh]").click()
    tab.locator(".kb-all a").click()
    tab.get_by_role("link", name="收不到验证码").first.click()
    assert tab.locator("h1").inner_text().startswith("收不到验证码")
    tab.locator(".kb-nav").get_by_role("link", name="重置密码").click()
    assert tab.url.endswith("/zh/login/reset/")
    tab.goto(f"{demo_url}/zh/nowhere/")
    assert tab.locator(".kb-missing").count() == 2
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.goto(f"{demo_url}/kb/KB-0001/")
    tab.wait_for_url("**/zh/login/code/")
    tab.context.close()


def test_a_hostile_title_runs_nothing(page: Any, demo_url: str) -> None:
    shown: list[str] = []
    page.on("dialog", lambda dialog: shown.append(dialog.message) or dialog.dismiss())
    for address in ("zh/login/hostile/", "zh/login/", "zh/all/", "zh/", "zh/login/hostil/"):
        page.goto(f"{demo_url}/{address}")
        page.wait_for_timeout(50)
        assert shown == []


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_page_is_wider_than_the_screen(browser: Any, served_site: str, width: int) -> None:
    tab = _tab(browser, viewport={"width": width, "height": 800})
    for address in (
        "zh/",
        "en/",
        "zh/all/",
        "en/ask/",
        "zh/support/respond/choose-a-priority/",
        "zh/gone/",
    ):
        tab.goto(f"{served_site}/{address}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
    tab.context.close()


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.fillStyle = "#000"; canvas.fillStyle = colour;
    canvas.clearRect(0, 0, 1, 1); canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const mix = (v, a, below) => (v * a + below * (255 - a)) / 255;
  const over = (top, below) => top.slice(0, 3).map((v, i) => mix(v, top[3], below[i]));
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement)
      layers.push(rgb(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const poor = [];
  for (const element of document.querySelectorAll("main *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || element.classList.contains("headerlink") || !element.checkVisibility()) continue;
    const back = ground(element);
    const [a, b] = [light(over(rgb(getComputedStyle(element).color), back)), light(back)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const name = `${element.tagName}.${element.className} ${element.textContent.trim()}`;
    if (ratio < 4.5) poor.push(`${name.slice(0, 80)} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    browser: Any, served_site: str, demo_internal: Path, serve: Callable[[Path], str], scheme: str
) -> None:
    tab = _tab(browser, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    internal = f"{serve(demo_internal)}/zh/login/internal/"
    own = (
        "zh/",
        "zh/all/",
        "zh/ask/",
        "zh/support/respond/choose-a-priority/",
        "zh/using/",
        "zh/gone/",
    )
    for address in (internal, *(f"{served_site}/{path}" for path in own)):
        tab.goto(address)
        assert tab.evaluate(CONTRAST) == [], address
    tab.context.close()


ODD = """() => document.querySelector(".md-content__inner").insertAdjacentHTML("beforeend",
  `<p id="other">\u0627\u0644\u0631\u0645\u0632 0x80070005.</p>
   <p><a class="kb-button kb-main" href="#">Go</a></p>
   <div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table><tr>
   ${"<td>long_value_without_a_space</td>".repeat(12)}</tr></table></div></div>`)"""


def test_what_writers_put_into_articles_is_readable_whatever_it_is(
    browser: Any, demo_url: str
) -> None:
    tab = _tab(browser, viewport={"width": 794, "height": 900})
    tab.goto(f"{demo_url}/zh/login/code/")
    tab.evaluate(ODD)
    tab.locator("a.kb-main").last.hover()  # themes colour links under the pointer
    assert tab.evaluate(CONTRAST) == []
    right = "e => { const range = new Range(); range.selectNodeContents(e.firstChild ?? e);"
    right += " return e.getBoundingClientRect().right - range.getBoundingClientRect().right }"
    assert tab.locator("#other").evaluate(right) < 1  # Arabic begins on the right
    tab.emulate_media(media="print")
    width = tab.locator("td").last.evaluate("e => e.getBoundingClientRect().right")
    assert width <= 794
    tab.context.close()
