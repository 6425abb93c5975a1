"""The index behind the browser's search after an edit: the same bytes as one made of nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from kb_tools.search import shards, splice
from kb_tools.search.document import Document, Part
from kb_tools.site import search_index

WORDS = "登录 无法登录 重置密码 router refund E-42 v5.2 reset café 退款 the invoice paid".split()


def document(number: int, *, seed: int = 0) -> Document:
    rng = random.Random(1000 * seed + number)
    text = " ".join(rng.choices(WORDS, k=60))
    title = " ".join(rng.choices(WORDS, k=3))
    path = f"{'zh' if number % 2 else 'en'}/{number:03}.md"
    parts = (Part("", title, text), Part("b", rng.choice(WORDS), text[:80]))
    return Document(path[:-3], path, path[:2], title, path[:-3], (title[::-1],), parts=parts)


def browser(documents: Sequence[Document], place: Path | None = None) -> dict[str, str]:
    pages = [shards.Page(one, one.url) for one in documents]
    if place is None:
        return dict(shards.files(pages))
    return dict(shards.files(pages, indexed=partial(search_index.made, place=place)))


def test_every_edit_leaves_what_a_build_from_nothing_makes(tmp_path: Path) -> None:
    rng, place = random.Random(3), tmp_path / "cache" / "index"
    documents = [document(number) for number in range(60)]
    for turn in range(12):
        assert browser(documents, place) == browser(documents)
        fate = rng.choice(["edited", "gone", "new", "same"])
        at = rng.randrange(len(documents))
        if fate == "edited":
            documents[at] = document(int(documents[at].id[-3:]), seed=turn + 1)
        elif fate == "gone":
            del documents[at]
        elif fate == "new":
            documents.append(document(100 + turn))


def test_after_one_edit_only_that_article_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [document(number) for number in range(60)]
    search_index.made(documents, tmp_path / "index")
    monkeypatch.setattr(search_index, "build", _never)
    monkeypatch.setattr(splice, "rebuild", _never)
    edited = [*documents[:30], document(30, seed=1), *documents[31:]]
    assert browser(edited, tmp_path / "index") == browser(edited)


def _never(*_: object) -> bytes:
    raise AssertionError("all articles were counted")


@pytest.mark.parametrize("content", [b"", b"no index", None])
def test_what_cannot_be_used_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    documents, place = [document(number) for number in range(5)], tmp_path / "index"
    if content is None:
        place.mkdir()
    else:
        place.write_bytes(content)
    assert browser(documents, place) == browser(documents)


def test_an_index_of_another_program_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, place = [document(number) for number in range(5)], tmp_path / "index"
    monkeypatch.setattr(search_index, "program", lambda: "other")
    search_index.made(documents, place)
    monkeypatch.undo()
    monkeypatch.setattr(search_index, "updated", _never)
    assert browser(documents, place) == browser(documents)
