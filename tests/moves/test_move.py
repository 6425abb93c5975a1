"""After a move every link leads where it led, and every old address redirects."""

from collections.abc import Mapping
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.moves.move import move
from kb_tools.moves.nav import mended
from kb_tools.moves.plan import Plan, pages
from kb_tools.site_facts import SiteFacts

BOTH = {
    "zh/index.md": "# 首页\n\n[登录](login/code.md#步骤)\n",
    "zh/login/code.md": "# 收不到验证码\n\n## 步骤\n\n见[首页](../index.md)。![图](img/a.png)\n",
    "en/index.md": (
        "# Home\n\n[Sign in][s] and <a href='login/code.md'>here</a>\n\n[s]: login/code.md \"T\"\n"
    ),
    "en/login/code.md": (
        "---\nid: KB-1\ntitle: No code\n---\n\n# No code\n\n[home](../index.md) [x](#no-code)\n"
    ),
}
FILES = ("zh/login/img/a.png",)


def base(texts: Mapping[str, str], files: tuple[str, ...] = (), **facts: object) -> KnowledgeBase:
    return KnowledgeBase.from_texts(texts, files=files, facts=SiteFacts(**facts))  # type: ignore[arg-type]


def done(kb: KnowledgeBase, plan: Plan) -> KnowledgeBase:
    """Return the base as it is when the plan has been carried out."""
    texts = {path: plan.texts.get(path, a.text) for path, a in pages(kb).items()}
    kept = {plan.place(p): text for p, text in texts.items() if p not in plan.removals}
    files = [plan.place(path) for path in kb.files - texts.keys()]
    return KnowledgeBase.from_texts(kept, kb.config, files, kb.facts)


def leads(kb: KnowledgeBase) -> dict[str, list[tuple[str | None, str, bool]]]:
    """Return where every link leads: file, anchor, and whether it is there."""
    return {
        path: [
            (found.path, found.anchor, found.anchor_found)
            for found in (kb.resolve(link.target, article) for link in article.links)
        ]
        for path, article in pages(kb).items()
    }


def assert_moved(kb: KnowledgeBase, plan: Plan) -> KnowledgeBase:
    after = done(kb, plan)
    expected = {
        plan.place(path): [(None if p is None else plan.place(p), a, f) for p, a, f in found]
        for path, found in leads(kb).items()
    }
    assert leads(after) == expected
    for old in plan.renames.keys() & kb.articles.keys():
        source = after.articles[plan.place(old)]
        assert after.resolve(f"/{quote(old)}", source).path == source.path
    return after


def test_an_article_takes_its_translation_its_image_and_every_link_along() -> None:
    plan = move(base(BOTH, FILES), "en/login/code.md", "en/account/no-code.md")

    assert plan.renames == {
        "en/login/code.md": "en/account/no-code.md",
        "zh/login/code.md": "zh/account/no-code.md",
        "zh/login/img/a.png": "zh/account/img/a.png",
    }
    after = assert_moved(base(BOTH, FILES), plan)
    english = after.articles["en/index.md"].text
    assert '[s]: account/no-code.md "T"' in english
    assert "<a href='account/no-code.md'>" in english
    assert "(account/no-code.md#步骤)" in after.articles["zh/index.md"].text


def test_the_old_path_goes_into_the_aliases_and_front_matter_is_made_where_there_is_none() -> None:
    plan = move(base(BOTH), "en/login/code.md", "en/no-code.md")

    assert plan.texts["zh/login/code.md"].startswith(
        "---\naliases: [zh/login/code.md]\n---\n\n# 收不到验证码\n"
    )
    assert plan.texts["en/login/code.md"].startswith(
        "---\nid: KB-1\ntitle: No code\naliases: [en/login/code.md]\n---\n\n# No code\n"
    )
    assert "[home](index.md) [x](#no-code)" in plan.texts["en/login/code.md"]


