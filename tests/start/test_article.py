from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.lint.catalogue import selected
from kb_tools.lint.engine import lint
from kb_tools.markdown import parse
from kb_tools.start import KINDS
from kb_tools.start.article import Request, compose, next_id, slug, titles

BASE = {
    "zh/index.md": "# 帮助\n",
    "en/index.md": "# Help\n",
    "zh/login.md": "---\nid: KB-0041\nowner: accounts\n---\n# 登录\n",
    "en/login.md": "---\nid: KB-0041\nowner: accounts\n---\n# Sign in\n",
    "zh/faq/index.md": "# 问答\n",
}


def request(kind: str = "faq", **more: object) -> Request:
    values = {"titles": {"zh": "怎么退款？"}, "today": "2026-11-22", **more}
    return Request(kind, **values)  # type: ignore[arg-type]


def of(texts: dict[str, str] = BASE, **config: object) -> KnowledgeBase:
    return KnowledgeBase.from_texts(texts, Config(**config))  # type: ignore[arg-type]


def only(kb: KnowledgeBase, asked: Request) -> tuple[str, str]:
    ((path, text),) = compose(kb, asked).items()
    return path, text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_a_fresh_article_has_no_fault_but_what_is_to_be_filled_in(kind: str, lang: str) -> None:
    titles = {
        "zh": ("怎么导出报表？", "导出的文件打不开"),
        "zh-Hant": ("怎麼匯出報表？", "匯出的檔案打不開"),
        "en": ("How do I export it?", "The exported file does not open"),
    }
    title = titles[lang][kind != "faq"]
    new = compose(of(), request(kind, titles={lang: title}, product="Shop"))
    kb = of(BASE | new)
    (path,) = new
    rules = selected(kb.config.lint)
    found = {d.name for d in lint(kb, rules, date(2026, 11, 22), [path])}
    assert "placeholder" in found
    assert found <= {"placeholder", "orphan"}


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_shape(kind: str) -> None:
    zh, en = compose(of(), request(kind, titles={"zh": "题", "en": "Title"})).items()
    chinese, english = parse(zh[1], zh[0]), parse(en[1], en[0])
    assert chinese.id == english.id == "KB-0042"
    assert list(chinese.meta) == list(english.meta)
    assert [h.id for h in chinese.headings[1:]] == [h.id for h in english.headings[1:]]
    assert len(chinese.headings) > 1


def test_a_fresh_article_is_not_public() -> None:
    kb = of(BASE | compose(of(), request()))
    assert {*kb.articles} - {*kb.public().articles} == {"zh/faq/kb-0042.md"}


def test_a_playbook_is_for_colleagues_from_the_start() -> None:
    assert "audience: internal\n" in only(of(), request("playbook"))[1]
    assert "audience: public\n" in only(of(), request("faq"))[1]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (request(), "zh/faq/kb-0042.md"),
        (request("howto"), "zh/kb-0042.md"),
        (request(place="/billing/", slug="refund"), "zh/billing/refund.md"),
        (request(titles={"en": "How do refunds work?"}), "en/faq/how-do-refunds-work.md"),
        (request(titles={"zh": "退款", "en": "Refunds"}), "zh/faq/refunds.md"),
        (request(titles={"zh": "VPN 连不上"}), "zh/faq/kb-0042.md"),
        (request(titles={"fr": "Être remboursé"}), "fr/faq/etre-rembourse.md"),
    ],
)
def test_the_path_can_be_told_in_advance(asked: Request, path: str) -> None:
    assert next(iter(compose(of(), asked))) == path


@pytest.mark.parametrize(
    ("texts", "path"),
    [
        ({"faq/a._zh.md": "", "faq/a._en.md": ""}, "faq/kb-0001._zh.md"),
        ({"a.md": "Some English text here", "a.zh.md": ""}, "kb-0001.zh.md"),
        ({"a.md": "帮助中心的文章"}, "kb-0001.md"),
        ({"zh-Hans/a.md": "", "en/a.md": ""}, "zh-Hans/kb-0001.md"),
        ({}, "kb-0001.md"),
    ],
)
def test_the_path_follows_the_manner_of_the_others(texts: dict[str, str], path: str) -> None:
    assert only(of(texts), request())[0] == path


@pytest.mark.parametrize(
    ("texts", "paths"),
    [
        ({}, ["zh/kb-0001.md", "en/kb-0001.md"]),
        ({"a.md": "帮助中心的文章"}, ["kb-0001.md", "en/kb-0001.md"]),
        ({"zh/a.md": ""}, ["zh/kb-0001.md", "en/kb-0001.md"]),
        ({"a.zh.md": "", "a.en.md": ""}, ["kb-0001.zh.md", "kb-0001.en.md"]),
    ],
)
def test_two_languages_never_share_a_file(texts: dict[str, str], paths: list[str]) -> None:
    assert [*compose(of(texts), request(titles={"zh": "退款", "en": ""}))] == paths


