from types import SimpleNamespace

from kb_tools.corpus import KnowledgeBase
from kb_tools.site import browser_search
from kb_tools.site.edition import edition

PAGE = """<!doctype html><html lang="zh-TW" class="no-js"><body>
<script id="__config" type="application/json">{"base": "..", "search": \
"../assets/javascripts/workers/search.a7633da7.min.js", "tags": null}</script>
<script src="../assets/javascripts/bundle.a5f9d56c.min.js"></script></body></html>"""


def test_a_page_gets_our_worker_in_its_language_and_our_script_before_the_theme() -> None:
    html = browser_search.hook(PAGE)
    assert '"search": "../search/worker.js?v=' in html
    assert "lang=zh-Hant" in html
    assert "workers/search" not in html
    assert html.index("../search/box.js") < html.index("javascripts/bundle")


def test_a_page_of_another_theme_stays_as_it_is() -> None:
    page = "<html><body><script src='search/main.js'></script></body></html>"
    assert browser_search.hook(page) == page


def test_hooking_twice_is_hooking_once() -> None:
    assert browser_search.hook(browser_search.hook(PAGE)) == browser_search.hook(PAGE)


def test_the_themes_own_search_plugin_indexes_nothing() -> None:
    entries: list[str] = []
    index = SimpleNamespace(add_entry_from_context=entries.append)
    browser_search.silence({"material/search": SimpleNamespace(search_index=index)})
    index.add_entry_from_context("page")
    assert entries == []
    browser_search.silence({})


def test_scripts_carry_no_comments_to_the_reader_and_need_no_eval() -> None:
    scripts = dict(browser_search.scripts())
    assert set(scripts) >= {"box.js", "worker.js", "search.js", "search_index.json"}
    for name in ("box.js", "worker.js", "search.js"):
        assert not [line for line in scripts[name].splitlines() if line.strip().startswith("//")]
        assert "eval(" not in scripts[name]
    assert len(scripts["box.js"]) + len(scripts["worker.js"]) < 7000


def test_nothing_internal_or_unpublished_is_in_any_file_of_the_index() -> None:
    kb = KnowledgeBase.from_texts(
        {
            "en/open.md": "# Open\n\nShown.\n\n<!-- internal -->\nblocksecret\n"
            "<!-- /internal -->\n",
            "en/draft.md": "---\nstatus: draft\n---\n\n# draftsecret\n",
            "en/inside.md": "---\naudience: internal\n---\n\n# insidesecret\n",
        }
    )
    text = "".join(text for _, text in browser_search.files(edition(kb)))
    assert "Shown." in text
    for secret in ("blocksecret", "draftsecret", "insidesecret", "secr"):
        assert secret not in text.lower()
