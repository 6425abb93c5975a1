from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search import packing

NUMBERS = st.lists(st.integers(min_value=0, max_value=2**31))


@given(NUMBERS)
def test_numbers_come_back_as_they_were(values: list[int]) -> None:
    assert packing.unpack(packing.numbers(values)) == values


@given(NUMBERS)
def test_numbers_that_rise_are_stored_as_runs(values: list[int]) -> None:
    pairs = iter(packing.unpack(packing.runs(sorted(values))))
    value, found = 0, list[int]()
    for distance, more in zip(pairs, pairs, strict=True):
        value += distance
        found += [value] * (1 + more)
    assert found == sorted(values)


@given(NUMBERS)
def test_packed_text_needs_no_escape_in_json_and_holds_no_separator(values: list[int]) -> None:
    text = packing.numbers(values)
    assert text.isascii()
    assert text.isprintable()
    assert not set(text) & set('\\"! ')


@given(st.dictionaries(st.integers(0, 10_000), st.integers(1, 10_000)))
def test_postings_hold_each_article_with_its_count(counts: dict[int, int]) -> None:
    values = iter(packing.unpack(packing.postings(sorted(counts.items()))))
    found, expected = {}, 0
    for value in values:
        article = expected + value // 2
        found[article] = next(values) + 2 if value % 2 else 1
        expected = article + 1
    assert found == counts
