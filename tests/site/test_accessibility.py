"""WCAG 2.2 AA as axe-core sees it: no violation on any page, in any language and scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python
import pytest

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`));
}"""


class State(NamedTuple):
    """A page, what a reader does there, and what they then see."""

    path: str
    act: Callable[[Any, str], None] = lambda tab, lang: None
    sees: str = "main"


def _home(tab: Any, lang: str) -> None:
    tab.locator("#kb-ask").fill({"zh": "怎么给文章加链接", "en": "link an article"}[lang])


def _search(tab: Any, lang: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.insert_text({"zh": "链接", "en": "link"}[lang])


def _ask(tab: Any, lang: str) -> None:
    tab.locator("#kb-problem").fill({"zh": "怎么给文章改名", "en": "rename an article"}[lang])
    tab.locator(".kb-answers [aria-expanded]").first.click()


def _widget(tab: Any, lang: str) -> None:
    tab.locator(".kb-launch").click()


STATES = {
    "home": State("{lang}/"),
    "home with answers": State("{lang}/", _home, ".kb-home-answers li"),
    "article": State("{lang}/using/errors/link-does-not-exist/"),
    "article with code": State("{lang}/using/start/install/", sees=".md-code__nav"),
    "search open": State("{lang}/using/", _search, ".md-search-result__item"),
    "ask": State("{lang}/ask/", _ask, ".kb-found-text p"),
    "decision tree": State("{lang}/using/errors/something-is-wrong-on-the-site/"),
    "missing": State("{lang}/using/start/instal/", sees=".kb-missing ol a"),
    "widget": State("{lang}/using/start/widget-demo.html", _widget, ".kb-answers li"),
}


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    tab = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    yield tab
    tab.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", STATES)
def test_nothing_stands_in_anybodys_way(tab: Any, served_site: str, name: str, lang: str) -> None:
    state = STATES[name]
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    tab.goto(f"{served_site}/{state.path.format(lang=lang)}")
    state.act(tab, lang)
    tab.locator(state.sees).first.wait_for()
    tab.evaluate(AXE)
    faults = tab.evaluate(RUN, {"type": "tag", "values": RULES})
    tab.emulate_media(color_scheme="dark", reduced_motion="reduce")
    tab.wait_for_timeout(150)  # the theme puts on its other scheme
    faults += tab.evaluate(
        RUN, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    )
    assert faults == []
