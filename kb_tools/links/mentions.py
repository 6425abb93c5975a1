"""Mentions of articles that are no links yet, each with the probability that it should be one.

The probability rests on what the writers of the same knowledge base do with the same words:
the articles that link a phrase over those that mention it, always without the article in question.
The position of the words counts as well (after "see", alone in a list item, quoted), and how long
the phrase is. The weights were fitted by logistic regression on the links of five bases, and
tested on a sixth; `make bench` prints the figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.visibility import audience_rank, status
from kb_tools.links import anchors, phrases
from kb_tools.links.anchors import Anchors, Evidence, Reading
from kb_tools.links.cut_out import cut_out
from kb_tools.links.graph import LinkGraph
from kb_tools.links.href import href
from kb_tools.links.linkable import cuts_into
from kb_tools.links.memory import once
from kb_tools.links.phrases import CJK, Found
from kb_tools.markdown import parse

INSERT = 0.5
"""Probability from which a link is put in by itself."""
SUGGEST = 0.2
"""Probability from which a writer is asked."""
PER_PAGE = 6
WORDS_PER_LINK = 100

_REFERRED = re.compile(
    r"(?:(?:参[考见阅照]|參[考見閱照]|详见|詳見|请见|請見|请看|請看|查看|查阅|查閱|阅读|閱讀|了解|瞭解)"
    r"(?:以下|如下)?(?:文档|文件|文章|章节|章節|教程)?"
    r"|\b(?:see|refer to|visit|read|check|go to|learn|consult)(?: also| out| more| about)*"
    r"(?: the| our| this)?)[\s:：,，\"“‘《「『'_*-]*$"
)
_ASKING = frozenset("?？")
_OPENING = frozenset("“\"《「『‘'")
_CLOSING = frozenset("”\"》」』’'")
_WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
_CHINESE = re.compile(f"[{CJK}]")
_STOP = frozenset(
    """
    here this there click link links page article articles guide more details docs documentation
    overview introduction index home faq summary example examples note notes reference help
    点击这里 点击此处 本文档 该文档 更多信息 了解更多 查看详情 常见问题 使用说明
    點擊這裡 點擊此處 本文件 該文件 更多資訊 瞭解更多 查看詳情 常見問題 使用說明
    """.split()
)


_MARKS = re.compile(r"[<${}\\]")
"""Of HTML, formulas, macros, attributes and escapes, each of which can hold words."""
_POINTING = re.compile(
    r"(?:这|此|该|本文|上述|下列|以下|如下|前述|上文|下文|這|該|本頁|本页)"
    r"|(?:here|these|this|those|that|the following|above|below|your|our)\b"
)
"""Words that point, and mean something else on every page."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of `path` that name another article without linking to it.

    `markup` is the link to put in their place.
    """

    path: str
    span: Span
    target: Article
    anchor: str
    probability: float
    markup: str = ""


def mentions(kb: KnowledgeBase) -> Mapping[str, tuple[Mention, ...]]:
    """Return for each article the mentions worth a link, in order of place.

    At most six a page and one in a hundred words, the links that are there already counted;
    the first mention of each target; none of an article that the readers may not see.
    """
    return _mentions(kb)


@once
def _mentions(kb: KnowledgeBase) -> Mapping[str, tuple[Mention, ...]]:
    graph = LinkGraph.of(kb)
    made: dict[str, tuple[Mention, ...]] = {}
    for lang in kb.languages:
        known = anchors.of(kb, lang)
        for path, reading in known.readings.items():
            linked = {e.target for e in graph.outgoing[path] if e.kind == "text"}
            named = candidates(known, reading, SUGGEST)
            found = [m for m in named if m.target.path not in linked and _open(kb, m)]
            best = _best(found, room(reading, len(linked - {path}), len(found))) if found else ()
            made[path] = tuple(_standing(reading.article, [_marked_up(kb, m) for m in best]))
    return made


def _marked_up(kb: KnowledgeBase, mention: Mention) -> Mention:
    article = kb.articles[mention.path]
    target = href(kb, article, mention.target, mention.anchor)
    return replace(mention, markup=f"[{mention.span.of(article.text)}]({target})")


def _standing(article: Article, found: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions that become links when they are written as such.

    Raw HTML, a formula or a macro can look like running text; where there is a mark of one in a
    paragraph, the parser decides.
    """
    if not any(_marked(article.text, mention) for mention in found):
        yield from found
        return
    text, shift, starts = article.text, 0, []
    for mention in found:
        start, end = mention.span
        starts.append(start + shift)
        text = text[: start + shift] + mention.markup + text[end + shift :]
        shift += len(mention.markup) - (end - start)
    links = {link.span.start for link in parse(text, article.path, lang=article.lang).links}
    yield from (m for m, start in zip(found, starts, strict=True) if start in links)


