"""What is kept comes out whole, in files that spreadsheets and reports read."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pyarrow.parquet as pq

from kb_tools.feedback.event import Event
from kb_tools.feedback.export import export
from kb_tools.feedback.stats import summary

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EVENTS = [
    Event(
        NOW, "rating", "a", "zh", "KB-1", "zh/a/", None, None, False, "unclear", "看不懂\n第二行"
    ),
    Event(NOW, "rating", "b", "zh", "KB-1", "zh/a/", None, None, True),
    Event(NOW, "shown", "c", "en", "KB-2", rank=1, score=0.75),
    Event(
        NOW, "question", "d", "en", text='=HYPERLINK("http://evil.example","x")', contact="a@b.c"
    ),
    Event(NOW, "gap", "e", "zh", text="发票 怎么 开"),
    Event(NOW, "search", "f", "zh", text="发票  怎么 开"),
]


def written(style: str, *, contacts: bool = False) -> bytes:
    out = io.BytesIO()
    export(EVENTS, style, out, contacts=contacts)
    return out.getvalue()


def test_csv_opens_in_excel_and_computes_nothing() -> None:
    data = written("csv")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert [row["kind"] for row in rows] == [event.kind for event in EVENTS]
    assert rows[0]["text"] == "看不懂\n第二行"
    assert rows[3]["text"].startswith("'=")
    assert rows[2]["score"] == "0.75"


def test_json_lines_hold_every_field() -> None:
    rows = [json.loads(line) for line in written("jsonl").splitlines()]

    assert rows[0]["helpful"] is False
    assert rows[0]["time"] == "2026-11-22T08:00:00+00:00"


def test_parquet_has_types() -> None:
    table = pq.read_table(io.BytesIO(written("parquet")))

    assert table.num_rows == len(EVENTS)
    assert str(table.schema.field("time").type) == "timestamp[us, tz=UTC]"
    assert table.column("time")[0].as_py() == NOW
    assert table.column("score").to_pylist()[2] == 0.75


def test_where_people_wish_to_be_answered_is_only_in_the_file_when_one_says_so() -> None:
    for style in ("csv", "jsonl", "parquet"):
        assert b"a@b.c" not in written(style)
    assert b"a@b.c" in written("csv", contacts=True)


def test_the_sum_names_the_worst_article_and_what_is_missing() -> None:
    found = summary(EVENTS)

    assert list(found.articles) == ["KB-1", "KB-2"]
    assert (found.articles["KB-1"].helpful, found.articles["KB-1"].unhelpful) == (1, 1)
    assert found.articles["KB-1"].reasons == {"unclear": 1}
    assert found.missing == {"发票 怎么 开": 2}
