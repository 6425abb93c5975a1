"""A text twice as long takes twice as long, whatever it consists of: nobody can hold up the others.

Both lengths are measured as processor time in one process, so that a busy machine does not matter:
a pattern that reads a line again from each of its characters takes 64 times as long for 8 times
the text, and is far beyond the limit.
"""

from __future__ import annotations

import string
import time
from collections.abc import Callable, Iterator
from itertools import islice, product

import pytest

from kb_tools.tickets.clean import clean
from kb_tools.tickets.markup import folded, from_adf, from_html, from_wiki, is_html, links
from kb_tools.tickets.moment import moment
from kb_tools.tickets.redact import redact

SHORT, LONG = 2_000, 16_000
QUICK = 0.08
"""Seconds of the longer text below which nothing is compared."""
TWICE = 3 * LONG / SHORT

READ: dict[str, Callable[[str], object]] = {
    "adf": lambda text: from_adf({"type": "paragraph", "content": [{"text": text}]}),
    "clean": clean,
    "folded": folded,
    "from_html": from_html,
    "from_wiki": from_wiki,
    "is_html": is_html,
    "links": links,
    "moment": moment,
}
CHARS = (*string.punctuation, *" \t\n\r\xa0\u3000\u200e😀é", *"0aA", *"王的号路区。，：·「“＠")
PIECES = (
    "<br>", "<br ", "<!", "<?", "</", "<p>", "</p>", "<b>", "<!--", "<a href='", "<blockquote>",
    "<script>", "&nbsp;", "&#", " \n", "\n ", "> a\n", "--\n", "on a\n", "from: a\n", "at 2024-",
    "2024写", "hi ", "Dear A", "谢谢 ", "您好，", "[a|", "{a:", "{{", "*a", "+1 ", "_a_", "!a.",
    "http://", "“aaaa", "A1", "A_", "email a", "本邮件", "于 2", "0:0 ", "error ", "\\*", "Aa ",
    "1-", "1 ", "a.", "a@", "key=",
)  # fmt: skip


def takes(read: Callable[[str], object], text: str, times: int = 1) -> float:
    """Return the least of so many measured processor times."""
    least = 60.0
    for _ in range(times):
        begun = time.process_time()
        read(text)
        least = min(least, time.process_time() - begun)
    return least


def is_linear(read: Callable[[str], object], piece: str, start: str = "x ") -> bool:
    """Tell whether a long text of one piece takes as many times longer as it is longer."""
    short, long = (f"{start}{piece * (size // len(piece))}x" for size in (SHORT, LONG))
    if takes(read, long) < QUICK or takes(read, long, 3) < QUICK:
        return True
    return takes(read, long, 3) < TWICE * max(takes(read, short, 5), QUICK / TWICE)


@pytest.mark.parametrize("name", READ)
def test_no_text_takes_more_time_than_its_length(name: str) -> None:
    assert [piece for piece in (*CHARS, *PIECES) if not is_linear(READ[name], piece)] == []


def test_no_line_takes_more_time_than_its_length_from_its_very_start() -> None:
    assert [char for char in CHARS if not is_linear(clean, char, "")] == []


def alternations() -> Iterator[str]:
    """Yield pieces of two different characters, each beside some of the others."""
    yield from ("".join(pair) for pair in islice(product(CHARS, CHARS), 0, None, 11))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", [*READ, "redact"])
def test_no_alternation_takes_more_time_than_its_length(name: str) -> None:
    read = READ.get(name, lambda text: redact([text]))

    assert [piece for piece in alternations() if not is_linear(read, piece)] == []


@pytest.mark.parametrize(("power", "linear"), [(1, True), (2, False)])
def test_what_grows_faster_than_its_length_is_told(
    power: int, linear: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        is_linear.__globals__, "takes", lambda _, text, __=1: (len(text) / LONG) ** power
    )

    assert is_linear(folded, " ") is linear
