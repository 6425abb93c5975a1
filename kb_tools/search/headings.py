"""Questions that say what a section is headed: the section answers, whatever its article is about.

The terms of headings count in `coverage`, but do not know which are adjacent. So for the
candidates the question is compared with each heading, letter by letter; `heading` is the
greatest normalised indel similarity, as with `closeness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from kb_tools.search import rank
from kb_tools.search.index import Index
from kb_tools.search.retrieve import CLOSE_LIMIT, Hit


def headed(index: Index, folded: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits in their new order, with what each one's headings have of the question."""
    asked = folded[:CLOSE_LIMIT]

    def compared(hit: Hit) -> Hit:
        found = process.extractOne(
            asked, index.headings(hit.document), scorer=fuzz.ratio, score_cutoff=1
        )
        if found is None:
            return hit
        _, percent, part = found
        heading = percent / 100
        return replace(hit, score=hit.score + heading_gain(heading), heading=heading, part=part)

    return sorted(map(compared, hits), key=lambda hit: (-hit.score, hit.document))


def heading_gain(heading: float) -> float:
    """Return what a heading adds to the score: little, unless it says nearly the same."""
    return rank.HEADED * heading**3
