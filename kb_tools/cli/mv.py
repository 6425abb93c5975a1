"""`kb mv`: move an article or a folder, and break nothing."""

from __future__ import annotations

import click

from kb_tools.cli.speech import say


@click.command(
    "mv",
    help=say(
        "Move an article or a folder: OLD becomes NEW.\n\n"
        "Translations move along, and so do the images that only it uses. Every link is updated,"
        " and the old address goes into `aliases`, so that it redirects. All files are written,"
        " or none.\n\n"
        "Example: kb mv docs/en/login.md docs/en/account/sign-in.md",
        "移动文章或目录：OLD 变成 NEW。\n\n"
        "译文和只有它用到的图片会一起移动；所有链接都会改好，旧地址写进 `aliases`，自动跳转。"
        "要么全部写入，要么一个文件也不动。\n\n"
        "例如：kb mv docs/zh/login.md docs/zh/account/sign-in.md",
    ),
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--diff",
    is_flag=True,
    help=say("Show every change without writing it.", "只显示会改动什么，不写入文件。"),
)
def command(old: str, new: str, *, diff: bool) -> None:
    """Move an article or a folder."""
    from kb_tools.cli import planned
    from kb_tools.moves.move import move

    base = planned.base(old)
    source, target = base.inside(old), base.inside(new, new=True)
    if new.endswith("/") or (base.root / target).is_dir():
        target = f"{target}/{source.rpartition('/')[2]}".removeprefix("./")
    plan = move(base.kb, source, target)
    if diff:
        planned.show(base, plan)
        return
    planned.carry_out(base, plan)
    for path, to in sorted(plan.renames.items()):
        click.echo(f"{path} -> {to}")
    others = len(plan.texts.keys() - plan.renames.keys())
    message = say("links updated in other files: {n:,}", "改好了其他 {n:,} 个文件里的链接")
    click.echo(message.format(n=others), err=True)
