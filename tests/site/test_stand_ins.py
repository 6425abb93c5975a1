"""Articles that a language has not got: shown in another one, and in nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.build import build
from kb_tools.site.preview import Preview
from kb_tools.site.stand_ins import stand_ins
from tests.site.conftest import CANARY, MKDOCS

Write = Callable[[Path, Mapping[str, str]], Path]
BASE = {
    "mkdocs.yml": MKDOCS,
    "docs/zh/index.md": "# 首页\n",
    "docs/en/index.md": "# Home\n",
    "docs/zh/both.md": "# 两种语言都有\n",
    "docs/en/both.md": "# In both\n",
    "docs/en/pair/only.md": (
        "---\nid: KB-7\nkind: howto\nreviewed: 2026-03-01\n"
        "summary: Press it for ten seconds.\n---\n"
        "# Only in English\n\n"
        "See [both](../both.md#x), [other](other.md) and ![it](a.png).\n\n"
        f"<!-- internal -->\n{CANARY}\n<!-- /internal -->\n"
    ),
    "docs/en/pair/other.md": "# Other one\n\nA zeppelin.\n",
    "docs/en/pair/a.png": "png",
    "docs/zh/draft.md": "# 草稿\n",
    "docs/en/draft.md": f"---\nstatus: draft\n---\n# {CANARY}\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    return build(config.load(write(tmp_path_factory.mktemp("partly"), BASE))).folder


def _soup(site: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / page / "index.html").read_text("utf-8"), "html.parser")


def test_what_is_not_translated_is_shown_with_a_notice_in_the_readers_language(
    site: Path,
) -> None:
    page = _soup(site, "zh/pair/only")
    assert page.html["lang"] == "zh"
    notice = page.select_one(".kb-behind")
    assert "本文还没有中文版" in notice.text
    assert notice.a["href"] == "../../../en/pair/only/"
    text = page.select_one("div.kb-other-language")
    assert text["lang"] == "en"
    assert "See both" in text.text
    assert CANARY not in str(page)


def test_labels_of_a_stand_in_are_the_readers_and_its_own_words_say_their_language(
    site: Path,
) -> None:
    page = _soup(site, "zh/pair/only")
    assert page.h1["lang"] == "en"
    answer = page.select_one(".kb-answer")
    assert (answer.text, answer["lang"]) == ("Press it for ten seconds.", "en")
    for label, said in (
        (".kb-facts", "上次复核 2026 年 3 月 1 日"),
        (".kb-permalink", "复制永久链接"),
    ):
        one = page.select_one(label)
        assert said in one.text
        assert not [*one.find_parents(lang="en"), *one.select("[lang]")]
    assert not _soup(site, "en/pair/only").select("article [lang]")


def test_links_of_a_stand_in_stay_in_the_readers_language(site: Path) -> None:
    text = _soup(site, "zh/pair/only").select_one("div.kb-other-language")
    links = [a["href"] for a in text.find_all("a") if a.text in ("both", "other")]
    assert links == ["../../both/#x", "../other/"]
    assert text.img["src"] == "../../../en/pair/a.png"


def test_the_switch_leads_to_the_stand_in_and_back(site: Path) -> None:
    def ways(page: str) -> dict[str, str]:
        links = _soup(site, page).select("a.md-select__link")
        return {a["lang"]: a["href"] for a in links}

    assert ways("en/pair/only")["zh"] == "../../../zh/pair/only/"
    assert ways("zh/pair/only") == {"zh": "./", "en": "../../../en/pair/only/"}


def test_machines_are_told_of_the_original_alone(site: Path) -> None:
    head = _soup(site, "zh/pair/only").head
    assert head.find("link", rel="canonical")["href"] == "https://help.example/docs/en/pair/only/"
    assert not head.find_all("link", rel="alternate", hreflang=True)
    assert not _soup(site, "en/pair/only").find_all("link", hreflang="zh")
    mentions = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.suffix in (".xml", ".json", ".txt", ".md")
        and re.search(r"zh/pair/(only|other)", path.read_text("utf-8"))
    ]
    assert mentions == []
    searched = "".join(path.read_text("utf-8") for path in (site / "search").rglob("*.js"))
    assert "zh/pair" not in searched


def test_a_draft_gets_no_stand_in_and_takes_no_ones_place(site: Path) -> None:
    assert (site / "zh/draft/index.html").is_file()
    stand_in = (site / "en/draft/index.html").read_text("utf-8")
    assert "草稿" in stand_in
    assert CANARY not in stand_in


@pytest.mark.parametrize(("setting", "count"), [("auto", 0), ("home", 0), ("show", 12)])
def test_a_language_with_few_articles_gets_stand_ins_only_on_request(
    setting: str, count: int, tmp_path: Path, write: Write
) -> None:
    more = {f"docs/en/{number}.md": f"# Number {number}\n" for number in range(10)}
    texts = {**BASE, **more, "kb.toml": f'[site]\nuntranslated = "{setting}"\n'}
    kb = KnowledgeBase.load(config.load(write(tmp_path, texts))).public()
    assert len([one for one in stand_ins(kb).values() if one.lang == "zh"]) == count


def test_an_edit_of_the_original_shows_in_the_preview_of_its_stand_in(
    tmp_path: Path, write: Write
) -> None:
    write(tmp_path, BASE)
    preview = Preview(config.load(tmp_path), "public", tmp_path / "out", "http://x/", print)
    shown: list[str] = []
    preview.show = shown.append
    preview.build()
    write(tmp_path, {"docs/en/pair/other.md": "# Other one\n\nA balloon.\n"})
    preview.update()
    (folder,) = map(Path, shown)
    assert "A balloon." in (folder / "zh/pair/other/index.html").read_text("utf-8")
    assert "A balloon." in (folder / "en/pair/other/index.html").read_text("utf-8")


@pytest.mark.browser
def test_a_stand_in_fits_a_phone_and_reads_as_its_language(
    page: Any, site: Path, serve: Callable[[Path], str]
) -> None:
    page.goto(f"{serve(site)}/zh/pair/only/")
    assert page.get_by_role("note").first.is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.get_by_role("note").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/pair/only/")
