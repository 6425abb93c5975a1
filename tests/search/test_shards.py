import json
from collections.abc import Iterable
from typing import Any

import pytest

from kb_tools.search import shards
from kb_tools.search.document import Document, Part
from kb_tools.search.terms import analyse


def doc(path: str, title: str, text: str = "", lang: str = "zh", **more: Any) -> Document:
    parts = (Part("", title, text),)
    return Document(path[:-3], path, lang, title, f"{path[:-3]}/", parts=parts, **more)


def page(document: Document) -> shards.Page:
    return shards.Page(document, document.url)


def made(documents: Iterable[Document]) -> dict[str, Any]:
    files = shards.files(map(page, documents))
    return {name: json.loads(text[text.index(",") + 1 : text.rindex(")")]) for name, text in files}


DOCS = [
    doc("zh/a.md", "收不到验证码", "请检查短信。"),
    doc("en/a.md", "No code arrives", "Look into your text messages.", "en"),
]


def test_every_file_is_a_call_that_names_itself() -> None:
    for name, text in shards.files(map(page, DOCS)):
        assert text.startswith(f'kbSearchFile("{name[:-3]}",')
        assert text.endswith(")\n")


def test_all_files_but_the_first_stand_in_a_folder_named_by_their_contents() -> None:
    first = made(DOCS)
    folders = {name.partition("/")[0] for name in first if name != "index.js"}
    assert folders == {first["index.js"]["folder"]}
    other = made([DOCS[0], doc("en/a.md", "No code comes", "Look again.", "en")])
    assert other["index.js"]["folder"] != first["index.js"]["folder"]


def test_the_order_of_the_articles_does_not_matter() -> None:
    assert made(DOCS) == made(reversed(DOCS))


def test_articles_are_numbered_by_language_and_length() -> None:
    files = made([doc("zh/b.md", "乙", "很长" * 40), *DOCS])
    folder = files["index.js"]["folder"]
    assert [lang for lang, *_ in files["index.js"]["languages"]] == ["en", "zh"]
    urls = [row[2] for row in files[f"{folder}/rows/0.js"]]
    assert urls == ["en/a/", "zh/a/", "zh/b/"]


def test_many_postings_are_spread_over_many_files_and_few_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert made(DOCS)["index.js"]["files"] == 1
    monkeypatch.setattr(shards, "ONE_FILE", 100)
    monkeypatch.setattr(shards, "SHARD", 50)
    files = made(DOCS)
    shelves = [value for name, value in files.items() if "/terms/" in name]
    assert len(shelves) == files["index.js"]["files"] == shards.SHARDS_PER_ARTICLE * len(DOCS)
    assert sorted("!".join(filter(None, shelves)).split("!")[::2]) == sorted(
        {term for d in DOCS for term in analyse(f"{d.title}\n{d.parts[0].text}")}
    )


def test_an_article_without_any_text_is_no_trouble() -> None:
    assert made([doc("zh/empty.md", "")])["index.js"]["size"] == 1
    assert made([])["index.js"]["size"] == 0


def test_the_tables_for_folding_hold_only_what_the_articles_use() -> None:
    files = made([doc("zh/a.md", "验证数据库")])
    characters, words = files[f"{files['index.js']['folder']}/characters.js"]
    assert words == files["index.js"]["words"]
    pairs = dict(zip(characters[::2], characters[1::2], strict=True))
    assert pairs["驗"] == "验"
    assert "貓" not in pairs
    assert ["资料库", "数据库"] in files["index.js"]["words"]
    assert all(here != "软件" for _, here in files["index.js"]["words"])
