"""Removing an article: the successor inherits addresses and links; without one links are words."""

from collections.abc import Mapping

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.moves.removal import remove
from tests.moves.test_move import BOTH, base, done

TEXTS = {
    **BOTH,
    "en/login/code.md": (
        "---\nid: KB-1\naliases: [en/older.md]\n---\n\n# No code\n\n## Wait\n\nWait.\n"
    ),
    "zh/login/code.md": "---\nid: KB-1\n---\n\n# 收不到验证码\n",
    "en/new.md": "---\nid: KB-9\n---\n\n# New\n\n## Wait\n\nSee [the old one](login/code.md).\n",
    "zh/new.md": "# 新\n",
    "en/a.md": (
        "---\nrelated: [KB-1, KB-7]\n---\n\n# A\n\n"
        "[w](login/code.md#wait) [g](login/code.md#gone)\n\n"
        "- [No code](login/code.md)\n- [Home](index.md)\n"
    ),
    "en/seven.md": "---\nid: KB-7\n---\n\n# 7\n",
}


def removed(texts: Mapping[str, str], path: str, successor: str | None) -> KnowledgeBase:
    kb = base(texts)
    return done(kb, remove(kb, path, successor))


def test_the_successor_inherits_every_address_in_each_language() -> None:
    after = removed(TEXTS, "en/login/code.md", "en/new.md")

    assert {"en/login/code.md", "zh/login/code.md"}.isdisjoint(after.articles)
    for old, heir in [
        ("en/login/code", "en/new.md"),
        ("en/older", "en/new.md"),
        ("zh/login/code", "zh/new.md"),
    ]:
        assert after.aliases[old].path == heir
    claims = [a.path for a in after.articles.values() if "kb/KB-1" in str(a.meta.get("aliases"))]
    assert len(claims) == 1


def test_links_lead_to_the_successor_and_keep_an_anchor_that_it_has() -> None:
    after = removed(TEXTS, "zh/login/code.md", "zh/new.md")

    text = after.articles["en/a.md"].text
    assert "[w](new.md#wait) [g](new.md)" in text
    assert "- [New](new.md)\n- [Home](index.md)\n" in text
    assert "related: [KB-9, KB-7]" in text
    assert "[登录](new.md)" in after.articles["zh/index.md"].text


def test_the_successor_does_not_link_to_itself() -> None:
    after = removed(TEXTS, "en/login/code.md", "en/new.md")

    assert "See the old one.\n" in after.articles["en/new.md"].text


def test_a_link_that_gives_the_old_title_gives_the_new_one() -> None:
    texts = {"a.md": "# A\n\n[Old](b.md) [why](b.md)\n", "b.md": "# Old\n", "c.md": "# New\n"}

    assert (
        removed(texts, "b.md", "c.md").articles["a.md"].text == "# A\n\n[New](c.md) [why](c.md)\n"
    )


def test_without_a_successor_links_become_words_and_list_entries_go() -> None:
    after = removed(TEXTS, "en/login/code.md", None)

    text = after.articles["en/a.md"].text
    assert "\nw g\n\n- [Home](index.md)\n" in text
    assert "related: [KB-7]" in text
    assert "Sign in and here" in after.articles["en/index.md"].text
    dead = [
        link.target
        for article in after.articles.values()
        for link in article.links
        if after.resolve(link.target, article).status == "missing"
    ]
    assert dead == []


@pytest.mark.parametrize(
    ("path", "successor", "why"),
    [
        ("en/nothing.md", None, "no such article"),
        ("en/new.md", "en/nothing.md", "no such article"),
        ("en/login/code.md", "zh/login/code.md", "removed with the article"),
    ],
)
def test_what_makes_no_sense_is_refused(path: str, successor: str | None, why: str) -> None:
    with pytest.raises(KbError, match=why):
        remove(base(TEXTS), path, successor)
