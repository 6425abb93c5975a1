"""What the linter has to be told besides the articles: by git, and on request by the network."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import say
from kb_tools.errors import KbError
from kb_tools.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kb_tools.corpus import KnowledgeBase
    from kb_tools.external.answer import Answer
    from kb_tools.history.changes import Changes
    from kb_tools.history.git import Repository
    from kb_tools.lint.evidence import Evidence
    from kb_tools.lint.rule import Rule

NO_GIT = Text(
    "this is no git repository, or git is not installed: history rules were left out ({rules})",
    "这里不是 git 仓库，或没有安装 git：未运行依赖历史的规则（{rules}）",
)
SHALLOW = Text(
    "the clone is shallow: history rules see only what was fetched ({rules});"
    " fetch everything (`fetch-depth: 0`, `GIT_DEPTH: 0`)",
    "这是浅克隆：依赖历史的规则只能看到已取回的部分（{rules}）；"
    "请取回完整历史（`fetch-depth: 0`、`GIT_DEPTH: 0`）",
)


def gather(
    kb: KnowledgeBase,
    rules: Sequence[Rule],
    since: str | None,
    lang: str,
    asked: Collection[Rule],
    *,
    paths: Sequence[str] = (),
    always: bool = False,
    lines: bool = False,
) -> Evidence:
    """Return what git remembers that the rules want to know.

    `asked` are the rules that the user named; where history is missing, that is said for them.
    `paths` are the articles whose links to other sites are asked, if a rule wants that.
    `always` asks for the changes whatever the rules want; `lines` for the new lines, too.
    Raises KbError for a `since` that git does not know, and for one outside of a repository.
    """
    from kb_tools.config import docs_root
    from kb_tools.history.git import repository
    from kb_tools.lint.evidence import Evidence

    wants = {name for rule in rules for name in rule.wants}
    answers = _answers(kb, paths) if "answers" in wants else None
    wants |= {"changes"} if always or since is not None else set()
    past = {"changes", "versions", "committed"}
    found = repository(docs_root(kb.config)) if wants & past else None
    if found is None:
        if since is not None:
            message = Text("not in a git repository", "不在 git 仓库中")
            raise KbError(message, str(docs_root(kb.config)))
        if wants & past:
            _tell(NO_GIT, asked, lang)
        return Evidence(answers=answers)
    if found.shallow:
        _tell(SHALLOW, asked, lang)
    return Evidence(
        changes=changes_since(found, kb, since, lines=lines) if "changes" in wants else None,
        versions=_versions(found, kb) if "versions" in wants else None,
        committed=_committed(found, kb, rules) if "committed" in wants else None,
        answers=answers,
    )


def changes_since(
    repository: Repository, kb: KnowledgeBase, since: str | None, *, lines: bool = False
) -> Changes | None:
    """Return what changed since a commit (by default since the work began); None if unknown."""
    from kb_tools.history import reading

    base = reading.base(repository, since)
    return None if base is None else reading.changes(repository, kb, *base, lines=lines)


def _answers(kb: KnowledgeBase, paths: Sequence[str]) -> dict[str, Answer]:
    """Return what the addresses in articles answer, of a week's memory or of the network.

    What was heard is kept also when the run is broken off.
    """
    from kb_tools.external.asking import Manners, ask, settled
    from kb_tools.external.memory import keep, recall
    from kb_tools.lint.rules.kb312_external_dead import asked

    articles = [kb.articles[path] for path in paths]
    found = {asked(link.target, a, kb) for a in articles for link in a.links} - {None}
    today = datetime.now(tz=UTC).date()
    known = recall(kb.config.root, today)
    new: dict[str, Answer] = {}
    missing = sorted(url for url in found if url is not None and url not in known)
    manners = Manners(private=kb.config.lint.external_private)
    try:
        with counter(say("Asking", "正在检查外部链接")) as count:
            for url, answer in ask(missing, manners, time.sleep):
                new[url] = answer
                count(len(new), len(missing))
    finally:
        new = settled(new)
        keep(kb.config.root, {**known, **{url: (answer, today) for url, answer in new.items()}})
    return {**{url: answer for url, (answer, _) in known.items()}, **new}


def _versions(repository: Repository, kb: KnowledgeBase) -> dict[tuple[str, str], str | None]:
    from kb_tools.history.reading import versions

    return versions(repository, _translated(kb))


def _translated(kb: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield for each translation that says its `source_rev`: this, the original, its old paths."""
    from kb_tools.lint.rules.kb605_translation_stale import original, revision
    from kb_tools.moves.aliases import aliases

    for article in kb.articles.values():
        if (source := original(article, kb)) is not None:
            olds = (one.lstrip("/") for one in aliases(source) if one.endswith(".md"))
            yield revision(article), source.path, tuple(olds)


def _committed(repository: Repository, kb: KnowledgeBase, rules: Iterable[Rule]) -> dict[str, date]:
    from kb_tools.history.reading import committed
    from kb_tools.lint.rules.kb703_screenshot_stale import PICTURES

    old = any(rule.code == "KB703" for rule in rules)
    pictures = {f for f in kb.files if old and Path(f).suffix.lower() in PICTURES}
    return committed(repository, pictures | depended(kb))


def depended(kb: KnowledgeBase) -> set[str]:
    """Return the files that articles depend on, and the articles, by path."""
    from kb_tools.dependencies import dependencies, place

    found: set[str] = set()
    for article in kb.articles.values():
        for one in dependencies(article) if "depends" in article.meta else ():
            if one.kind == "article":
                found |= {other.path for other in kb.by_id.get(one.name, {}).values()}
            elif one.kind == "file":
                found |= {place(one.name, kb.config, kb.root) or ""} - {""}
    return found


def _tell(message: Text, asked: Collection[Rule], lang: str) -> None:
    codes = [r.code for r in asked if {"changes", "versions", "committed"} & {*r.wants}]
    if codes:
        click.echo(message.format(rules=", ".join(sorted(codes))).to(lang), err=True)
