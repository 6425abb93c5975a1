"""One thing that happened: an article was rated, suggested, opened, sent; or none was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Kind = Literal["rating", "shown", "opened", "linked", "solved", "search", "gap", "question"]
"""`rating`: an article helped or not. `shown`, `opened`, `linked` (put into a reply), `solved`:
what became of a suggestion. `search`: words that found nothing. `gap`: an agent or assistant says
that no article fits. `question`: what a reader sent to people."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it is stored; personal data is gone from `text`.

    Events of one answer share its `token`; of those with equal kind, token, article and url the
    last one counts. `article` is an id ("" = unknown), `url` relative to the site's root. `rank`
    is from 1, `score` from 0 to 1. `place` says where it happened (`ask`, `agent`, `zendesk` …).
    `subject` is a pseudonym of whose data it is, `contact` where that person wishes to be answered.
    """

    time: datetime
    kind: Kind
    token: str
    lang: str = ""
    article: str = ""
    url: str = ""
    rank: int | None = None
    score: float | None = None
    helpful: bool | None = None
    reason: str = ""
    text: str = ""
    place: str = ""
    subject: str = ""
    contact: str = ""
