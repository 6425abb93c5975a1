"""Records out of files of any shape: JSON, JSON lines, CSV, mbox, a mail, plain text."""

from __future__ import annotations

import codecs
import csv
import email
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from kb_tools.errors import ReadError
from kb_tools.language import Text
from kb_tools.tickets import simple
from kb_tools.tickets.encoding import detected
from kb_tools.tickets.envelope import place, unwrapped
from kb_tools.tickets.record import Record

_HEAD = 64 * 1024

Numbered = tuple[int, Record | Text]
"""A record with its number (1-based) in the file, or why that one could not be read."""


def records(stream: BinaryIO, path: str, encoding: str = "") -> Iterator[Numbered]:
    """Yield the numbered records of a file, one in memory at a time; its content shows the shape.

    Raises ReadError when the file as a whole is not what it should be.
    """
    head = stream.read(_HEAD)
    own = head.removeprefix(codecs.BOM_UTF8)
    stream.seek(0)
    if head.startswith(b"From "):
        yield from _mbox(stream)
    elif is_mail(own):
        stream.seek(len(head) - len(own))
        yield 1, {"message": email.message_from_binary_file(stream)}
    else:
        require_text(head, path)
        name = encoding or detected(head, path)
        yield from _text_records(stream, head.decode(name, errors="ignore"), name, path)


_BINARY = {
    b"\xd0\xcf\x11\xe0": Text(
        "this is an Outlook message or an old Excel file; save it as .eml, or as CSV in UTF-8",
        "这是 Outlook 邮件（.msg）或旧版 Excel 文件；请另存为 .eml，或 UTF-8 编码的 CSV",
    ),
    b"PK\x03\x04": Text(
        "this is a zip archive or an Excel file; unpack it, or save it as CSV in UTF-8",
        "这是 zip 压缩包或 Excel 文件；请先解压，或另存为 UTF-8 编码的 CSV",
    ),
    b"\x1f\x8b": Text("compressed with gzip; unpack it first", "这是 gzip 压缩文件；请先解压"),
    **dict.fromkeys(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        Text("this is a picture; type what it says", "这是图片；请把图里的文字输入进来"),
    ),
    b"%PDF-": Text("this is a PDF; export the tickets as CSV or JSON",
                   "这是 PDF；请把工单导出为 CSV 或 JSON"),
}  # fmt: skip
"""Files that people mistake for an export, by their first bytes, and what to do."""


def require_text(data: bytes, path: str | None) -> None:
    """Raise ReadError for what people take for a text, with what to do."""
    if what := next((name for magic, name in _BINARY.items() if data.startswith(magic)), None):
        raise ReadError(what, path)


def _text_records(stream: BinaryIO, head: str, encoding: str, path: str) -> Iterator[Numbered]:
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and not _is_lines(start):
        yield from _json(stream, encoding, path)
        return
    with _text(stream, encoding) as text:
        if start.startswith(("{", "[")):
            yield from _json_lines(text)
        elif _is_table(start):
            yield from _rows(text, start)
        else:
            whole = text.read()
            yield 1, _TORN if _torn(whole) else {"text": whole}


