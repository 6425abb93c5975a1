"""`kb init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.start.project import Plan

_HELP = say(
    "Make a new knowledge base in DIR, ready to be served.\n\n"
    "DIR must be empty or not there. It gets starter articles of every kind, the site's"
    " settings, and checks for every change. On a terminal, what no option says is asked for.\n\n"
    "\b\nExample:\n  kb init help-center\n"
    '  kb init help-center --name "Acme Help" --lang both --yes',
    "在 DIR 里新建一个知识库，建好就能预览。\n\n"
    "DIR 必须是空目录，或者还不存在。里面会有各类文章的样例、网站设置，以及每次改动时的自动检查。"
    "在终端里运行时，没有用选项说明的会逐项询问。\n\n"
    "\b\n例如：\n  kb init help-center\n"
    '  kb init help-center --name "某某帮助中心" --lang both --yes',
)


@click.command("init", help=_HELP)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--name",
    metavar="TEXT",
    help=say("Name of the help center.", "帮助中心的名称。"),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en", "both"]),
    help=say("Language of the articles.", "文章的语言。"),
)
@click.option("--product", metavar="NAME", help=say("The product it is about.", "它所介绍的产品。"))
@click.option(
    "--repo",
    metavar="URL",
    help=say("Address of its repository, for the edit links.", "代码仓库地址，用于“改进此页”。"),
)
@click.option(
    "--url",
    metavar="URL",
    help=say("Address that the site will have.", "网站将来的地址。"),
)
@click.option(
    "--owner",
    metavar="NAME",
    default="support",
    show_default=True,
    help=say("Who is responsible for the starter articles.", "样例文章的负责人。"),
)
@click.option("--yes", is_flag=True, help=say("Ask nothing.", "不询问，直接用默认值。"))
def command(
    folder: Path,
    name: str | None,
    lang: str | None,
    product: str | None,
    repo: str | None,
    url: str | None,
    owner: str,
    yes: bool,
) -> None:
    """Make a new knowledge base."""
    from kb_tools.start.project import create, files, require_free

    require_free(folder)
    ask = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    plan = _plan(
        name=_asked(name, say("Name", "名称"), _title(folder), ask=ask),
        lang=_asked(lang, say("Language (zh, en, both)", "语言（zh、en、both）"), "both", ask=ask),
        product=_asked(product, say("Product", "产品"), "", ask=ask),
        repo=_asked(repo, say("Repository address", "代码仓库地址"), "", ask=ask),
        url=url or "",
        owner=owner,
    )
    texts = files(plan)
    create(folder, texts)
    _tell(folder, len(texts), plan)


def _title(folder: Path) -> str:
    return " ".join(folder.resolve().name.replace("-", " ").replace("_", " ").split()).title()


def _asked(given: str | None, question: str, default: str, *, ask: bool) -> str:
    if given is not None or not ask:
        return default if given is None else given
    choices = click.Choice(["zh", "en", "both"]) if default == "both" else None
    answer: str = click.prompt(
        question, default=default, type=choices, show_choices=False, show_default=bool(default)
    )
    return answer


def _plan(*, name: str, lang: str, product: str, repo: str, url: str, owner: str) -> Plan:
    from datetime import datetime

    from kb_tools.start.project import Plan, checked

    first = reader_lang()
    both = (first, "en" if first == "zh" else "zh")
    plan = Plan(
        name=name,
        languages=both if lang == "both" else (lang,),
        today=datetime.now().astimezone().date().isoformat(),
        product=product,
        repository=repo,
        site_url=url,
        owner=owner,
    )
    return checked(plan)


def _tell(folder: Path, count: int, plan: Plan) -> None:
    click.echo(
        say("{folder}: {count} files", "{folder}：{count} 个文件").format(
            folder=folder, count=count
        )
    )
    title = {"zh": "登录后空白页", "en": "Blank page after signing in"}[plan.languages[0]]
    steps = [f"cd {shlex.quote(str(folder))}"] if folder.resolve() != Path.cwd() else []
    steps += ["kb serve", f'kb new troubleshooting "{title}"', "kb lint"]
    click.echo(say("Next:", "接下来："), err=True)
    for step in steps:
        click.echo(f"  {step}", err=True)
