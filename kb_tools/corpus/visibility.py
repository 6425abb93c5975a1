"""Who may see an article: its status and its audience.

Where front matter cannot be read as YAML, these two keys are read from their own lines: one
misplaced colon in a title must not publish what is for colleagues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb_tools.article import Article
from kb_tools.errors import KbError
from kb_tools.language import Text


def status(article: Article) -> str:
    """Return the article's status; one that says none is published."""
    if "status" not in article.meta and article.meta_fault is None:
        return "published"
    said = [str(value).strip().lower() for value in _said(article, "status")]
    return next((value for value in said if value != "published"), "published")


def audience_rank(article: Article, audiences: Sequence[str]) -> int:
    """Return how narrow the article's audience is: 0 for the widest, which is the default.

    Of several audiences the widest counts; the narrowest where the front matter cannot be
    read. An unknown one is narrower than all known ones,
    so that a misspelt `internal` never makes an article public.
    """
    if "audience" not in article.meta and article.meta_fault is None:
        return 0
    ranks = [_rank(name, audiences) for name in _said(article, "audience")]
    return (min if article.meta_fault is None else max)(ranks, default=0)


def _said(article: Article, key: str) -> Iterator[object]:
    """Yield what an article says under a key, one or several."""
    if article.meta_fault is None:
        value = article.meta.get(key)
        values = value if isinstance(value, list | tuple) else [value]
        yield from (one for one in values if one not in (None, ""))
        return
    end = article.meta_span.end if article.meta_span else article.text.find("\n\n")
    for line in re.finditer(rf"(?m)^[ \t]*{key}[ \t]*:(.*)$", article.text[:end]):
        yield from re.findall(r"[^\s\[\]\"',#]+", line[1].partition(" #")[0]) or ["unreadable"]


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
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(audience, audiences, n=1, cutoff=0.0) or ["public"]
    message = Text(
        "no audience '{name}'; did you mean '{near}'?", "没有“{name}”这类读者；是不是“{near}”？"
    )
    raise KbError(message.format(name=audience, near=near[0]))
