from __future__ import annotations

from markupsafe import Markup

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.markdown import parse
from kb_tools.site.edition import edition
from kb_tools.site.page_meta import cleaned, pruned, source


def test_every_text_is_escaped_once() -> None:
    article = parse("---\ntitle: <b>\nsummary: a & b\n---\n", "a.md")
    meta = cleaned({"author": "<i>", "tags": ["<u>"], "done": Markup("&lt;")}, article)
    assert meta == {
        "author": "&lt;i&gt;",
        "tags": ["&lt;u&gt;"],
        "done": "&lt;",
        "title": "&lt;b&gt;",
        "description": "a &amp; b",
    }


def test_what_themes_look_into_has_the_type_they_expect() -> None:
    assert cleaned({"hide": 5, "search": "no", "status": "draft"}, None) == {}
    kept = {"hide": ["toc"], "search": {"exclude": True}, "status": "new"}
    assert cleaned(kept, None) == kept


def test_hidden_articles_leave_the_navigation() -> None:
    nav = ["index.md", {"Guide": [{"A": "a.md"}, "b.md"]}, {"Gone": ["c.md"]}, {"D": "d.md"}]
    assert pruned(nav, {"b.md", "c.md", "d.md"}) == ["index.md", {"Guide": [{"A": "a.md"}]}]
    assert pruned(None, {"b.md"}) is None


def test_the_public_gets_an_article_without_its_internal_blocks() -> None:
    text = "# A\n\nopen\n\n<!-- internal -->\nsecret\n<!-- /internal -->\n"
    base = KnowledgeBase.from_texts({"a.md": text, "b.md": "# B\n"}, Config())
    public, internal = edition(base), edition(base, "internal")
    assert source(public.kb.articles["a.md"], public) == "# A\n\nopen\n\n\n"
    assert source(public.kb.articles["b.md"], public) is None
    marked = source(internal.kb.articles["a.md"], internal)
    assert marked == ("# A\n\nopen\n\n> **Internal, for colleagues only**\n>\n> secret\n\n")


def test_front_matter_that_aliases_blow_up_does_not_reach_the_generator() -> None:
    front = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(9 * [f'*{before}'])}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f"---\nstatus: published\naudience: public\n{front}title: *i\n---\nNote: all of it\n"
    base = KnowledgeBase.from_texts({"a.md": text}, Config())
    shown = edition(base)
    assert source(shown.kb.articles["a.md"], shown) == "\nNote: all of it\n"
