from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError, ReadError
from kb_tools.site_facts import SiteFacts

CHINESE = "# 登录\n\n登录后页面空白，怎么办？\n"
ENGLISH = "# Sign in\n\nThe page stays blank after signing in.\n"


def of(texts: dict[str, str], config: Config = Config()) -> KnowledgeBase:
    return KnowledgeBase.from_texts(texts, config)


def test_an_article_s_id_is_its_own_or_its_path_without_language() -> None:
    kb = of({"zh/faq/login.md": CHINESE, "en/faq/login.md": "---\nid: KB-0042\n---\n" + ENGLISH})
    assert kb.articles["zh/faq/login.md"].id == "faq/login"
    assert kb.articles["en/faq/login.md"].id == "KB-0042"


def test_translations_share_the_id_or_the_path() -> None:
    kb = of(
        {
            "zh/login.md": "---\nid: KB-0001\n---\n" + CHINESE,
            "en/sign-in.md": "---\nid: KB-0001\n---\n" + ENGLISH,
            "zh/pay.md": CHINESE,
            "en/pay.md": ENGLISH,
            "en/only.md": ENGLISH,
        }
    )
    found = {
        path: {lang: other.path for lang, other in kb.translations(article).items()}
        for path, article in kb.articles.items()
    }
    assert found["zh/login.md"] == {"zh": "zh/login.md", "en": "en/sign-in.md"}
    assert found["en/sign-in.md"] == found["zh/login.md"]
    assert found["en/pay.md"] == {"zh": "zh/pay.md", "en": "en/pay.md"}
    assert found["en/only.md"] == {"en": "en/only.md"}


def test_a_path_without_language_is_told_by_its_characters() -> None:
    kb = of({"a.md": CHINESE, "b.md": ENGLISH, "c.md": "---\nlang: zh_TW\n---\n# x\n"})
    assert [article.lang for article in kb.articles.values()] == ["zh", "en", "zh-Hant"]
    assert of({"a.md": CHINESE}, Config(languages=("zh-TW",))).articles["a.md"].lang == "zh-Hant"
    assert of({"a.md": ENGLISH}, Config(languages=("zh", "fr"))).articles["a.md"].lang == "fr"


def test_languages_are_the_configured_ones_then_the_commonest() -> None:
    texts = {"zh/a.md": "", "en/a.md": "", "en/b.md": "", "fr/b.md": ""}
    assert of(texts).languages == ("en", "fr", "zh")
    assert of(texts, Config(languages=("zh-CN", "en", "fr"))).languages == ("zh", "en", "fr")


def test_a_table_of_contents_is_navigation_and_no_article() -> None:
    kb = of({"TOC.md": "- [A](a.md)\n- [Gone](gone.md)\n", "a.md": "", "b.md": ""})
    assert {*kb.articles} == {"a.md", "b.md"}
    assert kb.nav == {"a.md"}
    assert kb.resolve("TOC.md", kb.articles["a.md"]).path == "TOC.md"


def test_mkdocs_navigation_comes_first() -> None:
    facts = SiteFacts(known=True, nav=(("", "b.md"), ("Gone", "gone.md")))
    kb = KnowledgeBase.from_texts({"TOC.md": "[A](a.md)", "a.md": "", "b.md": ""}, facts=facts)
    assert kb.nav == {"b.md"}


def test_excluded_paths_are_files_but_no_articles() -> None:
    kb = of({"zh/_draft/a.md": "", "zh/b.md": ""})
    assert {*kb.articles} == {"zh/b.md"}
    assert kb.files == {"zh/_draft/a.md", "zh/b.md"}


@pytest.mark.parametrize(
    ("path", "directories", "flat"),
    [
        ("zh/login.md", "zh/login/", "zh/login.html"),
        ("zh/index.md", "zh/", "zh/index.html"),
        ("README.md", "", "index.html"),
        ("zh/登录.md", "zh/%E7%99%BB%E5%BD%95/", "zh/%E7%99%BB%E5%BD%95.html"),
    ],
)
def test_urls_are_those_of_mkdocs(path: str, directories: str, flat: str) -> None:
    from mkdocs.structure.files import File

    for use, expected in ((True, directories), (False, flat)):
        facts = SiteFacts(known=True, use_directory_urls=use)
        kb = KnowledgeBase.from_texts({path: ""}, facts=facts)
        assert kb.url(kb.articles[path]) == expected
        mkdocs = File(path, "docs", "site", use_directory_urls=use).url
        assert mkdocs.removeprefix("./") == expected


def test_an_absolute_url_can_be_pasted_anywhere() -> None:
    facts = SiteFacts(site_url="https://example.com/help")
    kb = KnowledgeBase.from_texts({"zh/a.md": ""}, facts=facts)
    article = kb.articles["zh/a.md"]
    assert kb.url(article, "重置") == "zh/a/#重置"
    assert kb.url(article, "重置", absolute=True) == (
        "https://example.com/help/zh/a/#%E9%87%8D%E7%BD%AE"
    )


