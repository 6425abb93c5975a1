from collections.abc import Mapping

import pytest

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.site_facts import SiteFacts

TEXTS = {
    "zh/index.md": "# 帮助\n",
    "zh/login.md": "---\nid: KB-0001\naliases: [zh/old/sign-in.md, denglu.md]\n---\n"
    "# 登录\n\n## 重置密码\n\n## Reset {#reset}\n",
    "en/login.md": "---\nid: KB-0001\n---\n# Sign in\n",
    "zh/faq/reset-password.md": "# 重置密码\n",
    "zh/faq/index.md": "# 常见问题\n",
    "zh/a b.md": "# 空格\n",
    "zh/draft.md": "---\nstatus: draft\n---\n# 草稿\n",
    "zh/archived.md": "---\nstatus: archived\n---\n# 旧\n",
    "zh/internal.md": "---\naudience: internal\n---\n# 内部\n",
    "help/reset._en.md": "---\npermalink: /help/account/reset-it/\n---\n# Reset it\n",
}
FILES = ("zh/img/one.png", "zh/img/two (2).png", "files/form.pdf")
MKDOCS = SiteFacts(known=True)


def base(
    texts: Mapping[str, str] = TEXTS, config: Config = Config(), facts: SiteFacts = MKDOCS
) -> KnowledgeBase:
    return KnowledgeBase.from_texts(texts, config, FILES, facts)


def resolve(target: str, source: str = "zh/faq/reset-password.md", **more: object) -> Resolution:
    kb = base(**more)  # type: ignore[arg-type]
    return kb.resolve(target, kb.articles[source])


@pytest.mark.parametrize(
    "target",
    [
        "../login.md",
        "../login.md?from=faq",
        "./../login.md",
        "/zh/login.md",
        "/zh/login/",
        "/zh/login",
        "/zh/login/index.html",
        "../../login/",
        "../../login",
        "%2E%2E/login.md",
    ],
)
def test_an_article_is_found_however_it_is_written(target: str) -> None:
    found = resolve(target)
    assert (found.status, found.path) == ("found", "zh/login.md")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("../a%20b.md", "zh/a b.md"),
        ("../a b.md", "zh/a b.md"),
        ("../img/one.png", "zh/img/one.png"),
        ("../img/two%20(2).png", "zh/img/two (2).png"),
        ("/files/form.pdf#page=2", "files/form.pdf"),
        ("/zh/", "zh/index.md"),
        ("index.md", "zh/faq/index.md"),
        ("../", "zh/faq/index.md"),
        ("../../", "zh/index.md"),
        ("/help/account/reset-it/", "help/reset._en.md"),
    ],
)
def test_files_folders_and_foreign_permalinks_are_found(target: str, path: str) -> None:
    found = resolve(target)
    assert (found.status, found.path) == ("found", path)


@pytest.mark.parametrize(
    "target",
    [
        "../old/sign-in.md",
        "/zh/old/sign-in/",
        "/zh/denglu/",
        "/kb/KB-0001/",
        "KB-0001",
        "/kb/KB-0001",
    ],
)
def test_aliases_permalinks_and_ids_redirect(target: str) -> None:
    found = resolve(target)
    assert (found.status, found.path) == ("redirected", "zh/login.md")


def test_an_id_leads_to_the_article_in_the_reader_s_language() -> None:
    texts = TEXTS | {"en/faq.md": "# FAQ\n"}
    found = resolve("/kb/KB-0001/", "en/faq.md", texts=texts)
    assert found.path == "en/login.md"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "//cdn.example.com/x.js",
        "mailto:a@example.com",
        "tel:+1",
        "HTTP://x",
    ],
)
def test_what_leads_away_is_external(target: str) -> None:
    assert resolve(target).status == "external"


@pytest.mark.parametrize("target", ["{{ base }}/x/", "{% link y.md %}", "{{cut"])
def test_what_a_template_makes_is_external_unless_it_is_found(target: str) -> None:
    assert resolve(target).status == "external"
    assert resolve("{{ base }}/zh/login/").path == "zh/login.md"


