"""`kb serve`."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.language import Text

HELP = say(
    """Preview the site of FOLDER (here by default) in a browser.

    A saved article shows at once. With --built, the site that `kb build` made is served as it is.

    \b
    Example:
      kb serve
      kb serve --port 9000 --audience internal
      kb serve --built
    """,
    """在浏览器里预览 FOLDER（默认为当前目录）的网站。

    保存文章后立即可见。加上 --built 则原样提供 `kb build` 构建好的网站。

    \b
    示例：
      kb serve
      kb serve --port 9000 --audience internal
      kb serve --built
    """,
)


@click.command(help=HELP)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help=say("Port; the next free one if it is taken.", "端口；被占用时使用下一个空闲端口。"),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say(
        "Address to listen on; 0.0.0.0 lets others in.", "监听地址；0.0.0.0 表示允许他人访问。"
    ),
)
@click.option(
    "--audience",
    help=say(
        "Which audience's site to show; the public one by default.",
        "以哪类读者的身份预览；默认为公众。",
    ),
)
@click.option(
    "--built",
    is_flag=True,
    help=say(
        "Serve the site that was built, without building.", "只提供已构建的网站，不重新构建。"
    ),
)
def command(folder: Path, port: int, host: str, audience: str | None, built: bool) -> None:
    """Preview the site."""
    from kb_tools import config
    from kb_tools.site import preview

    found = config.project(folder)
    port = preview.free_port(host, port)
    with contextlib.suppress(KeyboardInterrupt):
        audience = audience or found.audience[0]
        if not built:
            preview.live(found, host=host, port=port, audience=audience, say=_echo)
            return
        from kb_tools.site.build import site_folder

        with preview.built(site_folder(found, audience).resolve(), host, port) as server:
            _echo(preview.serving(f"http://{host}:{port}/"))
            server.serve_forever()


def _echo(text: Text) -> None:
    click.echo(text.to(reader_lang()))
