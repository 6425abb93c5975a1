"""What the events say in sum: which articles help, which do not, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kb_tools.feedback.event import Event

MISSING = ("search", "gap")
"""Kinds that tell of an article that is not there."""


@dataclass(slots=True)
class ArticleFigures:
    """How often an article was rated, suggested and used, and why it did not help."""

    helpful: int = 0
    unhelpful: int = 0
    shown: int = 0
    opened: int = 0
    linked: int = 0
    solved: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums of events: by kind, by article (worst rated first), and what was asked in vain."""

    kinds: Counter[str]
    articles: dict[str, ArticleFigures]
    missing: Counter[str]


def summary(events: Iterable[Event]) -> Summary:
    """Add events up, in one pass."""
    kinds: Counter[str] = Counter()
    articles: defaultdict[str, ArticleFigures] = defaultdict(ArticleFigures)
    missing: Counter[str] = Counter()
    for event in events:
        kinds[event.kind] += 1
        if event.kind in MISSING:
            missing[" ".join(event.text.split())[:200].casefold()] += 1
        elif name := event.article or event.url:
            _count(articles[name], event)
    worst = sorted(articles.items(), key=lambda pair: (-pair[1].unhelpful, -pair[1].shown, pair[0]))
    return Summary(kinds, dict(worst), missing)


def _count(figures: ArticleFigures, event: Event) -> None:
    if event.kind == "rating":
        name = "helpful" if event.helpful else "unhelpful"
        if event.reason:
            figures.reasons[event.reason] += 1
    else:
        name = event.kind
    setattr(figures, name, getattr(figures, name) + 1)
