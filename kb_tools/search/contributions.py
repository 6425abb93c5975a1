"""What each stage adds to the score that orders articles: the parts of `rank.score`, in words."""

from __future__ import annotations

from kb_tools.language import Text
from kb_tools.search import rank
from kb_tools.search.headings import heading_gain
from kb_tools.search.retrieve import Hit

STAGES = {
    "words": Text("words", "词语"),
    "wording": Text("wording", "说法"),
    "letters": Text("letters", "字面"),
    "heading": Text("heading", "小标题"),
    "verbatim": Text("verbatim", "原文"),
    "meaning": Text("meaning", "意思"),
}
"""The stages, in the order in which they are asked."""


def contributions(hit: Hit) -> dict[str, float]:
    """Return what each stage adds to a hit's score; their sum is the score."""
    return {
        "words": hit.coverage,
        "wording": rank.LIKENESS * hit.likeness,
        "letters": rank.CLOSENESS * hit.closeness,
        "heading": heading_gain(hit.heading),
        "verbatim": rank.VERBATIM * hit.verbatim,
        "meaning": rank.SEMANTIC * hit.meaning,
    }


def summed(hit: Hit) -> Text:
    """Return a hit's score as the sum that it is: `1.633 = words 0.730 + letters 0.089`."""
    parts = [(name, value) for name, value in contributions(hit).items() if abs(value) >= 0.0005]
    en, zh = (
        " + ".join(f"{STAGES[name].to(lang)} {value:.3f}" for name, value in parts)
        for lang in ("en", "zh")
    )
    return Text(f"{hit.score:.3f} = {en or 0}", f"{hit.score:.3f} = {zh or 0}")
