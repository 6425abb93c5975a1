"""`kb pdf`."""

from __future__ import annotations

from pathlib import Path

import click

from kb_tools.cli.speech import say

HELP = say(
    """Print a category of the built site as one PDF, with contents, outline and links.

    CATEGORY is its folder below the docs folder; a language's folder is everything in that
    language. Uses the site that `kb build` made, and a Chromium, Chrome or Edge that is installed.

    \b
    Example:
      kb pdf zh/login
      kb pdf en --out manual.pdf
      kb pdf zh/agents --audience internal
    """,
    """把构建好的网站里的一个分类打印成一个 PDF，带目录、书签和链接。

    CATEGORY 是它在 docs 目录下的文件夹；写语言的文件夹就是这种语言的全部文章。
    使用 `kb build` 构建好的网站，以及本机已安装的 Chromium、Chrome 或 Edge。

    \b
    示例：
      kb pdf zh/login
      kb pdf en --out manual.pdf
      kb pdf zh/agents --audience internal
    """,
)


@click.command(help=HELP)
@click.argument("category")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        "Where to write the PDF; by default named after the category.",
        "PDF 写到哪里；默认以分类命名。",
    ),
)
@click.option(
    "--audience",
    help=say(
        "Which audience's site to print; the public one by default.",
        "打印面向哪类读者的网站；默认为公众。",
    ),
)
def command(category: str, out: Path | None, audience: str | None) -> None:
    """Print a category."""
    from kb_tools import config
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.files import write
    from kb_tools.site import booklet, chromium, traditional
    from kb_tools.site.build import site_folder
    from kb_tools.site.edition import edition

    chromium.chromium()  # say that there is none before a minute of work
    found = config.project(Path())
    audience = audience or found.audience[0]
    chosen = edition(traditional.completed(KnowledgeBase.load(found)), audience)
    lang, shelf = booklet.shelf(chosen, category)
    site = site_folder(found, audience).resolve()
    pdf = chromium.printed(booklet.booklet(site, chosen, lang, shelf))
    target = out or Path(category.strip("/").replace("/", "-") + ".pdf")
    write(target, pdf)
    click.echo(
        say("{file}: {size:.1f} MB", "{file}：{size:.1f} MB").format(
            file=target, size=len(pdf) / 1e6
        )
    )
