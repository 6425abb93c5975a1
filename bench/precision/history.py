"""Histories for the rules that ask git: the documentation in successive releases of packages.

    python -m bench.precision history FOLDER           # downloads, and lays the repositories
    python -m bench.precision past FOLDER KB403    # findings from release to release

A translation in such a package does not say what it was translated from; `translated` lets
each say the release in which it changed last.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kb_tools.config import project
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint
from kb_tools.lint.past import gathered

SETS = tomllib.loads(Path(__file__).with_name("releases.toml").read_text("utf-8"))
_WANTED = re.compile(r"(?i).*\.(?:md|png|jpe?g|gif|webp|svg)")
_BUILT = re.compile(r"(?:^|/)(?:node_modules|dist)/")


def lay(folder: Path) -> None:
    """Download every release, and make a repository of each package below a folder."""
    for name, spec in SETS.items():
        place = folder / name
        place.mkdir(parents=True)
        git(place, "init", "-q", "-b", "main")
        for version, day in spec["releases"].items():
            _fill(place, _archive(folder, spec, name, version), spec)
            git(place, "add", "-A")
            git(place, "commit", "-q", "--allow-empty", "-m", version, day=str(day))
            git(place, "tag", f"v{version}")


def git(place: Path, *words: str, day: str = "2026-11-22") -> str:
    """Run git in a repository as a writer of that day; return what it prints."""
    who = {f"GIT_{r}_{k}": "w@w" for r in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}
    when = {f"GIT_{r}_DATE": f"{day}T12:00:00Z" for r in ("AUTHOR", "COMMITTER")}
    command, environment = ["git", *words], {**os.environ, **who, **when}
    done = subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)
    return done.stdout.decode().strip()


def _archive(folder: Path, spec: Mapping[str, Any], name: str, version: str) -> Path:
    place = folder / "archives" / name / version
    place.mkdir(parents=True, exist_ok=True)
    package = spec.get("package", name)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps"]
    commands = {"pypi": [*pip, f"{package}=={version}"], "npm": ["npm", "pack", "--silent"]}
    command = commands[spec["registry"]]
    command += [f"{package}@{version}"] if spec["registry"] == "npm" else []
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return next(file for file in place.iterdir() if file.suffix in (".gz", ".tgz"))


def _fill(place: Path, archive: Path, spec: Mapping[str, Any]) -> None:
    """Put a release's articles and pictures in place of the existing ones."""
    for old in place.iterdir():
        if old.name != ".git":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    (place / "kb.toml").write_text("")
    with tarfile.open(archive) as files:
        for member in files.getmembers():
            target = _target(member.name.partition("/")[2], spec) if member.isfile() else None
            content = files.extractfile(member) if target else None
            if target and content is not None:
                (place / target).parent.mkdir(parents=True, exist_ok=True)
                (place / target).write_bytes(_neutral(target, content.read()))


def _target(path: str, spec: Mapping[str, Any]) -> str | None:
    if path == spec.get("site"):
        return "mkdocs.yml"
    docs = f"{spec['docs']}/" if spec["docs"] else ""
    below = path.removeprefix(docs)
    languages: Sequence[str] = spec.get("languages", (below.partition("/")[0],))
    wanted = path.startswith(docs) and _WANTED.fullmatch(below) and not _BUILT.search(below)
    safe = ".." not in below.split("/") and not below.startswith("/")
    return f"docs/{below}" if wanted and safe and below.partition("/")[0] in languages else None


def _neutral(target: str, content: bytes) -> bytes:
    """Take out of a site's configuration what names places in the package."""
    own = re.compile(rb"(?m)^(?:docs_dir|INHERIT)\b.*\n")
    return own.sub(b"", content) if target == "mkdocs.yml" else content


def translated(place: Path) -> None:
    """Let each Chinese article say the commit in which it changed last; nothing is committed."""
    for file in sorted((place / "docs" / "zh").rglob("*.md")):
        rev = git(place, "log", "-1", "--format=%h", "--", file.relative_to(place).as_posix())
        text = file.read_text("utf-8")
        front = text[4:] if text.startswith("---\n") else f"---\n\n{text}"
        file.write_text(f"---\nsource_rev: {rev}\n{front}", "utf-8")


def findings(folder: Path, codes: Sequence[str], today: date) -> Iterator[tuple[str, Diagnostic]]:
    """Yield what rules find from release to release, with the package and the two releases."""
    rules = sorted(matching(codes), key=lambda rule: rule.code)
    for name in SETS:
        place, tags = folder / name, [*SETS[name]["releases"]]
        for old, new in itertools.pairwise(tags):
            git(place, "checkout", "-q", "-f", f"v{new}")
            if new == tags[-1] and "languages" in SETS[name]:
                translated(place)
            kb = KnowledgeBase.load(project(place))
            evidence = gathered(kb, rules, f"v{old}").evidence
            for found in lint(kb, rules, today, None, evidence):
                yield f"{name} {old}..{new}", found
        git(place, "checkout", "-q", "-f", "main")
