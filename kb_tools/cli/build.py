"""`kb build`."""

from __future__ import annotations

from pathlib import Path

import click

from kb_tools.cli.progress import bar
from kb_tools.cli.speech import say
from kb_tools.site.build import Report

SHOWN = 20
"""How many warnings are printed, at most."""

HELP = say(
    """Build the site of FOLDER (here by default).

    The site's own mkdocs.yml is used where there is one; any other folder of Markdown gets our
    look. The old site is replaced only when the new one is whole.

    \b
    Example:
      kb build
      kb build ~/notes --site-dir /srv/help
      kb build --audience internal --site-dir /srv/intranet
      kb build --offline
    """,
    """构建 FOLDER（默认为当前目录）的网站。

    目录里有 mkdocs.yml 就按它构建；没有也可以，任何 Markdown 目录都会得到默认外观。
    只有新网站完整构建成功，才会替换旧网站。

    \b
    示例：
      kb build
      kb build ~/notes --site-dir /srv/help
      kb build --audience internal --site-dir /srv/intranet
      kb build --offline
    """,
)


NO_ADDRESS = say(
    "note: there are no feeds, and the sitemap is empty, until mkdocs.yml says where the site"
    " stands: site_url: https://help.example.com/",
    "提示：mkdocs.yml 没有写明网站的地址，所以没有订阅源，站点地图也是空的；"
    "请写上，如 site_url: https://help.example.com/",
)


@click.command(help=HELP)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("Where to put the site.", "网站输出到哪个目录。"),
)
@click.option(
    "--audience",
    help=say(
        "Who the site is for; any audience but the widest also gets drafts and internal "
        "articles, marked as such, and a folder of its own.",
        "为哪类读者构建；除最广的读者外，还会包含草稿和内部文章并明确标出，且输出到单独的目录。",
    ),
)
@click.option(
    "--strict/--no-strict",
    default=True,
    help=say("Whether a warning of the generator stops the build.", "生成器有警告时是否停止构建。"),
)
@click.option(
    "--add-to",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=say(
        "Build nothing: add permanent links, redirects, search index and feeds to a site that"
        " another generator built here.",
        "不构建；只把永久链接、重定向、搜索索引和订阅源加到其他生成器已在此目录构建好的网站里。",
    ),
)
@click.option(
    "--offline",
    is_flag=True,
    help=say(
        "Build a folder that works offline, search included: open its index.html with a double "
        "click. For a USB stick, or inside a product.",
        "构建一个双击 index.html 就能用的目录，搜索也能用；适合用 U 盘交付，或放进产品里。",
    ),
)
def command(
    folder: Path,
    site_dir: Path | None,
    audience: str | None,
    strict: bool,
    add_to: Path | None,
    offline: bool,
) -> None:
    """Build the site."""
    from kb_tools import config
    from kb_tools.site import build

    found = config.project(folder)
    if add_to is not None:
        _tell(build.add_to(found, add_to, audience))
    else:
        with bar(say("Building pages", "正在构建页面")) as progress:
            report = build.build(
                found,
                site=site_dir,
                audience=audience,
                strict=strict,
                offline=offline,
                progress=progress,
            )
        _tell(report)
        if not (report.feeds or offline):
            click.echo(NO_ADDRESS, err=True)


def _tell(report: Report) -> None:
    for line in report.warnings[:SHOWN]:
        click.echo(say(f"warning: {line.en}", f"警告：{line.zh}"), err=True)
    if (rest := len(report.warnings) - SHOWN) > 0:
        click.echo(say("… and {n} more warnings", "……另有 {n} 条警告").format(n=rest), err=True)
    click.echo(
        say(
            "{folder}: {pages} pages, {size:.1f} MB, {seconds:.1f} s ({each:.0f} ms each)",
            "{folder}：{pages} 个页面，{size:.1f} MB，{seconds:.1f} 秒（每页 {each:.0f} 毫秒）",
        ).format(
            folder=report.folder,
            pages=report.pages,
            size=report.bytes / 1e6,
            seconds=report.seconds,
            each=1000 * report.seconds / max(1, report.pages),
        )
    )
