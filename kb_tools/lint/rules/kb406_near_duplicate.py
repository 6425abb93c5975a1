"""Two articles say nearly the same.

One of them gets corrected, the other does not, and the customer finds the other. From 80% of
the lines in common it is a warning, from 60% a note.
"""

from __future__ import annotations

import itertools
import math
import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import Form, each_kept, once
from kb_tools.diagnostic import Diagnostic, Severity
from kb_tools.language import Text
from kb_tools.lint.house import is_template, locale
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

COMMON = (
    "Open the settings and choose your account first.\n\n"
    "Then press the button at the bottom of the page.\n\n"
    "Wait until the message says that all is done.\n\n"
    "Close the window and sign in again with the new one.\n\n"
    "Write to us when it still does not work after that.\n"
)


def _concerned(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> set[str]:
    """Concern the articles that have another twin than before, or an edited one."""
    twins, old = _twins(kb), _twins(before)
    other = {path for path in twins.keys() | old.keys() if twins.get(path) != old.get(path)}
    return other | {path for path, twin in twins.items() if twin.path in changed}


rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=_concerned,
    zh="""
    两篇文章的内容几乎相同。

    其中一篇改对了，另一篇没有改，而客户找到的正是另一篇。
    八成以上的内容相同是警告，六成以上是提示。
    """,
    bad=[
        Bad(
            {
                "a.md": "# Reset your password\n\n" + COMMON,
                "b.md": "# Change your password\n\n" + COMMON,
            },
            "100% of the lines are also in a.md; merge the two, or say how they differ",
        ),
    ],
    good=[
        {
            "a.md": "# Reset your password\n\n" + COMMON,
            "b.md": "# Change your e-mail address\n\nWrite to us, and we change it for you.\n",
        }
    ],
)

MESSAGE = Text(
    "{share:.0%} of the lines are also in {path}; merge the two, or say how they differ",
    "{share:.0%} 的内容与 {path} 相同；请合并两篇文章，或写明区别",
)
VARIANT = Text(
    "{share:.0%} of the lines are also in {path}, for another version; merge the two, or keep"
    " what differs in one place",
    "{share:.0%} 的内容与 {path} 相同，只是版本不同；请合并两篇文章，或把不同之处写在一处",
)
LIKE = 0.8
"""Share of lines in common from which it is a warning."""
NOTED = 0.6
"""Share from which it is a note."""
LEAST = 5
"""How many lines of some length an article must have to be compared."""
_MANY = 20
"""Articles that differ from which on all are compared with all again."""
_NUMBER = regex("[0-9]+")
_SEVERAL = re.compile(b"00+")
_ZEROS = bytes.maketrans(b"123456789", b"000000000")


