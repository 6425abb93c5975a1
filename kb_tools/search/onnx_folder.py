"""A model folder with ONNX weights, run without a training library.

The layout is the one that sentence-transformers writes: `tokenizer.json`, `model.onnx` (there or in
`onnx/`), `1_Pooling/config.json` (how token vectors become one; their mean without the file), and
`config_sentence_transformers.json` (what is set before questions and articles, for models that
read them differently). Needs onnxruntime, tokenizers and numpy.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Matrix = Any
"""A numpy array of unit vectors, one a row."""

BATCH = 32
TOKENS = 512
"""Tokens of a text that are read where the folder does not say how many the model takes."""

_QUESTION, _ARTICLE = ("query",), ("document", "passage", "corpus")
_KNOWN = ("Transformer", "Pooling", "Normalize")
_POOLINGS = {"mean": "mean", "mean_tokens": "mean", "cls": "cls", "cls_token": "cls"}
"""Names that sentence-transformers has for what is known here: of today, and up to version 5."""


def weights(folder: Path) -> Path | None:
    """Return the file of a folder's ONNX weights: `model.onnx` before any other."""
    found = [*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")]
    return min(found, key=lambda file: (file.name != "model.onnx", str(file)), default=None)


class OnnxFolder:
    """The model in a folder; raises ValueError, OSError or onnxruntime's error if it is broken."""

    def __init__(self, folder: Path, file: Path) -> None:
        _require_known_layers(_json(folder / "modules.json", []))
        runtime = importlib.import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.log_severity_level = 4  # what fails is raised, and said once
        self._session = runtime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._outputs = [one.name for one in self._session.get_outputs()]
        self._tokenizer = _tokenizer(folder)
        self._first_token = _takes_first_token(_json(folder / "1_Pooling/config.json", {}))
        self._prompts = _json(folder / "config_sentence_transformers.json", {}).get("prompts") or {}

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""
        return self._vectors(texts, _prompt(self._prompts, _QUESTION))

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""
        return self._vectors(texts, _prompt(self._prompts, _ARTICLE))

    def _vectors(self, texts: Sequence[str], prompt: str) -> Matrix:
        import numpy as np

        asked = [prompt + text for text in texts]
        batches = (asked[at : at + BATCH] for at in range(0, len(asked), BATCH))
        found = np.concatenate([self._batch(batch) for batch in batches])
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)

    def _batch(self, texts: Sequence[str]) -> Matrix:
        import numpy as np

        read = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in read], dtype=np.int64),
        }
        wanted = {name: value for name, value in given.items() if name in self._inputs}
        made = dict(zip(self._outputs, self._session.run(None, wanted), strict=True))
        if "sentence_embedding" in made:
            return made["sentence_embedding"]
        tokens, mask = made[self._outputs[0]], given["attention_mask"][:, :, None]
        if tokens.ndim != 3:
            return tokens
        return tokens[:, 0] if self._first_token else (tokens * mask).sum(1) / mask.sum(1)


def _tokenizer(folder: Path) -> Any:  # noqa: ANN401 - the library has no types
    file = folder / "tokenizer.json"
    file.stat()  # the library does not name what is not there
    tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(str(file))
    tokenizer.enable_truncation(min(_limit(folder), TOKENS))
    padding = tokenizer.padding or {}
    tokenizer.enable_padding(
        pad_id=padding.get("pad_id", 0), pad_token=padding.get("pad_token", "[PAD]")
    )
    return tokenizer


def _limit(folder: Path) -> int:
    """Return how many tokens the model takes, where the folder says it."""
    said = _json(folder / "sentence_bert_config.json", {}).get("max_seq_length")
    return said or _json(folder / "tokenizer_config.json", {}).get("model_max_length") or TOKENS


def _json(file: Path, default: Any) -> Any:  # noqa: ANN401 - a part of the folder
    """Return what a file of the folder holds, or the default where there is none."""
    if not file.exists():
        return default
    value = json.loads(file.read_text("utf-8"))
    if not isinstance(value, type(default)):
        raise ValueError(f"{file.name}: not what belongs there")  # noqa: TRY004 - a broken file
    return value


def _prompt(prompts: Mapping[str, str], names: Sequence[str]) -> str:
    return next((prompts[name] for name in names if prompts.get(name)), "")


def _require_known_layers(modules: Sequence[Mapping[str, str]]) -> None:
    for module in modules:
        name = module.get("type", "").rpartition(".")[2]
        if name not in _KNOWN:
            raise ValueError(f"its layer '{name}' cannot be run without sentence-transformers")


def _takes_first_token(pooling: Mapping[str, Any]) -> bool:
    """Tell whether the first token's vector stands for the text, and not the mean of all."""
    prefix = "pooling_mode_"
    named = pooling.get(prefix.rstrip("_"), [])
    modes = [named] if isinstance(named, str) else list(named)
    modes += [key.removeprefix(prefix) for key, on in pooling.items()
              if key.startswith(prefix) and on is True]  # fmt: skip
    known = {_POOLINGS.get(mode) for mode in modes}
    if None in known or len(known) > 1:
        raise ValueError(f"its pooling ({', '.join(modes)}) is not known")
    return known == {"cls"}