@contextmanager
def _text(stream: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Read a stream as text, and leave it open afterwards; what is no text is seen by `_torn`."""
    text = io.TextIOWrapper(stream, encoding, newline="", errors=_ERRORS)
    try:
        yield text
    finally:
        if not stream.closed:  # as where the reading was broken off, by Ctrl-C
            text.detach()


_ERRORS = "surrogateescape"
_TOO_DEEP = Text("nested too deeply", "嵌套层数过多")
_TORN = Text(
    "not all of it is text in the file's encoding; name another with `kb tickets read --encoding`",
    "其中有不符合文件编码的内容；可用 `kb tickets read --encoding` 指定别的编码",
)


def _torn(text: str) -> bool:
    """Tell whether bytes were there that are no characters of the file's encoding."""
    return not text.isascii() and re.search("[\udc80-\udcff]", text) is not None


def is_mail(head: bytes) -> bool:
    """Tell whether a file that begins so is a mail: three or more headers of a mail.

    Two are enough, one of them the subject, where nothing but headers is above the first
    blank line: so people save mails by hand.
    """
    first, blank, _ = head.replace(b"\r\n", b"\n").lstrip().partition(b"\n\n")
    lines = first.lower().split(b"\n")
    known = {line.partition(b":")[0] for line in lines if b":" in line[:40]} & _MAIL
    by_hand = blank and b"subject" in known and all(map(_HEADER.match, lines))
    return len(known) >= (2 if by_hand else 3)


_MAIL = {b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received"}
_HEADER = re.compile(rb"[a-z][a-z-]*:|[ \t]")


def _mbox(stream: BinaryIO) -> Iterator[Numbered]:
    for number, mail in enumerate(_mails(stream), 1):
        yield number, {"message": email.message_from_bytes(mail)}


def _mails(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the mails of an mbox, lines that were quoted because they begin like a mail restored.

    Python's own reader wants a file with a name, not a pipe, and every sentence that begins
    with "From " ends a mail for it.
    """
    mail: list[bytes] = []
    for line in lines:
        if _POSTMARK.match(line):
            if mail:
                yield b"".join(mail)
            mail = []
        else:
            mail.append(line[1:] if _QUOTED_POSTMARK.match(line) else line)
    if mail:
        yield b"".join(mail)


_POSTMARK = re.compile(rb"From (?:\S{1,300} .{0,80}\d\d:\d\d.{0,30}\d{4}|\S{1,300}@\S+)\s*$")
_QUOTED_POSTMARK = re.compile(rb">+From ")


def _is_lines(start: str) -> bool:
    line = start.partition("\n")[0].strip()
    try:
        return isinstance(json.loads(line), dict) and start.count("\n{") > 0
    except (ValueError, RecursionError):
        return False


def _json_lines(lines: Iterable[str]) -> Iterator[Numbered]:
    for number, line in enumerate((line for line in lines if line.strip("\ufeff \t\r\n")), 1):
        if _torn(line):
            yield number, _TORN
            continue
        try:
            yield number, unwrapped(json.loads(line.lstrip("\ufeff")))
        except RecursionError:
            yield number, _TOO_DEEP
        except ValueError as error:
            yield number, Text("not JSON: {e}", "不是 JSON：{e}").format(e=error)


def _json(stream: BinaryIO, encoding: str, path: str) -> Iterator[Numbered]:
    import ijson

    from kb_tools.tickets.json_stream import DepthError, located, values

    def sound() -> Iterator[tuple[tuple[str, ...], str, object]]:
        with suppress(ijson.JSONError, UnicodeError):  # reading the records reports a fault
            yield from located(_as_utf8(stream, encoding))

    try:
        where = place(sound())
        for number, item in enumerate(values(_as_utf8(stream, encoding), where), 1):
            yield number, unwrapped(item)
    except (ijson.JSONError, UnicodeError) as error:
        what = Text("not valid JSON: {e}", "不是有效的 JSON：{e}").format(e=_first_line(error))
        raise ReadError(what, path) from error
    except DepthError as error:
        raise ReadError(_TOO_DEEP, path) from error


def _as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream from its start as what the parser reads: UTF-8 without a mark."""
    stream.seek(0)
    if encoding not in ("utf-8", "utf-8-sig"):
        recoded = codecs.EncodedFile(stream, "utf-8", encoding)
        return cast("BinaryIO", SimpleNamespace(read=recoded.read))  # its readinto is the stream's
    if stream.read(3) != codecs.BOM_UTF8:
        stream.seek(0)
    return stream


def _first_line(error: Exception) -> str:
    """Return what a parser says, without the bytes around it, some of which are no text."""
    why = error.args[0] if error.args else ""
    said = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(error)
    return said.partition("\n")[0].strip()


def _is_table(start: str) -> bool:
    header = next(csv.reader(io.StringIO(start, newline=""), delimiter=_delimiter(start)), [])
    desks = {name.strip().lower() for name in header} & {"issue key", "casenumber"}
    return len(header) > 1 and bool(desks or any(map(simple.usual, header)))


def _delimiter(start: str) -> str:
    first = start.partition("\n")[0]
    return max(",;\t", key=first.count)


def _rows(lines: io.TextIOWrapper, start: str) -> Iterator[Numbered]:
    csv.field_size_limit(2**31 - 1)
    table = csv.reader(lines, delimiter=_delimiter(start))
    try:
        header = [name.strip("\ufeff ") for name in next(table)]
        yield from _numbered(header, (row for row in table if row))
    except csv.Error as error:
        why = Text("line {n} is not CSV: {e}", "第 {n} 行不是 CSV：{e}")
        yield table.line_num, why.format(n=table.line_num, e=error)


def _numbered(header: list[str], rows: Iterable[list[str]]) -> Iterator[Numbered]:
    for number, row in enumerate(rows, 1):
        if len(row) > len(header) and any(row[len(header) :]):
            more = Text(
                "{n} cells more than the header has; they were left out",
                "比表头多 {n} 个单元格，多出的未读取",
            )
            yield number, more.format(n=len(row) - len(header))
        yield number, _TORN if _torn("".join(row)) else _row(header, row)


def _row(header: list[str], row: list[str]) -> Record:
    record: dict[str, Any] = {}
    for name, value in zip(header, row, strict=False):
        if name in record:
            there = record[name]
            record[name] = [*there, value] if isinstance(there, list) else [there, value]
        else:
            record[name] = value
    return record
