"""Documents are counted one by one, or many at once by numpy: the index is the same, to the bit."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search import build as building
from kb_tools.search.build import build
from kb_tools.search.counting import Fields, folded
from kb_tools.search.document import Document, Part
from kb_tools.search.index import Index
from kb_tools.search.seen import Seen
from kb_tools.search.seen_at_once import SeenAtOnce

TEXT = st.text() | st.text(alphabet="ab1_-.:/'’ 中文か한\u3097ßд。\n\U00020000\ud800")
"""Anything, and what terms of all kinds are made of side by side."""


@st.composite
def fields(draw: st.DrawFn) -> Fields:
    texts = st.lists(TEXT, max_size=3).map(folded)
    wordings = folded([draw(TEXT), *draw(texts)])
    errors = draw(st.integers(0, len(wordings) - 1))
    [summary] = folded([draw(TEXT)])
    return Fields(wordings, errors, summary, draw(texts), draw(texts))


@given(st.lists(fields(), max_size=5), st.integers(1, 20))
def test_both_ways_see_the_same(documents: list[Fields], piece: int) -> None:
    one_by_one = Seen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb_tools.search.seen_at_once._PIECE", piece)
        at_once = SeenAtOnce()
        for texts in documents:
            one_by_one.add(texts)
            at_once.add(texts)

        assert at_once.regions() == one_by_one.regions()
    assert at_once.lengths == one_by_one.lengths


def test_a_large_base_is_built_without_numpy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MANY", 1)
    documents = [_document(n) for n in range(5)]
    with_it = build(documents)
    monkeypatch.setitem(sys.modules, "kb_tools.search.seen_at_once", None)

    assert build(documents) == with_it
    assert Index(with_it).documents == len(documents)


def _document(number: int) -> Document:
    part = Part("", "Steps", f"Restart the server {number} 重启服务器")
    return Document(f"KB-{number}", f"{number}.md", "en", f"Case {number}", "", parts=(part,))
