"""Lines of a labelled folder's files: JSON, each value of the type that it must have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb_tools.errors import ReadError
from kb_tools.language import Text

Row = dict[str, Any]
Shape = Mapping[str, Text]
"""What a row has, by name, and what is said of one that has it not."""

_STRING = Text("needs the string '{key}'", "缺少字符串“{key}”")
_MAYBE = Text("'{key}' is not a string", "“{key}”不是字符串")
_STRINGS = Text("'{key}' is not a list of strings", "“{key}”不是字符串列表")
_NUMBER = Text("'{key}' is not a number", "“{key}”不是数字")

ARTICLE: Shape = {"id": _STRING, "title": _STRING, "body": _MAYBE, "lang": _MAYBE,
                  "asked_as": _STRINGS}  # fmt: skip
QUESTION: Shape = {"id": _STRING, "text": _STRING, "lang": _MAYBE}
LABEL: Shape = {"query": _STRING, "article": _STRING, "grade": _NUMBER}

_MISSING = Text(
    "does not exist; a labelled folder has articles.jsonl, queries.jsonl and qrels.jsonl",
    "不存在；标注目录里要有 articles.jsonl、queries.jsonl 和 qrels.jsonl",
)
_NOT_UTF8 = Text("is not UTF-8; save the file in UTF-8", "不是 UTF-8 编码；请把文件存为 UTF-8")


def read(file: Path, shape: Shape) -> Iterator[Row]:
    """Yield the rows of a file; ReadError names the line that is not as it should be.

    So does an id that comes twice: nobody can tell which of both a label means.
    """
    known: dict[str, int] = {}
    for number, line in _lines(file):
        row = _row(line, shape, str(file), number)
        if "id" in shape and (first := known.setdefault(row["id"], number)) != number:
            text = Text("the id '{id}' is already used in line {n}", "id“{id}”在第 {n} 行已经有了")
            raise ReadError(text.format(id=row["id"], n=first), str(file), number)
        yield row


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                if text.strip():
                    yield number, text
    except FileNotFoundError as error:
        raise ReadError(_MISSING, str(file)) from error
    except UnicodeDecodeError as error:
        raise ReadError(_NOT_UTF8, str(file), number) from error
    except OSError as error:
        why = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        raise ReadError(why, str(file)) from error


def _row(line: str, shape: Shape, file: str, number: int) -> Row:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = Text("not JSON: {e}", "不是 JSON：{e}").format(e=error)
        raise ReadError(message, file, number) from error
    row = value if isinstance(value, dict) else {}
    for key, wanted in shape.items():
        if not _is(row.get(key), wanted):
            raise ReadError(wanted.format(key=key), file, number)
    return row


def _is(value: object, wanted: Text) -> bool:
    if value is None:
        return wanted is not _STRING
    if wanted is _STRINGS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if wanted is _NUMBER:
        return isinstance(value, int | float)
    return isinstance(value, str)
