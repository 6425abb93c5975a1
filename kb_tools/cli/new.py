"""`kb new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb_tools.cli.speech import say
from kb_tools.start import KINDS

if TYPE_CHECKING:
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.start.article import Request

_HELP = say(
    "Write a new article from its kind's template.\n\n"
    "KIND is one of faq, troubleshooting, howto, known-issue, reference, playbook,"
    " decision-tree. The article"
    " is a draft with the next free id, with marks where something is to be filled in; a file that"
    " exists is never overwritten.\n\n"
    '\b\nExample:\n  kb new troubleshooting "Blank page after signing in"\n'
    '  kb new faq "怎么退款？" --translated "How do I get a refund?" --owner billing',
    "用模板写一篇新文章。\n\n"
    "KIND 是 faq（问答）、troubleshooting（排错）、howto（操作）、known-issue（已知问题）、"
    "reference（参考）、playbook（内部手册）、decision-tree（决策树）之一。新文章是草稿，带有下一个可用的编号，"
    "并且写明了要填什么；已有的文件绝不会被覆盖。\n\n"
    '\b\n例如：\n  kb new troubleshooting "登录后空白页"\n'
    '  kb new faq "怎么退款？" --translated "How do I get a refund?" --owner billing',
)


@click.command("new", help=_HELP)
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("title")
@click.option(
    "--lang",
    metavar="TAG",
    help=say(
        "Language of the article; by default that of the title.",
        "文章的语言；默认按标题的文字判断。",
    ),
)
@click.option(
    "--both",
    is_flag=True,
    help=say(
        "Write the article in the knowledge base's second language too, with the same id.",
        "同时写出另一种语言的文章，编号相同。",
    ),
)
@click.option(
    "--translated",
    metavar="TITLE",
    default="",
    help=say("Title in the second language; implies --both.", "另一种语言的标题；隐含 --both。"),
)
@click.option(
    "--in",
    "place",
    metavar="FOLDER",
    default="",
    help=say(
        "Folder below the language's; by default that of the product or the kind, if there is one.",
        "语言目录下的子目录；默认用产品或类型的同名目录（如果有）。",
    ),
)
@click.option(
    "--slug",
    metavar="NAME",
    default="",
    help=say(
        "File name without suffix; by default made from a title in Latin letters, otherwise from "
        "the id.",
        "文件名（不带后缀）；默认取拉丁字母的标题，否则取编号。",
    ),
)
@click.option(
    "--product", metavar="NAME", default="", help=say("The product it is about.", "所属产品。")
)
@click.option(
    "--owner",
    metavar="NAME",
    default="",
    help=say(
        "Who is responsible for it; by default the owner of the most articles.",
        "负责人；默认是文章最多的那位。",
    ),
)
@click.option(
    "--audience",
    metavar="NAME",
    default="",
    help=say(
        "Who may read it; by default everyone, for a playbook colleagues only.",
        "读者范围；默认公开，playbook 默认仅限内部。",
    ),
)
@click.option(
    "--asked",
    multiple=True,
    metavar="WORDS",
    help=say(
        "How customers ask it, in their own words; may be repeated.",
        "客户自己的说法；可以写多次。",
    ),
)
@click.option("--edit", is_flag=True, help=say("Open it in your editor.", "用您的编辑器打开。"))
def command(**given: Any) -> None:  # noqa: ANN401 - click's options by name
    """Write a new article from its kind's template."""
    from kb_tools import config as configuration
    from kb_tools.config import docs_root
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.files import write
    from kb_tools.start.article import compose, similar

    edit = given.pop("edit")
    config = configuration.load(Path())
    kb = KnowledgeBase.load(config, heads=True)
    request = _request(kb, **given)
    root = docs_root(config)
    written = {root / path: text for path, text in compose(kb, request).items()}
    for file, text in written.items():
        write(file, text)
    _tell_new([lang for lang in request.titles if kb.articles and lang not in kb.languages])
    _tell([*written], [root / article.path for article in similar(kb, request)])
    if edit:
        click.edit(filename=[str(file) for file in written])


def _request(
    kb: KnowledgeBase,
    *,
    title: str,
    lang: str | None,
    both: bool,
    translated: str,
    asked: tuple[str, ...],
    **rest: str,
) -> Request:
    from datetime import datetime

    from kb_tools.start.article import Request, titles

    named = titles(kb, title, lang or "", translated, both=both)
    today = datetime.now().astimezone().date().isoformat()
    return Request(titles=named, today=today, asked_as=asked, **rest)


def _tell_new(languages: list[str]) -> None:
    for lang in languages:
        hint = say(
            "'{lang}' is new to this knowledge base; if that is a typo, remove the file",
            "“{lang}”是这个知识库新增的语言；如果是打错了，请删去这个文件",
        )
        click.echo(hint.format(lang=lang), err=True)


def _tell(files: list[Path], similar: list[Path]) -> None:
    shown = [_shown(file) for file in files]
    for path in shown:
        click.echo(path)
    if similar:
        click.echo(
            say(
                "Similar articles; improving one may be better than adding another:",
                "和它很像的文章，也许改进它们比再写一篇更好：",
            ),
            err=True,
        )
        for file in similar:
            click.echo(f"  {_shown(file)}", err=True)
    hint = say(
        "Next: fill in what is marked; 'kb lint {path}' lists what is left. Then set"
        " 'status: published'.",
        "接下来：填写标出的地方，用 kb lint {path} 查看还剩什么；写完后把 status 改成 published。",
    )
    click.echo(hint.format(path=shown[0]), err=True)


def _shown(file: Path) -> str:
    import os

    return Path(os.path.relpath(file)).as_posix()