def test_an_unmarked_original_stays_unmarked() -> None:
    texts = {"a.md": "Some English text here", "a.zh.md": "帮助"}
    assert only(of(texts), request(titles={"en": "New one"}))[0] == "new-one.md"


@pytest.mark.parametrize("taken", ["zh/faq/kb-0042.md", "en/faq/refunds.md"])
def test_a_file_that_is_there_is_never_overwritten(taken: str) -> None:
    titles = {"zh": "退款"} if "42" in taken else {"zh": "退款", "en": "Refunds"}
    with pytest.raises(KbError, match="--slug") as caught:
        compose(of(BASE | {taken: "# x\n"}), request(titles=titles))
    assert caught.value.path == taken


def test_names_that_the_configuration_does_not_have_are_refused() -> None:
    kb = of(products=("shop", "app"), owners=("billing",), audience=("public", "staff"))
    for key, value, near in (
        ("product", "shp", "shop"),
        ("owner", "biling", "billing"),
        ("audience", "publc", "public"),
    ):
        with pytest.raises(KbError, match=f"did you mean '{near}'"):
            compose(kb, request(**{key: value}))


def test_the_owner_is_the_one_of_most_articles() -> None:
    assert "owner: accounts\n" in only(of(), request())[1]
    assert "owner: billing\n" in only(of(owners=("billing",)), request())[1]
    assert "owner: support\n" in only(of({}), request())[1]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "KB-0001"),
        (["KB-0001", "KB-0041", "KB-0007"], "KB-0042"),
        (["KB-9999"], "KB-10000"),
        (["FAQ7", "FAQ8", "KB-0100"], "FAQ9"),
        (["login", "pay"], "KB-0001"),
        (["123"], "124"),
    ],
)
def test_the_next_id_follows_the_highest(taken: list[str], expected: str) -> None:
    assert next_id(taken) == expected


def test_the_id_of_a_merged_article_is_not_given_again() -> None:
    texts = BASE | {"zh/merged.md": "---\nid: KB-0002\naliases: [/kb/KB-0050/]\n---\n"}
    assert "id: KB-0051\n" in only(of(texts), request())[1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why can't I sign in?", "why-can-t-i-sign-in"),
        ("C++ & C#", "c-c"),
        ("Größe ändern", "grosse-andern"),
        ("登录 VPN", ""),
        ("Вход", ""),
        ("？！", ""),
    ],
)
def test_a_slug_is_latin_or_nothing(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_long_slug_ends_with_a_whole_word() -> None:
    made = slug("word " * 30)
    assert len(made) <= 60
    assert made.endswith("word")


TITLES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=25)


@given(TITLES)
def test_any_title_arrives_whole(title: str) -> None:
    try:
        ((lang, clean),) = titles(of(), title, "zh", "", both=False).items()
    except KbError:
        return
    article = parse(only(of(), request(titles={lang: clean}))[1], "zh/x.md")
    assert article.meta_fault is None
    assert article.meta["title"] == clean
    assert article.headings[0].text == clean


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (("怎么退款？", "", "", False), {"zh": "怎么退款？"}),
        (("Refunds", "", "", False), {"en": "Refunds"}),
        (("  a\nb ", "zh-CN", "", False), {"zh": "a b"}),
        (("怎么退款？", "", "", True), {"zh": "怎么退款？", "en": ""}),
        (("Refunds", "", "退款", False), {"en": "Refunds", "zh": "退款"}),
    ],
)
def test_the_languages_of_the_titles_are_told_from_their_letters(
    given_: tuple[str, str, str, bool], expected: dict[str, str]
) -> None:
    title, lang, translated, both = given_
    assert titles(of(), title, lang, translated, both=both) == expected


def test_a_title_in_latin_letters_is_chinese_where_all_is() -> None:
    kb = KnowledgeBase.from_texts(
        {"a.md": "---\nlang: zh\n---\n# 登录\n"}, Config(languages=("zh",))
    )
    assert titles(kb, "SMS-1042", "", "", both=False) == {"zh": "SMS-1042"}


def test_a_title_to_be_translated_says_so() -> None:
    new = compose(of(), request(titles={"zh": "怎么退款？", "en": ""}))
    assert 'title: "TODO: translate “怎么退款？”"' in new["en/faq/kb-0042.md"]


def test_two_titles_in_one_language_are_refused() -> None:
    with pytest.raises(KbError, match="--lang"):
        titles(of({"en/a.md": ""}), "One", "en", "Two", both=False)
