"""A folder with ONNX weights takes part; one that is broken costs one line, and no answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tokenizers

from kb_tools.cli.meaning import meaning
from kb_tools.config import Config, SuggestConfig
from kb_tools.errors import KbError
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.models import load
from kb_tools.search.onnx_folder import OnnxFolder
from kb_tools.search.question import question
from kb_tools.search.suggest import suggest
from tests.onnx_model import WIDTH, folder


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("models") / "small")


def base() -> Index:
    titles = ("When a refund arrives", "You cannot login", "Track your parcel", "Opening hours")
    return Index(build(Document(t, f"{t}.md", "en", t, "") for t in titles))


def test_what_means_the_same_is_found_through_the_configured_folder(ready: Path) -> None:
    config = Config(root=ready.parent, suggest=SuggestConfig(model="small"))
    model, wish = meaning(config, base(), Wish())
    assert isinstance(model.model, OnnxFolder)

    english = suggest(base(), question("i want my money"), wish, model)
    chinese = suggest(base(), question("登录"), wish, model)

    assert english.suggestions[0].id == "When a refund arrives"
    assert chinese.suggestions[0].id == "You cannot login"


def test_a_vector_is_of_length_one_and_the_same_beside_a_longer_text(ready: Path) -> None:
    model = load(str(ready), Path())
    alone = model.questions(["my refund"])
    beside = model.questions(["my refund", "where is the parcel that i sent back for a refund"])

    assert np.allclose(np.linalg.norm(beside, axis=1), 1)
    assert np.allclose(alone[0], beside[0], atol=1e-6)
    assert model.articles(["word " * 1000, ""]).shape == (2, WIDTH)
    assert model.articles(["parcel"] * 70).shape == (70, WIDTH)


def test_how_token_vectors_become_one_is_what_the_folder_says(tmp_path: Path) -> None:
    first = load(str(folder(tmp_path / "first", first_token=True)), Path())
    pooled = load(str(folder(tmp_path / "pooled", pooled=True)), Path())
    mean = load(str(folder(tmp_path / "mean")), Path())

    assert np.allclose(*first.questions(["refund", "parcel"]))
    assert np.allclose(pooled.questions(["refund now"]), mean.questions(["refund now"]), atol=1e-6)


@pytest.mark.parametrize("mode", ["cls", "mean"])
def test_pooling_is_read_as_the_library_writes_it_since_version_6(
    tmp_path: Path, mode: str
) -> None:
    old = load(str(folder(tmp_path / "old", first_token=mode == "cls")), Path())
    place = folder(tmp_path / "new", first_token=mode != "cls")
    config = {"embedding_dimension": WIDTH, "pooling_mode": mode, "include_prompt": True}
    (place / "1_Pooling" / "config.json").write_text(json.dumps(config), "utf-8")

    found = load(str(place), Path()).questions(["refund", "parcel now"])

    assert np.allclose(found, old.questions(["refund", "parcel now"]))


def test_a_text_is_cut_where_the_tokenizer_says_that_the_model_ends(tmp_path: Path) -> None:
    place = folder(tmp_path / "short")
    (place / "sentence_bert_config.json").unlink()
    (place / "tokenizer_config.json").write_text('{"model_max_length": 2}', "utf-8")
    model = load(str(place), Path())

    assert np.allclose(*model.questions(["refund", "refund parcel"]))


def test_questions_and_articles_are_introduced_as_the_folder_says(tmp_path: Path) -> None:
    place = folder(tmp_path / "prompts")
    plain = load(str(place), Path()).questions(["refund"])
    prompts = {"prompts": {"query": "parcel: ", "document": "login: "}}
    (place / "config_sentence_transformers.json").write_text(json.dumps(prompts), "utf-8")
    model = load(str(place), Path())

    assert model.questions(["refund"])[0][2] > plain[0][2]
    assert model.articles(["refund"])[0][1] > plain[0][1]


def without_tokenizer(place: Path) -> None:
    (place / "tokenizer.json").unlink()


def with_half_its_weights(place: Path) -> None:
    file = place / "onnx" / "model.onnx"
    file.write_bytes(file.read_bytes()[:200])


def with_a_list_for_its_pooling(place: Path) -> None:
    (place / "1_Pooling" / "config.json").write_text("[]", "utf-8")


def with_two_poolings(place: Path) -> None:
    modes = {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": True}
    (place / "1_Pooling" / "config.json").write_text(json.dumps(modes), "utf-8")


def with_a_pooling_of_its_own(place: Path) -> None:
    modes = {"pooling_mode": ["mean", "max"]}
    (place / "1_Pooling" / "config.json").write_text(json.dumps(modes), "utf-8")


def with_a_layer_more(place: Path) -> None:
    more = [{"type": "sentence_transformers.models.Dense"}]
    (place / "modules.json").write_text(json.dumps(more), "utf-8")


def with_a_smaller_table_than_words(place: Path) -> None:
    tokenizer = tokenizers.Tokenizer.from_file(str(place / "tokenizer.json"))
    tokenizer.add_tokens(["arrives", "hours", "track", "cannot"])
    tokenizer.save(str(place / "tokenizer.json"))


@pytest.mark.parametrize(
    "spoil",
    [
        without_tokenizer,
        with_half_its_weights,
        with_a_list_for_its_pooling,
        with_two_poolings,
        with_a_pooling_of_its_own,
        with_a_layer_more,
        with_a_smaller_table_than_words,
    ],
)
def test_a_broken_folder_costs_one_warning_line(
    ready: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], spoil
) -> None:
    spoil(Path(shutil.copytree(ready, tmp_path / "broken")))
    config = Config(root=tmp_path, suggest=SuggestConfig(model="broken"))
    wish = Wish()

    assert meaning(config, base(), wish) == (None, wish)
    said = capfd.readouterr().err
    assert said.count("\n") == 1, said
    assert said.startswith("warning: the model")


def test_a_folder_without_weights_asks_for_what_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(KbError, match=r"kb_tools\[onnx\]"):
        load(".", tmp_path)


def test_nothing_of_its_use_is_noted_for_the_maker_of_the_runtime(
    ready: Path, tmp_path: Path
) -> None:
    code = f"import pathlib, kb_tools.search.models as m; m.load({str(ready)!r}, pathlib.Path())"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **home}, check=True)

    assert not [*tmp_path.iterdir()]
