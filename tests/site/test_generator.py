"""What a generator gives up with is said whole."""

import errno
import shutil
from pathlib import Path

import pytest

from kb_tools.config import load
from kb_tools.errors import KbError
from kb_tools.markdown import parse
from kb_tools.site.build import build
from kb_tools.site.strangers import failure
from tests import scratch

SITE = "site_name: x\nplugins: [kb]\n"


def test_a_warning_that_stops_the_build_is_shown(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[gone](nowhere.md)\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")

    with pytest.raises(KbError, match=r"strict mode!\n  Doc file 'index\.md' .*'nowhere\.md'"):
        build(load(tmp_path), strict=True)

    assert not (tmp_path / "site").exists()


def test_an_article_that_cannot_be_read_stops_a_strict_build_and_is_told_by_any(
    tmp_path: Path,
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\nText.\n", "utf-8")
    (tmp_path / "docs" / "old.md").write_bytes("# 旧文章\n\n收不到验证码。\n".encode("gbk"))
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")

    with pytest.raises(KbError, match=r"'old\.md' is not on the site: not UTF-8") as stopped:
        build(load(tmp_path), strict=True)
    assert "“old.md”不在网站上：不是 UTF-8" in stopped.value.message.zh

    (warning,) = build(load(tmp_path), strict=False).warnings
    assert "'old.md' is not on the site: not UTF-8 (looks like GB18030)" in warning.en
    assert "“old.md”不在网站上：不是 UTF-8" in warning.zh


HOOK = "def on_page_markdown(markdown, **_):\n    return markdown + 1\n"


@pytest.mark.parametrize("listed", ["[kb]", "[search]"])
def test_a_hook_of_the_site_that_fails_is_named_with_the_article(
    tmp_path: Path, listed: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\nText.\n", "utf-8")
    (tmp_path / "own.py").write_text(HOOK, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nplugins: {listed}\nhooks: [own.py]\n")
    with pytest.raises(KbError) as failed:
        build(load(tmp_path), strict=True)
    told = failed.value.message.en
    assert f"{tmp_path / 'own.py'}:2 failed with TypeError: can only concatenate str" in told
    assert "Error reading page 'index.md'" in told
    assert not (tmp_path / "site").exists()


def test_a_template_of_the_site_that_fails_is_named(tmp_path: Path) -> None:
    for folder in ("docs", "own"):
        (tmp_path / folder).mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\nText.\n", "utf-8")
    (tmp_path / "own" / "main.html").write_text("<p>\n{{ nothing.at.all }}\n", "utf-8")
    theme = "{name: mkdocs, custom_dir: own}"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\ntheme: {theme}\n", "utf-8")
    with pytest.raises(KbError, match=r"main\.html:2 failed with UndefinedError: 'nothing'"):
        build(load(tmp_path), strict=True)


def test_a_full_disk_is_nobodys_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\nText.\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(KbError, match=r"disk is full.*No space left") as error:
        build(load(tmp_path), strict=True)
    assert error.value.path == str(tmp_path)  # where the site is written, not what was copied
    assert not [*tmp_path.glob(".site*")]


@pytest.mark.parametrize("deep", ["- " * 3000 + "x", "*" * 4000 + "x" + "*" * 4000])
def test_an_article_that_is_nested_too_deeply_is_named(tmp_path: Path, deep: str) -> None:
    scratch.write(tmp_path, {"docs/index.md": "# Home\n", "docs/en/deep.md": f"# Deep\n\n{deep}\n"})
    with pytest.raises(KbError, match=r"in 'en/deep\.md' lists, .* hundreds of levels deep"):
        build(load(tmp_path))


def test_our_own_faults_are_not_laid_at_the_sites_door() -> None:
    def ours() -> None:
        parse(None, "a.md")  # type: ignore[arg-type]

    with pytest.raises((AttributeError, TypeError)) as failed:
        ours()
    assert failure(failed.value, ()) is None


def test_code_that_was_written_for_another_generator_is_code(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    article = '# A\n\n```js {1} title="a.js" live\n# no heading\n```\n'
    (tmp_path / "docs" / "index.md").write_text(article, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(SITE, "utf-8")

    build(load(tmp_path), strict=True)

    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "no heading</h1>" not in page
    assert '<code class="language-js"># no heading' in page


def test_the_page_of_a_folder_may_be_called_as_hugo_calls_it(tmp_path: Path) -> None:
    texts = {
        "_index.md": "---\ntitle: Help\n---\nSee [install](/install/).\n",
        "install/_index.md": "---\ntitle: Install\n---\nSee [Windows](windows.md).\n",
        "install/windows.md": "---\ntitle: Windows\n---\nBack to [all](_index.md).\n",
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    config = load(tmp_path)
    build(config, strict=False)

    site = tmp_path / "site"
    assert "Install" in (site / "install" / "index.html").read_text("utf-8")
    assert 'href="../"' in (site / "install" / "windows" / "index.html").read_text("utf-8")
    assert not list(site.rglob("_index*"))
