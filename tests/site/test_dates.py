"""The sitemap and the feeds say when an article changed, not when the site was built."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.build import build
from kb_tools.site.dates import dates

MKDOCS = "site_name: Help\nsite_url: https://help.example/\ntheme: material\n"
KB = 'languages = ["zh"]\n[converted]\nzh-Hant = "zh"\n'
SAID = "---\ntitle: 登录\nupdated: 2026-05-02\nreviewed: 2026-03-01\n---\n\n# 登录\n"
Write = Callable[[Path, Mapping[str, str]], Path]


def commit(folder: Path, day: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    stamps = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run(["git", *author, *words], cwd=folder, check=True, env=stamps)


@pytest.fixture
def remembered(tmp_path: Path, write: Write) -> Path:
    """Two commits: the second changes one article; an article says itself when it changed."""
    base = {"kb.toml": KB, "mkdocs.yml": MKDOCS, "docs/zh/said.md": SAID}
    write(tmp_path, base | {"docs/zh/早.md": "# 早\n", "docs/zh/late.md": "# 晚\n"})
    commit(tmp_path, "2026-01-05")
    write(tmp_path, {"docs/zh/late.md": "# 更晚\n"})
    commit(tmp_path, "2026-02-06")
    return write(tmp_path, {"docs/zh/new.md": "# 还没提交\n"})


def test_the_sitemap_gives_the_day_of_the_change_and_none_where_nobody_knows_it(
    remembered: Path,
) -> None:
    text = (build(config.load(remembered)).folder / "sitemap.xml").read_text("utf-8")
    found = re.findall(r"<loc>https://help.example/([^<]+)</loc>\s*(?:<lastmod>([^<]+))?", text)
    known = dict(found)
    assert known["zh/said/"] == known["zh-Hant/said/"] == "2026-05-02"
    assert known["zh/%E6%97%A9/"] == "2026-01-05"
    assert known["zh/late/"] == known["zh-Hant/late/"] == "2026-02-06"
    assert known["zh/new/"] == ""


def test_a_clone_without_history_dates_nothing(remembered: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    words = ["git", "clone", "-q", "--depth", "1", remembered.as_uri(), str(clone)]
    subprocess.run(words, check=True)
    assert {*dates(KnowledgeBase.load(config.load(clone)))} == {"zh/said.md"}
