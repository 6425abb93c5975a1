from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools import config
from kb_tools.site.build import build
from kb_tools.site.swap import settle

Write = Callable[[Path, Mapping[str, str]], Path]
LONG_AGO = 1_000_000_000


def _aged(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (LONG_AGO, LONG_AGO))


def _touched(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_mtime != LONG_AGO
    }


def test_only_what_changed_is_written_and_what_is_no_longer_made_is_removed(
    tmp_path: Path, write: Write
) -> None:
    old = write(tmp_path / "old", {"a/index.html": "a", "b/index.html": "b", "c/d/x.html": "x"})
    new = write(tmp_path / "new", {"a/index.html": "a", "b/index.html": "B", "e.js": "e"})
    _aged(old)
    settle(new, old)
    assert _touched(old) == {"b/index.html", "e.js"}
    assert (old / "b/index.html").read_text() == "B"
    assert not (old / "c").exists()


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round(
    tmp_path: Path, write: Write
) -> None:
    old = write(tmp_path / "old", {"a/index.html": "a", "b": "b"})
    new = write(tmp_path / "new", {"a": "a", "b/index.html": "b"})
    settle(new, old)
    assert (old / "a").read_text() == "a"
    assert (old / "b/index.html").read_text() == "b"


def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path, write: Write) -> None:
    outside = write(tmp_path / "outside", {"x.html": "mine"})
    old = write(tmp_path / "old", {"404.html": ""})
    (old / "a").symlink_to(outside)
    (old / "b").symlink_to(outside)
    (old / "c.html").symlink_to(outside / "x.html")
    settle(write(tmp_path / "new", {"404.html": "", "a/x.html": "a", "c.html": "c"}), old)
    assert (outside / "x.html").read_text() == "mine"
    assert (old / "a/x.html").read_text() == "a"
    assert (old / "c.html").read_text() == "c"
    assert not (old / "b").exists()


def test_hidden_files_beside_the_site_stay(tmp_path: Path, write: Write) -> None:
    old = write(tmp_path / "old", {"404.html": "", ".git/config": "mine"})
    settle(write(tmp_path / "new", {"404.html": "new"}), old)
    assert (old / ".git/config").read_text() == "mine"


PATHS = st.lists(st.sampled_from(["a", "b", "c/a", "c/b", "c/d/e", "f.js"]), unique=True)


@given(before=PATHS, after=PATHS, changed=st.booleans())
def test_the_site_says_exactly_what_the_new_one_said(
    before: list[str],
    after: list[str],
    changed: bool,
    tmp_path_factory: pytest.TempPathFactory,
    write: Write,
) -> None:
    folder = tmp_path_factory.mktemp("sites")
    (folder / "old").mkdir()
    (folder / "new").mkdir()
    old = write(folder / "old", {f"{name}.html": name for name in before})
    wanted = {f"{name}.html": name * (2 if changed else 1) for name in after}
    settle(write(folder / "new", wanted), old)
    assert {
        path.relative_to(old).as_posix(): path.read_text()
        for path in old.rglob("*")
        if path.is_file()
    } == wanted


BASE = {
    "mkdocs.yml": "site_name: A\ntheme: mkdocs\nplugins: [search, kb]\n",
    "docs/index.md": "# A\n",
    "docs/b.md": "---\nid: KB-1\naliases: [/old/]\n---\n# B\n\nFirst.\n",
    "docs/c.md": "# C\n",
}


def _plainly(folder: Path) -> Path:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "site"


def _by_kb(folder: Path) -> Path:
    return build(config.load(folder)).folder


@pytest.mark.parametrize("built", [_by_kb, _plainly])
def test_after_an_edit_a_build_touches_the_pages_that_say_something_else(
    built: Callable[[Path], Path], tmp_path: Path, write: Write
) -> None:
    site = built(write(tmp_path, BASE))
    _aged(site)
    write(tmp_path, {"docs/b.md": BASE["docs/b.md"].replace("First", "Second")})
    (tmp_path / "docs/c.md").unlink()
    built(tmp_path)
    touched = _touched(site)
    assert "Second" in (site / "b/index.html").read_text("utf-8")
    assert "b/index.html" in touched
    assert "kb/KB-1/index.html" not in touched
    assert "old/index.html" not in touched
    assert not any(name.startswith(("css/", "img/", "webfonts/")) for name in touched)
    assert not (site / "c").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "mkdocs.yml", "site"]


def test_plain_mkdocs_leaves_the_old_site_where_the_new_one_would_leak(
    tmp_path: Path, write: Write
) -> None:
    site = _plainly(write(tmp_path, BASE))
    _aged(site)
    draft = "---\nstatus: draft\n---\n# A secret\n\nThe Xylophone contract ends in the spring.\n"
    theme = "site_name: A\ntheme: {name: mkdocs, custom_dir: own}\nplugins: [search, kb]\n"
    leak = '{% extends "base.html" %}{% block footer %}The Xylophone contract ends in the spring'
    write(tmp_path, {"docs/d.md": draft, "mkdocs.yml": theme})
    write(tmp_path, {"own/main.html": leak + "{% endblock %}"})
    with pytest.raises(subprocess.CalledProcessError):
        _plainly(tmp_path)
    assert _touched(site) == set()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