@pytest.mark.parametrize(
    "target",
    [
        "{{ base }}{% link zh/login.md %}#reset",
        '{{< ref "/zh/login.md" >}}',
        "{{% relref 'zh/login.md' %}}",
        "{% link zh/login.md %}",
    ],
)
def test_a_template_that_names_an_article_links_to_it(target: str) -> None:
    assert resolve(target).path == "zh/login.md"


@pytest.mark.parametrize(
    ("target", "anchor", "found"),
    [
        ("../login.md#重置密码", "重置密码", True),
        ("../login.md#%E9%87%8D%E7%BD%AE%E5%AF%86%E7%A0%81", "重置密码", True),
        ("../login.md#reset", "reset", True),
        ("../login.md#top", "top", True),
        ("../login.md#reset:~:text=x", "reset", True),
        ("../login.md#", "", True),
        ("../login.md#rest", "rest", False),
        ("/kb/KB-0001/#nowhere", "nowhere", False),
    ],
)
def test_anchors_are_decoded_and_looked_up(target: str, anchor: str, found: bool) -> None:
    hit = resolve(target)
    assert (hit.path, hit.anchor, hit.anchor_found) == ("zh/login.md", anchor, found)


@pytest.mark.parametrize("target", ["#reset", "#", "?lang=zh#reset"])
def test_a_link_within_the_page_leads_to_the_page(target: str) -> None:
    hit = resolve(target, "zh/login.md")
    assert (hit.status, hit.path, hit.anchor_found) == ("found", "zh/login.md", True)


def test_a_dead_anchor_names_the_nearest_link() -> None:
    assert resolve("../login.md#resett").nearest == "../login.md#reset"


@pytest.mark.parametrize(
    ("target", "nearest"),
    [
        ("login.md", "../login.md"),
        ("reset-pasword.md", "reset-password.md"),
        ("../Login.md", "../login.md"),
        ("login.md#reset", "../login.md#reset"),
        ("login.md#gone", "../login.md"),
        ("/zh/faq/login.md", "/zh/login.md"),
        ("..\\login.md", "../login.md"),
        ("../a_b.md", None),
        ("../img/onne.png", "../img/one.png"),
        ("img/two%20(2).png", "../img/two%20%282%29.png"),
        ("quite-another-thing.md", None),
        ("../../../outside.md", None),
        ("help@example.com", "mailto:help@example.com"),
        ("www.example.com/a", "https://www.example.com/a"),
        ("", None),
        ("//zh/login.md", "/zh/login.md"),
        ("/zh/login.html", "/zh/login.md"),
    ],
)
def test_a_dead_link_names_the_nearest_one(target: str, nearest: str | None) -> None:
    dead = resolve(target)
    assert (dead.status, dead.nearest) == ("missing", nearest)


def test_an_anchor_without_its_sign_is_recognised() -> None:
    assert resolve("reset", "zh/login.md").nearest == "#reset"


def test_the_nearest_article_is_one_in_the_same_language() -> None:
    texts = {"zh/a.md": "", "zh/x/login.md": "", "en/login.md": "", "en/x/a.md": ""}
    assert resolve("login.md", "en/x/a.md", texts=texts).nearest == "../login.md"
    assert resolve("login.md", "zh/a.md", texts=texts).nearest == "x/login.md"


def test_mkdocs_takes_an_address_as_the_browser_does() -> None:
    assert resolve("login/", "zh/index.md").path == "zh/login.md"
    dead = resolve("faq/", "zh/login.md")
    assert dead.status == "missing"
    flat = SiteFacts(known=True, use_directory_urls=False)
    assert resolve("index.html", "zh/login.md", facts=flat).path == "zh/index.md"


def test_the_root_leads_to_the_page_that_offers_the_languages() -> None:
    for target in ("/", "../../../", "../../.."):
        hit = resolve(target, "zh/faq/reset-password.md")
        assert (hit.status, hit.path, hit.article) == ("found", "index.html", None)
    assert resolve("/", "zh/login.md", texts={"zh/login.md": "", "index.md": ""}).path == "index.md"


