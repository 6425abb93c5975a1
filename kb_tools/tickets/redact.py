"""Take personal data and secrets out of tickets before anything is stored, logged or clustered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_tools.article import Span
from kb_tools.privacy.sensitive import Finding, find


@dataclass(frozen=True, slots=True)
class Redacted:
    """The texts of one ticket with pseudonyms in place of what was found, and how much that was.

    The same value has the same pseudonym in all texts of the ticket (`[email-1]`), and nothing
    in the result leads back to it. `counts` says how many values of each kind were taken out.
    """

    texts: tuple[str, ...]
    counts: Mapping[str, int]


def redact(texts: Sequence[str], patterns: Sequence[re.Pattern[str]] = ()) -> Redacted:
    """Redact the texts of one ticket; `patterns` find the company's own order numbers besides.

    Running it again on its result changes nothing.
    """
    names: dict[tuple[str, str], str] = {}
    counts: Counter[str] = Counter()
    done = []
    for text in texts:
        pieces, last = [], 0
        for kind, span in _findings(text, patterns):
            key = (kind, _canonical(kind, span.of(text)))
            if key not in names:
                counts[kind] += 1
                names[key] = f"[{kind}-{counts[kind]}]"
            pieces += [text[last : span.start], names[key]]
            last = span.end
        done.append("".join([*pieces, text[last:]]))
    return Redacted(tuple(done), dict(sorted(counts.items())))


def _findings(text: str, patterns: Sequence[re.Pattern[str]]) -> list[Finding]:
    own = [Finding("order", Span(*m.span())) for p in patterns for m in p.finditer(text)]
    merged: list[Finding] = []
    for finding in sorted([*own, *find(text)], key=lambda f: f.span.start):
        last = merged[-1] if merged else None
        if last is None or finding.span.start >= last.span.end:
            merged.append(finding)
        else:
            end = max(last.span.end, finding.span.end)
            merged[-1] = last._replace(span=Span(last.span.start, end))
    return merged


def _canonical(kind: str, value: str) -> str:
    """Return what two spellings of one value share: `138-0013-8000` and `13800138000`."""
    if kind in ("phone", "card"):
        return re.sub(r"\D", "", value)[-8:]
    return re.sub(r"\s+", " ", value).casefold()