def _marked(text: str, mention: Mention) -> bool:
    """Tell whether the paragraph, or the character before, could make something else of a link."""
    start, end = mention.span
    if text[start - 1 : start] in ("!", "]"):
        return True
    start, end = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    return _MARKS.search(text, start, end if end >= 0 else len(text)) is not None


def candidates(known: Anchors, reading: Reading, least: float = 0.0) -> list[Mention]:
    """Return one mention of every article that this one names, by place.

    Of several the first that is probable enough to link; else to suggest; else the first; none
    whose probability is below `least`.
    """
    best: dict[str, Mention] = {}
    for mention in _all(known, reading, least):
        other = best.get(mention.target.path)
        if other is None or _level(mention) > _level(other):
            best[mention.target.path] = mention
    return sorted(best.values(), key=lambda mention: mention.span)


def _level(mention: Mention) -> int:
    return (mention.probability >= SUGGEST) + (mention.probability >= INSERT)


def _all(known: Anchors, reading: Reading, least: float) -> Iterator[Mention]:
    article = reading.article
    evidence = {
        phrase: proof
        for phrase in {one.phrase for one in reading.found} - _STOP
        if not _POINTING.match(phrase)
        and (proof := known.evidence(phrase, article.path)) is not None
    }
    for one in phrases.longest(one for one in reading.found if one.phrase in evidence):
        proof = evidence[one.phrase]
        chance = probability(article.text, one, proof)
        if chance < least or _misplaced(article, one):
            continue
        if chance < INSERT and cut_out(article.text, one, reading.found):
            continue  # what writers mostly link is a name, whatever is beside it
        target = known.readings[proof.target].article
        span = Span(one.start, one.end + _asked(article.text, one.end, target.title))
        yield Mention(article.path, span, target, proof.anchor, chance)


def _asked(text: str, end: int, title: str) -> bool:
    """Tell whether a title that is a question occurs in the text with its question mark."""
    return title[-1:] in _ASKING and text[end : end + 1] in _ASKING


def probability(text: str, found: Found, proof: Evidence) -> float:
    """Return how likely writers of this base would have linked these words."""
    others = max(proof.mentioned - proof.linked, 0)
    length = 0.5 * len(found.phrase) + 1.5 * len(_CHINESE.findall(found.phrase))
    z = (
        0.05
        + 1.15 * math.log((proof.linked + 0.3) / (others + 0.9))
        - 0.4 * math.log(proof.linked + 1)
        + 0.3 * math.log(length + 1)
        + (0.19 * length if proof.linked == 0 else 0)
        + 1.5 * _referred(text, found)
        + 1.3 * _alone(text, found)
        + 1.2 * _quoted(text, found)
    )
    return 1 / (1 + math.exp(-z))


def _referred(text: str, found: Found) -> bool:
    return _REFERRED.search(text[max(0, found.start - 40) : found.start].lower()) is not None


def _alone(text: str, found: Found) -> bool:
    """Tell whether the mention is all that its line, or list item, says."""
    start = text.rfind("\n", 0, found.start) + 1
    stop = text.find("\n", found.end)
    rest = text[start : found.start] + text[found.end : stop if stop >= 0 else len(text)]
    return not any(char.isalpha() for char in rest)


def _quoted(text: str, found: Found) -> bool:
    before, after = text[: found.start].rstrip(" *_")[-1:], text[found.end :].lstrip(" *_")[:1]
    return before in _OPENING and after in _CLOSING


def _misplaced(article: Article, found: Found) -> bool:
    written = phrases.typed(article.text[found.start : found.end].replace("\n", " ").lower())
    return written != found.phrase or cuts_into(article.text, found.start, found.end)


def _open(kb: KnowledgeBase, mention: Mention) -> bool:
    source, audiences = kb.articles[mention.path], kb.config.audience
    narrower = audience_rank(mention.target, audiences) > audience_rank(source, audiences)
    return status(mention.target) == "published" and not narrower


def room(reading: Reading, linked: int, wanted: int = PER_PAGE) -> int:
    """Return how many of the `wanted` links an article bears that links to `linked` others.

    A Chinese character is half a word; no more is read than these links ask for.
    """
    most = min(PER_PAGE, linked + wanted)
    if linked >= most:
        return 0
    tokens = _WORD.finditer(reading.article.prose)
    read = [one[0] for one in islice(tokens, 2 * most * WORDS_PER_LINK)] if most > 1 else []
    chinese = sum(map(bool, map(_CHINESE.match, read)))
    length = len(read) - chinese + chinese // 2
    return max(0, min(most, max(1, length // WORDS_PER_LINK)) - linked)


def _best(found: list[Mention], room: int) -> tuple[Mention, ...]:
    chosen = sorted(found, key=lambda m: (-m.probability, m.span))[:room]
    return tuple(sorted(chosen, key=lambda m: m.span))
