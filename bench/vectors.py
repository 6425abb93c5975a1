"""Vectors of a model that are made only once: an hour's work that may be cut off and taken up.

They are kept by what the model was asked, so a changed text is read again and nothing else.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kb_tools.search.models import Matrix, Model

VECTORS = Path(".bench/vectors.sqlite")
"""Where they are kept; no part of the project."""
BATCH = 8
"""Texts that are read at once, and lost when the run is cut off."""


class Remembered:
    """A model whose vectors are kept in a file."""

    def __init__(self, name: str, load: Callable[[], Model], file: Path) -> None:
        self._name, self._load, self._model = name, load, None
        file.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(file)
        self._base.execute("create table if not exists vectors (key text primary key, vector blob)")

    @property
    def model(self) -> Model:
        """The model itself, loaded when it is first asked."""
        self._model = self._model or self._load()
        return self._model

    def questions(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each question."""
        return self._vectors("question", texts, lambda new: self.model.questions(new))

    def articles(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each article."""
        return self._vectors("article", texts, lambda new: self.model.articles(new))

    def _vectors(
        self, kind: str, texts: Sequence[str], make: Callable[[Sequence[str]], Matrix]
    ) -> Matrix:
        keys = {text: _key(self._name, kind, text) for text in texts}
        fresh = [text for text, key in keys.items() if self._kept(key) is None]
        for at in range(0, len(fresh), BATCH):
            some = fresh[at : at + BATCH]
            rows = zip(map(keys.__getitem__, some), map(_packed, make(some)), strict=True)
            with self._base:
                self._base.executemany("insert or ignore into vectors values (?, ?)", rows)
        return np.array([self._kept(keys[text]) for text in texts])

    def _kept(self, key: str) -> Matrix | None:
        row = self._base.execute("select vector from vectors where key = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], dtype=np.float32)


def _packed(vector: Matrix) -> bytes:
    return np.asarray(vector, dtype=np.float32).tobytes()


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
