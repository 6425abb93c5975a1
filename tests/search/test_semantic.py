"""An optional model takes part; a missing or broken one costs no answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kb_tools.config import Config, SuggestConfig
from kb_tools.errors import KbError
from kb_tools.files import cache_folder, write
from kb_tools.language import Text
from kb_tools.search.build import build
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Wish, find
from kb_tools.search.index import Index
from kb_tools.search.meant import suggested, with_model
from kb_tools.search.models import identity, load
from kb_tools.search.passages import SECTIONS, passages
from kb_tools.search.question import question
from kb_tools.search.retrieve import Hit
from kb_tools.search.semantic import FIT, FIT_ABROAD, ModelError, semantic
from kb_tools.search.suggest import suggest
from kb_tools.search.vectors import LOT, Keep

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
    found = suggest(index, asked, Wish(fit=FIT), semantic(index, Subjects()))

    assert found.suggestions[0].id == "When a refund arrives"
    assert any(reason.stage == "meaning" for reason in found.suggestions[0].reasons)


def test_a_chinese_question_finds_an_english_article() -> None:
    index = base()
    found = suggest(index, question("登录"), Wish(fit=FIT), semantic(index, Subjects()))

    assert found.suggestions[0].id == "You cannot sign in"
    assert found.note is not None


class Narrow(Subjects):
    """The same model, but all that it says lies in a narrow cone, as with many a real one."""

    def questions(self, texts: Sequence[str]) -> object:
        vectors = super().questions(texts)
        return np.hstack([0.25 * vectors, np.full((len(vectors), 1), np.sqrt(1 - 0.25**2))])


@pytest.mark.parametrize("said", ["i want my money back", "登录"])
def test_how_far_a_model_spreads_texts_changes_nothing(said: str) -> None:
    index, wish = base(), Wish(fit=FIT, abroad=FIT_ABROAD, threshold=0)
    wide = suggest(index, question(said), wish, semantic(index, Subjects()))
    narrow = suggest(index, question(said), wish, semantic(index, Narrow()))

    assert [one.id for one in narrow.suggestions] == [one.id for one in wide.suggestions]
    assert [one.score for one in narrow.suggestions] == pytest.approx(
        [one.score for one in wide.suggestions], abs=5e-3
    )


class Contrary(Subjects):
    """A model that takes every question for one about refunds."""

    def articles(self, texts: Sequence[str]) -> object:
        return Subjects.questions(self, texts)

    def questions(self, texts: Sequence[str]) -> object:
        return Subjects.questions(self, ["refund" for _ in texts])


@pytest.mark.parametrize(
    ("coverage", "heading", "missing", "wins"),
    [(1.0, 0.0, 0.0, False), (0.5, 1.0, 0.0, False), (0.5, 0.0, 0.0, True), (1.0, 0.0, 0.9, True)],
)
def test_a_model_does_not_outvote_words_that_say_it_all(
    coverage: float, heading: float, missing: float, wins: bool
) -> None:
    index = base()
    hours = next(n for n in range(index.documents) if "hours" in index.record(n).title)
    hit = Hit(hours, 0.5, coverage, 0.0, 0.0, -1, heading=heading)

    model = semantic(index, Contrary())
    first, *_ = model.blended(index, [hit], "opening hours", lambda _: True, missing)

    assert (index.record(first.document).title == "When a refund arrives") is wins


@pytest.mark.parametrize("titles", [("Refund",), ("Refund", "Refund"), ("Refund", "登录")])
def test_too_few_or_equal_articles_are_no_measure_of_a_model(titles: Sequence[str]) -> None:
    documents = [
        Document(f"{n}", f"{n}.md", "en" if t.isascii() else "zh", t, "")
        for n, t in enumerate(titles)
    ]
    index = Index(build(documents))
    found = suggest(index, question("refund"), Wish(fit=FIT), semantic(index, Subjects()))

    assert found.suggestions[0].title == "Refund"


def test_an_article_is_read_in_passages_each_once() -> None:
    parts = [
        Part(f"s{n}", f"Step {n}", f"What is done then, and why it is number {n}.")
        for n in range(9)
    ]
    index = Index(
        build([Document("1", "1.md", "en", "Set it up", "", ("how do i start",), parts=parts)])
    )
    first, *others = passages(index, 0)

    assert first.startswith("Set it up\nhow do i start\nstep 0")
    assert others[:2] == ["Set it up", "how do i start"]
    assert [text.split("\n")[:2] for text in others[2:]] == [
        ["Set it up", f"step {n}"] for n in range(SECTIONS)
    ]


def test_what_a_long_article_says_in_its_middle_is_found() -> None:
    about = (
        Part("", "", "Opening hours and ways. " * 40),
        Part("money", "Money", "A refund comes within five days."),
    )
    documents = [
        Document(t, f"{t}.md", "en", t, "", parts=about[:n]) for t, n in (("Shop", 1), ("Visit", 2))
    ]
    index = Index(build(documents))
    found = semantic(index, Subjects()).nearness("money back")

    assert found[1] > found[0]


def test_articles_of_two_languages_are_each_measured_among_their_own() -> None:
    english = [Document(f"{n}", f"en/{n}.md", "en", f"Opening hours {n}", "") for n in range(9)]
    chinese = Document("a", "zh/a.md", "zh", "怎样登录", "")
    index = Index(
        build([*english, chinese, Document("b", "en/b.md", "en", "You cannot sign in", "")])
    )
    wish = Wish(fit=FIT, abroad=FIT_ABROAD, lang="en")
    found = find(index, question("登录"), wish, semantic(index, Subjects()))

    assert index.record(found.hits[0].document).id == "b"
    assert found.hits[0].meaning > 0.3
    assert all(hit.meaning == 0 for hit in found.hits[1:])


def test_vectors_are_made_once(tmp_path: Path) -> None:
    index, model = base(), Subjects()
    keep = Keep(tmp_path, "one")
    first = semantic(index, model, keep)
    again = semantic(index, model, keep)

    assert len(model.read) == index.documents
    assert np.array_equal(first.vectors, again.vectors)
    (kept,) = cache_folder(tmp_path).glob("vectors-*")
    kept.write_bytes(b"broken" * 1000)
    assert np.array_equal(semantic(index, model, keep).vectors, first.vectors)


class Tired(Subjects):
    """A model whose reader presses Ctrl-C in the second lot."""

    def articles(self, texts: Sequence[str]) -> object:
        if self.read:
            raise KeyboardInterrupt
        return super().articles(texts)


def test_what_was_read_before_it_was_stopped_is_not_read_again(tmp_path: Path) -> None:
    index = Index(
        build(Document(f"{n}", f"{n}.md", "en", f"Article {n}", "") for n in range(LOT + 8))
    )
    with pytest.raises(KeyboardInterrupt):
        semantic(index, Tired(), Keep(tmp_path, "one"))
    model, told = Subjects(), list[tuple[int, int]]()

    semantic(index, model, Keep(tmp_path, "one"), lambda *done: told.append(done))

    assert len(model.read) == 8
    assert told == [(8, 8)]


def test_vectors_of_texts_that_are_no_more_are_forgotten(tmp_path: Path) -> None:
    keep = Keep(tmp_path, "one")
    semantic(base(), Subjects(), keep)
    one = Index(build([Document("1", "1.md", "en", "Opening hours", "")]))
    model = Subjects()

    semantic(one, model, keep)
    assert not model.read
    semantic(base(), model, keep)

    assert len(model.read) == 3


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
        semantic(base(), Broken())


class Forgetful(Subjects):
    """A model that reads articles, and fails at the question of one customer."""

    def questions(self, texts: Sequence[str]) -> object:
        if any("mars" in text for text in texts):
            raise RuntimeError("index out of range")
        return super().questions(texts)


def test_a_model_that_fails_at_one_question_leaves_it_to_the_words() -> None:
    words = Wish(threshold=0.0)
    ready = (semantic(base(), Forgetful()), with_model(words, {}))
    said: list[Text] = []

    asked = question("opening hours on mars")
    found = suggested(base(), asked, ready, words, said.append)
    assert found == suggest(base(), asked, words)
    assert "index out of range" in said[0].en
    suggested(base(), question("opening hours"), ready, words, said.append)
    assert len(said) == 1


class Nowhere(Subjects):
    """A model whose vectors lie nowhere: no comparison with them is true."""

    def articles(self, texts: Sequence[str]) -> object:
        return np.full((len(texts), 3), np.nan)


def test_vectors_that_are_no_numbers_are_a_fault_of_the_model_and_not_kept(tmp_path: Path) -> None:
    keep = Keep(tmp_path, "one")
    with pytest.raises(ModelError, match="not made of numbers"):
        semantic(base(), Nowhere(), keep)

    model = Subjects()
    semantic(base(), model, keep)
    assert model.read


class Strict(Subjects):
    """A model whose tokenizer takes nothing but whole characters."""

    def questions(self, texts: Sequence[str]) -> object:
        assert all(text.encode() for text in texts)
        return super().questions(texts)


def test_half_a_character_in_a_ticket_or_an_article_is_no_concern_of_the_model() -> None:
    broken = Document("1", "1.md", "en", "A refund \ud800", "")
    index = Index(build([broken]))
    found = suggest(index, question("refund \udcff"), Wish(), semantic(index, Strict()))

    assert [one.id for one in found.suggestions] == ["1"]


def test_a_model_that_was_exchanged_in_its_folder_is_told_from_what_it_was(tmp_path: Path) -> None:
    weights = tmp_path / "small" / "onnx" / "model.onnx"
    write(weights, "one")
    before = identity("small", tmp_path)
    assert identity("small", tmp_path) == before

    write(weights, "another")

    assert identity("small", tmp_path) != before


def test_vectors_of_a_model_that_was_exchanged_are_made_anew(tmp_path: Path) -> None:
    keep = Keep(tmp_path, "one")
    semantic(base(), Subjects(), keep)
    exchanged = Other()

    found = semantic(base(), exchanged, keep)

    assert found.vectors.shape == (4, 7)
    assert len(exchanged.read) == 4
