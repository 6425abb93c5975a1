"""Findings in order of place, most of them as lines in a database until somebody reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.cache import encoding


class Lines(NamedTuple):
    """What is wrong with an article by itself and among the others, as `encoding` writes it."""

    own: str = ""
    among: str = ""

    def all(self, path: str) -> list[Diagnostic]:
        """Return the findings, in no order."""
        return [*encoding.read(path, self.own), *encoding.read(path, self.among)]


class Kept(Sequence[Diagnostic]):
    """Findings about articles: those that were just found, and those that still hold."""

    def __init__(
        self,
        paths: Collection[str],
        fresh: Mapping[str, Lines],
        told: Mapping[str, Sequence[Diagnostic]],
        lost: Sequence[Diagnostic] = (),
        *,
        stored: Callable[[], Mapping[str, Lines]] = dict,
        codes: Collection[str] | None = None,
        tally: encoding.Tally | None = None,
    ) -> None:
        """`told` are those of rules that read evidence, `lost` those of articles that are gone.

        `codes` limits the rules, `tally` is how many there are of each kind, if that is known.
        """
        self._paths, self._fresh, self._told, self._lost = paths, fresh, told, lost
        self._stored, self._codes, self._tally = stored, codes, tally

    def __iter__(self) -> Iterator[Diagnostic]:
        stored = {} if self._fresh.keys() >= {*self._paths} else self._stored()
        for path in sorted(self._paths):
            lines = self._fresh.get(path) or stored.get(path, Lines())
            yield from self._sorted(path, lines)
        yield from self._lost

    def _sorted(self, path: str, lines: Lines) -> list[Diagnostic]:
        every = [*lines.all(path), *self._told.get(path, ())]
        codes = self._codes
        wanted = every if codes is None else [d for d in every if d.code in codes]
        return sorted(wanted, key=lambda d: (d.span, d.code))

    @property
    def tally(self) -> encoding.Tally:
        """How many there are of each kind."""
        if self._tally is None:
            self._tally = encoding.tally(self)
        return self._tally

    def __len__(self) -> int:
        return self.tally.total()

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Diagnostic]: ...
    def __getitem__(self, index: int | slice) -> Diagnostic | Sequence[Diagnostic]:
        return [*self][index]


def tallied(found: Sequence[Diagnostic]) -> encoding.Tally:
    """Count findings by kind, without reading them where that is known."""
    return found.tally if isinstance(found, Kept) else encoding.tally(found)
