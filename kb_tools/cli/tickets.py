"""`kb tickets`: read the tickets of any help desk as one shape."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.tickets.read import Fault
    from kb_tools.tickets.ticket import Ticket

_KEPT = (
    "personal data is kept: do not share or commit what this prints",
    "保留了个人信息：请不要分享或提交输出的内容",
)
FILES = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group(
    help=say(
        "Read tickets of Zendesk, Freshdesk, Jira, ServiceNow, Salesforce, Intercom, HubSpot,"
        " Zoho Desk, e-mail, CSV, JSON or plain text as one shape.\n\n\b\nExample:\n"
        "  kb tickets read export.json > tickets.jsonl",
        "把 Zendesk、Freshdesk、Jira、ServiceNow、Salesforce、Intercom、HubSpot、Zoho Desk、"
        "邮件、CSV、JSON 或纯文本中的工单读成统一格式。\n\n\b\n示例：\n"
        "  kb tickets read export.json > tickets.jsonl",
    )
)
def command() -> None:
    """Read the tickets of any help desk."""


@command.command(
    help=say(
        "Print tickets as JSON lines, personal data taken out. Records that cannot be used are"
        " named on standard error; the exit code is then 1.\n\n\b\nExample:\n"
        "  kb tickets read export.json > tickets.jsonl",
        "以 JSON Lines 输出工单，并去除个人信息。无法使用的记录会在标准错误中列出，此时退出码为 1。"
        "\n\n\b\n示例：\n  kb tickets read export.json > tickets.jsonl",
    )
)
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option(
    "--system",
    default="",
    help=say("System that wrote the file, if unclear.", "无法识别时指定来源系统。"),
)
@click.option(
    "--encoding", default="", help=say("Encoding of the file, if unclear.", "无法识别时指定编码。")
)
@click.option(
    "--redact/--no-redact",
    default=True,
    help=say("Redact personal data and secrets (default), or keep them.",
             "去除个人信息和密钥（默认），或保留原文。"),
)  # fmt: skip
def read(files: tuple[Path, ...], system: str, encoding: str, redact: bool) -> None:
    """Print tickets as JSON lines."""
    faults, taken = 0, Counter[str]()
    orders = _orders() if redact else ()
    if not redact:
        click.echo(say(*_KEPT), err=True)
    for path in files:
        with _opened(path) as stream:
            latest = _latest(_all(stream, path, system, encoding))
            stream.seek(0)
            before = faults
            for number, item in enumerate(_all(stream, path, system, encoding)):
                if isinstance(item, tuple):
                    faults += 1
                    click.echo(f"{path}:{item.number}: {item.message.to(reader_lang())}", err=True)
                elif number == latest[item.id]:
                    shown = _redacted(item, orders, taken) if redact else _shown(item)
                    click.echo(json.dumps(shown, ensure_ascii=False))
        if not latest and faults == before:
            click.echo(say(f"{path}: it contains no ticket", f"{path}：里面没有工单"), err=True)
    if taken:
        kinds = ", ".join(f"{kind} {count}" for kind, count in taken.most_common())
        click.echo(say("redacted: ", "已去除：") + kinds, err=True)
    sys.exit(1 if faults else 0)


@command.command(
    help=say(
        "Show how SYSTEM's reader maps the records of FILE, to help you write a reader;"
        " `--write` puts the result beside it as FILE.expected.json.\n\n\b\nExample:\n"
        "  kb tickets check zendesk sample.json",
        "显示 SYSTEM 的读取器如何映射 FILE 中的记录，供编写读取器的人使用；"
        "`--write` 会把结果写到旁边的 FILE.expected.json。\n\n\b\n示例：\n"
        "  kb tickets check zendesk sample.json",
    )
)
@click.argument("system")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help=say("Write the expected file.", "写出预期结果文件。"))
def check(system: str, file: Path, write: bool) -> None:
    """Compare a reader's result with the expected file."""
    from kb_tools.files import write as write_file

    with file.open("rb") as stream:
        found = [_record(item) for item in _all(stream, file, system, "")]
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    expected = file.with_name(f"{file.name}.expected.json")
    if write:
        write_file(expected, text)
    click.echo(text, nl=False)
    if expected.exists() and expected.read_text("utf-8") != text:
        click.echo(say(f"differs from {expected}", f"与 {expected} 不一致"), err=True)
        sys.exit(1)


def _opened(path: Path) -> BinaryIO:
    if str(path) != "-":
        return path.open("rb")
    spool = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the caller closes it
    spool.writelines(sys.stdin.buffer)
    spool.seek(0)
    return spool  # type: ignore[return-value]


def _all(stream: BinaryIO, path: Path, system: str, encoding: str) -> Iterator[Ticket | Fault]:
    from kb_tools.tickets.read import read

    return read(stream, str(path), system, encoding)


def _latest(items: Iterable[Ticket | Fault]) -> dict[str, int]:
    """Return the last place of each ticket: incremental exports repeat those that changed."""
    return {item.id: n for n, item in enumerate(items) if not isinstance(item, tuple)}


def _record(item: Ticket | Fault) -> dict[str, object]:
    if isinstance(item, tuple):
        return {"record": item.number, "fault": item.message.en}
    return _shown(item)


def _orders() -> Sequence[re.Pattern[str]]:
    """Return the patterns of the company's own order numbers."""
    from kb_tools.config import load
    from kb_tools.privacy.own_numbers import compiled

    return compiled(load(Path()).privacy.orders)


def _redacted(
    ticket: Ticket, orders: Sequence[re.Pattern[str]], taken: Counter[str]
) -> dict[str, object]:
    """Return a ticket as JSON without personal data; count in `taken` what there was.

    Of a link only what follows the question mark is looked at: its path is the article's.
    """
    from kb_tools.tickets.redact import redact

    links = [link.partition("?") for link in ticket.links]
    done = redact([ticket.subject, ticket.body, *(query for *_, query in links)], orders)
    taken.update(done.counts)
    subject, body, *queries = done.texts
    kept = tuple(
        f"{page}{mark}{query}" for (page, mark, _), query in zip(links, queries, strict=True)
    )
    return _shown(replace(ticket, subject=subject, body=body, links=kept))


def _shown(ticket: Ticket) -> dict[str, object]:
    """Return a ticket as JSON, in the order of its fields."""
    return {
        "id": ticket.id,
        "source": ticket.source,
        "subject": ticket.subject,
        "body": ticket.body,
        "lang": ticket.lang,
        "product": ticket.product,
        "tags": list(ticket.tags),
        "created": ticket.created.isoformat() if ticket.created else None,
        "status": ticket.status,
        "links": list(ticket.links),
    }
