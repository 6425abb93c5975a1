from pathlib import Path

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import ReadError
from kb_tools.site_facts import SiteFacts, read

SITE = """
site_name: Help
site_url: https://help.example.com/kb/
repo_url: https://git.example.com/help
edit_uri: edit/main/docs/
use_directory_urls: false
theme:
  name: material
  language: zh
plugins:
  - search
  - i18n: {default: zh}
  - tags
  - redirects:
      redirect_maps:
        old.md: zh/login.md
nav:
  - index.md
  - Sign in:
      - zh/login.md
      - Forgot it: zh/forgot.md
      - Status: https://status.example.com/
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
  - toc:
      permalink: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
extra:
  key: !ENV [KB_TEST_KEY, "none"]
"""


def site(folder: Path, text: str) -> SiteFacts:
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return read(folder / "mkdocs.yml")


@pytest.mark.parametrize(
    ("plugins", "address"),
    [
        ("[i18n: {languages: [{locale: zh, default: true}, {locale: en}]}]", "en/faq/login/"),
        ("{i18n: {languages: [{locale: en, default: true}, {locale: zh}]}}", "faq/login/"),
        ("[i18n: {languages: [{locale: zh, default: true}]}]", "faq/login.en/"),
        ("[i18n]", "faq/login.en/"),
        ("[search, offline]", "faq/login.en.html"),
        ("[offline: {enabled: false}]", "faq/login.en/"),
        ("[offline: {enabled: !ENV [OFFLINE, false]}]", "faq/login.en/"),
    ],
)
def test_an_article_has_the_address_that_the_sites_plugins_give_it(
    tmp_path: Path, plugins: str, address: str
) -> None:
    facts = site(tmp_path, f"site_name: A\nplugins: {plugins}\n")
    kb = KnowledgeBase.from_texts({"faq/login.en.md": "# Login\n"}, facts=facts)
    article = kb.articles["faq/login.en.md"]
    assert kb.url(article) == address
    assert kb.resolve("/" + address, article).path == article.path


def test_a_language_folder_at_the_sites_root_is_in_no_address(tmp_path: Path) -> None:
    languages = "[{locale: zh, default: true}, {locale: en}]"
    plugins = f"[i18n: {{docs_structure: folder, languages: {languages}}}]"
    facts = site(tmp_path, f"site_name: A\nplugins: {plugins}\n")
    texts = {"zh/faq/login.md": "# 登录\n", "en/faq/login.md": "# Login\n"}
    kb = KnowledgeBase.from_texts(texts, facts=facts)
    assert [kb.url(kb.articles[path]) for path in texts] == ["faq/login/", "en/faq/login/"]


def test_everything_is_taken_from_mkdocs_yml(tmp_path: Path) -> None:
    assert site(tmp_path, SITE) == SiteFacts(
        known=True,
        site_name="Help",
        site_url="https://help.example.com/kb/",
        repo_url="https://git.example.com/help",
        edit_uri="edit/main/docs/",
        use_directory_urls=False,
        theme="material",
        language="zh",
        plugins=frozenset(("search", "i18n", "tags", "redirects")),
        redirects=("old.md",),
        extensions=frozenset(("pymdownx.emoji", "toc")),
        nav=(("", "index.md"), ("", "zh/login.md"), ("Forgot it", "zh/forgot.md")),
        slugify_is_unicode=True,
    )


def test_without_a_file_mkdocs_defaults_hold(tmp_path: Path) -> None:
    facts = read(tmp_path / "mkdocs.yml")
    assert facts == SiteFacts()
    assert not facts.known
    assert facts.nav_paths == ()


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- list\n", "theme:\nnav:\nplugins:\n"])
def test_an_empty_file_has_defaults_too(tmp_path: Path, text: str) -> None:
    facts = site(tmp_path, text)
    assert (facts.docs_dir, facts.theme, facts.known) == ("docs", "mkdocs", True)


def test_what_is_inherited_is_overridden_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "site_name: Base\ntheme: {name: material, language: zh}\nINHERIT: mkdocs.yml\n"
    )
    facts = site(tmp_path, "INHERIT: base.yml\nsite_name: Own\ntheme: {language: en}\n")
    assert (facts.site_name, facts.theme, facts.language) == ("Own", "material", "en")


def test_a_value_from_the_environment_has_its_default(tmp_path: Path) -> None:
    assert site(tmp_path, "site_name: !ENV [KB_TEST_NAME, Help]\n").site_name == "Help"


@pytest.mark.parametrize(
    ("slugify", "expected"),
    [
        ("slugify: !!python/name:pymdownx.slugs.uslugify", True),
        ("slugify: !!python/name:markdown.extensions.toc.slugify_unicode", True),
        ("slugify: !!python/name:markdown.extensions.toc.slugify", False),
        ("# slugify: !!python/name:pymdownx.slugs.uslugify", False),
        ("permalink: true", False),
    ],
)
def test_the_slugifier_tells_whether_chinese_headings_keep_their_names(
    tmp_path: Path, slugify: str, expected: bool
) -> None:
    text = f"markdown_extensions:\n  - toc:\n      x: 1\n      {slugify}\n"
    assert site(tmp_path, text).slugify_is_unicode is expected


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not valid YAML") as caught:
        site(tmp_path, "site_name: a\nnav: [b\nc: d\n")
    assert caught.value.path == str(tmp_path / "mkdocs.yml")
    assert caught.value.line in (2, 3)


def test_a_file_that_inherits_from_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.yml: cannot read this file"):
        site(tmp_path, "INHERIT: gone.yml\n")
