"""Secrets and personal data are found, and what only looks like them is left alone."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.privacy.checksum import hong_kong_id, luhn, mainland_id, taiwan_id
from kb_tools.privacy.sensitive import find

MARK = re.compile(r"\{(\w+):([^{}]*?)\}(?=[^}]|$)")
LINES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "sensitive.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def marked(line: str) -> tuple[str, set[tuple[str, str]]]:
    return MARK.sub(r"\2", line), set(MARK.findall(line))


def found(text: str) -> set[tuple[str, str]]:
    return {(finding.kind, finding.span.of(text)) for finding in find(text)}


@pytest.mark.parametrize("line", LINES)
def test_finds_what_is_marked_and_nothing_else(line: str) -> None:
    text, expected = marked(line)

    assert found(text) == expected


@given(st.text())
def test_never_fails_and_never_overlaps(text: str) -> None:
    spans = [finding.span for finding in find(text)]

    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("holds", "good", "bad"),
    [
        (mainland_id, "11010519491231002X", "110105194902310026"),
        (taiwan_id, "A123456789", "A123456788"),
        (hong_kong_id, "A123456(3)", "A123456(4)"),
        (luhn, "4111 1111 1111 1111", "4111 1111 1111 1112"),
    ],
)
def test_check_digits(holds, good: str, bad: str) -> None:
    assert holds(good)
    assert not holds(bad)


HOSTILE = {
    "order number": "order number" + " " * 5_000 + "!",
    "单号": "单号" + "\n" * 5_000 + "!",
    "passport": "passport" + " \n" * 2_500 + "!",
    "key": "-----BEGIN PRIVATE KEY-----\n" + "a:  " * 2_000 + "!" * 300,
    "key, by line": "-----BEGIN PRIVATE KEY-----\n" + "a: \n" * 2_000 + "!" * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    begun = time.process_time()

    assert list(find(HOSTILE[name])) == []
    assert time.process_time() - begun < 3
