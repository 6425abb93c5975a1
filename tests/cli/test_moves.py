"""`kb mv`, `kb rm` and `kb urls` on the disk: everything is written, or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import ENGLISH

TEXTS = {
    "kb.toml": "",
    "mkdocs.yml": "site_name: X\nnav:\n  - en/index.md\n  - Sign in: en/login/code.md\n",
    "docs/en/index.md": "# Home\r\n\r\n[Sign in](login/code.md)\r\n",
    "docs/en/login/code.md": "# Code\n\n![p](p.png)\n",
    "docs/zh/index.md": "# 首页\n\n[登录](login/code.md#验证码)\n",
    "docs/zh/login/code.md": "# 验证码\n\n## 收不到\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    (tmp_path / "docs/en/login/p.png").write_bytes(b"\x89PNG\r\n\x00")
    return tmp_path


def kb(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kb_tools", *args]
    return subprocess.run(
        command, cwd=root, env=ENGLISH, capture_output=True, encoding="utf-8", check=False
    )


def tree(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and ".git/" not in p.as_posix()
    }


def test_mv_moves_article_translation_image_navigation_and_links(root: Path) -> None:
    done = kb(root, "mv", "docs/en/login/code.md", "docs/en/no-code.md")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "en/login/code.md -> en/no-code.md",
        "en/login/p.png -> en/p.png",
        "zh/login/code.md -> zh/no-code.md",
    ]
    now = tree(root)
    assert now["docs/en/index.md"] == b"# Home\r\n\r\n[Sign in](no-code.md)\r\n"
    assert now["docs/en/p.png"] == b"\x89PNG\r\n\x00"
    assert b"Sign in: en/no-code.md" in now["mkdocs.yml"]
    assert not (root / "docs/en/login").exists()
    assert kb(root, "lint", "--select", "KB3").returncode == 0


def test_the_diff_writes_nothing_and_git_applies_it_to_the_same_effect(root: Path) -> None:
    before = tree(root)
    move = [sys.executable, "-m", "kb_tools", "mv", "docs/en/login/code.md", "docs/en/no-code.md"]
    patch = subprocess.run([*move, "--diff"], cwd=root, capture_output=True, check=True).stdout
    assert tree(root) == before

    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    applied = ["git", "-c", "core.autocrlf=false", "apply", "-"]
    subprocess.run(applied, input=patch, cwd=root, check=True)
    by_patch = tree(root)
    for name in tree(root):
        (root / name).unlink()
    for name, data in before.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    subprocess.run(move, cwd=root, capture_output=True, check=True)

    assert tree(root) == by_patch


def test_a_name_relative_to_the_docs_folder_and_a_folder_to_move_into_are_understood(
    root: Path,
) -> None:
    (root / "docs/en/account").mkdir()

    done = kb(root, "mv", "en/login/code.md", "docs/en/account/")

    assert done.returncode == 0, done.stderr
    assert (root / "docs/en/account/code.md").is_file()
    assert (root / "docs/zh/account/code.md").is_file()


@pytest.mark.parametrize("new", ["../code.md", "docs/en/index.md", "docs/zh/code.md", "/x.md"])
def test_what_is_refused_leaves_every_file_alone(root: Path, new: str) -> None:
    before = tree(root)

    done = kb(root, "mv", "docs/en/login/code.md", new)

    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert tree(root) == before


def test_rm_asks_for_the_successor_and_gives_it_the_links(root: Path) -> None:
    before = tree(root)
    asked = kb(root, "rm", "docs/en/login/code.md")
    assert asked.returncode == 2
    assert "--successor" in asked.stderr
    assert tree(root) == before

    done = kb(root, "rm", "docs/en/login/code.md", "--successor", "docs/en/index.md")

    assert done.returncode == 0, done.stderr
    now = tree(root)
    assert "docs/zh/login/code.md" not in now
    assert b"aliases: [en/login/code.md]" in now["docs/en/index.md"]
    assert b"en/login/code.md" not in now["mkdocs.yml"]
    assert kb(root, "lint", "--select", "KB301,KB402").returncode == 0


def test_the_ledger_is_written_checked_and_fails_when_an_address_dies(root: Path) -> None:
    assert kb(root, "urls", "--check").returncode == 2
    assert kb(root, "urls", "--write").returncode == 0
    ledger = (root / "kb-urls.txt").read_text("utf-8").splitlines()
    assert ledger == sorted(ledger)
    assert "zh/login/code/#收不到" in ledger
    assert "zh/login/code/#验证码" not in ledger, "who follows a title's anchor lands there anyway"

    kb(root, "mv", "docs/en/login/code.md", "docs/en/no-code.md")
    assert kb(root, "urls", "--check").returncode == 0

    kb(root, "rm", "docs/en/no-code.md", "--no-successor")
    dead = kb(root, "urls", "--check")
    assert dead.returncode == 1
    assert "kb-urls.txt:" in dead.stdout
    assert "'en/login/code/'" in dead.stdout
    assert "'zh/login/code/#收不到'" in dead.stdout
