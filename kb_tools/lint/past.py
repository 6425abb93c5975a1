"""What git remembers of a knowledge base, gathered for the rules that want to know it.

Both the command line and the editor ask here; how long it takes is git's matter, so an editor
asks in a lull.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import which
from typing import Literal

from kb_tools.config import docs_root
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.originals import original, revision
from kb_tools.dependencies import dependencies, place
from kb_tools.errors import KbError
from kb_tools.history import reading
from kb_tools.history.changes import Changes
from kb_tools.history.git import Repository, repository
from kb_tools.language import Text
from kb_tools.lint.evidence import NOTHING, Evidence
from kb_tools.lint.rule import Rule
from kb_tools.lint.rules.kb110_dependency_changed import depending
from kb_tools.lint.rules.kb605_translation_stale import translated
from kb_tools.lint.rules.kb703_screenshot_stale import PICTURES
from kb_tools.moves.aliases import aliases

PAST = frozenset({"changes", "versions", "committed"})
"""The parts of the evidence that come from git."""

_NO_REPOSITORY = Text("not in a git repository", "不在 git 仓库中")
_NO_GIT = Text(
    "git is not installed, or not on the PATH; without it nothing can be compared",
    "没有安装 git，或不在 PATH 中；没有它无法比较",
)


@dataclass(frozen=True, slots=True)
class Past:
    """What git remembers, and why it may be too little: there is no git, or a shallow clone."""

    evidence: Evidence = NOTHING
    gap: Literal["none", "no git", "shallow"] = "none"


def asks(rule: Rule) -> bool:
    """Tell whether a rule wants to know anything of git."""
    return not PAST.isdisjoint(rule.wants)


def gathered(
    kb: KnowledgeBase, rules: Sequence[Rule], since: str | None = None, *, lines: bool = False
) -> Past:
    """Return what git remembers that the rules want to know.

    The changes since a commit are passed whenever one is given, and the lines that are new since
    with `lines`. Raises KbError for a `since` that git does not know, and outside of a
    repository.
    """
    wants = PAST & {name for rule in rules for name in rule.wants}
    wants |= {"changes"} if lines or since is not None else set()
    found = repository(docs_root(kb.config)) if wants else None
    if found is None and since is not None:
        raise KbError(_NO_REPOSITORY if which("git") else _NO_GIT, str(docs_root(kb.config)))
    if found is None:
        return Past(gap="no git" if wants else "none")
    evidence = Evidence(
        changes=_changes(found, kb, since, lines=lines) if "changes" in wants else None,
        versions=reading.versions(found, _translated(kb)) if "versions" in wants else None,
        committed=_committed(found, kb, rules) if "committed" in wants else None,
    )
    return Past(evidence, "shallow" if found.shallow else "none")


def _changes(
    found: Repository, kb: KnowledgeBase, since: str | None, *, lines: bool
) -> Changes | None:
    """Return what changed since a commit (by default since the work began); None if unknown."""
    base = reading.base(found, since)
    return None if base is None else reading.changes(found, kb, *base, lines=lines)


def _translated(kb: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield for each translation that says its `source_rev`: this, the original, its old paths."""
    for path in translated(kb).get(True, ()):
        article = kb.articles[path]
        if (source := original(article, kb)) is not None:
            olds = (one.lstrip("/") for one in aliases(source) if one.endswith(".md"))
            yield revision(article), source.path, tuple(olds)


def _committed(found: Repository, kb: KnowledgeBase, rules: Iterable[Rule]) -> dict[str, date]:
    old = any(rule.code == "KB703" for rule in rules)
    pictures = {f for f in kb.files if old and Path(f).suffix.lower() in PICTURES}
    return reading.committed(found, pictures | _depended(kb))


def _depended(kb: KnowledgeBase) -> set[str]:
    """Return the files that articles depend on, and the articles, by path."""
    found: set[str] = set()
    for path in depending(kb).get(True, ()):
        for one in dependencies(kb.articles[path]):
            if one.kind == "article":
                found |= {other.path for other in kb.by_id.get(one.name, {}).values()}
            elif one.kind == "file":
                found |= {place(one.name, kb.config, kb.root) or ""} - {""}
    return found
