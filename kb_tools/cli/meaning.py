"""The optional model of `[tool.kb.suggest] model`, ready for an index; words alone without it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.errors import KbError

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.find import Wish
    from kb_tools.search.index import Index
    from kb_tools.search.semantic import Semantic


def meaning(config: Config, index: Index, wish: Wish) -> tuple[Semantic | None, Wish]:
    """Return the model with the index's vectors, and the wish with the fit that belongs to it.

    A model that is missing or broken costs one warning line; the words answer alone then.
    """
    name = config.suggest.model
    if not name or not index.documents:
        return None, wish
    from kb_tools.search.confidence import fit_of
    from kb_tools.search.semantic import FIT, identity, load, semantic
    from kb_tools.search.store import places

    try:
        model = load(name, config.root)
        kept = f"vectors-{identity(name, config.root)}.npz"
        ready = semantic(index, model, next(places(config.root)).with_name(kept))
    except KbError as error:
        click.echo(say("warning: ", "警告：") + error.to(reader_lang()), err=True)
        return None, wish
    return ready, dataclasses.replace(wish, fit=fit_of(config.suggest.confidence, FIT))
