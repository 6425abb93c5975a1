"""What the pages of a built site say, to readers and to machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.site.conftest import HOSTILE


def read(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")


def nav(html: str) -> str:
    return html.partition('<nav class="md-nav md-nav--primary')[2].partition("</nav>")[0]


def test_each_page_speaks_its_own_language(demo: Path) -> None:
    chinese, english = (
        read(demo, "zh/login/code/index.html"),
        read(demo, "en/login/code/index.html"),
    )
    assert '<html lang="zh"' in chinese
    assert '<html lang="en"' in english
    assert 'placeholder="搜索"' in chinese
    assert 'placeholder="Search"' in english


def test_the_answer_comes_first_then_what_it_is_about(demo: Path) -> None:
    html = read(demo, "zh/login/code/index.html")
    after = html.partition("</h1>")[2].lstrip()
    assert after.startswith('<p class="kb-answer">先看垃圾短信，再等 60 秒重发。</p>')
    for fact in ("常见问题", "Kite 5.1", '<time datetime="2026-03-01"', "2026 年 3 月 1 日"):
        assert fact in after.partition("</ul>")[0]


def test_the_navigation_stays_in_the_language_and_on_the_branch(demo: Path) -> None:
    lines = nav(read(demo, "zh/login/code/index.html"))
    assert 'aria-current="page">收不到验证码</a>' in lines
    assert "重置密码" in lines
    assert "The code never arrives" not in lines
    assert "重置密码" not in nav(read(demo, "zh/index.html"))


def test_the_language_switch_stays_on_the_article(demo: Path) -> None:
    translated = read(demo, "zh/login/code/index.html")
    assert '<a href="../../../en/login/code/" hreflang="en"' in translated
    untranslated = read(demo, "zh/login/reset/index.html")
    assert '<a href="../../../en/" hreflang="en"' in untranslated


def test_search_engines_learn_of_the_translation(demo: Path) -> None:
    head = read(demo, "zh/login/code/index.html").partition("</head>")[0]
    site = "https://help.example/docs"
    for lang, page in (("zh", "zh"), ("en", "en"), ("x-default", "zh")):
        assert f'hreflang="{lang}" href="{site}/{page}/login/code/"' in head
    assert f'<link rel="canonical" href="{site}/zh/login/code/">' in head
    assert f'type="application/rss+xml" title="Demo" href="{site}/feed.zh.xml"' in head
    assert 'property="og:title" content="收不到验证码"' in head
    assert head.count('<meta name="description"') == 1
    assert "hreflang" not in read(demo, "zh/login/reset/index.html").partition("</head>")[0]


def test_structured_data_is_true_of_the_public_text(demo: Path) -> None:
    html = read(demo, "zh/login/code/index.html")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "FAQPage"
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == "请先看重置密码。"


def test_readers_see_what_links_here_and_can_point_at_it(demo: Path) -> None:
    html = read(demo, "zh/login/reset/index.html")
    foot = html.partition('<footer class="kb-foot">')[2]
    assert '<a href="../code/">收不到验证码</a>' in foot
    assert "内部" not in foot
    assert 'href="../../../kb/KB-0002/" data-kb-copy' in foot
    assert 'href="https://git.example/demo/edit/main/docs/zh/login/reset.md"' in foot


def test_a_permanent_link_offers_every_language(demo: Path) -> None:
    html = read(demo, "kb/KB-0001/index.html")
    assert '<a href="../../zh/login/code/" hreflang="zh">收不到验证码</a>' in html
    assert '<a href="../../en/login/code/" hreflang="en">The code never arrives</a>' in html
    assert '<link rel="canonical" href="https://help.example/docs/zh/login/code/">' in html
    assert '<noscript><meta http-equiv="refresh" content="0; url=../../zh/login/code/">' in html


def test_an_old_address_redirects_but_never_over_a_page_or_out_of_the_site(demo: Path) -> None:
    assert 'url=../login/code/"' in read(demo, "zh/old-code/index.html")
    assert "重置密码" in read(demo, "zh/login/reset/index.html").partition("</title>")[0]
    assert not list(demo.parent.rglob("escape*"))


@pytest.mark.parametrize(
    "page", ["zh/login/hostile/index.html", "zh/login/index.html", "zh/all/index.html",
             "kb/KB-0003/index.html", "zh/index.html"],
)  # fmt: skip
def test_front_matter_never_becomes_markup(demo: Path, page: str) -> None:
    html = read(demo, page)
    assert "pwned" in html
    assert "<script>alert" not in html
    assert HOSTILE not in html


def test_the_home_page_starts_from_the_question(demo: Path) -> None:
    html = read(demo, "zh/index.html")
    assert html.count("<h1") == 1
    assert '<label for="kb-ask">您遇到了什么问题？</label>' in html
    assert 'placeholder="例如：收不到验证码"' in html
    card = html.partition('class="kb-cards"')[2].partition("</li>")[0]
    assert 'href="login/"' in card
    assert "登录时会遇到的问题。" in card
    assert "3 篇文章" in card
    assert "已知问题" in html
    assert 'action="ask/"' in html


def test_a_folders_page_lists_its_articles(demo: Path) -> None:
    html = read(demo, "zh/login/index.html")
    assert '<a href="code/">收不到验证码</a>' in html
    assert "先看垃圾短信" in html


def test_every_article_is_in_the_list_by_its_sound(demo: Path) -> None:
    html = read(demo, "zh/all/index.html")
    section = html.partition('<h2 id="S">')[2].partition("<h2")[0]
    assert '<a href="../login/code/">收不到验证码</a>' in section
    assert "重置密码" in html.partition('<h2 id="Z">')[2].partition("<h2")[0]


def test_the_front_page_leads_to_each_language(demo: Path) -> None:
    html = read(demo, "index.html")
    assert '<a href="zh/" hreflang="zh">简体中文' in html
    assert '<a href="en/" hreflang="en">English' in html


def test_nothing_is_asked_of_anyone_else(demo: Path) -> None:
    asked = re.compile(
        r"""(?:src|srcset|action|data)=["'](?:https?:)?//|@import|url\(["']?https?:"""
    )
    sheet = re.compile(r"""<link[^>]+rel=["'](?:stylesheet|preconnect|preload)["'][^>]+//""")
    for path in [*demo.rglob("*.html"), demo / "assets/kb/kb.css"]:
        text = path.read_text("utf-8")
        assert not asked.search(text), path
        assert not sheet.search(text), path


def test_titles_for_the_missing_page_hold_only_what_is_published(demo: Path) -> None:
    titles = json.loads(read(demo, "assets/kb/titles.zh.json"))
    assert ["收不到验证码", "zh/login/code/"] in titles
    assert len(titles) == 5


def test_readers_of_a_known_issue_can_follow_it(demo: Path) -> None:
    assert '<a href="../../../feed.zh.xml">订阅进展</a>' in read(
        demo, "zh/login/hostile/index.html"
    )
    assert "订阅进展" not in read(demo, "zh/login/code/index.html")