def test_siblings_by_suffix_move_together() -> None:
    kb = base(
        {
            "a.en.md": "# A\n\n[b](b.en.md)\n",
            "a.zh.md": "# 甲\n",
            "b.en.md": "# B\n",
            "b.zh.md": "# 乙\n",
        }
    )

    plan = move(kb, "b.zh.md", "sub/c.zh.md")

    assert plan.renames == {"b.en.md": "sub/c.en.md", "b.zh.md": "sub/c.zh.md"}
    assert "[b](sub/c.en.md)" in plan.texts["a.en.md"]
    assert "aliases: [/b.en.md]" in plan.texts["b.en.md"]
    assert_moved(kb, plan)


def test_a_folder_moves_with_everything_in_it_in_every_language() -> None:
    kb = base(BOTH, FILES)

    plan = move(kb, "zh/login", "zh/help/sign-in")

    assert plan.renames == {
        "en/login/code.md": "en/help/sign-in/code.md",
        "zh/login/code.md": "zh/help/sign-in/code.md",
        "zh/login/img/a.png": "zh/help/sign-in/img/a.png",
    }
    assert_moved(kb, plan)


def test_an_image_that_another_article_shows_stays() -> None:
    texts = {**BOTH, "zh/other.md": "# 另\n\n![图](login/img/a.png)\n"}

    plan = move(base(texts, FILES), "zh/login/code.md", "zh/code.md")

    assert "zh/login/img/a.png" not in plan.renames
    assert "![图](login/img/a.png)" in plan.texts["zh/login/code.md"]


def test_related_and_tables_of_contents_are_mended_but_ids_stay() -> None:
    texts = {
        "a.md": '---\nrelated: ["b.md", KB-2]\n---\n\n# A\n',
        "b.md": "---\nid: KB-2\n---\n\n# B\n",
        "SUMMARY.md": "# S\n\n- [B](b.md)\n",
    }

    plan = move(base(texts), "b.md", "x/y.md")

    assert plan.texts["a.md"] == '---\nrelated: ["x/y.md", KB-2]\n---\n\n# A\n'
    assert plan.texts["SUMMARY.md"] == "# S\n\n- [B](x/y.md)\n"


@pytest.mark.parametrize(
    ("written", "mended_"),
    [
        ("b.md", "x/c%20d.md"),
        ("./b.md?v=1#b", "./x/c%20d.md?v=1#b"),
        ("/b.md", "/x/c%20d.md"),
        ("../b/", "../x/c%20d/"),
        ("/b/#b", "/x/c%20d/#b"),
        ("https://help.example/b/#b", "https://help.example/x/c%20d/#b"),
        ("<b.md#b>", "<x/c d.md#b>"),
    ],
)
def test_a_link_keeps_its_manner(written: str, mended_: str) -> None:
    facts = {"known": True, "site_url": "https://help.example/"}
    kb = base({"a.md": f"# A\n\n[b]({written})\n", "b.md": "# B\n"}, **facts)

    plan = move(kb, "b.md", "x/c d.md")

    assert plan.texts["a.md"] == f"# A\n\n[b]({mended_})\n"
    assert_moved(kb, plan)


def test_moving_back_gives_the_same_texts_but_for_the_aliases() -> None:
    kb = base(BOTH, FILES)
    there = done(kb, move(kb, "zh/login/code.md", "zh/a/b.md"))

    back = done(there, move(there, "zh/a/b.md", "zh/login/code.md"))

    assert back.files == kb.files
    assert back.articles["zh/login/code.md"].meta["aliases"] == ["zh/a/b.md"]
    without = {
        p: a.text.replace("---\naliases: [zh/a/b.md]\n---\n\n", "")
        for p, a in back.articles.items()
    }
    without["en/login/code.md"] = without["en/login/code.md"].replace("aliases: [en/a/b.md]\n", "")
    assert without == {path: article.text for path, article in kb.articles.items()}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("zh/login/code.md", "zh/index.md", "nothing was overwritten"),
        ("zh/login/code.md", "zh/index.md/a.md", "nothing was overwritten"),
        ("zh/login/code.md", "../x.md", "outside"),
        ("zh/login/code.md", "zh/login/code.md", "already exists"),
        ("zh/login/code.md", "en/code.md", "change its language"),
        ("zh/login/code.md", "zh/code", "ends with .md"),
        ("zh/login/code.md", "zh/.hidden.md", "never published"),
        ("zh/login/code.md", "zh/login/.md", "has no name"),
        ("zh/login/code.md", "zh/login/a\nb.md", "on every system"),
        ("zh/login/code.md", "zh/why?.md", "on every system"),
        ("zh/login/code.md", f"zh/{'码' * 90}.md", "on every system"),
        ("zh/login/code.md", "zh/_x/a.md", "not an article"),
        ("zh/login", "zh/login", "into itself"),
        ("zh/login", "zh/login/deeper", "into itself"),
        ("zh/login", "en/other", "change its language"),
        ("zh", "cn", "whole language"),
        ("zh/nothing.md", "zh/x.md", "no such"),
    ],
)
def test_what_would_lose_something_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(KbError, match=why):
        move(base(BOTH, FILES), old, new)


