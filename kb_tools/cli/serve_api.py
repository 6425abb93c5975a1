"""`kb serve-api`: suggestions, search and articles over HTTP, and the built site besides."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from kb_tools.cli.speech import say
from kb_tools.server.keys import SCOPES

_HELP = say(
    "Answer over HTTP: suggestions for tickets, search, articles; with --site also the built"
    " site, so that one command is a whole help centre.\n\n"
    "Changed articles are taken in while it runs. Without a keys file everybody may read what"
    " is public; --new-key makes a key, prints it once and ends.\n\n"
    "\b\nExample:\n  kb serve-api --site site/\n"
    "  kb serve-api --new-key zendesk --key-audience internal\n"
    '  curl -d \'{"text": "I cannot sign in"}\' http://127.0.0.1:8010/v1/suggest',
    "通过 HTTP 应答：为工单推荐文章、搜索、读取文章；加上 --site 还会提供已构建的网站，"
    "一条命令就是完整的帮助中心。\n\n"
    "运行期间会自动读入改动过的文章。没有密钥文件时，任何人都可以读取公开内容；"
    "--new-key 会生成一个密钥，只显示一次，然后退出。\n\n"
    "\b\n示例：\n  kb serve-api --site site/\n"
    "  kb serve-api --new-key zendesk --key-audience internal\n"
    '  curl -d \'{"text": "登不上去"}\' http://127.0.0.1:8010/v1/suggest',
)


@click.command("serve-api", help=_HELP)
@click.option("--host", default="127.0.0.1", help=say("Address to listen on.", "监听地址。"))
@click.option("--port", default=8010, type=click.IntRange(0, 65535), help=say("Port.", "端口。"))
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=say("Built site to serve as well.", "同时提供的已构建网站目录。"),
)
@click.option(
    "--workers", default=1, type=click.IntRange(1, 64), help=say("Number of processes.", "进程数。")
)
@click.option("--new-key", metavar="NAME", help=say("Make a key and exit.", "生成密钥并退出。"))
@click.option(
    "--key-audience",
    metavar="AUDIENCE",
    help=say("Narrowest audience that the new key may read.", "新密钥可读的最窄读者范围。"),
)
@click.option(
    "--key-scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    help=say("What the new key may do (all of it by default).", "新密钥的权限（默认全部）。"),
)
def command(
    host: str,
    port: int,
    site: Path | None,
    workers: int,
    new_key: str | None,
    key_audience: str | None,
    scopes: tuple[str, ...],
) -> None:
    """Answer over HTTP."""
    from kb_tools.config import load

    config = load(Path())
    if new_key:
        from kb_tools.corpus.visibility import require_known
        from kb_tools.server import keys

        audience = key_audience or config.audience[0]
        require_known(audience, config.audience)
        click.echo(keys.add(config.root / config.server.keys, new_key, scopes or SCOPES, audience))
        return
    _run(config.root, host, port, site, workers)


def _run(root: Path, host: str, port: int, site: Path | None, workers: int) -> None:
    from kb_tools.errors import KbError
    from kb_tools.language import Text

    try:
        import uvicorn

        from kb_tools.server.app import from_environment
    except ModuleNotFoundError as error:
        message = Text(
            "the service needs more packages: pip install 'kb_tools[server]'",
            "该服务需要额外的包：pip install 'kb_tools[server]'",
        )
        raise KbError(message) from error
    _require_free(host, port)
    os.environ["KB_SERVER_ROOT"] = str(root)
    if site is not None:
        os.environ["KB_SERVER_SITE"] = str(site.resolve())
    if workers == 1:
        uvicorn.run(from_environment(), host=host, port=port, **_OPTIONS)
        return
    from kb_tools.server import workers as several

    app = "kb_tools.server.app:from_environment"
    with tempfile.TemporaryDirectory(prefix="kb-serve-api-") as shared:
        os.environ["KB_SERVER_SHARED"] = os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
        several.run(
            uvicorn.Config(app, factory=True, host=host, port=port, workers=workers, **_OPTIONS)
        )


def _require_free(host: str, port: int) -> None:
    """Raise KbError where another program answers at this address, or it is none of ours."""
    from kb_tools.errors import KbError
    from kb_tools.language import Text

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if sys.platform != "win32":  # there it would take the port from the other
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = Text(
                "cannot listen on {host}, port {port}: {why}; choose another with --host or --port",
                "无法在 {host} 的 {port} 端口监听：{why}；请用 --host、--port 换一个",
            )
            why = (error.strerror or str(error)).lower()
            raise KbError(message.format(host=host, port=port, why=why)) from error


_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "kb_tools.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
_OPTIONS: dict[str, Any] = {
    "log_config": _LOGGING,
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 10,
    "timeout_worker_healthcheck": 30,  # one that starts may have to build the index first
    "http": "kb_tools.server.patient:Patient",
}
