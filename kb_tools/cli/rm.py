"""`kb rm`: remove an article, and say what takes its place."""

from __future__ import annotations

import click

from kb_tools.cli.speech import say


@click.command(
    "rm",
    help=say(
        "Remove ARTICLE and its translations.\n\n"
        "The successor inherits its address, its permalink and every link to it. Without a"
        " successor the links become plain text, and the address is lost: think of"
        " `status: archived` instead. All files are written, or none.\n\n"
        "Example: kb rm docs/en/old-login.md --successor docs/en/login.md",
        "删除 ARTICLE 及其译文。\n\n"
        "接替的文章继承它的网址、永久链接和所有指向它的链接。没有接替者时，链接变成普通文字，"
        "网址也就失效：不妨改用 `status: archived`。要么全部写入，要么一个文件也不动。\n\n"
        "例如：kb rm docs/zh/old-login.md --successor docs/zh/login.md",
    ),
)
@click.argument("article")
@click.option(
    "--successor",
    metavar="OTHER",
    help=say("The article that answers the question now.", "现在由哪篇文章解答这个问题。"),
)
@click.option(
    "--no-successor",
    is_flag=True,
    help=say("The article has no successor.", "没有文章接替它。"),
)
@click.option(
    "--diff",
    is_flag=True,
    help=say("Show every change without writing it.", "只显示会改动什么，不写入文件。"),
)
def command(article: str, successor: str | None, *, no_successor: bool, diff: bool) -> None:
    """Remove an article."""
    from kb_tools.cli import planned
    from kb_tools.moves.removal import remove

    if (successor is None) is not no_successor:
        raise click.UsageError(
            say(
                "name its successor: --successor OTHER, or --no-successor",
                "请说明由哪篇接替：--successor OTHER，或者 --no-successor",
            )
        )
    base = planned.base(article)
    heir = None if successor is None else base.inside(successor)
    plan = remove(base.kb, base.inside(article), heir)
    if diff:
        planned.show(base, plan)
        return
    planned.carry_out(base, plan)
    for path in sorted(plan.removals):
        click.echo(say("removed {path}", "已删除 {path}").format(path=path))
    message = say("links updated in other files: {n:,}", "改好了其他 {n:,} 个文件里的链接")
    click.echo(message.format(n=len(plan.texts)), err=True)
