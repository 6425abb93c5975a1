"""An answer in which a model takes part, and one by words where it fails at this very question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kb_tools.language import Text
from kb_tools.search.confidence import fit_of
from kb_tools.search.find import Wish
from kb_tools.search.index import Index
from kb_tools.search.question import Question
from kb_tools.search.semantic import FIT, FIT_ABROAD, ModelError, Semantic
from kb_tools.search.suggest import Answer, suggest


def with_model(wish: Wish, confidence: Mapping[str, float]) -> Wish:
    """Return the wish with the fits that belong to a model; `confidence` is the configuration's."""
    return replace(wish, fit=fit_of(confidence, FIT), abroad=FIT_ABROAD)


def suggested(
    index: Index,
    asked: Question,
    ready: tuple[Semantic | None, Wish],
    words: Wish,
    warn: Callable[[Text], None],
) -> Answer:
    """Return the answer of `suggest`; `ready` is the model, and the wish with its fit.

    Where the model fails, `warn` is called with the reason, and words answer alone, with the wish
    `words`.
    """
    semantic, wish = ready
    try:
        return suggest(index, asked, wish, semantic)
    except ModelError as error:
        warn(error.message)
        return suggest(index, asked, words)
