"""`kb urls`: the ledger of every published address, and whether all of them still live."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb_tools.cli.speech import reader_lang, say


@click.command(
    "urls",
    help=say(
        "List every published address and anchor of the knowledge base in FOLDER.\n\n"
        "The ledger, kb-urls.txt in the project's root, remembers them: --write adds what is"
        " new, --check names each one that would die, neither served nor redirected, with exit"
        " code 1. To let an address die, delete its line.\n\n"
        "Example: kb urls --check",
        "列出 FOLDER 中知识库发布的每个网址和锚点。\n\n"
        "项目根目录下的 kb-urls.txt 是台账：--write 把新的加进去，--check 指出每个既没有页面"
        "也没有跳转的网址或锚点，退出码为 1。确实要放弃一个网址，就删掉它那一行。\n\n"
        "例如：kb urls --check",
    ),
)
@click.argument("folder", default=".", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--check",
    is_flag=True,
    help=say("List the addresses that would die.", "指出会失效的网址。"),
)
@click.option(
    "--write", is_flag=True, help=say("Add new addresses to the ledger.", "把新网址加进台账。")
)
@click.option(
    "--audience",
    default="public",
    show_default=True,
    help=say("Which audience's site to look at.", "针对哪一类读者的网站。"),
)
def command(folder: Path, audience: str, *, check: bool, write: bool) -> None:
    """Keep the ledger of addresses."""
    from kb_tools import files
    from kb_tools.config import project
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.errors import KbError
    from kb_tools.language import Text
    from kb_tools.moves import ledger

    config = project(folder)
    kb = KnowledgeBase.load(config).public(audience)
    file = config.root / ledger.FILE
    text = file.read_text("utf-8") if file.is_file() else ""
    now = ledger.published(kb)
    if not check and not write:
        click.echo("\n".join(now))
        return
    if check and not file.is_file():
        message = Text(
            "no ledger yet; `kb urls --write` creates it", "还没有台账：用 `kb urls --write` 生成"
        )
        raise KbError(message, str(file))
    dead = [*ledger.deaths(kb, text)] if check else []
    for death in dead:
        click.echo(f"{ledger.FILE}:{death.line}: {death.reason.to(reader_lang())}")
    if write:
        files.write(file, ledger.added(text, now))
    new = len(set(now) - set(ledger.entries(text)))
    summary = (
        say("{n:,} new addresses written", "写入了 {n:,} 个新网址")
        if write
        else say(
            "{dead:,} would die; {n:,} are new (`kb urls --write` adds them)",
            "{dead:,} 个会失效；{n:,} 个是新的（用 `kb urls --write` 加入）",
        )
    )
    click.echo(summary.format(n=new, dead=len(dead)), err=True)
    sys.exit(1 if dead else 0)
