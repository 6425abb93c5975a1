"""What is an error code, in an article and in a ticket."""

from __future__ import annotations

import pytest

from kb_tools.error_signs import CODE_SAID, FAULT, codes, codes_listed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fix SMS-1042 and 0x80070005.", ["SMS-1042", "0x80070005"]),
        ("The display shows F21.", ["F21"]),
        ("机器提示 E03", ["E03"]),
        ("Paper of size A4 and norm ISO9001", []),
        ("Version V2.10 of KB-12", []),
    ],
)
def test_an_article_names_only_what_is_certainly_a_code(text: str, found: list[str]) -> None:
    assert [*codes(text)] == found


def test_a_listed_error_is_a_code_whatever_is_beside_it() -> None:
    assert [*codes_listed("F21")] == ["F21"]


@pytest.mark.parametrize(
    "text", ["E03", "ERR_TIMED_OUT", "java.io.IOException", "HTTP 502", "错误码 502", "ORA-01555"]
)
def test_a_customer_may_write_a_code_in_many_ways(text: str) -> None:
    assert CODE_SAID.fullmatch(text)


@pytest.mark.parametrize("text", ["Connection REFUSED", "连接超时", "連線逾時", "Not found"])
def test_a_fault_is_told_in_either_script(text: str) -> None:
    assert FAULT.search(text)
