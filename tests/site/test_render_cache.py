from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.errors import KbError
from kb_tools.site.build import build
from kb_tools.site.render_cache import RenderCache, packed

Write = Callable[[Path, Mapping[str, str]], Path]


def test_a_value_is_kept_until_a_build_has_no_use_for_it(tmp_path: Path) -> None:
    file = tmp_path / "pages"
    first = RenderCache(file)
    assert first.get("a") is None
    first.put("a", packed({"content": "甲"}))
    first.close()
    second = RenderCache(file)
    assert second.get("a") == {"content": "甲"}
    second.close()
    RenderCache(file).close()
    last = RenderCache(file)
    assert last.get("a") is None
    last.close()


@pytest.mark.parametrize("content", [b"not a database", b""])
def test_a_file_that_cannot_be_used_is_as_good_as_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pages"
    file.write_bytes(content)
    kept = RenderCache(file)
    assert kept.get("a") is None
    kept.put("a", packed(1))
    kept.close()


def test_a_second_build_renders_nothing_and_says_the_same(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = write(
        tmp_path / "base",
        {"a.md": "# A\n\n## 第一\n\n[b](b.md#x)\n", "b.md": "# B {#x}\n\n- [ ] task\n"},
    )
    first = _pages(build(config.load(source)).folder)
    monkeypatch.setattr("markdown.Markdown.convert", _never)
    assert _pages(build(config.load(source)).folder) == first
    write(source, {"b.md": "# Other\n"})
    with pytest.raises(KbError, match="rendered again"):
        build(config.load(source))


def test_a_warning_comes_again_with_every_build(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    texts = {"mkdocs.yml": "site_name: A\ntheme: mkdocs\n", "docs/a.md": "# A\n[gone](gone.md)\n"}
    source = write(tmp_path / "base", texts)
    for _ in range(2):
        with pytest.raises(KbError, match="1 warnings"):
            build(config.load(source))


def _pages(site: Path) -> dict[str, str]:
    return {str(p.relative_to(site)): p.read_text("utf-8") for p in site.rglob("*.html")}


def _never(*_: object) -> str:
    raise AssertionError("rendered again")


def test_kept_pages_are_plain_data(tmp_path: Path) -> None:
    kept = RenderCache(tmp_path / "pages")
    kept.put("a", packed(["x"]))
    kept.close()
    with sqlite3.connect(tmp_path / "pages") as database:
        rows = database.execute("SELECT key FROM pages").fetchall()
    database.close()
    assert rows == [("a",)]