def test_an_address_that_redirects_elsewhere_is_not_taken() -> None:
    kb = base({"a.md": "---\naliases: [old/b.md]\n---\n\n# A\n", "c.md": "# C\n"})

    with pytest.raises(KbError, match=r"redirects to 'a\.md'"):
        move(kb, "c.md", "old/b.md")


def test_front_matter_that_cannot_be_read_stops_the_move() -> None:
    with pytest.raises(KbError, match="repair the front matter"):
        move(base({"a.md": "---\nid: [\n---\n\n# A\n"}), "a.md", "b.md")


def test_the_navigation_follows() -> None:
    text = "nav:\n  - Home: index.md\n  - a/b.md  # kept\n  - 'C': 'a/c.md'\n"
    plan = Plan({"a/b.md": "x.md"}, frozenset({"a/c.md"}), {})

    new = mended(text, frozenset({"index.md", "a/b.md", "a/c.md"}), plan)

    assert new == "nav:\n  - Home: index.md\n  - x.md  # kept\n"


NAMES = st.sampled_from(["a.md", "b.md", "d/a.md", "d/c.md", "d/e/f.md", "g/h i.md", "图/甲.md"])
FORMS = st.sampled_from(["[t]({})", '<a href="{}">t</a>', "![t]({})", "[t](<{}>)"])


@st.composite
def bases(draw: st.DrawFn) -> dict[str, str]:
    """Make a base of articles that link each other, in all manners, also dead."""
    import posixpath

    paths = draw(st.lists(NAMES, min_size=2, unique=True))
    texts = {}
    for path in paths:
        others = draw(
            st.lists(st.tuples(st.sampled_from([*paths, "no/where.md"]), FORMS), max_size=4)
        )
        links = []
        for other, form in others:
            rooted = draw(st.booleans())
            near = posixpath.relpath(other, posixpath.dirname(path) or ".")
            target = f"/{other}" if rooted else near if other in paths else other
            target = target if "<{" in form else target.replace(" ", "%20")
            links.append(form.format(target + draw(st.sampled_from(["", "#x", "#t"]))))
        texts[path] = "# T\n\n" + "\n".join(links) + "\n"
    return texts


@settings(max_examples=40)
@given(bases(), st.data())
def test_after_any_move_every_link_leads_where_it_led(
    texts: dict[str, str], data: st.DataObject
) -> None:
    kb = base(texts)
    old = data.draw(st.sampled_from(sorted(texts)))
    new = data.draw(
        st.sampled_from(["new.md", "d/new.md", "d/e/n w.md", "z/y/新.md", "n {#b} (%20).md"])
    )

    after = assert_moved(kb, move(kb, old, new))
    back = assert_moved(after, move(after, new, old))

    assert leads(back) == leads(kb)


def test_a_link_to_a_file_beside_the_docs_folder_follows() -> None:
    kb = base({"a.md": "# A\n\n[r](../README.md#x) [d](dead.md)\n"})

    there = move(kb, "a.md", "x/y/b.md").texts["a.md"]

    assert "[r](../../../README.md#x) [d](dead.md)" in there


def test_front_matter_keys_of_another_tool_are_used() -> None:
    config = Config(keys={"aliases": "redirects"})
    kb = KnowledgeBase.from_texts(
        {"a.md": "---\nredirects:\n  - x/old.md # why\n---\n\n# A\n"}, config
    )

    plan = move(kb, "a.md", "s/b.md")

    assert "redirects:\n  - x/old.md # why\n  - /a.md\n" in plan.texts["a.md"]
