"""A redacted ticket says the same with nobody in it."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.redaction.__main__ import count, fixtures, table
from kb_tools.privacy.sensitive import find
from kb_tools.search.terms import traditional
from kb_tools.tickets.redact import redact


def test_one_value_has_one_pseudonym_in_all_texts_of_a_ticket() -> None:
    done = redact(["手机 138-0013-8000 登不上", "再打 13800138000，或 13900139000"])

    assert done.texts == ("手机 [phone-1] 登不上", "再打 [phone-1]，或 [phone-2]")
    assert done.counts == {"phone": 2}


def test_the_companys_own_numbers_are_found_by_its_patterns() -> None:
    done = redact(["Contract C-77-ABC is late"], [re.compile(r"C-\d{2}-[A-Z]{3}")])

    assert done.texts == ("Contract [order-1] is late",)


def test_where_a_companys_number_and_another_overlap_nothing_of_either_is_left() -> None:
    done = redact(["call 13800138000 late"], [re.compile(r"\d{4} late")])

    assert done.texts == ("call [phone-1]",)


def test_a_ticket_without_personal_data_is_unchanged() -> None:
    text = "登录后空白页，错误码 0x80070005，版本 5.2.1"

    assert redact([text]).texts == (text,)
    assert redact([text]).counts == {}


def test_a_ticket_in_traditional_characters_is_read_as_well() -> None:
    names = [
        (text, traditional(text), start, end)
        for text, wanted in fixtures("second")
        for kind, start, end in wanted
        if kind == "name" and len(text) == len(traditional(text))
    ]
    simplified = sum((a, b) in spans(text) for text, _, a, b in names)

    assert sum((a, b) in spans(text) for _, text, a, b in names) > 0.96 * simplified


def spans(text: str) -> set[tuple[int, int]]:
    return {(one.span.start, one.span.end) for one in find(text) if one.kind == "name"}


@given(st.lists(st.text(alphabet="密码是:我叫张伟138001@.ac [name-1]\n", max_size=60), max_size=3))
def test_redacting_twice_changes_nothing(texts: list[str]) -> None:
    once = redact(texts).texts

    assert redact(once).texts == once


@pytest.mark.parametrize(
    "piece",
    [" ", "\n", ". ", "\n \n", "-", "Thanks ", "Hi ", "谢谢 ", "您好 ", "张", "A. ", "Aa ", "Ann ",
     "王浩", "客户于", "由于", "路1号", "路", "@例子.", "Li Xiao ", "护照A", "12345 ",
     "eyJ", "eyJa.", "AA11 ", "1 ", "12-",
     "a@", "a.", "https://a:", "=", "key=", "Dear Mr ", "my ", "Name: ", "(", "。 "],
)  # fmt: skip
def test_no_long_text_makes_it_slow(piece: str) -> None:
    begun = time.process_time()
    redact([start + piece * (20_000 // len(piece)) for start in ("", "Regards,", "谢谢！")])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_documentation_says_how_much_is_found(lang: str) -> None:
    page = Path(__file__).parents[2] / "docs" / lang / "using" / "answer" / "read-ticket-exports.md"
    said = page.read_text("utf-8")

    assert [row for row in table(count(fixtures())) if row not in said] == []
    for name, kinds in (("second", ("name", "all")), ("unseen", ("name", "all"))):
        rows = [row for row in table(count(fixtures(name))) if row.split()[1] in kinds]
        assert [row for row in rows if row.replace("| ", f"| {name}: ", 1) not in said] == []
