"""Two titles are alike when what differs does not tell them apart, and only then."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_tools.lint.wording import folded, pairs, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reset your password", "Reset your passwords"),
        ("Change the address of a delivery", "Change the adress of a delivery"),
        ("How to receive a verification code", "How to recieve a verification code"),
        ("Install the separate editor for reports", "Install the seperate editor for reports"),
        ("Use the API to create an invoice", "Use the API to create the invoice"),
        ("Sign in: e-mail", "Sign in - E-Mail"),
        ("收不到短信验证码应该怎么办", "收不到短信的验证码应该怎么办"),
        ("手机登录不了公司账号怎么办", "手机登陆不了公司账号怎么办"),
    ],
)
def test_the_same_in_nearly_the_same_words(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Release notes of version 5.2.1 for customers",
            "Release notes of version 5.2.2 for customers",
        ),
        ("Restart the whole cluster after an update", "Start the whole cluster after an update"),
        ("停止 Data Migration 数据迁移任务的方法", "暂停 Data Migration 数据迁移任务的方法"),
        ("从大数据量分库分表 MySQL 合并迁移数据", "从小数据量分库分表 MySQL 合并迁移数据"),
        ("Synchronous replication of two databases", "Asynchronous replication of two databases"),
        ("Export orders to the accounting program", "Export orders from the accounting program"),
        ("TABLE", "TABLES"),
        ("TiDB 2.1 RC5 Release Notes for all readers", "TiDB 2.1.5 Release Notes for all readers"),
    ],
)
def test_a_number_or_another_word_tells_titles_apart(one: str, other: str) -> None:
    assert not same(one, other)


@settings(max_examples=50)
@given(st.lists(st.text("ab 字5s", max_size=8), max_size=6))
def test_the_table_finds_what_comparing_all_with_all_finds(titles: list[str]) -> None:
    distinct = list({folded(t): t for t in titles}.values())
    slow = {
        b
        for n, b in enumerate(distinct)
        if any(folded(a) != folded(b) and same(a, b) for a in distinct[:n])
    }
    assert {title for title, _ in pairs(distinct)} == slow


def test_ten_thousand_titles_of_a_series_take_no_square_of_time() -> None:
    letters = random.Random(3)
    words = ["".join(letters.choices("abcdefghijklmnoprst", k=9)) for _ in range(10_000)]
    start = time.process_time()
    list(pairs(f"Managed alerts of {word} for everyone" for word in words))
    assert time.process_time() - start < 3
