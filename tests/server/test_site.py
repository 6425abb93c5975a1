"""The site's feedback, ask page and search, served by the service that keeps what they send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb_tools import config
from kb_tools.feedback.database import address
from kb_tools.feedback.event import Event
from kb_tools.feedback.store import Store
from kb_tools.files import write
from kb_tools.site.ask_words import ASK
from kb_tools.site.build import build
from tests.server.served import Running, serving, wait_until
from tests.site.conftest import ARTICLES, MKDOCS

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"
SETTINGS = """[site]
feedback = "/v1/feedback"
questions = "/v1/feedback"
feedback_searches = true
promise = { zh = "我们会回复。", en = "We answer." }
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("help")
    for name, text in {"mkdocs.yml": MKDOCS, "kb.toml": SETTINGS, **ARTICLES}.items():
        write(folder / name, text)
    built = build(config.load(folder)).folder
    with serving(folder, "--site", str(built)) as running:
        yield running


def one(running: Running, kind: str) -> Event:
    """Wait for an event of a kind; return the last one."""
    found: list[Event] = []

    def there() -> bool:
        store = Store.open(address("", Path(running.folder)))
        found[:] = store.events(kinds=[kind])
        store.close()
        return bool(found)

    wait_until(there)
    return found[-1]


def ask(page: Any, running: Running, text: str) -> None:
    page.goto(f"{running.url}/zh/ask/")
    page.locator("#kb-problem").fill(text)


def test_a_tap_under_an_article_is_kept_and_a_reason_replaces_it(
    page: Any, running: Running
) -> None:
    page.goto(f"{running.url}/zh/login/code/")
    page.locator("[data-kb-helpful=no]").click()
    page.locator("[data-kb-reason=unclear]").click()
    page.locator("#kb-comment").fill(f"我叫张伟，第二步看不懂，13800138000 {HOSTILE}")
    page.locator(".kb-feedback form .kb-main").click()

    wait_until(lambda: "第二步" in one(running, "rating").text)
    rating = one(running, "rating")
    assert (rating.helpful, rating.reason, rating.url) == (False, "unclear", "zh/login/code/")
    assert rating.article
    assert "13800138000" not in rating.text
    assert rating.text.endswith(HOSTILE)
    assert page.title() != "ran"
    store = Store.open(address("", running.folder))
    assert len(list(store.events(kinds=["rating"]))) == 1
    store.close()


def test_what_solved_a_problem_is_kept_with_its_place(page: Any, running: Running) -> None:
    ask(page, running, "收不到驗證碼怎麼辦")
    page.locator(".kb-solved").first.click()

    solved = one(running, "solved")
    assert (solved.url, solved.rank, solved.place) == ("zh/login/code/", 1, "ask")
    assert solved.article


def test_a_question_to_people_is_kept_with_where_to_answer(page: Any, running: Running) -> None:
    ask(page, running, "怎么重置密码")
    page.locator(".kb-answers li").first.wait_for()
    page.locator("#kb-reply").fill("reader@example.com")
    page.locator(".kb-handover button[type=submit]").click()
    page.get_by_text("我们会回复。").wait_for()

    question = one(running, "question")
    assert (question.text, question.contact) == ("怎么重置密码", "reader@example.com")
    assert one(running, "shown").token == question.token


def test_a_search_in_vain_is_kept(page: Any, running: Running) -> None:
    ask(page, running, "红烧牛肉怎么做")
    page.get_by_text(ASK["ask_none"].zh).wait_for()

    assert "红烧牛肉" in one(running, "search").text


def test_a_reader_is_told_when_it_could_not_be_kept(page: Any, running: Running) -> None:
    page.route("**/v1/feedback", lambda route: route.fulfill(status=503, body="{}"))
    ask(page, running, "怎么重置密码")
    page.locator("#kb-reply").fill("reader@example.com")
    page.locator(".kb-handover button[type=submit]").click()

    page.get_by_text(ASK["ask_failed"].zh).wait_for()
    assert page.locator("#kb-problem").input_value() == "怎么重置密码"
