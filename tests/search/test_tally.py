"""Terms are counted in fewer steps than they are listed, and come to the same."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search.tally import _COMMON, count
from kb_tools.search.terms import fold, terms

ANYTHING = st.text()
JOINED = st.text(alphabet="dontsve1_-.:/'’ 中文ßд。\n")
"""What codes, words with an apostrophe and Chinese are made of, side by side."""


@given(ANYTHING | JOINED)
def test_a_text_has_the_terms_that_are_listed_of_it(text: str) -> None:
    folded = fold(text)

    assert count(folded) == Counter(terms(folded))


def test_a_character_that_no_letter_is_pairs_with_none() -> None:
    unassigned = "\u3097"
    assert unicodedata.category(unassigned) == "Cn"

    assert count(f"中{unassigned}文") == {"中": 1, unassigned: 1, "文": 1}


def test_what_is_common_beside_ascii_is_no_letter() -> None:
    others = "".join(map(chr, range(128, sys.maxunicode + 1)))

    assert re.findall(rf"(?=[^\W_])[{_COMMON}]", others) == []
