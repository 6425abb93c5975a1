"""No file does more than be read or be refused with a sentence, in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import json
import random
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.errors import ReadError
from kb_tools.tickets.read import read
from kb_tools.tickets.ticket import Ticket

SAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "samples").iterdir())
    if not path.name.endswith(".expected.json")
]


def said(data: bytes) -> list[str]:
    """Return what a file's tickets say, or why a record, or the rest, could not be read."""

    def each() -> Iterator[str]:
        try:
            for item in read(io.BytesIO(data), "file"):
                yield item.text if isinstance(item, Ticket) else item.message.zh
        except ReadError as error:
            yield error.message.zh

    return list(each())


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert all(said(data))


@settings(max_examples=50)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_a_damaged_export_is_read_as_far_as_it_goes(sample: bytes, seed: int) -> None:
    chance, data = random.Random(seed), bytearray(sample)
    head = (sample.partition(b"\n")[0] + b"\n") if sample.count(b"\n") > 1 else b""
    for _ in range(chance.randint(1, 8)):  # a table that lost its rows has nothing to say
        at = chance.randrange(len(head), len(data))
        data[at : at + chance.randint(0, 6)] = chance.randbytes(chance.randint(0, 6))

    found = said(bytes(data))

    assert found
    assert all(found)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=50)
@given(st.data())
def test_a_field_of_another_kind_is_a_fault_of_its_record(data: st.DataObject) -> None:
    samples = [sample for sample in SAMPLES if sample.lstrip()[:1] in (b"{", b"[")]
    lines = data.draw(st.sampled_from(samples)).decode("utf-8-sig")
    try:
        record = json.loads(lines)
    except ValueError:
        record = json.loads(lines.splitlines()[0])
    places = [*_places(record)]
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = data.draw(VALUES)

    found = said(json.dumps(record).encode())

    assert all(found)


def _places(value: object) -> list[tuple[object, object]]:
    keys = (
        list(value) if isinstance(value, dict)
        else range(len(value)) if isinstance(value, list) else []
    )  # fmt: skip
    return [place for key in keys for place in ((value, key), *_places(value[key]))]  # type: ignore[index]


def nested(levels: int) -> object:
    node: object = {"type": "text", "text": "end"}
    for _ in range(levels):
        node = {"type": "paragraph", "content": [node]}
    return node


def bombs() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("tickets.json", b"0" * 50_000_000)
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(300)
    )
    head = "From: a@b.c\r\nTo: d@e.f\r\nSubject: s\r\nDate: x\r\n"
    jira = {"key": "A-1", "fields": {"summary": "s", "description": nested(400)}}
    return {
        "zip": packed.getvalue(),
        "gzip": gzip.compress(b'{"id": 1, "subject": "x"}\n' * 500_000),
        "xml": f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><x>&a9;</x>'.encode(),
        "deep json": b"[" * 200_000,
        "deep json line": b'{"subject":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
        "deep jira": json.dumps(jira).encode(),
        "deep html": json.dumps({"id": 1, "subject": "s", "body": "<div>" * 20_000}).encode(),
        "deep mail": (head + parts).encode(),
        "long header": (head + "X-A: " + "a" * 5_000_000 + "\r\n\r\nbody").encode(),
        "wide row": b"id,subject\n" + b"1,s" + b"," * 2_000_000,
        "open quote": b'id,subject\n1,"' + b"x\n" * 1_000_000,
        "numbers": b'{"id": ' + b"9" * 100_000 + b', "subject": "s"}',
        "nul": b"\0" * 2_000_000,
        "entities": json.dumps({"id": 1, "subject": "s", "body": "&lt;" * 500_000}).encode(),
    }


BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_long_or_much(name: str) -> None:
    tracemalloc.start()
    begun = time.process_time()
    try:
        found = said(BOMBS[name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert time.process_time() - begun < 10
    assert peak < 120_000_000
    assert 0 < len(found) < 3
    assert all(found)
