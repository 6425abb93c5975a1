"""All articles together: by path, by id, by language, and where a link leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb_tools.article import Article
from kb_tools.config import Config

Status = Literal["found", "redirected", "archived", "wrong-audience", "missing", "external"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads.

    `anchor` is the fragment without `#` ("" when there is none); `anchor_found` is False only
    when the target article has no such anchor. `path` is the target's path relative to the docs
    folder, also for a file that is no article (an image). `nearest` is, for a missing target,
    the link as it should probably be written, or None.
    """

    status: Status
    article: Article | None = None
    path: str | None = None
    anchor: str = ""
    anchor_found: bool = True
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Every article of a docs folder, parsed.

    `files` are the paths of everything below the docs folder, articles included.
    """

    config: Config
    articles: Mapping[str, Article]
    files: frozenset[str] = frozenset()