def test_the_site_s_own_address_leads_inside() -> None:
    facts = SiteFacts(known=True, site_url="https://example.com/help/")
    assert resolve("https://example.com/help/zh/login/#reset", facts=facts).path == "zh/login.md"
    assert resolve("/help/zh/login/", facts=facts).path == "zh/login.md"
    assert resolve("https://example.com/shop/", facts=facts).status == "external"
    assert resolve("https://example.com/helpers/", facts=facts).status == "external"


@pytest.mark.parametrize("version", ["latest", "en/stable", "v2", "1.x", "zh_CN/2.10"])
def test_another_version_of_the_site_is_external(version: str) -> None:
    facts = SiteFacts(known=True, site_url="https://example.com/")
    target = f"https://example.com/{version}/zh/login/#gone"
    assert resolve(target, facts=facts).status == "external"
    texts = {"zh/login.md": "", f"{version}/index.md": ""}
    assert resolve(target, "zh/login.md", texts=texts, facts=facts).status == "missing"


@pytest.mark.parametrize(
    ("source", "target", "status"),
    [
        ("zh/login.md", "draft.md", "archived"),
        ("zh/login.md", "archived.md", "archived"),
        ("zh/draft.md", "login.md", "found"),
        ("zh/draft.md", "archived.md", "archived"),
        ("zh/archived.md", "archived.md", "found"),
        ("zh/login.md", "internal.md", "wrong-audience"),
        ("zh/internal.md", "login.md", "found"),
        ("zh/internal.md", "internal.md", "found"),
    ],
)
def test_a_link_to_what_the_reader_cannot_see_is_told(
    source: str, target: str, status: str
) -> None:
    assert resolve(target, source).status == status


class TestOfAnUnknownGenerator:
    FACTS = SiteFacts()

    def resolve(self, target: str, source: str, **texts: str) -> Resolution:
        paths = {path.replace("__", "/") + ".md": text for path, text in texts.items()}
        return resolve(target, source, texts=paths, facts=self.FACTS)

    def test_a_name_without_suffix_means_the_article_beside(self) -> None:
        assert self.resolve("other", "a.md", a="", other="").path == "other.md"
        assert self.resolve("../other/", "a.md", a="", other="").path == "other.md"

    def test_links_from_the_root_may_leave_the_language_folder_out(self) -> None:
        hit = self.resolve("/faq/x.md", "zh/a.md", zh__a="", zh__faq__x="", en__faq__x="")
        assert hit.path == "zh/faq/x.md"

    def test_links_from_the_root_may_start_above_the_folder(self) -> None:
        hit = self.resolve("/help/faq/x.md", "zh/a.md", zh__a="", zh__faq__x="")
        assert hit.path == "zh/faq/x.md"

    def test_a_dead_link_is_mended_in_the_same_manner(self) -> None:
        hit = self.resolve("/faq/logn.md", "zh/a.md", zh__a="", zh__faq__login="")
        assert hit.nearest == "/faq/login.md"

    def test_another_part_of_the_website_is_external(self) -> None:
        texts = {"a": "---\npermalink: /help/a/\n---\n", "b": "---\npermalink: /help/b/\n---\n"}
        assert self.resolve("/contact/", "a.md", **texts).status == "external"
        assert self.resolve("/help/c/", "a.md", **texts).status == "missing"
        assert self.resolve("/contact.md", "a.md", **texts).status == "missing"

    def test_a_folder_without_a_page_is_missing(self) -> None:
        assert self.resolve("/faq/old", "a.md", a="", faq__old__x="").status == "missing"

    @pytest.mark.parametrize("folder", ["content/", "website/docs/"])
    def test_links_from_the_root_may_leave_the_folder_of_the_site_out(self, folder: str) -> None:
        texts = {"_index.md": "# Help\n", "ftp.md": "# FTP\n", "s3/_index.md": "# S3\n"}
        kb = base({folder + path: text for path, text in texts.items()}, facts=SiteFacts())
        source = kb.articles[f"{folder}ftp.md"]
        assert kb.resolve("/s3/", source).path == f"{folder}s3/_index.md"
        assert kb.resolve("/ftp/#a", source).article is source
        assert kb.resolve("/s3/gone.md", source).status == "missing"