def test_the_public_sees_published_articles_for_the_public() -> None:
    heads = {
        "a": "",
        "b": "status: published\naudience: public",
        "c": "status: draft",
        "d": "status: archived",
        "e": "status: validated",
        "f": "audience: internal",
        "g": "audience: inernal",
        "h": "audience: [internal, public]",
        "i": "status: Draft",
    }
    kb = of({f"{name}.md": f"---\n{head}\n---\n# {name}\n" for name, head in heads.items()})
    assert [*kb.public().articles] == ["a.md", "b.md", "h.md"]
    assert [*kb.public("internal").articles] == ["a.md", "b.md", "f.md", "h.md"]
    assert "f.md" not in kb.public().files


def test_a_misspelt_audience_shows_nothing() -> None:
    with pytest.raises(KbError, match="did you mean 'internal'"):
        of({"a.md": ""}).public("inernal")


class TestLoad:
    def write(self, root: Path, path: str, data: bytes = b"# A\n") -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    def test_a_folder_of_markdown_needs_no_configuration(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a.md")
        self.write(tmp_path, "sub/b.markdown")
        self.write(tmp_path, "sub/c.png")
        kb = KnowledgeBase.load(Config(root=tmp_path))
        assert {*kb.articles} == {"a.md", "sub/b.markdown"}
        assert kb.files == {"a.md", "sub/b.markdown", "sub/c.png"}

    def test_mkdocs_says_where_the_articles_are(self, tmp_path: Path) -> None:
        self.write(tmp_path, "mkdocs.yml", b"site_name: S\ndocs_dir: content\n")
        self.write(tmp_path, "content/a.md")
        self.write(tmp_path, "docs/b.md")
        kb = KnowledgeBase.load(Config(root=tmp_path))
        assert {*kb.articles} == {"a.md"}
        assert kb.facts.site_name == "S"

    def test_a_file_in_another_encoding_is_reported_and_the_rest_is_read(
        self, tmp_path: Path
    ) -> None:
        self.write(tmp_path, "a.md")
        self.write(tmp_path, "b.md", "标题".encode("gb18030"))
        kb = KnowledgeBase.load(Config(root=tmp_path))
        assert {*kb.articles} == {"a.md"}
        assert [(fault.path, fault.reason) for fault in kb.faults] == [("b.md", "encoding")]

    def test_progress_is_told(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a.md")
        self.write(tmp_path, "b.md")
        seen: list[tuple[int, int]] = []
        KnowledgeBase.load(Config(root=tmp_path), lambda done, all_: seen.append((done, all_)))
        assert seen == [(1, 2), (2, 2)]

    def test_a_docs_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="there is no folder 'wiki'"):
            KnowledgeBase.load(Config(root=tmp_path, docs="wiki"))


PATHS = st.lists(
    st.sampled_from(["zh/a.md", "en/a.md", "a.md", "b/index.md", "zh/b_en.md", "TOC.md", "x.png"]),
    unique=True,
)


@given(PATHS, st.text(max_size=30), st.sampled_from([SiteFacts(), SiteFacts(known=True)]))
def test_resolving_never_raises_and_says_only_what_is_there(
    paths: list[str], target: str, facts: SiteFacts
) -> None:
    kb = KnowledgeBase.from_texts(dict.fromkeys(paths, "# a\n"), facts=facts)
    for source in kb.articles.values():
        hit = kb.resolve(target, source)
        assert hit.article is None or kb.articles[hit.article.path] is hit.article
        assert (hit.status in ("missing", "external")) == (hit.path is None)


@given(st.permutations(["zh/a.md", "en/a.md", "en/b.md", "zh/index.md"]))
def test_the_order_of_files_does_not_matter(paths: list[str]) -> None:
    text = "---\nid: KB-1\naliases: [/old/]\n---\n# A\n"
    kb = of(dict.fromkeys(paths, text))
    assert [*kb.articles] == sorted(paths)
    assert kb.aliases["old"].path == "en/a.md"


@given(
    st.sampled_from(["zh/a.md", "zh/b/c d.md", "en/index.md", "en/b/login(1).md"]),
    st.sampled_from(["zh/b/x.md", "zh/y.md", "en/z.md"]),
    st.sampled_from([SiteFacts(), SiteFacts(known=True)]),
)
def test_the_nearest_link_leads_to_an_article(path: str, source: str, facts: SiteFacts) -> None:
    kb = KnowledgeBase.from_texts({path: "", source: ""}, facts=facts)
    dead = kb.resolve("nowhere/" + path.rpartition("/")[2], kb.articles[source])
    if dead.nearest is not None:
        assert kb.resolve(dead.nearest, kb.articles[source]).path == path
