"""What the linter needs besides the articles: by git, and on request by the network."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import say
from kb_tools.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb_tools.corpus import KnowledgeBase
    from kb_tools.external.answer import Answer
    from kb_tools.lint.evidence import Evidence
    from kb_tools.lint.rule import Rule

_NO_GIT = Text(
    "this is not a git repository, or git is not installed: history rules were left out ({rules})",
    "这里不是 git 仓库，或没有安装 git：未运行依赖历史的规则（{rules}）",
)
_SHALLOW = Text(
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
    lines: bool = False,
) -> Evidence:
    """Return what git remembers that the rules want to know, and what the web answers.

    `asked` are the rules that the user named; where history is missing, that is said for them.
    `paths` are the articles whose links to other sites are asked, if a rule wants that.
    `lines` asks for the changes whatever the rules want, and for the new lines.
    Raises KbError for a `since` that git does not know, and for one outside of a repository.
    """
    from kb_tools.lint.past import asks, gathered

    wanted = any("answers" in rule.wants for rule in rules)
    answers = _answers(kb, paths) if wanted else None
    past = gathered(kb, rules, since, lines=lines)
    codes = sorted(rule.code for rule in asked if asks(rule))
    if codes and past.gap != "none":
        message = _SHALLOW if past.gap == "shallow" else _NO_GIT
        click.echo(message.format(rules=", ".join(codes)).to(lang), err=True)
    return replace(past.evidence, answers=answers)


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
    known = recall(kb.config.root, today) if kb.config.cached else {}
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
        if kb.config.cached:
            heard = {url: (answer, today) for url, answer in new.items()}
            keep(kb.config.root, {**known, **heard})
    return {**{url: answer for url, (answer, _) in known.items()}, **new}
