"""Patterns of a company's own numbers find them, and no text makes them slow."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.config import load
from kb_tools.errors import ConfigError
from kb_tools.privacy.own_numbers import WAYS, compiled, fault


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"SO-\d{8}", "SO-20261122"),
        (r"\bK[0-9A-F]{6,12}\b", "K00FFEE"),
        (r"(?:RMA|RET)[ -]?\d{5,7}", "RET 123456"),
        (r"合同\d{4}-\d{1,6}号", "合同2026-17号"),
        (r"[^\]x]{2}\+{2}\(\d{2}\)", "ab++(12)"),
        (r"P(\d{3}|X)?-\w{4}", "P-abcd"),
    ],
)
def test_ordinary_patterns_are_taken(pattern: str, text: str) -> None:
    assert fault(pattern) is None
    assert compiled((pattern,))[0].fullmatch(text)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"(\d+)+x", "without a limit"),
        (r"SO-\d*", "without a limit"),
        (r"SO-\d{3,}", "without a limit"),
        (r"(\d{1,9}){1,9}x", "repeats a group"),
        (r"(a|a){30}b", "repeats a group"),
        (r"\d{1,60}\d{1,60}x", "too many ways"),
        (r"a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaa", "too many ways"),
        (r"(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)c", "too many ways"),
        (r"(\d{3})\1", "looks around or back"),
        (r"(?=\d{8})SO", "looks around or back"),
        (r"(?i)so-\d{8}", "looks around or back"),
        (r"(?P<n>\d)(?P=n)", "looks around or back"),
        (r"\d?", "the empty text"),
        ("", "the empty text"),
        ("(", "not a regular expression"),
        ("x{99999999999}", "not a regular expression"),
        ("SO" * 200, "longer than"),
    ],
)
def test_what_could_be_slow_or_is_no_pattern_is_refused_with_the_remedy(
    pattern: str, why: str
) -> None:
    found = fault(pattern)

    assert found is not None
    assert why in found.en
    assert found.zh != found.en


def test_the_slowest_pattern_that_is_taken_is_still_quick() -> None:
    pattern = r"\d{1,10}\d{1,10}\d{1,10}x"
    assert fault(pattern) is None
    assert WAYS == 1000

    begun = time.process_time()
    assert re.findall(pattern, "1" * 20_000) == []
    assert time.process_time() - begun < 3


PIECES = st.sampled_from(
    [*"aab1|?*+()[]^-.\\", "(?:", r"\d", "{2}", "{1,9}", "{,3}", "{2,}", "(?=", r"\1", "??"]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.text("ab1", max_size=40))
def test_every_pattern_is_refused_or_ends_soon(pattern: str, text: str) -> None:
    if fault(pattern) is None:
        begun = time.process_time()
        re.findall(pattern, text * 20)
        assert time.process_time() - begun < 1


def test_the_configuration_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text(
        '[privacy]\n# ours\norders = ["SO-[0-9]{8}", "(x+)+y"]\n', encoding="utf-8"
    )

    with pytest.raises(ConfigError, match="without a limit") as caught:
        load(tmp_path)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "kb.toml"), 3)
