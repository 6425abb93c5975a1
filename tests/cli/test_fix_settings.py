"""A finding whose fix is in the site's own configuration, through every way out of the linter."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_tools.cli.lint import command as lint

SITE = "# ours\r\nsite_name: 帮助\r\nmarkdown_extensions: # few\r\n  - toc # keep\r\nnav:\r\n"
SLUGIFY = "slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
MENDED = SITE.replace("- toc # keep\r\n", f"- toc: # keep\r\n      {SLUGIFY}\r\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "base"
    (root / "docs" / "zh").mkdir(parents=True)
    (root / "docs" / "zh" / "a.md").write_text("# 登录\n", "utf-8")
    (root / "mkdocs.yml").write_bytes(SITE.encode())
    monkeypatch.chdir(root)
    return root


def run(*args: str) -> Result:
    given = ("--select", "KB607", "--lang", "en", *args)
    return CliRunner().invoke(lint, given, catch_exceptions=False)


def test_fix_writes_the_setting_and_keeps_the_rest(folder: Path) -> None:
    result = run("--fix")
    assert (folder / "mkdocs.yml").read_bytes().decode() == MENDED
    assert "findings fixed: 1, files changed: 1" in result.stderr
    assert result.exit_code == 0
    assert run("--fix").exit_code == 0
    assert (folder / "mkdocs.yml").read_bytes().decode() == MENDED


def test_the_diff_names_the_file_and_applies(folder: Path) -> None:
    result = run("--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- a/mkdocs.yml\n+++ b/mkdocs.yml\n")
    assert (folder / "mkdocs.yml").read_bytes().decode() == SITE
    subprocess.run(
        ["patch", "-p1", "-s", "--binary"], cwd=folder, input=result.stdout_bytes, check=True
    )
    assert (folder / "mkdocs.yml").read_bytes().decode() == MENDED


@pytest.mark.usefixtures("folder")
def test_json_and_sarif_tell_the_edit_in_the_file_it_is_in() -> None:
    (found,) = json.loads(run("--format", "json").stdout)
    assert found["path"] == "docs/zh/a.md"
    assert [edit["path"] for edit in found["fix"]["edits"]] == ["mkdocs.yml"]
    (result,) = json.loads(run("--format", "sarif").stdout)["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "mkdocs.yml"}
    assert change["replacements"][0]["deletedRegion"]["startLine"] == 4


def test_the_file_beside_a_linked_docs_folder_is_the_projects_own(folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere" / "docs"
    elsewhere.parent.mkdir()
    (folder / "docs").rename(elsewhere)
    (folder / "docs").symlink_to(elsewhere)
    (elsewhere.parent / "mkdocs.yml").write_text("site_name: not ours\n")
    run("--fix")
    assert (folder / "mkdocs.yml").read_bytes().decode() == MENDED
    assert (elsewhere.parent / "mkdocs.yml").read_text() == "site_name: not ours\n"


def test_a_file_outside_the_project_is_left_alone(folder: Path) -> None:
    outside = folder.parent / "mkdocs.yml"
    (folder / "mkdocs.yml").rename(outside)
    (folder / "mkdocs.yml").symlink_to(outside)
    result = run("--fix")
    assert outside.read_bytes().decode() == SITE
    assert f"under markdown_extensions set 'toc: {{{SLUGIFY}}}'" in result.stdout
    assert result.exit_code == 1
