"""A site in traditional characters, made of articles in simplified ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import ConfigError
from kb_tools.site.build import build
from kb_tools.site.traditional import completed

CONVERTED = Config(converted={"zh-Hant": "zh"})
LOGIN = (
    "---\nid: KB-1\ntitle: 软件无法登录\nasked_as: [登录不了]\nerrors: [登录失败]\n"
    "aliases: [/zh/old/]\n---\n# 软件无法登录\n\n"
    "请打开[设置](reset.md#打开设置)，看 ![图](../img/网络.png)，运行 `打开网络`。\n\n"
    "## 重置网络\n\n```sh\necho 网络\n```\n\n见 <https://example.com/网络>。\n"
)
TEXTS = {
    "zh/login.md": LOGIN,
    "zh/reset.md": "# 重设\n\n## 打开设置\n\n[登录](login.md#重置网络)\n",
    "en/login.md": "---\nid: KB-1\n---\n# No login\n",
    "zh-Hant/reset.md": "# 我自己寫的\n",
}


def made(texts: Mapping[str, str] = TEXTS) -> KnowledgeBase:
    return completed(KnowledgeBase.from_texts(texts, CONVERTED, files=["img/网络.png"]))


def test_running_text_is_converted_in_taiwans_words_and_code_is_not() -> None:
    article = made().articles["zh-Hant/login.md"]
    assert (article.title, article.lang, article.id) == ("軟體無法登入", "zh-Hant", "KB-1")
    assert "請開啟" in article.text
    assert "`打开网络`" in article.text
    assert "echo 网络" in article.text
    assert "<https://example.com/网络>" in article.text


def test_quotation_marks_are_those_of_taiwan_and_apostrophes_stay() -> None:
    text = "# 登录\n\n点“重新‘发送’验证码”，或写 don’t panic，运行 `echo “好”`。\n"
    article = made({"zh/login.md": text}).articles["zh-Hant/login.md"]
    assert "點「重新『傳送』驗證碼」，或寫 don’t panic，執行 `echo “好”`。" in article.text


def test_wordings_are_converted_and_error_messages_and_addresses_are_not() -> None:
    meta = made().articles["zh-Hant/login.md"].meta
    assert meta["asked_as"] == ["登入不了"]
    assert meta["errors"] == ["登录失败"]
    assert not meta["aliases"]


def test_links_lead_to_the_same_places_as_in_simplified() -> None:
    kb = made()
    article = kb.articles["zh-Hant/login.md"]
    assert [kb.resolve(link.target, article).path for link in article.links[:2]] == [
        "zh-Hant/reset.md",
        "img/网络.png",
    ]
    assert "重置网络" in article.anchors


def test_what_a_picture_shows_is_converted_and_its_address_is_not() -> None:
    text = '# 甲\n\n![网络设置](img/网络.png "打开网络")\n'
    article = made({"zh/login.md": text}).articles["zh-Hant/login.md"]
    assert '![網路設定](img/网络.png "開啟網路")' in article.text


def test_an_article_of_its_own_is_left_as_its_writer_wrote_it() -> None:
    assert made().articles["zh-Hant/reset.md"].title == "我自己寫的"


def test_without_the_setting_nothing_is_made() -> None:
    kb = KnowledgeBase.from_texts(TEXTS, Config())
    assert completed(kb) is kb


def test_articles_named_by_a_suffix_get_one_too() -> None:
    texts = {"login.zh.md": "# 登录\n", "login.en.md": "# Login\n"}
    kb = completed(KnowledgeBase.from_texts(texts, CONVERTED))
    assert kb.articles["login.zh-Hant.md"].title == "登入"


def test_the_configuration_may_say_it_among_the_languages(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text('[languages]\nzh = {}\nen = {}\nzh-Hant.from = "zh"\n')
    found = config.load(tmp_path)
    assert found.languages == ("zh", "en", "zh-Hant")
    assert dict(found.converted) == {"zh-Hant": "zh"}


def test_no_other_language_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text('[converted]\nfr = "en"\n')
    with pytest.raises(ConfigError, match="only zh-Hant"):
        config.load(tmp_path)


def test_the_site_has_the_language_in_its_switch_search_feeds_and_for_machines(
    tmp_path: Path, write: Callable[[Path, Mapping[str, str]], Path]
) -> None:
    texts = {f"docs/{path}": text for path, text in TEXTS.items()}
    texts["docs/img/网络.png"] = "PNG"
    texts["docs/zh/secret.md"] = "---\ntitle: 内部网络\naudience: internal\n---\n# 内部网络\n"
    texts["kb.toml"] = '[converted]\nzh-Hant = "zh"\n'
    texts["mkdocs.yml"] = (
        "site_name: Demo\nsite_url: https://help.example/\ntheme: {name: material, font: false}\n"
        "plugins: [search, kb]\n"
    )
    site = build(config.load(write(tmp_path, texts))).folder
    page = (site / "zh-Hant" / "login" / "index.html").read_text("utf-8")
    assert '<html lang="zh-Hant"' in page
    assert "軟體無法登入" in page
    assert page.count('hreflang="zh"') >= 1
    assert 'id="重置网络"' in page and "{#" not in page  # though the site has no attr_list
    assert "https://help.example/zh-Hant/login/" in (site / "sitemap.xml").read_text("utf-8")
    rows = json.loads((site / "articles.json").read_text("utf-8"))["articles"]
    assert ("zh-Hant", "軟體無法登入") in [(row["lang"], row["title"]) for row in rows]
    assert not (site / "zh-Hant" / "secret").exists()
    simplified = (site / "zh" / "login" / "index.html").read_text("utf-8")
    assert 'hreflang="zh-Hant"' in simplified
