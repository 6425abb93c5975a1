"""Who may see an article: its status and its audience."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from kb_tools.article import Article
from kb_tools.errors import KbError
from kb_tools.language import Text


def status(article: Article) -> str:
    """Return the article's status; one that says none is published."""
    value = article.meta.get("status")
    return str(value).strip().lower() if value not in (None, "") else "published"


def audience_rank(article: Article, audiences: Sequence[str]) -> int:
    """Return how narrow the article's audience is: 0 for the widest, which is the default.

    Of several audiences the widest counts. An unknown one is narrower than all known ones,
    so that a misspelt `internal` never makes an article public.
    """
    value = article.meta.get("audience")
    names = value if isinstance(value, list | tuple) else [value]
    ranks = [_rank(name, audiences) for name in names if name not in (None, "")]
    return min(ranks, default=0)


def _rank(name: object, audiences: Sequence[str]) -> int:
    folded = [audience.lower() for audience in audiences]
    wanted = str(name).strip().lower()
    return folded.index(wanted) if wanted in folded else len(folded)


def is_public(article: Article, audience: str, audiences: Sequence[str]) -> bool:
    """Tell whether readers of `audience` see the article: published, for them or for more."""
    widest_first = audience_rank(article, audiences) <= _rank(audience, audiences)
    return status(article) == "published" and widest_first


def require_known(audience: str, audiences: Sequence[str]) -> None:
    """Raise KbError, with the nearest name, for an audience that is not configured."""
    if _rank(audience, audiences) < len(audiences):
        return
    near = difflib.get_close_matches(audience, audiences, n=1, cutoff=0.0) or ["public"]
    message = Text(
        "no audience '{name}'; did you mean '{near}'?", "没有“{name}”这类读者；是不是“{near}”？"
    )
    raise KbError(message.format(name=audience, near=near[0]))
