"""`kb build`."""

from __future__ import annotations

from pathlib import Path

import click

from kb_tools.cli.speech import say


@click.command(
    help=say(
        "Build the site.\n\nThe old site is replaced only when the new one is whole.\n\n"
        "\b\nExample:\n  kb build\n  kb build --site-dir /srv/help",
        "构建网站。\n\n只有新网站完整构建成功，才会替换旧网站。\n\n"
        "\b\n示例：\n  kb build\n  kb build --site-dir /srv/help",
    )
)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("Where to put the site.", "网站输出到哪个目录。"),
)
def command(folder: Path, site_dir: Path | None) -> None:
    """Build the site."""
    from kb_tools import config
    from kb_tools.site.build import build

    report = build(config.load(folder), site=site_dir)
    click.echo(
        say(
            "{folder}: {pages} pages, {size:.1f} MB, in {seconds:.1f} s",
            "{folder}：{pages} 个页面，{size:.1f} MB，用时 {seconds:.1f} 秒",
        ).format(
            folder=report.folder,
            pages=report.pages,
            size=report.bytes / 1e6,
            seconds=report.seconds,
        )
    )
