"""Events as files for spreadsheets and reports: CSV, JSON lines, Parquet."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from kb_tools.errors import KbError
from kb_tools.feedback.event import Event
from kb_tools.language import Text

_ROWS = 5000
_HIDDEN = ("contact",)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet compute a cell instead of showing it."""

Row = dict[str, object]


def export(events: Iterable[Event], style: str, out: BinaryIO, *, contacts: bool = False) -> None:
    """Write events in a style of FORMATS, a part in memory at a time.

    Where somebody wishes to be answered is left out unless `contacts`.
    """
    names = [
        field.name for field in dataclasses.fields(Event) if contacts or field.name not in _HIDDEN
    ]
    rows = ({name: getattr(event, name) for name in names} for event in events)
    FORMATS[style](rows, names, out)


def _csv(rows: Iterator[Row], names: list[str], out: BinaryIO) -> None:
    """Write CSV that Excel, too, reads as UTF-8 and never as a formula."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    try:
        table = csv.writer(text)
        table.writerow(names)
        table.writerows([_cell(value) for value in row.values()] for row in rows)
    finally:
        text.detach()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return _plain(value)


def _plain(value: object) -> object:
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else value


def _json_lines(rows: Iterator[Row], names: list[str], out: BinaryIO) -> None:  # noqa: ARG001
    lines = (json.dumps(row, ensure_ascii=False, default=_plain) for row in rows)
    out.writelines(line.encode() + b"\n" for line in lines)


def _parquet(rows: Iterator[Row], names: list[str], out: BinaryIO) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise KbError(_NO_PARQUET) from error
    kinds = {"time": pa.timestamp("us", tz="UTC"), "rank": pa.int32(), "score": pa.float64(),
             "helpful": pa.bool_()}  # fmt: skip
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    with pq.ParquetWriter(out, schema) as file:
        while part := list(islice(rows, _ROWS)):
            file.write_table(pa.Table.from_pylist(part, schema))


_NO_PARQUET = Text(
    "Parquet needs one more package: pip install 'kb_tools[parquet]'",
    "导出 Parquet 还需要一个包：pip install 'kb_tools[parquet]'",
)

FORMATS: dict[str, Callable[[Iterator[Row], list[str], BinaryIO], None]] = {
    "csv": _csv,
    "jsonl": _json_lines,
    "parquet": _parquet,
}
"""How each format is written."""