class Twin(NamedTuple):
    """The article most like another, and the share of lines that the two have in common."""

    path: str
    share: float


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield an article of whose lines an earlier one has at least 60%."""
    twin = _twins(kb).get(article.path)
    if twin is not None:
        place = article.headings[0].text_span if article.headings else Span(0, 0)
        variant = _unnumbered(article) == _unnumbered(kb.articles[twin.path])
        message = (VARIANT if variant else MESSAGE).format(share=twin.share, path=twin.path)
        severity: Severity | None = None if twin.share >= LIKE else "info"
        yield rule.at(article, place, message, severity=severity)


def _unnumbered(article: Article) -> str:
    """Return a title without its numbers: two that agree are about versions of one thing."""
    return _NUMBER.sub("", article.title)


@each_kept
def _lines_of(article: Article) -> bytes:
    """Return the lines of an article as sorted numbers; none if it has too few."""
    return array("Q", sorted(_lines(article))).tobytes()


def _numbers(kb: KnowledgeBase, path: str) -> frozenset[int]:
    lines = array("Q")
    lines.frombytes(_lines_of(kb).get(path, b""))
    return frozenset(lines)


def _compared(kb: KnowledgeBase) -> Mapping[str, Twin]:
    """Return for each article the earlier one, by path, that is most alike.

    Two sets that have 60% in common share at least one of the rarest lines of either: the
    articles that have one of these are all that can be alike, and boilerplate costs nothing.
    """
    of = {path: lines for path in sorted(kb.articles) if (lines := _numbers(kb, path))}
    having: dict[int, list[str]] = {}
    for path, lines in of.items():
        for line in lines:
            having.setdefault(line, []).append(path)
    found: dict[str, Twin] = {}
    for path, own in of.items():
        rarest = sorted(own, key=lambda line: len(having[line]))
        others = {
            other
            for line in rarest[: len(own) - math.ceil(NOTED * len(own)) + 1]
            for other in itertools.takewhile(path.__gt__, having[line])
        }
        if (twin := _best(_twin(own, of[other], other) for other in others)) is not None:
            found[path] = twin
    return found


def _twin(own: Collection[int], other: Collection[int], path: str) -> Twin:
    common = len(frozenset(own).intersection(other))
    return Twin(path, common / (len(own) + len(other) - common))


def _best(twins: Iterable[Twin]) -> Twin | None:
    best = min(twins, key=lambda twin: (-twin.share, twin.path), default=None)
    return best if best is not None and best.share >= NOTED else None


def _adapted(
    before: KnowledgeBase, known: Mapping[str, Twin], kb: KnowledgeBase, changed: frozenset[str]
) -> Mapping[str, Twin]:
    """Compare the articles that differ with all, and all others with these."""
    if _same(before, kb, changed):
        return known
    if len(changed) > _MANY:
        return _compared(kb)
    lost = {path for path, twin in known.items() if twin.path in changed}
    fresh = (changed | lost) & kb.articles.keys()
    twins = {path: twin for path, twin in known.items() if path not in changed | lost}
    for path in fresh:
        own, near = _numbers(kb, path), []
        for other, lines in _near(kb, len(own)):
            if other < path:
                near.append(_twin(own, lines, other))
            elif other > path and path in changed and other not in fresh:
                old = (twins[other],) if other in twins else ()
                if (twin := _best((*old, _twin(lines, own, path)))) is not None:
                    twins[other] = twin
        if (own_twin := _best(near)) is not None:
            twins[path] = own_twin
    return twins


def _near(kb: KnowledgeBase, size: int) -> Iterator[tuple[str, array[int]]]:
    """Yield the articles that have neither too many lines nor too few to be like one of `size`."""
    for path, data in _lines_of(kb).items():
        if data and NOTED * size <= len(data) // 8 <= size / NOTED:
            lines = array("Q")
            lines.frombytes(data)
            yield path, lines


def _same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
    """Tell whether the lines that count are the same; quicker than to look at all that is kept."""
    return all(_lines_at(before, path) == _lines_at(kb, path) for path in changed)


def _lines_at(kb: KnowledgeBase, path: str) -> frozenset[int]:
    return _lines(kb.articles[path]) if path in kb.articles else frozenset()


def _plain(twins: Mapping[str, Twin]) -> Mapping[str, Twin]:
    return dict(twins)


def _made(rows: Mapping[str, Sequence[Any]]) -> Mapping[str, Twin]:
    return {path: Twin(*twin) for path, twin in rows.items()}


_twins = once(_compared, _adapted, Form(f"{__name__}.twins", _plain, _made, _same))


def _lines(article: Article) -> frozenset[int]:
    """Return the lines of some length, folded, with every number the same; none if too few."""
    if is_template(article):
        return frozenset()
    body = article.text[article.meta_span.end if article.meta_span else 0 :]
    data = _numberless(body.lower())
    lines = data.decode("utf-8", "surrogatepass").split("\n")
    lang = locale(article).encode()
    # 64 bits that stand for the language and a line, the same in every process
    crc, adler = zlib.crc32(lang), zlib.adler32(lang)
    found = frozenset(
        [
            zlib.crc32(written, crc) << 32 | zlib.adler32(written, adler)
            for line, written in zip(lines, data.split(b"\n"), strict=True)
            if len(line) >= 20 and line[0] != "#"
        ]
    )
    return found if len(found) >= LEAST else frozenset()


def _numberless(text: str) -> bytes:
    """Return a text with 0 for every number."""
    return _SEVERAL.sub(b"0", text.encode("utf-8", "surrogatepass").translate(_ZEROS))
