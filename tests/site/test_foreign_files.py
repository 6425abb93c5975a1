"""Set-ups that a company brings: plugins that add pages, move them, arrange or leave them out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from mkdocs.structure.files import File

from kb_tools import config
from kb_tools.site.build import build
from kb_tools.site.foreign_files import from_elsewhere

Write = Callable[[Path, Mapping[str, str | bytes]], Path]

HEAD = "site_name: Acme\nsite_url: https://help.example/docs/\n"
LOOK = "theme: {name: material, font: false}\n"
BASE = {
    "docs/index.md": "# Handbook\n\nSee [the guide](guide/install.md).\n",
    "docs/guide/install.md": "# Install the agent\n\nRun it.\n",
}
HOOK = """\
from pathlib import Path
from mkdocs.structure.files import File

def on_files(files, config):
    for file in files.documentation_pages():
        Path(file.abs_src_path)  # as mkdocs-static-i18n and Material's blog do
    made = Path(config.config_file_path).parent / "made"
    files.append(File("api/call.md", str(made), config.site_dir, True))
    files.append(File("api/key.md", str(made), config.site_dir, True))
    config.nav = [{"Start": "index.md"}, {"Machines": ["api/call.md", "guide/install.md"]}]
    return files
"""


def _addresses(site: Path) -> set[str]:
    """Every address that the site tells a machine, from its root."""
    told = [one["url"] for one in json.loads((site / "articles.json").read_text())["articles"]]
    told += [url for _, url in json.loads((site / "assets/kb/titles.en.json").read_text())]
    for name, tag in (("feed.en.xml", "link"), ("sitemap.xml", "loc")):
        file = ET.fromstring((site / name).read_text())  # noqa: S314 - our own
        told += [one.text or "" for one in file.iter() if one.tag.endswith(tag)]
    return {urlsplit(one).path.removeprefix("/docs/").lstrip("/") for one in told}


def _dead(site: Path) -> list[str]:
    return [one for one in _addresses(site) if not (site / one / "index.html").is_file()]


def test_pages_that_another_plugin_brings_are_articles_and_its_navigation_holds(
    tmp_path: Path, write: Write
) -> None:
    made = {
        "made/api/call.md": "# Call the interface\n\nError E-4711 means no key.\n",
        "made/api/key.md": "---\naudience: internal\n---\n# The master key of Zanzibar\n\nIt is.\n",
        "hook.py": HOOK,
        "mkdocs.yml": f"{HEAD}{LOOK}plugins: [search, kb]\nhooks: [hook.py]\n",
    }
    site = build(config.load(write(tmp_path, {**BASE, **made}))).folder
    assert "api/call/" in _addresses(site) and not _dead(site)
    assert "Machines" in (site / "index.html").read_text()
    assert not [p for p in site.rglob("*") if p.is_file() and b"Zanzibar" in p.read_bytes()]


def test_a_blog_post_is_told_at_the_address_that_the_blog_gives_it(
    tmp_path: Path, write: Write
) -> None:
    posts = {
        "docs/blog/index.md": "# News\n",
        "docs/blog/posts/five.md": "---\ndate: 2026-01-02\n---\n# Five is out\n\nAt last.\n",
        "docs/blog/posts/six.md": "---\ndate: 2026-01-03\nstatus: draft\n---\n# Six is late\n",
        "mkdocs.yml": f"{HEAD}{LOOK}plugins: [search, blog, kb]\n",
    }
    site = build(config.load(write(tmp_path, {**BASE, **posts}))).folder
    assert "blog/2026/01/02/five-is-out/" in _addresses(site) and not _dead(site)
    assert "Six is late" not in (site / "blog/index.html").read_text()


def test_nothing_leads_to_what_mkdocs_leaves_out(tmp_path: Path, write: Write) -> None:
    left = {
        "docs/parts/note.md": "# Only a part\n\nTo be included.\n",
        "docs/wip.md": "# Not yet finished\n\nSoon.\n",
        "mkdocs.yml": f"{HEAD}{LOOK}exclude_docs: /parts\ndraft_docs: wip.md\nplugins: [kb]\n",
    }
    site = build(config.load(write(tmp_path, {**BASE, **left}))).folder
    assert _addresses(site) >= {"", "guide/install/"} and not _dead(site)


def test_another_theme_links_no_page_that_only_our_look_has(tmp_path: Path, write: Write) -> None:
    articles = {"docs/zh/a.md": "# 登录\n\n看。\n", "docs/en/a.md": "# Log in\n\nLook.\n"}
    whole = {**articles, "mkdocs.yml": f"{HEAD}theme: mkdocs\nplugins: [kb]\n"}
    site = build(config.load(write(tmp_path, whole))).folder
    assert "/ask/" not in (site / "404.html").read_text()
    front = (site / "index.html").read_text()
    assert 'href="zh/a/"' in front and 'href="en/a/"' in front  # neither has a home page
    assert '"en/ask":"en/a/"' in (site / "kb-widget.js").read_text().replace(" ", "")


def test_only_folders_that_bring_pages_make_the_base_be_read_again(tmp_path: Path) -> None:
    docs, theme, made = (tmp_path / name for name in ("docs", "theme", "made"))
    for folder in (docs, theme, made):
        folder.mkdir()
    (made / "b.md").write_text("# B\n")
    own = [File("a.md", str(docs), "site", True), File("kb.css", str(theme), "site", True)]
    assert from_elsewhere(own, docs) == {}
    brought = [File(name, str(made), "site", True) for name in ("b.md", "b.png")]
    assert from_elsewhere([*own, *brought], docs) == {"b.md": "# B\n", "b.png": ""}
