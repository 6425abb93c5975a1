import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools import config as configuration
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.lint.catalogue import selected
from kb_tools.lint.engine import lint
from kb_tools.markdown import load_yaml
from kb_tools.site_facts import read
from kb_tools.start import KINDS, project
from kb_tools.start.project import Plan, checked, create, files

ROOT = Path(__file__).parents[2]
BOTH = Plan("某某帮助中心", ("zh", "en"), "2026-11-22", product="Shop")
LANGUAGES = [("zh", "en"), ("en", "zh"), ("zh",), ("en",)]


def base(folder: Path, plan: Plan) -> KnowledgeBase:
    create(folder, files(plan))
    return KnowledgeBase.load(configuration.load(folder))


@pytest.mark.parametrize("languages", LANGUAGES)
def test_a_new_knowledge_base_has_nothing_to_mend(
    tmp_path: Path, languages: tuple[str, ...]
) -> None:
    kb = base(tmp_path / "new", replace(BOTH, languages=languages))
    rules = selected(kb.config.lint)
    found = [(d.path, d.name, d.message.en) for d in lint(kb, rules, date(2026, 11, 22))]
    assert found == []
    assert kb.languages == languages


def test_it_has_an_article_of_every_kind_in_every_language(tmp_path: Path) -> None:
    kb = base(tmp_path, BOTH)
    for lang in BOTH.languages:
        kinds = [a.kind for a in kb.articles.values() if a.lang == lang and a.kind]
        assert {*kinds} == {*KINDS}
    for article in kb.articles.values():
        assert len(kb.translations(article)) == 2


def test_only_what_is_for_the_public_is_public(tmp_path: Path) -> None:
    kb = base(tmp_path, BOTH)
    assert {a.kind for a in kb.public().articles.values()} == {*KINDS, ""} - {
        "playbook",
        "known-issue",
    }


def test_both_languages_have_the_same_headings(tmp_path: Path) -> None:
    kb = base(tmp_path, BOTH)
    for path, article in kb.articles.items():
        if path.startswith("zh/"):
            other = kb.articles["en/" + path.removeprefix("zh/")]
            assert [h.id for h in article.headings[1:]] == [h.id for h in other.headings[1:]]
            assert {*article.meta} == {*other.meta}


def test_one_language_says_nothing_of_the_other() -> None:
    alone = files(replace(BOTH, languages=("zh",)))
    assert "| 换语言" not in alone["docs/zh/reference/how-this-help-center-works.md"]
    assert not [path for path in alone if path.startswith("docs/en/")]
    assert "| 换语言" in files(BOTH)["docs/zh/reference/how-this-help-center-works.md"]


def test_no_field_is_left_to_fill_in() -> None:
    for path, text in files(BOTH).items():
        assert "{{" not in text, path


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(NAMES, NAMES, NAMES)
def test_any_name_arrives_whole(name: str, product: str, owner: str) -> None:
    try:
        plan = checked(replace(BOTH, name=name, product=product, owner=owner))
    except KbError:
        return
    texts = files(plan)
    kb = KnowledgeBase.from_texts(
        {path.removeprefix("docs/"): text for path, text in texts.items() if "docs/" in path}
    )
    assert not [path for path, article in kb.articles.items() if article.meta_fault]
    assert kb.articles["zh/faq/before-you-contact-us.md"].meta["owner"] == plan.owner
    assert kb.articles["zh/faq/before-you-contact-us.md"].meta.get("product", "") == plan.product
    assert load_yaml(texts["mkdocs.yml"].partition("theme:")[0])["site_name"] == plan.name  # type: ignore[index]


