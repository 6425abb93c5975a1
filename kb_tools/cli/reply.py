"""`kb reply`: a paste-ready answer to a ticket, made from an article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import say

if TYPE_CHECKING:
    from kb_tools.article import Article
    from kb_tools.corpus import KnowledgeBase

_HELP = say(
    "Write a reply to TICKET with what an article says: greeting, the steps, the permanent"
    " link, and what to send if it does not help.\n\n"
    "TICKET is the ticket's subject or text; `-` reads it from standard input. The reply is in"
    " the customer's language. Templates of your own (`en.md`, `zh.md`, `zh-Hant.md`, Jinja) go"
    " into a folder that --templates names.\n\n"
    "Example: kb reply 'I cannot sign in' --article KB-0042 --format html",
    "用文章内容写一份可直接粘贴的回复：问候、步骤、永久链接，以及仍未解决时需要提供什么。\n\n"
    "TICKET 是工单主题或正文；`-` 表示从标准输入读取。回复使用客户的语言。"
    "您自己的模板（`en.md`、`zh.md`、`zh-Hant.md`，Jinja 语法）放在 --templates 指定的目录中。\n\n"
    "例如：kb reply '登录不了' --article KB-0042 --format html",
)


@click.command("reply", help=_HELP)
@click.argument("ticket")
@click.option("--article", "id_", required=True, help=say("The article's id.", "文章编号。"))
@click.option("--section", default="", help=say("Anchor of the section.", "章节的锚点。"))
@click.option("--lang", default="", help=say("The customer's language.", "客户的语言。"))
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "markdown", "html", "zendesk", "jira"]),
    help=say("Help desk that the reply is for.", "目标系统的格式。"),
)
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=say("Folder with your own templates.", "您自己的模板目录。"),
)
def command(
    ticket: str, id_: str, section: str, lang: str, style: str, templates: Path | None
) -> None:
    """Write a reply to a ticket."""
    from kb_tools.config import docs_root, load
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.language import guess, normal
    from kb_tools.replies.reply import Wanted, reply, subject_of
    from kb_tools.replies.version import version

    text = sys.stdin.read() if ticket == "-" else ticket
    config = load(Path())
    kb = KnowledgeBase.load(config)
    customer = normal(lang) if lang else guess(text)
    article = _article(kb, id_, customer)
    wanted = Wanted(customer, style, section, version(docs_root(config), article.path), templates)
    click.echo(reply(subject_of(text), article, kb, wanted), nl=False)


def _article(kb: KnowledgeBase, id_: str, lang: str) -> Article:
    """Return the article in the customer's language, or the nearest there is."""
    import difflib

    from kb_tools.errors import ReadError
    from kb_tools.language import Text

    found = kb.by_id.get(id_)
    if found is None:
        near = difflib.get_close_matches(id_, kb.by_id, n=1)
        hint = Text("; did you mean '{n}'?", "；是不是“{n}”？") if near else Text("", "")
        hint = hint.format(n=near[0]) if near else hint
        message = Text(f"no article '{id_}'{hint.en}", f"没有文章“{id_}”{hint.zh}")
        raise ReadError(message)
    wished = (lang, lang.partition("-")[0], *found)
    return next(found[name] for name in wished if name in found)
