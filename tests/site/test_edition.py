from __future__ import annotations

import pytest

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.site.edition import edition

RELATED = "<!-- kb:related -->\n\n- [B](b.md)\n\n<!-- /kb:related -->\n"


def _base(**texts: str) -> KnowledgeBase:
    return KnowledgeBase.from_texts({f"en/{name}.md": text for name, text in texts.items()})


def test_linked_from_names_the_articles_whose_text_links_here() -> None:
    shown = edition(
        _base(
            index="# Home\n\n[b](b.md)\n",
            a="# A\n\nSee [b](b.md) and [b again](b.md#x).\n",
            b="# B\n\n[itself](b.md)\n",
            c=f"# C\n\n{RELATED}",
        )
    )
    assert {path: [a.path for a in of] for path, of in shown.linked_from.items()} == {
        "en/b.md": ["en/a.md"]
    }


def test_what_only_hidden_articles_show_is_hidden_too() -> None:
    texts = {
        "a.md": "# A\n\n![](both.png) ![](open.png)\n",
        "b.md": "---\nstatus: draft\n---\n# B\n\n![](both.png) ![](secret.png)\n",
    }
    files = ("both.png", "open.png", "secret.png", "unused.png")
    shown = edition(KnowledgeBase.from_texts(texts, Config(), files))
    assert shown.hidden == {"b.md", "secret.png"}
    assert shown.media == {"both.png", "open.png"}


def test_a_revised_article_is_cut_like_any_other() -> None:
    shown = edition(_base(a="# A\n", b="# B\n"))
    revised = shown.revised("en/a.md", "# A\n\nnew\n\n<!-- internal -->\nx\n<!-- /internal -->\n")
    assert revised is not None
    assert "new" in revised.kb.articles["en/a.md"].text
    assert "x" not in revised.kb.articles["en/a.md"].text
    assert revised.cut == {"en/a.md"}
    assert shown.revised("en/a.md", "---\nstatus: draft\n---\n# A\n") is None
    assert shown.revised("en/new.md", "# New\n") is None


def test_colleagues_read_what_is_for_them_and_for_more_people() -> None:
    base = _base(
        a="# A\n",
        b="---\naudience: internal\n---\n# B\n",
        c="---\nstatus: archived\n---\n# C\n",
        d="---\naudience: intrenal\n---\n# D\n",
    )
    assert set(edition(base).kb.articles) == {"en/a.md"}
    assert set(edition(base, "internal").kb.articles) == {"en/a.md", "en/b.md", "en/c.md"}
    with pytest.raises(KbError, match="intern"):
        edition(base, "intern")
