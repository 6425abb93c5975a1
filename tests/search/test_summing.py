"""With numpy and without it the numbers are the same to the last bit."""

from __future__ import annotations

import sys
from array import array

import numpy as np  # noqa: F401 - must be there to be found
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.summing import added, greatest, highest, sums, together, unmarked

SHARES = st.floats(0, 10, allow_nan=False)
TERM = st.tuples(SHARES, st.dictionaries(st.integers(0, 30), st.integers(0, 255), min_size=1))


def both(function, *values):
    with_it = _plain(function(*values))
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "numpy")
        return with_it, _plain(function(*values))


def _plain(found):
    """Lists in place of arrays."""
    if isinstance(found, tuple):
        return [_plain(part) for part in found]
    return getattr(found, "tolist", lambda: list(found))()


@given(st.lists(TERM, max_size=20))
def test_sums_are_equal(terms: list[tuple[float, dict[int, int]]]) -> None:
    postings = [
        (share, memoryview(array("I", sorted(found))),
         memoryview(bytes(found[n] for n in sorted(found))))
        for share, found in terms
    ]  # fmt: skip

    one, other = both(sums, postings, 31)

    assert one == other


@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3]) | SHARES, max_size=60), st.integers(1, 20))
def test_the_highest_are_equal(scores: list[float], count: int) -> None:
    one, other = both(highest, scores, count)

    assert one == other
    assert len(one) <= count
    assert all(scores[place] > 0 for place in one)


@given(st.lists(st.integers(0, 3), max_size=40), st.lists(st.booleans(), min_size=4, max_size=4))
def test_what_is_left_out_is_equal(numbers: list[int], marks: list[bool]) -> None:
    one, other = both(unmarked, memoryview(bytes(numbers)), marks)

    assert list(one) == list(other)


@given(st.lists(st.tuples(SHARES, SHARES, st.sets(st.integers(0, 20))), max_size=10))
def test_what_is_added_is_equal(terms: list[tuple[float, float, set[int]]]) -> None:
    additions = [(one, other, memoryview(array("I", sorted(at)))) for one, other, at in terms]

    one, other = both(added, additions, 21)

    assert one == other


@given(
    st.lists(st.tuples(st.integers(0, 5), SHARES, st.sampled_from([0.5, 1.0, 1.5])), max_size=30)
)
def test_the_greatest_of_each_is_equal(rows: list[tuple[int, float, float]]) -> None:
    rows.sort(key=lambda row: row[0])
    owners, values, scales = ([row[n] for row in rows] for n in range(3))

    one, other = both(greatest, values, array("f", scales), array("I", owners), 6)

    assert one == other


@given(st.lists(st.tuples(SHARES, SHARES), max_size=30), st.sets(st.integers(0, 29)))
def test_what_is_put_together_is_equal(rows: list[tuple[float, float]], out: set[int]) -> None:
    left_out = sorted(place for place in out if place < len(rows))

    one, other = both(together, [a for a, _ in rows], [b for _, b in rows], 0.7, left_out)

    assert one == other