def test_the_configuration_says_what_was_asked_for(tmp_path: Path) -> None:
    plan = replace(
        BOTH,
        languages=("en", "zh"),
        repository="https://github.com/acme/help",
        site_url="https://help.example.com/",
    )
    kb = base(tmp_path, plan)
    assert kb.config.products == ("Shop",)
    assert (kb.facts.site_name, kb.facts.language) == ("某某帮助中心", "en")
    assert (kb.facts.repo_url, kb.facts.edit_uri) == (plan.repository, "edit/main/docs/")
    assert kb.facts.site_url == "https://help.example.com/"
    assert kb.facts.slugify_is_unicode


def test_the_site_is_set_up_as_our_own() -> None:
    ours = load_yaml((ROOT / "mkdocs.yml").read_text("utf-8"))
    theirs = load_yaml(files(BOTH)["mkdocs.yml"])
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    own = {"site_name", "site_url", "repo_url", "edit_uri"}
    ours["theme"].pop("custom_dir")
    assert {k: v for k, v in theirs.items() if k not in own} == {
        k: v for k, v in ours.items() if k not in own
    }


@pytest.mark.parametrize(
    ("address", "edit"),
    [
        ("https://github.com/a/b", "edit/main/docs/"),
        ("https://gitee.com/a/b", "edit/main/docs/"),
        ("https://gitlab.example.com/a/b", "-/edit/main/docs/"),
        ("https://git.example.com/a/b", ""),
    ],
)
def test_the_edit_link_is_that_of_the_host(tmp_path: Path, address: str, edit: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(files(replace(BOTH, repository=address))["mkdocs.yml"])
    assert read(tmp_path / "mkdocs.yml").edit_uri == edit


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " \n "}, "must not be empty"),
        ({"repository": "acme/help"}, "write it like https://"),
        ({"site_url": "javascript:alert(1)"}, "write it like https://"),
        ({"site_url": "https://a b"}, "write it like https://"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(KbError, match=message):
        checked(replace(BOTH, **change))  # type: ignore[arg-type]


TEXTS = {"a.md": "甲\n", "docs/b.md": "乙\n"}


class TestCreate:
    def test_a_folder_that_was_not_there_is_made_whole(self, tmp_path: Path) -> None:
        target = tmp_path / "deep" / "new"
        create(target, TEXTS)
        assert (target / "docs/b.md").read_text("utf-8") == "乙\n"
        assert [p.name for p in target.parent.iterdir()] == ["new"]
        mask = os.umask(0)
        os.umask(mask)
        assert stat.S_IMODE(target.stat().st_mode) == 0o777 & ~mask

    def test_an_empty_repository_is_filled(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        create(tmp_path, TEXTS)
        assert {p.name for p in tmp_path.iterdir()} == {".git", "a.md", "docs"}

    @pytest.mark.parametrize("name", ["README.md", "docs", ".env"])
    def test_a_folder_with_anything_in_it_is_left_alone(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).mkdir()
        with pytest.raises(KbError, match="kb lint"):
            create(tmp_path, TEXTS)
        assert [p.name for p in tmp_path.iterdir()] == [name]

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("mine")
        with pytest.raises(KbError, match="name a folder"):
            create(tmp_path / "x", TEXTS)

    @pytest.mark.parametrize("there", [True, False])
    @pytest.mark.parametrize("failing", [1, 2])
    def test_a_failure_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, failing: int
    ) -> None:
        target = tmp_path / "new"
        if there:
            target.mkdir()
        calls = 0

        def full(path: Path, content: str) -> None:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise KeyboardInterrupt
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

        monkeypatch.setattr(project, "write", full)
        with pytest.raises(KeyboardInterrupt):
            create(target, TEXTS)
        assert [p.name for p in tmp_path.rglob("*")] == (["new"] if there else [])

    def test_a_failure_while_moving_takes_everything_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rename = Path.rename

        def refuse(self: Path, target: Path) -> Path:
            if self.name == "docs" and target.parent == tmp_path:
                raise OSError(28, os.strerror(28))
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(OSError, match="No space"):
            create(tmp_path, TEXTS)
        assert [*tmp_path.iterdir()] == []
