"""A reply as each desk takes it."""

from __future__ import annotations

import pytest

from kb_tools.replies.formats import FORMATS

TABLE = """Look at both.

| 在哪里 | First look | 怎么办 |
|---|---|---|
| Preview | any error? | `kb serve` again |
| 网站 | 上传了吗 | |
"""


def test_each_row_of_a_table_reads_as_an_item_in_plain_text() -> None:
    assert FORMATS["text"](TABLE) == (
        "Look at both.\n\n"
        "- Preview\n  First look: any error?\n  怎么办：kb serve again\n"
        "- 网站\n  First look: 上传了吗\n"
    )


def test_two_columns_read_as_one_line() -> None:
    text = FORMATS["text"]("| Code | Means |\n|---|---|\n| 401 | not signed in |\n")
    assert text == "- 401: not signed in\n"


@pytest.mark.parametrize(
    ("markdown", "wiki"),
    [
        (r"see \!http://x.example/p.png\!", r"see \!http://x.example/p.png\!"),
        (r"\*all\* \_of\_ it +is+ ^just^ ~text~ -1", r"\*all* \_of_ it \+is+ \^just^ \~text~ \-1"),
        ("what?? {color:red}", r"what\?? \{color:red\}"),
        ("a-b 1 - 2 x_y *strong*", "a-b 1 - 2 x_y _strong_"),
        ("```\n{noformat} *x* {code}\n```", "{noformat}\n{ noformat} *x* {code}\n\n{noformat}"),
        ("[a](<https://x.example/b|c]d>)", "[a|https://x.example/b%7Cc%5Dd]"),
    ],
)
def test_words_mean_nothing_to_jira(markdown: str, wiki: str) -> None:
    assert FORMATS["jira"](markdown).strip() == wiki


def test_a_table_stays_one_where_the_desk_has_them() -> None:
    assert "||在哪里||First look||怎么办||\n|Preview|any error?|{{kb serve}} again|\n" in (
        FORMATS["jira"](TABLE)
    )
    assert "<td>any error?</td>" in FORMATS["html"](TABLE)
