"""Places in an article, in long texts as in short ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb_tools.article import Position, position


@given(st.text("a\n的", max_size=40), st.data())
def test_a_place_is_counted_from_one_whether_the_text_is_long_or_short(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    expected = Position(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert position(text, offset) == expected
    assert position(text + " " * 100_000, offset) == expected
