"""`kb feedback`: what readers and colleagues wrote to us, as files, in sum, and forgotten."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kb_tools.cli.speech import say
from kb_tools.feedback.event import KINDS

if TYPE_CHECKING:
    from kb_tools.feedback.deletions import Deletion
    from kb_tools.feedback.stats import ArticleFigures, Summary
    from kb_tools.feedback.store import Store

_SINCE = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("From this day on (UTC).", "从这一天开始（UTC）。"),
)
_FORMAT = click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json"]),
    help=say("Output format.", "输出格式。"),
)


@click.group(
    help=say(
        "Export, sum up and delete what the store of `kb serve-api` holds: ratings of articles,"
        " what became of suggestions, searches without a result, questions.\n\n\b\nExample:\n"
        "  kb feedback stats --since 2026-11-01\n"
        "  kb feedback export --format parquet --out feedback.parquet",
        "导出、汇总、删除 `kb serve-api` 保存的内容：文章评价、推荐的结果、"
        "没有结果的搜索、读者的问题。\n\n\b\n示例：\n"
        "  kb feedback stats --since 2026-11-01\n"
        "  kb feedback export --format parquet --out feedback.parquet",
    )
)
def command() -> None:
    """Export, sum up and delete feedback."""


@command.command(
    help=say(
        "Write what is kept as CSV, JSON lines or Parquet, for Power BI, Tableau, a spreadsheet."
        "\n\n\b\nExample:\n  kb feedback export --format csv --out feedback.csv",
        "把保存的内容写成 CSV、JSON Lines 或 Parquet，供 Power BI、Tableau 或表格软件使用。"
        "\n\n\b\n示例：\n  kb feedback export --format csv --out feedback.csv",
    )
)
@click.option(
    "--format",
    "style",
    default="csv",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    help=say("File format.", "输出格式。"),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("File to write (standard output).", "输出文件（默认标准输出）。"),
)
@_SINCE
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help=say("Only records of this kind.", "只导出这些种类。"),
)
@click.option(
    "--contacts",
    is_flag=True,
    help=say(
        "Include readers' contact addresses (personal data).",
        "同时导出读者留下的回复地址（个人信息）。",
    ),
)
def export(
    style: str, out: Path | None, since: datetime | None, kinds: tuple[str, ...], contacts: bool
) -> None:
    """Write feedback as a file."""
    from kb_tools.feedback.export import export as write

    with closing(_store()) as store, _target(out) as file:
        write(store.events(_day(since), kinds), style, file, contacts=contacts)


@command.command(
    help=say(
        "Delete for good what a person caused (--subject: the e-mail address or number by which"
        " your desk knows them), or what is old.\n\n\b\nExample:\n"
        "  kb feedback delete --subject ann@example.com\n  kb feedback delete --older-than 90",
        "永久删除某个人的记录（--subject：工单系统里的邮箱或编号），或删除旧记录。\n\n\b\n示例：\n"
        "  kb feedback delete --subject ann@example.com\n  kb feedback delete --older-than 90",
    )
)
@click.option("--subject", default="", help=say("Whose records.", "谁的记录。"))
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(1, 36_500),
    help=say("Everything older than this many days.", "超过多少天的记录。"),
)
@click.option(
    "--by",
    default="",
    help=say(
        "Who asked for it, such as a request number; kept in the deletion log.",
        "依据什么删除，如申请编号；会写进删除记录。",
    ),
)
def delete(subject: str, days: int | None, by: str) -> None:
    """Delete feedback for good."""
    if bool(subject.strip()) == (days is not None):
        message = say("give either --subject or --older-than", "请给出 --subject 或 --older-than")
        raise click.UsageError(message)
    now = datetime.now(UTC)
    with closing(_store()) as store:
        if days is None:
            count = store.forget(subject, now, by)
        else:
            count = store.expire(now - timedelta(days=days), now, by)
    click.echo(say("deleted: {n}", "已删除：{n} 条").format(n=count))


@command.command(
    help=say(
        "Show what was deleted when, why (a person's data, or age) and on whose word, and prove"
        " that no entry was changed: each one's hash covers the one before. Note the last hash"
        " elsewhere; --noted then also proves that none is missing at the end. The exit code is 1"
        " where the chain is broken.\n\n\b\nExample:\n  kb feedback deletions\n"
        "  kb feedback deletions --noted 3f2a9c41d0e7",
        "显示何时、因何（某个人的数据，或过期）、依据什么删除了多少条，并证明记录没有被改动："
        "每条记录的散列都包含前一条。把最后的散列记在别处，用 --noted 还能证明末尾没有缺少记录。"
        "链条断开时退出码为 1。\n\n\b\n示例：\n  kb feedback deletions\n"
        "  kb feedback deletions --noted 3f2a9c41d0e7",
    )
)
@click.option(
    "--noted",
    default="",
    help=say("A hash (or its first 12 digits) that must be in the log.",
             "必须存在的散列（或其前 12 位）。"),
)  # fmt: skip
@_FORMAT
def deletions(noted: str, style: str) -> None:
    """Show and verify the log of deletions."""
    from kb_tools.feedback.deletions import broken

    if noted and len(noted) < _HASH:
        raise click.UsageError(say("--noted needs 12 digits", "--noted 至少要 12 位"))
    with closing(_store()) as store:
        entries = store.deletions()
    for line in _deletion_lines(entries, style):
        click.echo(line)
    number = broken(entries)
    if number is None and noted and not any(one.hash.startswith(noted) for one in entries):
        click.echo(say(f"no entry has the hash {noted}", f"没有散列为 {noted} 的记录"), err=True)
        sys.exit(1)
    if number is not None:
        message = say(
            "entry {n} has been changed since it was written", "第 {n} 条不是当初写下的样子"
        )
        click.echo(message.format(n=number), err=True)
        sys.exit(1)


@command.command(
    help=say(
        "Show in sum how articles were rated and used, the worst rated first, and what was"
        " searched without a result.\n\n\b\nExample:\n  kb feedback stats --since 2026-11-01",
        "汇总文章的评价和使用情况（评价最差的在前），以及没有答案的问题。"
        "\n\n\b\n示例：\n  kb feedback stats --since 2026-11-01",
    )
)
@_SINCE
@_FORMAT
@click.option(
    "--top",
    default=10,
    type=click.IntRange(1, 10_000),
    help=say("Rows per table.", "每个表最多几行。"),
)
def stats(since: datetime | None, style: str, top: int) -> None:
    """Show feedback in sum."""
    from kb_tools.feedback.stats import summary

    with closing(_store()) as store:
        found = summary(store.events(_day(since)))
    if style == "json":
        click.echo(json.dumps(_data(found, top), ensure_ascii=False))
    else:
        for line in _lines(found, top):
            click.echo(line)


def _deletion_lines(entries: Sequence[Deletion], style: str) -> Iterator[str]:
    if style == "json":
        rows = [{**dataclasses.asdict(one), "time": one.time.isoformat()} for one in entries]
        yield json.dumps(rows, ensure_ascii=False)
        return
    from kb_tools.search.formats import shown

    for one in entries:
        when = f"{one.time:%Y-%m-%d %H:%M:%S}"
        why = say(*_WHY[one.what])
        yield f"{one.number:>4}  {when}  {one.count:>6}  {why}  {one.hash[:_HASH]}  {shown(one.by)}"
    if not entries:
        yield say("nothing has been deleted yet", "还没有删除过任何记录")


_HASH = 12
_WHY = {"subject": ("a person's data", "某个人的数据"), "age": ("old           ", "过期        ")}


def _store() -> Store:
    from kb_tools.cli.kept import opened
    from kb_tools.config import load

    return opened(load(Path()))


def _day(since: datetime | None) -> datetime | None:
    return since.replace(tzinfo=UTC) if since else None


@contextmanager
def _target(out: Path | None) -> Iterator[BinaryIO]:
    """Yield where to write: a file that is replaced once it is whole, else standard output."""
    if out is None:
        yield sys.stdout.buffer
        return
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(out)
    finally:
        Path(name).unlink(missing_ok=True)


def _data(found: Summary, top: int) -> dict[str, object]:
    articles = list(found.articles.items())[:top]
    return {
        "kinds": dict(found.kinds),
        "articles": {name: _figures(each) for name, each in articles},
        "missing": dict(found.missing.most_common(top)),
    }


def _figures(each: ArticleFigures) -> dict[str, object]:
    return {name: getattr(each, name) for name in _COLUMNS} | {"reasons": dict(each.reasons)}


_COLUMNS = ("helpful", "unhelpful", "shown", "opened", "linked", "solved")


def _lines(found: Summary, top: int) -> Iterator[str]:
    from kb_tools.search.formats import shown

    if not found.kinds:
        yield say("nothing has been stored yet", "还没有任何记录")
        return
    yield "  ".join(f"{kind} {count}" for kind, count in found.kinds.most_common())
    if found.articles:
        yield ""
        yield say(
            "helpful  not  shown  opened  linked  solved  article",
            "  有用 没用   推荐    打开    采用    解决  文章",
        )
    for name, each in list(found.articles.items())[:top]:
        why = ", ".join(f"{reason} {count}" for reason, count in each.reasons.most_common())
        numbers = zip(_COLUMNS, (7, 4, 6, 7, 7, 7), strict=True)
        row = " ".join(f"{getattr(each, column):>{width}}" for column, width in numbers)
        yield f"{row}  {shown(name)}{f'  ({why})' if why else ''}"
    if found.missing:
        yield ""
        yield say("searched without a result", "没有答案的问题")
    for text, count in found.missing.most_common(top):
        yield f"{count:>7}  {shown(text)}"
