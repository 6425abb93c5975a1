"""Decision trees in plain Markdown: each question a heading, each answer a link.

    ## Is the power light on? {#power}

    - [Yes](#network)
    - [No](#plug)

    ## Plug it in {#plug}

    1. Push the plug in until it clicks.

A section of level 2 is a step. Its answers are the items of its bulleted lists that are nothing
but a link: to another step, to an article, to somewhere else. A step without answers is an end:
a fix, or whom to turn to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from kb_tools.article import Article, Heading, Section, Span
from kb_tools.regex import regex
from kb_tools.related_list import block

KIND = "decision-tree"
"""The `kind` of an article that is one."""

_ITEM = regex(r"^(?:[-*+])[ \t]+(?P<text>\S.*?)[ \t]*$", re.MULTILINE)
_MARKS = "*_ \t"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, and where it leads; `target` is "" where its item has no link."""

    text: str
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its answers, or an end. `empty` says that nothing is under it."""

    heading: Heading
    answers: tuple[Answer, ...]
    empty: bool

    @property
    def id(self) -> str:
        """The step's anchor."""
        return self.heading.id

    @property
    def asks(self) -> bool:
        """Whether its heading is a question."""
        return self.heading.text.rstrip().endswith(("?", "？"))


@dataclass(frozen=True)
class Tree:
    """The steps of a decision tree in the order written; the first one is where it starts."""

    steps: tuple[Step, ...]

    def next(self, answer: Answer) -> Step | None:
        """Return the step that an answer leads to; None where it leads elsewhere or nowhere."""
        return self._by_id.get(unquote(answer.target[1:])) if answer.target[:1] == "#" else None

    def reached(self) -> frozenset[str]:
        """Return the ids of the steps that some way from the start comes by."""
        seen: set[str] = set()
        todo = [*self.steps[:1]]
        while todo:
            step = todo.pop()
            if step.id not in seen:
                seen.add(step.id)
                todo += filter(None, map(self.next, step.answers))
        return frozenset(seen)

    def ending(self) -> frozenset[str]:
        """Return the ids of the steps from which some way comes to an end."""
        found = {step.id for step in self.steps if self._ends(step)}
        while more := {s.id for s in self.steps if s.id not in found and self._leads(s, found)}:
            found |= more
        return frozenset(found)

    def _ends(self, step: Step) -> bool:
        return not step.answers or any(a.target and self.next(a) is None for a in step.answers)

    def _leads(self, step: Step, found: set[str]) -> bool:
        return any(after.id in found for after in filter(None, map(self.next, step.answers)))

    @cached_property
    def _by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}


def tree(article: Article) -> Tree:
    """Return an article's sections as the steps of a decision tree."""
    related = block(article)
    return Tree(
        tuple(
            _step(article, section, section.heading)
            for section in article.sections
            if section.heading is not None
            and section.heading.level == 2
            and not (related and related.start <= section.span.start < related.end)
        )
    )


def _step(article: Article, section: Section, heading: Heading) -> Step:
    end = section.span.end
    related = block(article)
    if related and heading.span.end <= related.start < end:
        end = related.start
    body = Span(heading.span.end, end)
    items = [*_items(article, body)]
    answers = tuple(items) if any(answer.target for answer in items) else ()
    return Step(heading, answers, empty=not article.prose[slice(*body)].strip())


def _items(article: Article, body: Span) -> Iterator[Answer]:
    """Yield the items of the bulleted lists, in code not, each with the link that it is."""
    links = {link.span.start: link for link in article.links if not link.image}
    code = [part.span for part in article.code if part.form != "inline"]
    for item in _ITEM.finditer(article.text, *body):
        if any(span.start <= item.start() < span.end for span in code):
            continue
        span = Span(*item.span("text"))
        start = span.start + len(item["text"]) - len(item["text"].lstrip(_MARKS))
        link = links.get(start)
        whole = link is not None and not article.text[link.span.end : span.end].strip(
            _MARKS + ".。"
        )
        if link is not None and whole:
            yield Answer(link.text, link.target, link.span)
        elif link is None:
            yield Answer(item["text"], "", span)
