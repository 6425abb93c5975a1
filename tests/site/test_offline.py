"""A site in a folder, opened by double click: every link and the search work without a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kb_tools import config
from kb_tools.site.build import build
from tests.site.conftest import ARTICLES, MKDOCS

Write = Callable[[Path, Mapping[str, str]], Path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    source = write(tmp_path_factory.mktemp("offline"), {"mkdocs.yml": MKDOCS, **ARTICLES})
    return build(config.load(source), offline=True).folder


def test_it_stands_beside_the_site_and_every_link_names_a_file(folder: Path) -> None:
    assert folder.name == "site-offline"
    for page in folder.rglob("*.html"):
        if page.name == "404.html":  # only a server shows it
            continue
        for target in re.findall(r'<a [^>]*href="([^"#?]+)', page.read_text("utf-8")):
            assert ":" in target or (page.parent / target).is_file(), (page, target)


@pytest.mark.browser
def test_links_and_search_work_by_double_click(folder: Path, page: Any) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    page.wait_for_url("file://**/en/index.html*")
    page.goto((folder / "zh" / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.insert_text("收不到驗證碼")
    result = page.locator(".md-search-result__item a").first
    result.wait_for()
    result.click()
    page.wait_for_url("file://**/zh/login/code.html*")
    assert "收不到验证码" in page.locator("h1").first.inner_text()
    page.locator("article a[href$='reset.html']").first.click()
    page.wait_for_url("file://**/zh/login/reset.html")
    assert wrong == []
