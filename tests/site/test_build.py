"""What a build publishes, what it never does, and what it does to the folders it touches."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.errors import KbError
from kb_tools.site.build import add_to, build
from tests.conftest import ROOT
from tests.site.conftest import CANARY
from tests.site.test_budgets import HTML

Write = Callable[[Path, Mapping[str, str]], Path]


def _contents(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield (
                str(path.relative_to(site)),
                gzip.decompress(data) if path.suffix == ".gz" else data,
            )


def test_nothing_hidden_is_anywhere_in_a_public_site(demo: Path) -> None:
    leaks = [name for name, data in _contents(demo) if CANARY.encode() in data or CANARY in name]
    assert leaks == []
    assert (demo / "zh/login/code/index.html").is_file()
    assert (demo / "zh/login/public.png").is_file()


def test_colleagues_see_what_is_hidden_and_see_that_it_is(demo_internal: Path) -> None:
    article = (demo_internal / "zh/login/internal/index.html").read_text("utf-8")
    assert "内部文章：仅供同事查阅，请勿发给客户。" in article
    assert "草稿" in (demo_internal / "zh/draft/index.html").read_text("utf-8")
    assert "已归档" in (demo_internal / "zh/old/index.html").read_text("utf-8")
    block = (demo_internal / "zh/login/code/index.html").read_text("utf-8")
    assert '<blockquote class="kb-internal">' in block
    assert "内部内容，仅供同事查阅" in block
    assert '<meta name="robots" content="noindex,nofollow">' in article


def test_an_unknown_audience_is_a_mistake(demo_source: Path) -> None:
    with pytest.raises(KbError, match="internal"):
        build(config.load(demo_source), audience="interal")


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_our_own_site_builds_strictly_with_either_generator(
    generator: str, tmp_path: Path, built_site: Path
) -> None:
    command = [sys.executable, "-m", generator, "build", "--strict", "-f", "mkdocs.yml"]
    subprocess.run(
        [*command, "-d", str(tmp_path / "site")], cwd=ROOT, check=True, capture_output=True
    )
    expected = {name for name, _ in _contents(built_site)}
    assert {name for name, _ in _contents(tmp_path / "site")} == expected


def test_no_page_of_our_own_site_is_heavy(built_site: Path) -> None:
    sizes = {path: path.stat().st_size for path in built_site.rglob("*.html")}
    assert {path: size for path, size in sizes.items() if size > HTML} == {}


def test_the_old_site_stays_when_the_new_one_fails(tmp_path: Path, write: Write) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: A\ntheme: mkdocs\n",
            "docs/index.md": "# A\n[gone](gone.md)\n",
            "site/404.html": "old",
        },
    )
    with pytest.raises(KbError, match="strict"):
        build(config.load(tmp_path))
    assert [p.name for p in (tmp_path / "site").iterdir()] == ["404.html"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "mkdocs.yml", "site"]
    build(config.load(tmp_path), strict=False)
    assert (tmp_path / "site/index.html").is_file()


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"docs/a.md": "# A\n", "work/thesis.txt": "years"})
    with pytest.raises(KbError, match="not a built site"):
        build(config.load(tmp_path), site=tmp_path / "work")
    assert (tmp_path / "work/thesis.txt").read_text() == "years"


def test_the_site_for_colleagues_never_takes_the_publics_place(
    tmp_path: Path, write: Write
) -> None:
    write(tmp_path, {"docs/a.md": "# A\n"})
    assert build(config.load(tmp_path), audience="internal").folder == tmp_path / "site-internal"
    assert not (tmp_path / "site").exists()


def test_no_site_is_built_among_the_articles(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"a.md": "# A\n"})
    with pytest.raises(KbError, match="among the articles"):
        build(config.load(tmp_path), site=tmp_path / "public")
    with pytest.raises(KbError, match="--site-dir"):
        build(config.load(tmp_path), audience="internal")


def test_another_generators_site_gains_what_needs_no_generator(
    tmp_path: Path, write: Write
) -> None:
    write(
        tmp_path, {"docs/a.md": "---\nid: A-1\naliases: [/b/]\n---\n# A\n", "out/a/index.html": "A"}
    )
    add_to(config.load(tmp_path), tmp_path / "out")
    assert (tmp_path / "out/kb/A-1/index.html").is_file()
    assert (tmp_path / "out/b/index.html").is_file()
    assert (tmp_path / "out/a/index.html").read_text() == "A"


def test_any_folder_of_markdown_becomes_a_site(tmp_path: Path, write: Write) -> None:
    write(
        tmp_path,
        {
            "login/reset password.md": "# Reset\n\n[gone](gone.md) ![p](a.png)\n",
            "login/a.png": "png",
            "secret.key": "not asked for",
            "broken.md": "---\ntitle: a: b\n---\nno heading\n",
        },
    )
    (tmp_path / "latin.md").write_bytes(b"# caf\xe9\n")
    build(config.load(tmp_path))
    site = tmp_path / "site"
    assert (site / "login/reset password/index.html").is_file()
    assert (site / "login/a.png").is_file()
    assert "Login" in (site / "index.html").read_text("utf-8")
    assert not (site / "secret.key").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "broken.md", "latin.md", "login", "secret.key", "site",
    ]  # fmt: skip
    build(config.load(tmp_path))
    assert not (site / "site").exists()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no name that is not UTF-8")
@pytest.mark.parametrize("own", [False, True], ids=["no mkdocs.yml", "mkdocs.yml"])
def test_a_name_that_is_not_utf8_stops_no_build(tmp_path: Path, write: Write, own: bool) -> None:
    write(tmp_path, {"docs/index.md": "# A\n"})
    if own:
        write(tmp_path, {"mkdocs.yml": "site_name: A\n"})
    for name in ("密码.md", "图.png"):
        (tmp_path / "docs" / os.fsdecode(name.encode("gbk"))).write_text("# B\n")
    built = build(config.load(tmp_path), strict=False)
    assert any("its name is not UTF-8" in warning.en for warning in built.warnings)
    assert "index.html" in {path.name for path in (tmp_path / "site").iterdir()}


FOREIGN = {
    "docs/index.md": "# Welcome\n",
    "docs/guide/start.md": "---\nid: KB-7\naliases: [guide/begin.md]\n---\n# Start\n\nFirst.\n",
    "docs/guide/hidden.md": f"---\nstatus: draft\n---\n# {CANARY}\n",
}


def test_a_site_that_lists_the_plugin_keeps_its_own_navigation(
    tmp_path: Path, write: Write
) -> None:
    nav = "nav:\n- index.md\n- Chapter:\n  - Begin here: guide/start.md\n  - guide/more.md\n"
    theme = "theme: {name: material, font: false}\nplugins: [search, kb]\n"
    settings = f"site_name: Own\n{theme}{nav}"
    write(tmp_path, {"mkdocs.yml": settings, **FOREIGN, "docs/guide/more.md": "# More\n"})
    site = build(config.load(tmp_path)).folder
    page = (site / "guide/start/index.html").read_text("utf-8")
    lines = page.partition("kb-nav")[2].partition("</nav>")[0]
    titles = [line.strip() for line in re.findall(r">([^<>]+)</a>", lines)]
    assert [*filter(None, titles)] == [
        "Home", "Chapter", "Begin here", "More",
    ]  # fmt: skip
    assert "First." in page
    assert not (site / "guide/index.html").exists()


@pytest.mark.parametrize(
    ("settings", "mark"),
    [
        ("theme: readthedocs\n", "wy-nav-side"),
        ("theme: mkdocs\n", "navbar"),
        (
            "theme:\n  name: material\nplugins: [search]\n"
            "nav:\n- Home: index.md\n- Guide:\n  - Begin here: guide/start.md\n"
            "  - Not yet: guide/hidden.md\n",
            "Begin here",
        ),
    ],
)
def test_an_existing_site_keeps_its_look_and_gains_our_additions(
    settings: str, mark: str, tmp_path: Path, write: Write
) -> None:
    write(tmp_path, {"mkdocs.yml": f"site_name: Foreign\n{settings}", **FOREIGN})
    site = build(config.load(tmp_path)).folder
    page = (site / "guide/start/index.html").read_text("utf-8")
    assert mark in page
    assert "kb-permalink" in page
    assert "../../guide/start/" in (site / "kb/KB-7/index.html").read_text("utf-8")
    assert (site / "guide/begin/index.html").is_file()
    assert "data-kb-missing" in (site / "404.html").read_text("utf-8")
    assert not [name for name, data in _contents(site) if CANARY.encode() in data]


def test_a_misspelt_audience_in_mkdocs_yml_shows_nobody_anything(
    tmp_path: Path, write: Write
) -> None:
    settings = "site_name: A\ntheme: mkdocs\nplugins: [{kb: {audience: pubic}}]\n"
    write(tmp_path, {"mkdocs.yml": settings, "docs/a.md": "---\nstatus: draft\n---\n# A\n"})
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "did you mean 'public'?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site/a").exists()


def test_the_logo_stands_on_every_page_of_a_folder_without_settings_too(
    tmp_path: Path, write: Write
) -> None:
    texts = {"kb.toml": '[site]\nlogo = "logo.svg"\n', "docs/logo.svg": "<svg/>"}
    write(tmp_path, texts | {"docs/a.md": "# A\n", "docs/other.svg": "<svg/>"})
    site = build(config.load(tmp_path)).folder
    html = (site / "a/index.html").read_text("utf-8")
    assert '<img src="../logo.svg" alt="logo">' in html
    assert 'rel="icon" href="../logo.svg"' in html
    assert (site / "logo.svg").is_file()
    assert not (site / "other.svg").exists()


def test_a_logo_that_is_not_there_is_named(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"kb.toml": '[site]\nlogo = "logo.png"\n', "docs/a.md": "# A\n"})
    with pytest.raises(KbError, match=r"there is no 'logo\.png' there"):
        build(config.load(tmp_path))


def test_files_of_the_theme_that_nobody_reads_are_not_on_the_site(
    tmp_path: Path, write: Write
) -> None:
    write(
        tmp_path,
        {
            "docs/index.md": "# A\n",
            "docs/assets/javascripts/lunr/own.js": "1",
            "docs/own.js.map": "{}",
            "mkdocs.yml": "site_name: A\ntheme: material\nplugins: [search, kb]\n",
        },
    )
    site = build(config.load(tmp_path)).folder
    names = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    assert {name for name in names if "lunr" in name or name.endswith(".map")} == {
        "assets/javascripts/lunr/own.js",
        "own.js.map",
    }
    assert any(name.startswith("assets/javascripts/bundle.") for name in names)
