"""A folder with ONNX weights takes part; one that is broken costs one line, and no answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
import tokenizers

from kb_tools.cli.meaning import meaning
from kb_tools.config import Config, SuggestConfig
from kb_tools.errors import KbError
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.onnx_folder import OnnxFolder
from kb_tools.search.question import question
from kb_tools.search.semantic import load
from kb_tools.search.suggest import suggest

SUBJECTS = (("refund", "money", "back"), ("sign", "login", "登", "录"), ("parcel", "delivery"))
WORDS = ("[PAD]", "[UNK]", "[CLS]", *(word for words in SUBJECTS for word in words))
WIDTH = 8


def embeddings():
    """Words of one subject lie together; what is not known, and [CLS], next to nowhere."""
    table = np.full((len(WORDS), WIDTH), 0.01, dtype=np.float32)
    for place, word in enumerate(WORDS):
        for axis, words in enumerate(SUBJECTS):
            table[place, axis] += word in words
    table[2, WIDTH - 1] = 1.0
    return table


def graph(*, pooled: bool = False):
    """input_ids and attention_mask to last_hidden_state, through two layers, as exporters do."""
    helper, types = onnx.helper, onnx.TensorProto
    inputs = [
        helper.make_tensor_value_info(name, types.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask")
    ]
    axes = onnx.numpy_helper.from_array(np.array([2], dtype=np.int64), "axes")
    table = onnx.numpy_helper.from_array(embeddings(), "table")
    turn = onnx.numpy_helper.from_array(np.eye(WIDTH, dtype=np.float32) * 2, "turn")
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("MatMul", ["found", "turn"], ["turned"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=types.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "axes"], ["wide"]),
        helper.make_node("Mul", ["turned", "wide"], ["last_hidden_state"]),
    ]
    outputs = [
        helper.make_tensor_value_info(
            "last_hidden_state", types.FLOAT, ["batch", "sequence", WIDTH]
        )
    ]
    if pooled:
        one = onnx.numpy_helper.from_array(np.array([1], dtype=np.int64), "one")
        nodes.append(
            helper.make_node(
                "ReduceSum", ["last_hidden_state", "one"], ["sentence_embedding"], keepdims=0
            )
        )
        outputs.append(
            helper.make_tensor_value_info("sentence_embedding", types.FLOAT, ["batch", WIDTH])
        )
    initial = [table, turn, axes, *([one] if pooled else [])]
    made = helper.make_graph(nodes, "encoder", inputs, outputs, initial)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def folder(place: Path, *, pooled: bool = False, first_token: bool = False) -> Path:
    """Write a model's folder as sentence-transformers lays it out."""
    made = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]")  # noqa: S106 - no password
    )
    made.normalizer = tokenizers.normalizers.BertNormalizer()
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    made.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A", special_tokens=[("[CLS]", 2)]
    )
    (place / "onnx").mkdir(parents=True)
    (place / "1_Pooling").mkdir()
    made.save(str(place / "tokenizer.json"))
    onnx.save(graph(pooled=pooled), str(place / "onnx" / "model.onnx"))
    names = ("Transformer", "Pooling", "Normalize")
    for name, value in {
        "modules.json": [{"type": f"sentence_transformers.models.{name}"} for name in names],
        "1_Pooling/config.json": {
            "word_embedding_dimension": WIDTH,
            "pooling_mode_cls_token": first_token,
            "pooling_mode_mean_tokens": not first_token,
        },
        "sentence_bert_config.json": {"max_seq_length": 16},
    }.items():
        (place / name).write_text(json.dumps(value), "utf-8")
    return place


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


def test_a_folder_without_weights_asks_for_what_can_read_it(tmp_path: Path) -> None:
    with pytest.raises(KbError, match=r"kb_tools\[onnx\]"):
        load(".", tmp_path)
