"""A build fails, and publishes nothing, when any file holds what its readers may not see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.errors import KbError
from kb_tools.site.build import build

SITE = "site_name: Demo\ntheme: {name: material, font: false}\nplugins: [search, kb]\n"
BASE = {
    "mkdocs.yml": SITE,
    "docs/zh/index.md": "# 首页\n\n欢迎。\n",
    "docs/zh/a.md": (
        "# 收不到验证码\n\n请等一等。\n\n"
        "<!-- internal -->\n后台手工补发的办法\n<!-- /internal -->\n"
    ),
    "docs/zh/b.md": (
        "---\nid: KB-9001\ntitle: 退款审批内部流程\naudience: internal\n---\n"
        "# 退款审批内部流程\n\nAsk the finance desk for a manual refund first.\n"
    ),
}
LEAKS = {
    "a title": "“退款审批内部流程”",
    "an id": "see KB-9001.",
    "a sentence": "x. Ask the finance desk for a manual refund first. y",
    "an internal block": "<p>后台手工补发的办法</p>",
}
Write = Callable[[Path, Mapping[str, str]], Path]


def test_a_clean_site_is_built(tmp_path: Path, write: Write) -> None:
    assert build(config.load(write(tmp_path, BASE))).pages > 1


@pytest.mark.parametrize("name", ["images/chart.svg", "assets/kb/own.js"])
def test_a_leak_in_any_file_stops_the_build(tmp_path: Path, write: Write, name: str) -> None:
    root = write(tmp_path, {**BASE, f"docs/{name}": LEAKS["a title"]})
    with pytest.raises(KbError, match="not for the public audience") as error:
        build(config.load(root))
    assert error.value.path == name
    assert not (root / "site").exists()


@pytest.mark.parametrize("leak", LEAKS)
def test_ids_titles_and_text_are_looked_for(tmp_path: Path, write: Write, leak: str) -> None:
    root = write(tmp_path, {**BASE, "docs/notes.html": LEAKS[leak]})
    with pytest.raises(KbError, match="not for the public audience"):
        build(config.load(root))


SHORT = "---\nstatus: draft\n---\n# Pay {word}\n\nLater.\n"


@pytest.mark.parametrize(
    ("word", "public", "leaks"),
    [
        ("rise plan", "Nothing.", True),
        ("rise plan", "Our **Pay rise plan** is public.", False),
        ("roll", "Nothing.", False),  # what the folder is called, too
    ],
)
def test_a_short_english_title_is_a_leak_where_nothing_public_says_it(
    word: str, public: str, leaks: bool, tmp_path: Path, write: Write
) -> None:
    draft = {"docs/en/pay-roll/draft.md": SHORT.format(word=word)}
    texts = {"docs/en/index.md": f"# Home\n\n{public}\n", "docs/en/pay-roll/a.md": "# A\n"}
    shown = {"docs/notes.html": f"<li><a href='x'>Pay {word}</a></li>"}
    root = write(tmp_path, {"mkdocs.yml": SITE, **draft, **texts, **shown})
    if leaks:
        with pytest.raises(KbError, match=f"'Pay {word}', which is not for the public"):
            build(config.load(root))
    else:
        build(config.load(root))


def test_a_template_of_the_sites_own_is_looked_at_too(tmp_path: Path, write: Write) -> None:
    own = '{% extends "base.html" %}{% block footer %}退款审批内部流程{% endblock %}'
    mkdocs = SITE.replace("font: false", "font: false, custom_dir: own")
    root = write(tmp_path, {**BASE, "mkdocs.yml": mkdocs, "own/main.html": own})
    with pytest.raises(KbError):
        build(config.load(root))


def test_mkdocs_build_fails_on_a_leak_as_well(tmp_path: Path, write: Write) -> None:
    root = write(tmp_path, {**BASE, "docs/notes.txt": LEAKS["an id"]})
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    assert done.returncode != 0
    assert "KB-9001" in done.stderr.decode()


def test_what_an_article_for_everyone_says_itself_is_no_leak(tmp_path: Path, write: Write) -> None:
    public = "# 退款\n\n参见“退款审批内部流程”，编号 KB-9001。\n"
    assert build(config.load(write(tmp_path, {**BASE, "docs/zh/c.md": public}))).pages


def test_the_site_for_colleagues_may_hold_it(tmp_path: Path, write: Write) -> None:
    root = write(tmp_path, {**BASE, "docs/notes.txt": LEAKS["a title"]})
    assert build(config.load(root), audience="internal").pages
