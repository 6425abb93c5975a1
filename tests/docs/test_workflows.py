"""The CI jobs and hooks that our articles show do what the articles say: their commands, run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import scratch

ROOT = Path(__file__).parents[2]
WRITE = "docs/{}/using/write/{}.md"
FILES = {
    "mkdocs.yml": "site_name: Help\nsite_url: https://example.com/\n",
    "kb.toml": 'languages = ["en"]\nlint.ignore = ["KB1", "KB2", "KB306"]\n',
    "docs/index.md": "# Help\n\nSee [sign in](login.md) and [reset](reset.md).\n",
    "docs/login.md": "# Sign in\n\nEnter the number and the code.\n",
    "docs/reset.md": "# Reset the password\n\nOpen the settings.\n",
}


def shown(article: str, lang: str = "en") -> list[Any]:
    """Return the YAML blocks of an article, parsed."""
    text = (ROOT / WRITE.format(lang, article)).read_text("utf-8")
    blocks = re.findall(r"(?ms)^( *)```yaml\n(.*?)^\1```", text)
    return [yaml.safe_load(re.sub(f"(?m)^{indent}", "", block)) for indent, block in blocks]


def steps(job: dict[str, Any]) -> list[tuple[str, bool]]:
    """Return the commands of a job on GitHub or GitLab, and whether each runs after a failure."""
    given = job.get("steps") or [{"run": line} for line in job["script"]]
    found = [(s["run"], s.get("if") == "always()") for s in given if "run" in s]
    return [(line, always) for line, always in found if " pip install " not in line]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A clone on a branch, as a CI machine has it, and `gh`, which keeps the comment."""
    origin = tmp_path / "origin"
    origin.mkdir()
    scratch.repository(origin, FILES)
    run(origin, ["kb urls --write"])
    scratch.commit(origin)
    clone = tmp_path / "clone"
    scratch.git(tmp_path, "clone", "-q", str(origin), str(clone))
    scratch.git(clone, "checkout", "-q", "-b", "work")
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text('#!/bin/sh\necho "$@" > ../gh.txt\ncp review.md ../comment.md\n')
    gh.chmod(0o755)
    return clone


