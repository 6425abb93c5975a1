"""A build after a build makes only what is not there yet, and nothing else than a first one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2
import pytest

from kb_tools import config, files
from kb_tools.errors import KbError
from kb_tools.site import last_build
from kb_tools.site.build import build
from kb_tools.site.last_build import LastBuild

Write = Callable[[Path, Mapping[str, str]], Path]

BASE = {
    "kb.toml": 'site = {name = "Kite"}\n',
    "kb-terms.toml": '[[term]]\nen = "gate"\ndefinition = {en = "Where you get in."}\n',
    "docs/zh/index.md": "# 首页\n",
    "docs/zh/a.md": "---\nid: KB-1\n---\n# 登录\n\n见[二](b.md#one)。\n",
    "docs/zh/b.md": "# 二\n\n## 一 {#one}\n\n正文。\n",
    "docs/en/index.md": "# Home\n",
    "docs/en/a.md": "---\nid: KB-1\nsummary: How to log in.\n---\n# Log in\n\n[b](b.md)\n",
    "docs/en/b.md": "# The gate\n\nThrough the gate.\n\n```\n$ kb\n```\n",
    "docs/en/more/c.md": "---\nid: KB-3\naliases: [/old/]\n---\n# Codes\n\n![x](x.mp4)\n",
    "docs/en/more/x.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n",
    "docs/en/more/x.mp4": "MP4",
}
EDITS: tuple[Mapping[str, str | None], ...] = (
    {"docs/en/b.md": "# The gate\n\nAnother text. [c](more/c.md)\n"},
    {"docs/en/a.md": "---\nid: KB-1\n---\n# Sign in\n"},
    {"docs/zh/a.md": "---\nstatus: draft\n---\n# 登录\n"},
    {"docs/en/b.md": None},
    {"docs/en/more/d.md": "# Doors\n\n> A note.\n"},
    {"docs/en/more/c.md": "---\nid: KB-4\nkind: faq\n---\n# Codes\n\n[d](d.md)\n"},
    {"docs/en/more/x.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nGoodbye.\n"},
    {"kb-terms.toml": '[[term]]\nen = "gate"\ndefinition = {en = "A door."}\n'},
    {"kb.toml": 'site = {name = "Kite", color = "#b00020", contact = "mailto:a@kite.example"}\n'},
    {"synonyms.txt": "gate, turnstile\n"},
    {"docs/en/b.md": "# The gate\n\n## One {data-toc-label='Two'}\n\n## Three\n\n## Four\n"},
    {"kb.toml": 'site = {name = "Kite"}\nconverted = {zh-Hant = "zh"}\n'},
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _contents(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def _built(source: Path, site: Path) -> dict[str, bytes]:
    return _contents(build(config.load(source), site=site).folder)


def _edit(source: Path, edit: Mapping[str, str | None]) -> None:
    for path, text in edit.items():
        if text is None:
            (source / path).unlink(missing_ok=True)
        else:
            (source / path).write_text(text, "utf-8")


def test_after_any_edits_a_build_says_what_a_first_one_says(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, site = write(tmp_path / "base", BASE), tmp_path / "site"
    _built(source, site)
    for turn, edit in enumerate(random.Random().sample(EDITS, 3)):
        _edit(source, edit)
        after = _built(source, site)
        with monkeypatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{turn}"))
            assert _built(source, tmp_path / f"first-{turn}") == after, edit


def test_an_unchanged_site_is_left_alone_and_its_pages_are_not_rendered(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, site = write(tmp_path / "base", BASE), tmp_path / "site"
    _built(source, site)
    rendered = _watched(monkeypatch)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    _built(source, site)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
    assert "main.html" not in rendered
    _edit(source, {"docs/en/b.md": BASE["docs/en/b.md"] + "\nMore.\n"})
    _built(source, site)
    assert rendered.count("main.html") == 1


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    render = jinja2.Template.render

    def watched(self: jinja2.Template, *args: object, **values: object) -> str:
        names.append(str(self.name))
        return render(self, *args, **values)

    monkeypatch.setattr(jinja2.Template, "render", watched)
    return names


def test_what_somebody_changed_in_the_site_is_made_again(tmp_path: Path, write: Write) -> None:
    source, site = write(tmp_path / "base", BASE), tmp_path / "site"
    first = _built(source, site)
    (site / "en/a/index.html").write_text("defaced")
    (site / "en/a/index.md").unlink()
    next((site / "search").glob("*/characters.js")).write_text("broken")
    assert _built(source, site) == first


def test_a_page_that_was_changed_but_shows_its_old_time_is_made_again(
    tmp_path: Path, write: Write
) -> None:
    source, site = write(tmp_path / "base", BASE), tmp_path / "site"
    first = _built(source, site)
    for page in (site / "en/a/index.html", site / "search/worker.js"):
        stat = page.stat()
        page.write_bytes(page.read_bytes()[::-1])
        os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert _built(source, site) == first


def test_plain_mkdocs_keeps_pages_too_and_does_not_call_them_skipped(
    tmp_path: Path, write: Write
) -> None:
    settings = {
        "mkdocs.yml": "site_name: A\ntheme: {name: material, font: false}\nplugins: [search, kb]\n"
    }
    source = write(tmp_path / "base", {**BASE, **settings})
    command = [sys.executable, "-m", "mkdocs", "build"]
    runs = [subprocess.run(command, cwd=source, capture_output=True, check=True) for _ in range(2)]
    page = source / "site/en/a/index.html"
    before = page.stat().st_mtime_ns
    _edit(source, {"docs/en/b.md": "# The gate\n\nThis is first.\n"})
    again = subprocess.run(command, cwd=source, capture_output=True, check=True)
    assert page.stat().st_mtime_ns == before
    assert b"is first" in (source / "site/en/b/index.html").read_bytes()
    assert not any(b"skipped" in run.stdout + run.stderr for run in (*runs, again))


@pytest.mark.parametrize(
    "own",
    [
        {"hook.py": "def on_post_page(output, page, config):\n    return output + str(N)\nN = 1\n"},
        {"own/main.html": '{% extends "base.html" %}{% block footer %}{{ pages | length }}'},
    ],
)
def test_pages_that_may_depend_on_anything_are_always_rendered(
    own: Mapping[str, str], tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (
        "site_name: A\ntheme: {name: material, font: false, custom_dir: own}\nplugins: [search, kb]"
        f"\nhooks: {json.dumps([name for name in own if name.endswith('.py')])}\n"
    )
    own = {name: text + "{% endblock %}" * name.endswith("html") for name, text in own.items()}
    source = write(tmp_path / "base", {**BASE, "mkdocs.yml": settings, "own/x.txt": "", **own})
    _built(source, tmp_path / "site")
    rendered = _watched(monkeypatch)
    _built(source, tmp_path / "site")
    assert rendered.count("main.html") > 5


def test_a_changed_template_changes_all_pages(tmp_path: Path, write: Write) -> None:
    page = '{% extends "base.html" %}{% block footer %}first{% endblock %}'
    settings = "site_name: A\ntheme: {name: material, custom_dir: own}\nplugins: [search, kb]\n"
    source = write(tmp_path / "base", {**BASE, "mkdocs.yml": settings, "own/main.html": page})
    assert b"first" in _built(source, tmp_path / "site")["en/a/index.html"]
    write(source, {"own/main.html": page.replace("first", "second")})
    assert b"second" in _built(source, tmp_path / "site")["en/a/index.html"]


OWN = {
    "mkdocs.yml": "site_name: A\ntheme: {name: material, custom_dir: own}\nplugins: [search, kb]\n",
    "own/main.html": '{% extends "base.html" %}{% block tabs %}{% include "a.svg" %}{% endblock %}',
    "own/a.svg": "<svg/>",
    "own/x.bin": "",
}


@pytest.mark.parametrize(
    "edit",
    [
        {"own/a.svg": "<svg><g/></svg>"},
        {"own/main.html": None, "own/main2.html": OWN["own/main.html"]},
    ],
)
def test_any_file_of_the_sites_own_theme_may_change_all_pages(
    edit: Mapping[str, str | None], tmp_path: Path, write: Write
) -> None:
    source = write(tmp_path / "base", {"docs/a.md": "# A\n", **OWN})
    first = _built(source, tmp_path / "site")
    _edit(source, edit)
    assert _built(source, tmp_path / "site")["a/index.html"] != first["a/index.html"]


def test_a_page_in_the_folder_of_the_search_is_kept_like_any_other(
    tmp_path: Path, write: Write
) -> None:
    source = write(tmp_path / "base", {"docs/search/a.md": "# A\n", **OWN})
    first = _built(source, tmp_path / "site")
    for icon in ("<svg><g/></svg>", OWN["own/a.svg"]):
        _edit(source, {"own/a.svg": icon})
        after = _built(source, tmp_path / "site")
    assert after == first


def test_what_is_withheld_from_now_on_is_looked_for_in_kept_pages(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_build, "_stamp", files.written)
    words = "The Xylophone contract ends in the spring of next year"
    source = write(tmp_path / "base", {**BASE, "docs/en/e.md": f"# E\n\n{words}.\n"})
    build(config.load(source), site=tmp_path / "site")
    page = tmp_path / "site/en/a/index.html"
    stat = page.stat()
    text = page.read_bytes()
    page.write_bytes(text[: -len(words)] + words.encode())  # as an older theme of theirs did
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    write(source, {"docs/en/e.md": f"# E\n\n<!-- internal -->\n{words}.\n<!-- /internal -->\n"})
    with pytest.raises(KbError, match="which is not for"):
        build(config.load(source), site=tmp_path / "site")


@pytest.mark.parametrize("record", ["", "[]", '{"format": 2, "files": {"a": 5}}', "null"])
def test_a_record_that_cannot_be_used_is_as_good_as_none(tmp_path: Path, record: str) -> None:
    (tmp_path / "record").write_text(record)
    last = LastBuild(tmp_path, tmp_path / "record")
    assert not last.keeps("a", "key")
    last.remember()
    (tmp_path / "a").write_text("a")
    again = LastBuild(tmp_path, tmp_path / "record")
    assert not again.keeps("a", "key")
    again.remember()
    third = LastBuild(tmp_path, tmp_path / "record")
    assert third.keeps("a", "key")
    assert not third.keeps("a", "other")
