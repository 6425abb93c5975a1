"""`kb review`: what a branch does to the knowledge base, as a comment for a pull request."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.lint.scope import Scope
    from kb_tools.review.review import Review


@click.command(
    "review",
    help=say(
        "Print what a branch does to the knowledge base, as a Markdown comment for its pull"
        " request: new findings, addresses that die, translations left behind, articles and"
        " links that came and went.\n\n"
        "Exit code: 0 if nothing new is wrong, 1 if there is a new error or warning or an"
        " address dies, 2 if it could not run.\n\n"
        "Example: kb review --base origin/main > comment.md",
        "输出一个分支对知识库的影响，是可以贴到合并请求里的 Markdown：新问题、失效的网址、"
        "落后的译文、增减的文章和链接。\n\n"
        "退出码：0 表示没有新问题，1 表示有新的错误、警告或失效的网址，2 表示无法运行。\n\n"
        "例如：kb review --base origin/main > comment.md",
    ),
)
@click.option(
    "--base",
    metavar="REF",
    help=say(
        "Branch, tag or commit to compare with; by default the merge base with the main branch.",
        "与哪个分支、标签或提交比较；默认为从主分支分出的地方。",
    ),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=say(
        "Language of the comment; by default that of your locale.", "评论的语言；默认取系统语言。"
    ),
)
def command(base: str | None, lang: str | None) -> None:
    """Print a review."""
    from kb_tools.lint.scope import scope
    from kb_tools.review.comment import comment

    lang = lang or reader_lang()
    with counter(say("Reading", "正在读取")) as count:
        work = scope((), count)
    review = _reviewed(work, base, lang)
    click.echo(comment(review, lang, work.shown), nl=False)
    sys.exit(1 if review.failed else 0)


def _reviewed(work: Scope, base: str | None, lang: str) -> Review:
    from kb_tools.cli.evidence import gather
    from kb_tools.errors import KbError
    from kb_tools.language import Text
    from kb_tools.lint.catalogue import selected
    from kb_tools.review.review import review

    rules = selected(work.kb.config.lint)
    evidence = gather(work.kb, rules, base, lang, rules, lines=True)
    if evidence.changes is None:
        message = Text(
            "a review compares commits: run it in a git repository that has one",
            "审阅要比较提交：请在有提交的 git 仓库里运行",
        )
        raise KbError(message, str(work.root))
    today = datetime.now(tz=UTC).date()
    return review(work.kb, rules, today, evidence.changes, evidence)
