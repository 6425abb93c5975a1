"""`kb suggest`: which articles to answer a ticket with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.language import Text
    from kb_tools.search.find import Wish

_HELP = say(
    "Suggest articles for a ticket, with the reasons.\n\n"
    "TEXT is the question; `-` reads it from standard input."
    " When no article fits, it says so.\n\n"
    "Example: kb suggest 'I cannot sign in, the code never arrives'",
    "为工单推荐文章，并说明理由。\n\n"
    "TEXT 是问题；`-` 表示从标准输入读取。"
    "没有合适的文章时会直接说明。\n\n"
    "例如：kb suggest '收不到验证码，一直登不上'",
)


@click.command("suggest", help=_HELP)
@click.argument("text", nargs=-1)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help=say("Read the ticket from a text file or an e-mail.", "从文本文件或邮件读取工单。"),
)
@click.option(
    "--top", type=click.IntRange(1, 50), help=say("Maximum number of articles.", "最多几篇文章。")
)
@click.option(
    "--lang",
    metavar="LANG",
    help=say("Only articles in this language (zh, en …).", "只要这种语言的文章（zh、en 等）。"),
)
@click.option(
    "--audience",
    metavar="NAME",
    help=say(
        "Only what this audience may read (public …).", "只要这类读者可见的文章（public 等）。"
    ),
)
@click.option(
    "--product",
    metavar="NAME",
    help=say(
        "Only articles about this product, or about none in particular.",
        "只要关于此产品（或不限产品）的文章。",
    ),
)
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json", "markdown"]),
    help=say("Output format.", "输出格式。"),
)
@click.option(
    "--explain",
    is_flag=True,
    help=say("Show what each stage contributed.", "显示每一步对得分的贡献。"),
)
@click.option(
    "--why-not",
    metavar="ID",
    help=say(
        "Also say why this article is not suggested, and what its writer can do.",
        "同时说明为什么没有推荐这篇文章，以及作者可以怎么做。",
    ),
)
@click.option(
    "--write",
    is_flag=True,
    help=say(
        "With --why-not: write the customer's wording into the article's `asked_as`.",
        "与 --why-not 一起用：把客户的说法写进文章的 `asked_as`。",
    ),
)
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(
        "Answer every ticket of a file (JSON lines, an export, a mailbox) with a line of JSON.",
        "逐条回答文件中的所有工单（JSON 行、导出文件、邮箱），每条输出一行 JSON。",
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "Where --batch writes; tickets already answered there are skipped.",
        "--batch 的输出文件；其中已有的工单不再重复回答。",
    ),
)
def command(
    text: tuple[str, ...],
    file: Path | None,
    batch: Path | None,
    out: Path | None,
    style: str,
    why_not: str | None,
    *,
    explain: bool,
    write: bool,
    **wished: Any,  # noqa: ANN401 - what the answer is limited to
) -> None:
    """Suggest articles for a ticket."""
    from kb_tools.config import load

    if write and not why_not:
        raise click.UsageError(say("--write needs --why-not", "--write 要和 --why-not 一起用"))
    if batch and (text or file or explain or why_not or style == "markdown"):
        raise click.UsageError(_ALONE)
    if out and not batch:
        raise click.UsageError(say("--out needs --batch", "--out 要和 --batch 一起用"))
    config = load(Path())
    wish = _wish(config, **wished)
    if batch:
        from kb_tools.cli.batch import run

        run(batch, out, config, wish)
    else:
        from kb_tools.cli.given import given

        _answer(config, given(text, file), wish, _Shown(style, explain, why_not, write))


class _Shown(NamedTuple):
    """How an answer is shown, and of which article one asks why it is not in it."""

    style: str
    explain: bool
    why_not: str | None
    write: bool


def _answer(config: Config, ticket: str, wish: Wish, wanted: _Shown) -> None:
    from kb_tools.cli.meaning import meaning, warn
    from kb_tools.cli.progress import counter
    from kb_tools.config import docs_root
    from kb_tools.search.formats import render
    from kb_tools.search.meant import suggested
    from kb_tools.search.served import require_served
    from kb_tools.search.store import open_index
    from kb_tools.tickets.asking import asking, own_synonyms

    asked = asking(ticket, own_synonyms(config))
    with counter(say("Building the index", "正在建立索引")) as count:
        index = open_index(config, count)
    require_served(index, wish, str(docs_root(config)))
    ready = meaning(config, index, wish)
    faults: list[Text] = []
    answer = suggested(index, asked, ready, wish, faults.append)
    for fault in faults:
        warn(fault)
    for line in render(answer, wanted.style, reader_lang(), explain=wanted.explain):
        click.echo(line)
    if wanted.why_not:
        from kb_tools.cli import worded

        err = wanted.style == "json"
        took_part = (None, wish) if faults else ready
        worded.explain(config, index, asked, took_part, wanted.why_not, write=wanted.write, err=err)


_ALONE = say(
    "--batch reads its tickets from its file and writes JSON lines; it cannot be combined with "
    "TEXT, --file, --explain, --why-not or another --format",
    "--batch 从它的文件读取工单，输出 JSON 行：不能再给 TEXT、--file、--explain、--why-not"
    " 或其他 --format",
)


def _wish(
    config: Config, top: int | None, lang: str | None, audience: str | None, product: str | None
) -> Wish:
    from kb_tools.language import normal
    from kb_tools.search.confidence import fit_of
    from kb_tools.search.find import Wish

    if audience:
        from kb_tools.corpus.visibility import require_known

        require_known(audience, config.audience)
    return Wish(
        top=top or config.suggest.top,
        threshold=config.suggest.threshold,
        lang=normal(lang) if lang else "",
        audience=config.audience.index(audience) if audience else None,
        product=product or "",
        fit=fit_of(config.suggest.confidence),
    )
