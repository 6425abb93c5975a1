"""Vectors of texts, each made once: a model takes long to read a whole base.

They are kept by the hash of what they were made of, lot by lot, so a command that is cut off
loses none but the last. Half precision is enough for the order of articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kb_tools.corpus import Progress
from kb_tools.corpus.cache import store
from kb_tools.search.models import Matrix, Model

LOT = 32
"""Texts that are read at a time."""

_FORM = store.Form(
    "vectors-1.sqlite3",
    """
    CREATE TABLE IF NOT EXISTS vector
        (model TEXT, text BLOB, vector BLOB, PRIMARY KEY (model, text)) WITHOUT ROWID;
    """,
)
_READ = "SELECT text, vector FROM vector WHERE model = ?"
_KEEP = "REPLACE INTO vector VALUES (?, ?, ?)"
_DROP = "DELETE FROM vector WHERE model = ? AND text = ?"
_DROP_OTHERS = "DELETE FROM vector WHERE model <> ?"


class Keep(NamedTuple):
    """Where vectors are kept: with the project at `root`, as those of a model."""

    root: Path
    model: str


def vectors(
    model: Model, texts: Sequence[str], keep: Keep | None, progress: Progress | None = None
) -> Matrix:
    """Return a unit vector for each text, one a row; those that are kept are not made again.

    `progress` is called with how many of those that are not kept are read. Vectors of another
    length than a question's are another model's: it was exchanged in its folder.
    """
    import numpy as np

    size = len(model.questions(["?"])[0])
    keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
    with _opened(keep) as kept:
        known = {key: one for key, one in kept.read().items() if len(one) == 2 * size}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for number, lot in enumerate(_lots([*fresh])):
            made = np.asarray(sound(model.articles([fresh[key] for key in lot])), np.float16)
            rows = dict(zip(lot, map(bytes, made), strict=True))
            known |= rows
            kept.add(rows)
            if progress is not None:
                progress(min(LOT * (number + 1), len(fresh)), len(fresh))
        kept.drop(known.keys() - {*keys})
    packed = b"".join([known[key] for key in keys])
    return sound(np.frombuffer(packed, np.float16).reshape(-1, size).astype(np.float32))


def sound(made: Matrix) -> Matrix:
    """Return vectors as they are; ValueError for such as would spoil every comparison."""
    import numpy as np

    if not np.isfinite(made).all():
        what = "its vectors are not made of numbers"
        raise ValueError(what)
    return made


def _lots(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[at : at + LOT] for at in range(0, len(keys), LOT))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The vectors of one model in the database, none where there can be no database."""

    keep: Keep | None
    database: store.Connection | None

    def read(self) -> dict[bytes, bytes]:
        if self.keep is None or self.database is None:
            return {}
        with store.tolerant(self.keep.root, _FORM):
            return dict(self.database.execute(_READ, (self.keep.model,)))
        return {}

    def add(self, rows: Mapping[bytes, bytes]) -> None:
        self._write(_KEEP, ((key, row) for key, row in rows.items()))

    def drop(self, keys: Iterable[bytes]) -> None:
        """Forget texts that are no more."""
        self._write(_DROP, ((key,) for key in keys))

    def _write(self, statement: str, rows: Iterable[tuple[bytes, ...]]) -> None:
        if self.keep is None or self.database is None:
            return
        model = self.keep.model
        with store.tolerant(self.keep.root, _FORM), store.written(self.database):
            self.database.executemany(statement, ((model, *row) for row in rows))


@contextmanager
def _opened(keep: Keep | None) -> Iterator[_Kept]:
    if keep is None:
        yield _Kept(None, None)
        return
    with store.opened(keep.root, _FORM) as database:
        yield _Kept(keep, database)
