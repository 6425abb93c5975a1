"""Pictures and videos on an article's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import CANARY


def _html(demo: Path) -> str:
    return (demo / "zh/login/reset/index.html").read_text("utf-8")


def test_a_picture_keeps_its_room_so_that_nothing_moves(demo: Path) -> None:
    (image,) = re.findall(r'<img [^>]*src="\.\./public\.png"[^>]*>', _html(demo))
    assert 'width="1200" height="800"' in image


def test_a_video_has_its_captions_and_what_is_said_in_it_to_read(demo: Path) -> None:
    html = _html(demo)
    assert '<video src="../reset.mp4" controls playsinline preload="none"' in html
    assert (
        '<track kind="captions" src="../reset.vtt" srclang="zh" label="简体中文" default>' in html
    )
    assert 'src="../reset.en.vtt" srclang="en"' in html
    assert "<summary>文字稿</summary>\n<p>先打开设置，再选择“重置”。</p>" in html
    assert (demo / "zh/login/reset.vtt").is_file()


def test_captions_of_a_hidden_video_are_hidden_too(demo: Path, demo_internal: Path) -> None:
    assert not [*demo.rglob(f"*{CANARY}*")]
    assert (demo_internal / f"zh/login/{CANARY}.vtt").is_file()


@pytest.mark.browser
def test_a_video_site_hears_of_the_reader_only_when_they_play(
    browser: Any, demo: Path, serve: Callable[[Path], str]
) -> None:
    tab = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: list[str] = []
    tab.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
    tab.goto(f"{serve(demo)}/zh/login/reset/", wait_until="networkidle")
    assert asked == []
    play = tab.get_by_role("button", name="播放视频: 怎么配对")
    before = play.bounding_box()
    with tab.expect_request("https://www.youtube-nocookie.com/embed/abcdef123"):
        play.click()
    player = tab.locator(".kb-video iframe")
    player.wait_for()
    after = player.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    tab.context.close()


@pytest.mark.browser
def test_on_paper_the_transcript_is_unfolded_and_the_furniture_is_gone(
    page: Any, demo: Path, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(demo)}/zh/login/reset/")
    assert page.get_by_text("先打开设置，").is_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("先打开设置，").is_visible()
    for gone in (".md-header", ".md-footer", ".md-sidebar", ".kb-path", ".kb-screen"):
        assert page.locator(f"{gone} >> visible=true").count() == 0
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(e).color]"
    paper, ink = page.locator("h1").evaluate(f"e => {colours}")
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".kb-transcript").get_attribute("open") is None


@pytest.mark.browser
def test_a_picture_opens_in_its_own_size_and_closes_by_keyboard(
    page: Any, demo: Path, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(demo)}/zh/login/reset/")
    button = page.get_by_role("button", name="放大图片: 图")
    button.press("Enter")
    large = page.locator("dialog.kb-zoom img")
    large.wait_for()
    assert large.evaluate("image => image.clientWidth") == 1200
    page.keyboard.press("Escape")
    large.wait_for(state="detached")
    assert button.evaluate("e => e === document.activeElement")
