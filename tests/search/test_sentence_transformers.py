"""A folder that sentence-transformers wrote takes part; the library is not among our own.

`pip install sentence-transformers`, a gigabyte with torch, to have this run.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb_tools.cli.meaning import meaning
from kb_tools.config import Config, SuggestConfig
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.models import Folder, load
from kb_tools.search.question import question
from kb_tools.search.suggest import suggest

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None,
    reason="sentence-transformers is not installed",
)

WORDS = ("[PAD]", "[UNK]", "refund", "money", "login", "登", "录", "parcel", "query", "passage")
SAME = {"money": "refund", "登": "login", "录": "login"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the library itself wrote, of a model that knows three subjects."""
    place = tmp_path_factory.mktemp("models") / "small"
    small().save(str(place))
    return place


def small() -> Any:
    import sentence_transformers
    import tokenizers
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    made = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]")  # noqa: S106 - no password
    )
    made.normalizer = tokenizers.normalizers.BertNormalizer()
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    places = [WORDS.index(SAME.get(word, word)) for word in WORDS]
    table = 0.01 + np.eye(len(WORDS), dtype=np.float32)[places]
    return sentence_transformers.SentenceTransformer(
        modules=[StaticEmbedding(made, embedding_weights=table)],
        prompts={"query": "query ", "document": "passage "},
        device="cpu",
    )


def base() -> Index:
    titles = ("When a refund arrives", "You cannot login", "Track your parcel", "Opening hours")
    return Index(build(Document(t, f"{t}.md", "en", t, "") for t in titles))


def test_what_means_the_same_is_found_and_nothing_else_is_said(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = Config(root=folder.parent, suggest=SuggestConfig(model="small"))
    model, wish = meaning(config, base(), Wish())
    assert model is not None
    assert isinstance(model.model, Folder)

    english = suggest(base(), question("i want my money"), wish, model)
    chinese = suggest(base(), question("登录 \ud800"), wish, model)

    assert english.suggestions[0].id == "When a refund arrives"
    assert chinese.suggestions[0].id == "You cannot login"
    assert capfd.readouterr().err == ""


def test_questions_and_articles_are_introduced_as_the_folder_says(folder: Path) -> None:
    model = load(str(folder), Path())
    query, passage = WORDS.index("query"), WORDS.index("passage")

    assert model.questions(["parcel"])[0][query] > model.articles(["parcel"])[0][query]
    assert model.articles(["parcel"])[0][passage] > model.questions(["parcel"])[0][passage]
    assert np.allclose(np.linalg.norm(model.articles(["parcel", ""]), axis=1), 1)
