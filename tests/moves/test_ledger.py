"""The ledger remembers what was published, and names what would die."""

from dataclasses import replace

from kb_tools.corpus import KnowledgeBase
from kb_tools.moves import ledger
from kb_tools.moves.move import move
from kb_tools.site_facts import SiteFacts
from tests.moves.test_move import base, done

TEXTS = {
    "zh/index.md": "# 首页\n",
    "zh/login.md": "---\nid: KB-1\naliases: [zh/old.md]\n---\n\n# 登录\n\n## 重置密码\n\n打开。\n",
    "zh/draft.md": "---\nstatus: draft\n---\n\n# 草稿\n",
}


def public(texts: dict[str, str]) -> KnowledgeBase:
    return base(texts).public()


def test_lists_pages_anchors_permalinks_and_redirects_but_nothing_hidden() -> None:
    assert ledger.published(public(TEXTS)) == (
        "kb/KB-1/",
        "zh/",
        "zh/login/",
        "zh/login/#重置密码",
        "zh/old/",
    )


def test_what_is_published_now_is_never_dead() -> None:
    kb = public(TEXTS)

    assert [*ledger.deaths(kb, ledger.added("", ledger.published(kb)))] == []


def test_a_move_kills_nothing() -> None:
    kb = base(TEXTS)
    text = ledger.added("", ledger.published(kb.public()))

    after = done(kb, move(kb, "zh/login.md", "zh/account/sign-in.md")).public()

    assert [*ledger.deaths(after, text)] == []


def test_an_address_that_mkdocs_redirects_lives_on() -> None:
    text = ledger.added("", ledger.published(public(TEXTS)))
    after = replace(
        public({"zh/index.md": "# 首页\n", "zh/new.md": "---\nid: KB-1\n---\n\n# 登录\n"}),
        facts=SiteFacts(known=True, redirects=("zh/login.md", "zh/old.md")),
    )
    assert [*ledger.deaths(after, text)] == []
    assert {"zh/login/", "zh/old/"} <= {*ledger.published(after)}


def test_names_the_address_and_the_anchor_that_would_die() -> None:
    text = ledger.added("", ledger.published(public(TEXTS)))
    changed = {
        "zh/index.md": "# 首页\n",
        "zh/new.md": "---\naliases: [zh/login.md]\n---\n\n# 登录\n\n## 改密码\n",
    }

    dead = [*ledger.deaths(public(changed), text)]

    assert [death.entry for death in dead] == ["kb/KB-1/", "zh/login/#重置密码", "zh/old/"]
    assert [text.splitlines()[death.line - 1] for death in dead] == [d.entry for d in dead]
    assert "the anchor '重置密码'" in dead[1].reason.en


def test_archiving_an_article_lets_its_address_die() -> None:
    text = "zh/login/\n"

    archived = {"zh/login.md": "---\nstatus: archived\n---\n\n# 登录\n"}

    assert [d.entry for d in ledger.deaths(public(archived), text)] == ["zh/login/"]


def test_adding_keeps_comments_and_what_is_gone_and_a_second_time_changes_nothing() -> None:
    once = ledger.added("# ours\nzh/gone/\n\n", ["zh/new/", "a/"])

    assert once == "# ours\na/\nzh/gone/\nzh/new/\n"
    assert ledger.added(once, ["a/"]) == once
