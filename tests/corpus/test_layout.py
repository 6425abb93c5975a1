import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.config import Config
from kb_tools.corpus.layout import Place, detect

SUFFIXED = ("help/login._zh.md", "help/login._en.md")


@pytest.mark.parametrize(
    ("folder", "lang"),
    [
        ("zh", "zh"),
        ("en", "en"),
        ("zh-Hans", "zh"),
        ("zh-CN", "zh"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("pt-BR", "pt-BR"),
    ],
)
def test_a_top_folder_that_is_a_language_says_it(folder: str, lang: str) -> None:
    layout = detect([f"{folder}/faq/login.md"], Config())
    assert layout.place(f"{folder}/faq/login.md") == Place(lang, "faq/login")
    assert layout.folder(f"{folder}/faq/login.md") == f"{folder}/"


@pytest.mark.parametrize("name", ["login.zh.md", "login._zh.md", "login_zh.md", "login.zh-CN.md"])
def test_a_file_name_that_ends_with_a_language_says_it(name: str) -> None:
    assert detect([f"faq/{name}"], Config()).place(f"faq/{name}") == Place("zh", "faq/login")


def test_the_original_without_a_suffix_shares_the_key_of_its_translations() -> None:
    layout = detect(["login.md", "login.fr.md"], Config())
    assert layout.place("login.md") == Place("", "login")
    assert layout.place("login.fr.md") == Place("fr", "login")


@pytest.mark.parametrize("name", ["check_it.md", "faq/what_is.md", "set_up_id.md", "_zh.md"])
def test_two_letters_at_the_end_of_a_name_are_no_language_without_a_sibling(name: str) -> None:
    assert detect([name, *SUFFIXED], Config()).place(name).lang == ""


def test_departments_with_two_letters_are_no_languages() -> None:
    layout = detect(["it/vpn.md", "hr/leave.md", "finance/travel.md"], Config())
    assert layout.place("it/vpn.md") == Place("", "it/vpn")


def test_a_language_folder_among_many_others_is_none() -> None:
    paths = [f"{folder}/{number}.md" for folder in ("br", "sql", "dm") for number in range(3)]
    assert detect([*paths, "en/note.md"], Config()).folders == {}


def test_configured_languages_leave_nothing_to_guess() -> None:
    layout = detect(["it/vpn.md", "hr/vpn.md", "en/vpn.md"], Config(languages=("it", "en")))
    assert layout.place("it/vpn.md") == Place("it", "vpn")
    assert layout.place("hr/vpn.md") == Place("", "hr/vpn")


def test_a_configured_layout_is_taken_as_it_is() -> None:
    paths = ["fr/a.md", "de/a.md", "fr/b_de.md"]
    assert detect(paths, Config(layout="folder")).place("fr/a.md") == Place("fr", "a")
    assert detect(paths, Config(layout="suffix")).place("fr/b_de.md") == Place("de", "fr/b")
    assert detect(paths, Config(layout="suffix")).place("fr/a.md") == Place("", "fr/a")


def test_the_folder_wins_over_the_name() -> None:
    assert detect(["zh/login_en.md"], Config()).place("zh/login_en.md") == Place("zh", "login_en")


def test_a_translation_beside_its_original_at_the_root_is_one() -> None:
    originals = ["index.md", "guide/a.md", "guide/b.md", "api/c.md"]
    layout = detect([*originals, *(f"en/{path}" for path in originals[:3])], Config())
    assert layout.place("en/guide/a.md") == Place("en", "guide/a")
    assert layout.place("guide/a.md") == Place("", "guide/a")


@pytest.mark.parametrize("prefix", ["content/", "content/docs/"])
def test_languages_may_stand_in_a_folder_of_their_own(prefix: str) -> None:
    articles = [f"{prefix}{lang}/faq/{n}.md" for lang in ("zh-cn", "en") for n in range(10)]
    layout = detect(["README.md", *articles], Config())
    assert layout.place(articles[0]) == Place("zh", f"{prefix}faq/0")
    assert layout.folder(articles[0]) == f"{prefix}zh-cn/"
    assert layout.place("README.md") == Place("", "README")
    assert layout.path("zh", f"{prefix}faq/x") == f"{prefix}zh-cn/faq/x.md"


@given(st.lists(st.sampled_from(["zh", "en", "faq", "a_zh", "b.en", "it"]), min_size=1, max_size=4))
def test_an_article_s_path_is_made_of_its_place(parts: list[str]) -> None:
    path = "/".join(parts) + ".md"
    layout = detect([path, "zh/x.md", "en/x.md"], Config(layout="folder"))
    lang, key = layout.place(path)
    assert (layout.path(lang, key) if lang else f"{key}.md") == path
