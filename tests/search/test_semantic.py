"""An optional model takes part; a missing or broken one costs no answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kb_tools.config import Config, SuggestConfig
from kb_tools.errors import KbError
from kb_tools.files import write
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.semantic import FIT, identity, load, semantic
from kb_tools.search.suggest import suggest

SUBJECTS = (("refund", "money back"), ("sign in", "登录"), ("parcel", "delivery"))


class Subjects:
    """A model that knows three subjects, by their words."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def articles(self, texts: Sequence[str]) -> object:
        self.read += texts
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> object:
        found = [[0.1 + any(w in text for w in words) for words in SUBJECTS] for text in texts]
        vectors = np.array(found, dtype=float)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def base() -> Index:
    titles = ("When a refund arrives", "You cannot sign in", "Track your parcel", "Opening hours")
    return Index(build(Document(t, f"{t}.md", "en", t, "") for t in titles))


def test_what_means_the_same_is_found_without_a_shared_word() -> None:
    index = base()
    asked = question("i want my money back")
    found = suggest(index, asked, Wish(fit=FIT), semantic(index, Subjects(), None))

    assert found.suggestions[0].id == "When a refund arrives"
    assert any(reason.stage == "meaning" for reason in found.suggestions[0].reasons)


def test_a_chinese_question_finds_an_english_article() -> None:
    index = base()
    found = suggest(index, question("登录"), Wish(fit=FIT), semantic(index, Subjects(), None))

    assert found.suggestions[0].id == "You cannot sign in"
    assert found.note is not None


def test_vectors_are_made_once(tmp_path: Path) -> None:
    index, model = base(), Subjects()
    cache = tmp_path / "vectors.npz"
    first = semantic(index, model, cache)
    again = semantic(index, model, cache)

    assert len(model.read) == index.documents
    assert np.array_equal(first.vectors, again.vectors)
    cache.write_bytes(b"broken")
    assert np.array_equal(semantic(index, model, cache).vectors, first.vectors)


@pytest.mark.parametrize("name", ["no/such/folder", "."])
def test_a_model_that_cannot_be_used_is_a_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(KbError):
        load(name, tmp_path)


def test_without_its_model_the_command_answers_by_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kb_tools.cli.meaning import meaning

    config = Config(root=tmp_path, suggest=SuggestConfig(model="no/such/folder"))
    wish = Wish()

    assert meaning(config, base(), wish) == (None, wish)
    assert capsys.readouterr().err.count("\n") == 1


class Broken(Subjects):
    """A model that loads and then fails."""

    def questions(self, texts: Sequence[str]) -> object:
        raise RuntimeError("out of memory")


class Other(Subjects):
    """Another model, with vectors of another length."""

    def questions(self, texts: Sequence[str]) -> object:
        return np.ones((len(texts), 7)) / np.sqrt(7)


def test_a_model_that_fails_at_work_is_a_users_error_with_its_cause() -> None:
    with pytest.raises(KbError, match="out of memory"):
        semantic(base(), Broken(), None)


class Strict(Subjects):
    """A model whose tokenizer takes nothing but whole characters."""

    def questions(self, texts: Sequence[str]) -> object:
        assert all(text.encode() for text in texts)
        return super().questions(texts)


def test_half_a_character_in_a_ticket_or_an_article_is_no_concern_of_the_model() -> None:
    broken = Document("1", "1.md", "en", "A refund \ud800", "")
    index = Index(build([broken]))
    found = suggest(index, question("refund \udcff"), Wish(), semantic(index, Strict(), None))

    assert [one.id for one in found.suggestions] == ["1"]


def test_a_model_that_was_exchanged_in_its_folder_is_told_from_what_it_was(tmp_path: Path) -> None:
    weights = tmp_path / "small" / "onnx" / "model.onnx"
    write(weights, "one")
    before = identity("small", tmp_path)
    assert identity("small", tmp_path) == before

    write(weights, "another")

    assert identity("small", tmp_path) != before


def test_vectors_of_a_model_that_was_exchanged_are_made_anew(tmp_path: Path) -> None:
    cache = tmp_path / "vectors.npz"
    semantic(base(), Subjects(), cache)
    exchanged = Other()

    found = semantic(base(), exchanged, cache)

    assert found.vectors.shape == (4, 7)
    assert len(exchanged.read) == 4
