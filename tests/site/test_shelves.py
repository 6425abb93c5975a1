from __future__ import annotations

import dataclasses

from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.edition import Edition, edition
from kb_tools.site.folder_names import spellings, spoken
from kb_tools.site.shelves import NEIGHBOURS, SHELVES, Shelf, branch, walk


def _edition(texts: dict[str, str], config: Config = Config()) -> Edition:
    return edition(KnowledgeBase.from_texts(texts, config))


def _many(folders: int, articles: int) -> dict[str, str]:
    return {
        f"en/f{f:04}/a{a:04}.md": f"# A {f} {a}\n" for f in range(folders) for a in range(articles)
    }


def test_folders_become_shelves_with_their_landing_pages_titles() -> None:
    home = _edition(
        {
            "en/index.md": "# Home\n",
            "en/02-account_settings/mail.md": "# Mail\n",
            "en/login/index.md": "---\ntitle: Signing in\nsummary: All about it.\n---\n",
            "en/login/code.md": "# Code\n",
        }
    ).shelves["en"]
    assert [(s.title, s.path, s.count) for s in walk(home)] == [
        ("Home", "en/index.md", 2),
        ("Account settings", "en/02-account_settings/index.md", 1),
        ("Signing in", "en/login/index.md", 1),
    ]
    assert home.shelves[1].summary == "All about it."


def test_a_page_shows_its_own_branch_only() -> None:
    texts = {f"en/{p}.md": f"# {p}\n" for p in ("a/x", "a/y", "a/in/deep", "b/z", "b/in/other")}
    found = _edition(texts)
    lines = [(e.title, e.level, e.state) for e in branch(found.trails["en/a/x.md"], "en/a/x.md")]
    assert lines == [
        ("A", 0, "open"),
        ("In", 1, ""),
        ("a/x", 1, "here"),
        ("a/y", 1, ""),
        ("B", 0, ""),
    ]


def test_the_branch_of_a_page_does_not_grow_with_the_number_of_articles() -> None:
    found = _edition(_many(60, 60))
    path = "en/f0030/a0030.md"
    lines = list(branch(found.trails[path], path))
    assert len(lines) <= SHELVES + NEIGHBOURS + 1
    assert [line.title for line in lines if line.state == "here"] == ["A 30 30"]
    more = next(line for line in lines if line.state == "more")
    assert (more.path, more.articles) == ("en/f0030/index.md", 60)


def test_a_navigation_in_mkdocs_yml_decides_order_and_chapters() -> None:
    nav = [
        "zh/index.md",
        {"Later": [{"Zed": "zh/b/z.md"}, {"Deep": ["zh/a/index.md", "zh/a/x.md"]}]},
        {"English": ["en/c.md"]},
        {"Elsewhere": "https://example.org/"},
        "zh/a/y.md",
    ]
    paths = ("zh/index", "zh/a/index", "zh/a/x", "zh/a/y", "zh/b/z", "zh/b/left-out", "en/c")
    found = _edition({f"{path}.md": f"# {path[-1]}\n" for path in paths})
    home = dataclasses.replace(found, nav=nav).shelves["zh"]
    assert [(s.title, s.path, s.count) for s in walk(home)] == [
        ("x", "zh/index.md", 3),
        ("Later", "zh/b/z.md", 2),
        ("Deep", "zh/a/index.md", 1),
    ]
    assert [a.path for a in home.articles] == ["zh/a/y.md"]
    assert [a.title for a in home.shelves[0].articles] == ["Zed"]


def test_landing_pages_decide_the_order_where_there_is_no_navigation() -> None:
    home = _edition(
        {
            "en/index.md": "# Home\n\n[b](b/index.md) [z](z.md) [a](a/x.md)\n",
            "en/a/x.md": "# X\n",
            "en/b/index.md": "# B\n\n[two](2.md) [one](1.md)\n",
            "en/b/1.md": "# 1\n",
            "en/b/2.md": "# 2\n",
            "en/c.md": "# C\n",
            "en/z.md": "# Z\n",
        }
    ).shelves["en"]
    assert [s.title for s in home.shelves] == ["B", "A"]
    assert [a.title for a in home.articles] == ["Z", "C"]
    assert [a.title for a in home.shelves[0].articles] == ["2", "1"]


def test_languages_in_one_folder_do_not_share_landing_pages() -> None:
    texts = {f"help/{n}.{lang}.md": f"# {n}\n" for n in ("a", "b") for lang in ("en", "zh")}
    found = _edition(texts, Config(languages=("zh", "en")))
    paths = {s.path for lang in ("zh", "en") for s in walk(found.shelves[lang])}
    assert paths == {
        "index.zh.md", "help/index.zh.md", "index.en.md", "help/index.en.md",
    }  # fmt: skip


def test_a_front_page_above_the_languages_is_no_shelf_of_theirs() -> None:
    texts = {"index.md": "# 帮助中心\n\n欢迎\n"}
    texts |= {f"{lang}/a/{n}.md": f"# {n}\n" for lang in ("zh", "en") for n in ("x", "y")}
    found = _edition(texts, Config(languages=("zh", "en")))
    assert found.folders == {"zh": "zh/", "en": "en/"}
    assert [s.path for s in walk(found.shelves["zh"])] == ["zh/index.md", "zh/a/index.md"]


def test_a_folders_name_is_spoken_as_a_title() -> None:
    assert spoken("zh/03_billing-and_tax/", {}) == "Billing and tax"
    assert spoken("zh/账单/", {}) == "账单"
    assert spoken("2fa/", {}) == "2fa"
    assert spoken("faq/", {}) == "FAQ"
    assert spoken("Getting-STARTED/", {"started": "Started"}) == "Getting STARTED"


def test_words_of_a_folders_name_are_written_as_in_the_titles_on_it() -> None:
    texts = {
        "zh/sql-statements/a.md": "# SQL 语句 ALTER",
        "zh/tidb-lightning/b.md": "# TiDB Lightning 简介",
        "zh/ios-setup/c.md": "# 在 iOS 上设置",
        "zh/billing/d.md": "# Billing 是什么",
    }
    home = _edition(texts, Config(languages=("zh",))).shelves["zh"]
    names = [shelf.title for shelf in home.shelves]
    assert sorted(names) == ["Billing", "SQL statements", "TiDB Lightning", "iOS setup"]


def test_how_most_titles_write_a_word_counts_but_not_where_any_word_is_capitalised() -> None:
    titles = ["Reset a password", "Password rules", "FAQ on VPN", "A vpn", "The VPN"]
    assert spellings(titles)["vpn"] == "VPN"
    assert "password" in spellings(titles).values()
    assert "reset" not in spellings(titles)
    assert not spellings(["ALTER TABLESPACE", "CH-benCHmark"]).keys() & {"tablespace", "benchmark"}


def test_an_empty_shelf_counts_nothing() -> None:
    assert Shelf("A", "a/index.md").count == 0
