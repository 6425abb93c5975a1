from __future__ import annotations

from pathlib import Path

import pytest

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.site import static_files
from kb_tools.site.edition import Edition, edition


def _edition(**texts: str) -> Edition:
    paths = {path.replace("__", "/") + ".md": text for path, text in texts.items()}
    return edition(KnowledgeBase.from_texts(paths, Config()))


def test_a_site_that_shows_a_hidden_article_is_refused(tmp_path: Path) -> None:
    draft = _edition(en__a="# A\n", en__b="---\nstatus: draft\n---\n# B\n")
    page = tmp_path / "en/b/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("B")
    with pytest.raises(KbError, match="en/b"):
        static_files.add(tmp_path, draft)


def test_what_the_generator_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the site's own")
    static_files.add(tmp_path, _edition(en__a="# A\n"))
    assert (tmp_path / "index.html").read_text() == "the site's own"


def test_a_link_in_the_site_folder_leads_nothing_out_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / "old").symlink_to(outside)
    static_files.add(site, _edition(en__a="---\naliases: [/old/a/]\n---\n# A\n"))
    assert not list(outside.iterdir())


def test_articles_without_an_id_of_their_own_have_no_permanent_link() -> None:
    files = dict(static_files.static_files(_edition(en__a="# A\n", en__b="---\nid: B-1\n---\n")))
    assert [name for name in files if name.startswith("kb/")] == ["kb/B-1/index.html"]


def test_nothing_to_publish_is_a_mistake() -> None:
    with pytest.raises(KbError, match="no article to publish"):
        static_files.front(_edition(en__a="---\nstatus: draft\n---\n"))


def test_search_engines_get_whole_addresses_of_the_languages_or_none() -> None:
    """Without the site's address, a path would be wrong on a site below a folder."""
    assert '<link rel="alternate"' not in static_files.front(_edition(en__a="# A\n"))
