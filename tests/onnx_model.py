"""A model in a folder, as sentence-transformers lays it out: it knows three subjects."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import tokenizers

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