def run(folder: Path, lines: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run commands in a shell as a CI machine does; it ends with the first that fails."""
    here = f"{folder.parent / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": here, "KB_LANG": "en", **variables}
    command = ["bash", "-e", "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def job(folder: Path, given: dict[str, Any], **variables: str) -> tuple[bool, str]:
    """Run a job step by step; return whether it passed, and what it printed."""
    passed, out = True, ""
    for line, always in steps(given):
        if passed or always:
            done = run(folder, [line], **variables)
            passed, out = passed and done.returncode == 0, out + done.stdout + done.stderr
    return passed, out


@pytest.mark.parametrize("article", ["ci-exit-codes", "review-a-change", "check-only-what-is-new"])
def test_both_languages_show_the_same_jobs(article: str) -> None:
    assert shown(article) == shown(article, "zh")
    assert shown(article)


def test_the_job_for_github_passes_and_fails_for_a_dead_link_and_a_dead_address(
    folder: Path,
) -> None:
    github, gitlab = shown("ci-exit-codes")
    check = github["jobs"]["check"]
    passed, out = job(folder, check)
    assert passed, out
    assert (folder / "site/login/index.html").is_file()
    assert [line for line, _ in steps(gitlab["articles"])] == [
        line.removesuffix(" --format github") for line, _ in steps(check)
    ]

    scratch.write(folder, {"docs/login.md": "# Sign in\n\n[Gone](gone.md)\n"})
    passed, out = job(folder, check)
    assert not passed
    assert "::error file=docs/login.md,line=3" in out

    scratch.write(folder, {"docs/login.md": FILES["docs/login.md"], "docs/index.md": "# Help\n"})
    (folder / "docs/reset.md").unlink()
    passed, out = job(folder, {"script": ["kb urls --check"]})
    assert not passed
    assert "'reset/'" in out


def test_the_review_is_commented_on_github_also_when_it_fails(folder: Path) -> None:
    review = shown("review-a-change")[0]["jobs"]["review"]
    assert set(review["env"]) == {"BASE", "GH_TOKEN", "NUMBER"}
    passed, _ = job(folder, review, BASE="main", NUMBER="7")
    assert passed
    assert "Nothing new is wrong." in (folder.parent / "comment.md").read_text("utf-8")

    scratch.git(folder, "mv", "docs/reset.md", "docs/password.md")
    scratch.commit(folder)
    passed, out = job(folder, review, BASE="main", NUMBER="7")
    assert not passed
    assert "::error file=docs/index.md" in out
    comment = (folder.parent / "comment.md").read_text("utf-8")
    assert "- `reset/` **dies**: its article moves to `password/`" in comment
    assert (folder.parent / "gh.txt").read_text().startswith("pr comment 7 --edit-last")


def test_the_review_on_gitlab_leaves_a_report_and_a_comment(folder: Path) -> None:
    review = shown("review-a-change")[1]["review"]
    base = scratch.git(folder, "rev-parse", "HEAD")
    scratch.write(folder, {"docs/login.md": "# Sign in\n\n[Gone](gone.md)\n"})
    scratch.commit(folder)
    passed, _ = job(folder, review, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert not passed
    report = (folder / review["artifacts"]["reports"]["codequality"]).read_text("utf-8")
    assert [one["location"]["path"] for one in yaml.safe_load(report)] == ["docs/login.md"]
    assert "**KB301**" in (folder / review["artifacts"]["paths"][0]).read_text("utf-8")


def install(folder: Path, wanted: list[dict[str, Any]]) -> None:
    """Make git's own hook of the hooks that a repository uses, as pre-commit runs them."""
    known = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    lines = ["#!/bin/bash", "set -e"]
    for hook in wanted:
        entry = {**known[hook["id"]], **hook}
        command = " ".join([entry["entry"], *entry.get("args", ())])
        files = "$(git diff --cached --name-only --diff-filter=ACMR -- '*.md')"
        given = f" {files}" if entry.get("pass_filenames", True) else ""
        lines += [f"{command}{given}", "git diff --exit-code -- '*.md'"]
    file = folder / ".git/hooks/pre-commit"
    file.write_text("\n".join(lines) + "\n")
    file.chmod(0o755)


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    config = "-c user.name=Writer -c user.email=w@example.com"
    return run(folder, ["git add -A", f"git {config} commit -q -m change"])


def test_hooks_mend_and_check_what_is_committed(folder: Path) -> None:
    (repository,) = shown("check-only-what-is-new")[0]["repos"]
    install(folder, repository["hooks"])
    scratch.write(folder, {"docs/login.md": FILES["docs/login.md"] + "\nOpen\u200b it.\n"})
    done = commit(folder)
    assert done.returncode != 0
    assert (folder / "docs/login.md").read_text("utf-8").endswith("\nOpen it.\n")
    assert commit(folder).returncode == 0

    scratch.write(folder, {"docs/login.md": "# Sign in\n\n[Gone](gone.md)\n"})
    done = commit(folder)
    assert done.returncode != 0
    assert "docs/login.md:3:8: KB301" in done.stdout + done.stderr


def test_the_wider_hook_hears_what_a_commit_breaks_elsewhere(folder: Path) -> None:
    install(folder, shown("check-only-what-is-new")[1])
    scratch.write(folder, {"docs/login.md": FILES["docs/login.md"] + "\nMore.\n"})
    assert commit(folder).returncode == 0
    scratch.git(folder, "rm", "-q", "docs/reset.md")
    done = commit(folder)
    assert done.returncode != 0
    assert "docs/index.md:3:37: KB301" in done.stdout + done.stderr
    assert "docs/reset.md:1:3: KB404" in done.stdout + done.stderr


def test_our_own_addresses_all_live() -> None:
    done = run(ROOT, ["kb urls --check"])
    assert done.returncode == 0, f"mend it, or delete the line of kb-urls.txt:\n{done.stdout}"
