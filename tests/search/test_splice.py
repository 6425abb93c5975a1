"""The index after an edit: the same bytes as if all articles had been counted again."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.search import splice
from kb_tools.search.build import build, rebuild
from kb_tools.search.document import Document, Part
from kb_tools.search.index import NO_SOURCE, Index
from kb_tools.search.splice import updated

WORDS = st.sampled_from(
    "登录 无法登录 重置密码 router refund E-42 v5.2 reset café 退款 the a Å ∑ 😀 \0 it's \n".split(
        " "
    )
)
TEXT = st.lists(WORDS, max_size=6).map(" ".join)
PARTS = st.lists(st.builds(Part, st.just("a"), TEXT, TEXT), max_size=3).map(tuple)
PATHS = [f"{name}.md" for name in "abcdefgh"]


def document(path: str) -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        id=st.just(path),
        path=st.just(path),
        lang=st.sampled_from(["zh", "en"]),
        title=TEXT,
        url=st.just(path),
        wordings=st.lists(TEXT, max_size=2).map(tuple),
        errors=st.lists(TEXT, max_size=2).map(tuple),
        summary=TEXT,
        parts=PARTS,
        audience=st.integers(0, 1),
        products=st.sampled_from([(), ("tv",), ("tv", "app")]),
    )


def bases() -> st.SearchStrategy[dict[str, Document]]:
    paths = st.lists(st.sampled_from(PATHS), unique=True, min_size=1)
    return paths.flatmap(lambda chosen: st.fixed_dictionaries({p: document(p) for p in chosen}))


def changes() -> st.SearchStrategy[dict[str, Document | None]]:
    paths = st.lists(st.sampled_from(PATHS), unique=True)
    return paths.flatmap(
        lambda chosen: st.fixed_dictionaries({p: st.none() | document(p) for p in chosen})
    )


def after(base: dict[str, Document], edits: dict[str, Document | None]) -> list[Document]:
    return [document for document in {**base, **edits}.values() if document is not None]


@pytest.fixture
def spliced(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much changes, and however the lengths change, nothing is counted again."""
    monkeypatch.setattr(splice, "FEW", 9)
    monkeypatch.setattr("kb_tools.search.rank.mean_length", lambda _: 8.0)
    monkeypatch.setattr(splice, "rebuild", lambda *_: pytest.fail("counted again"))


@pytest.mark.usefixtures("spliced")
@given(bases(), changes())
def test_a_spliced_index_is_the_one_that_would_be_built(
    base: dict[str, Document], edits: dict[str, Document | None]
) -> None:
    whole = build(after(base, edits))

    assert updated(Index(build(base.values())), edits, NO_SOURCE) == whole


@given(bases(), changes())
def test_texts_in_the_index_are_enough_to_count_all_again(
    base: dict[str, Document], edits: dict[str, Document | None]
) -> None:
    whole = build(after(base, edits))

    assert rebuild(Index(build(base.values())), edits, NO_SOURCE) == whole


def many(number: int) -> dict[str, Document]:
    text = "the router has lost its connection " * 9
    return {
        f"{n}.md": Document(f"{n}", f"{n}.md", "en", f"Title {n}", "", parts=(Part("", "", text),))
        for n in range(number)
    }


def test_a_longer_mean_length_counts_all_again() -> None:
    base = many(20)
    long = dataclasses.replace(base["7.md"], parts=(Part("", "", "refund " * 9000),))

    assert updated(Index(build(base.values())), {"7.md": long}, NO_SOURCE) == build(
        {**base, "7.md": long}.values()
    )


def test_one_edit_among_many_splices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "rebuild", lambda *_: pytest.fail("counted again"))
    base = many(20)
    edited = dataclasses.replace(base["7.md"], title="Another title")
    index = Index(updated(Index(build(base.values())), {"7.md": edited}, NO_SOURCE))

    assert index.record(index.place("7.md")).title == "Another title"
