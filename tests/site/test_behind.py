"""A page says which sections its original has changed since."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.site.behind import behind
from kb_tools.site.build import build

ZH = "---\nid: KB-1\n---\n# 登录\n\n输入手机号。\n\n## 收不到验证码\n\n等一等。\n"
NOTE = "<!-- internal -->\n\n## 内部备注\n\n{}\n\n<!-- /internal -->\n"
EN = "---\nid: KB-1\nsource_rev: {}\n---\n# Sign in\n\nEnter your number.\n"
Write = Callable[[Path, Mapping[str, str]], Path]


def git(folder: Path, *words: str) -> str:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    done = subprocess.run(["git", *author, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture
def translated(tmp_path: Path, write: Write) -> Path:
    """A repository whose original changed once after it was translated."""
    write(tmp_path, {"kb.toml": 'languages = ["zh", "en"]\n', "docs/zh/a.md": ZH})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    write(tmp_path, {"docs/en/a.md": EN.format(git(tmp_path, "rev-parse", "--short", "HEAD"))})
    return tmp_path


def found(root: Path) -> Mapping[str, tuple[str, ...]]:
    return behind(KnowledgeBase.load(config.load(root)).public())


def test_a_translation_of_what_the_original_still_says_is_not_behind(translated: Path) -> None:
    assert not found(translated)


def test_the_sections_that_changed_since_are_named_and_linked(
    translated: Path, write: Write
) -> None:
    write(translated, {"docs/zh/a.md": ZH.replace("等一等", "等 60 秒")})
    assert found(translated) == {"en/a.md": ("收不到验证码",)}
    page = (build(config.load(translated)).folder / "en/a/index.html").read_text("utf-8")
    note = page[page.index("kb-behind") :].partition("</p>")[0]
    assert "The original has changed" in note
    assert 'lang="zh">收不到验证码</a>' in note


def test_what_is_internal_is_neither_a_change_nor_named(translated: Path, write: Write) -> None:
    write(translated, {"docs/zh/a.md": ZH + NOTE.format("一")})
    build_of = KnowledgeBase.load(config.load(translated))
    from kb_tools.site.edition import edition

    assert not behind(edition(build_of).kb)


def test_without_git_there_is_no_notice(tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"docs/zh/a.md": ZH, "docs/en/a.md": EN.format("3f2a1bc")})
    assert not found(tmp_path)
