"""A category as one PDF, by the real browser; and what goes into it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from kb_tools import config
from kb_tools.cli import kb
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.site.booklet import booklet, shelf
from kb_tools.site.chromium import chromium, printed
from kb_tools.site.edition import Edition, edition
from tests.site.conftest import CANARY


@pytest.fixture(scope="module")
def public(demo_source: Path) -> Edition:
    return edition(KnowledgeBase.load(config.load(demo_source)))


@pytest.fixture(scope="module")
def page(demo: Path, public: Edition) -> str:
    return booklet(demo, public, *shelf(public, "zh/login"))


def test_a_booklet_has_contents_and_every_public_article_of_its_category(page: str) -> None:
    soup = BeautifulSoup(page, "html.parser")
    lines = soup.select(".kb-cover li a")
    assert [a.text for a in lines][:3] == [
        "登录",
        "收不到验证码",
        '</title></script><script>alert("pwned")</script>&amp;\'"',
    ]
    for line in lines:
        assert soup.find(id=line["href"][1:]).name == "article"
    assert "先看垃圾短信，再等 60 秒重发。" in soup.text
    assert CANARY not in page


def test_nothing_in_a_booklet_runs_and_nothing_of_the_screen_is_left(page: str) -> None:
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.select("script, button, form, .kb-feedback, .headerlink")
    assert "script-src 'none'" in page


def test_links_lead_inside_the_booklet_or_to_the_site(page: str, demo: Path) -> None:
    soup = BeautifulSoup(page, "html.parser")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    link = soup.find("a", string="重置密码", href=re.compile("^#a"))
    assert soup.find(id=link["href"][1:]).h1.text == "重置密码"
    picture = soup.find("img", alt="图")
    assert picture["src"] == (demo / "zh/login/public.png").resolve().as_uri()


def test_an_unknown_category_names_the_nearest(public: Edition) -> None:
    with pytest.raises(KbError, match="zh/login"):
        shelf(public, "zh/logni")


def test_a_site_that_was_not_built_is_named_with_the_remedy(
    public: Edition, tmp_path: Path
) -> None:
    with pytest.raises(KbError, match="run `kb build` first"):
        booklet(tmp_path, public, *shelf(public, "zh/login"))


def test_without_a_browser_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CHROMIUM", "no-such-browser")
    with pytest.raises(KbError, match="install one"):
        chromium()
    done = CliRunner().invoke(kb, ["pdf", "zh"])
    assert isinstance(done.exception, KbError)


@pytest.mark.browser
def test_the_browser_prints_it_with_chinese_text_outline_and_links(
    page: str, chromium_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CHROMIUM", chromium_path)
    pdf: Any = pypdf.PdfReader(io.BytesIO(printed(page)))
    # Fonts may map a character to its look-alike radical: compare what they have in common.
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert "收不到验证码" in text
    assert "60 秒" in text
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert titles
    links = [note.get_object() for sheet in pdf.pages for note in sheet.get("/Annots", ())]
    inside = [link for link in links if "/Dest" in link]
    assert len(inside) >= 3
    assert pdf.pages[0].mediabox.width == pytest.approx(595, abs=2)
