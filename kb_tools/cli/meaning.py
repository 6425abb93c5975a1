"""The optional model of `[tool.kb.suggest] model`, ready for an index; words alone without it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import reader_lang, say
from kb_tools.errors import KbError

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.corpus import Progress
    from kb_tools.language import Text
    from kb_tools.search.find import Wish
    from kb_tools.search.index import Index
    from kb_tools.search.semantic import Semantic


def meaning(config: Config, index: Index, wish: Wish) -> tuple[Semantic | None, Wish]:
    """Return the model with the index's vectors, and the wish with the fit that belongs to it.

    A model that is missing or broken costs one warning line; the words answer alone then.
    """
    if not config.suggest.model:
        return None, wish
    from kb_tools.search.meant import with_model
    from kb_tools.search.semantic import configured

    try:
        with reading() as read:
            ready = configured(config, index, progress=read)
    except KbError as error:
        warn(error.message)
        return None, wish
    if ready is None:
        return None, wish
    return ready, with_model(wish, config.suggest.confidence)


def warn(why: Text) -> None:
    """Say why words answer without the model."""
    click.echo(say("warning: ", "警告：") + why.to(reader_lang()), err=True)


def reading() -> AbstractContextManager[Progress]:
    """Count the passages that a model reads; where it is stopped, it goes on the next time."""
    return counter(say("Reading the articles with the model", "模型正在阅读文章"))
