"""On real knowledge bases: no rule breaks, and no fix does more than it says."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kb_tools.config import project
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rewrite import source
from kb_tools.lint.rule import EXAMPLE_DATE, Rule
from kb_tools.markdown import render

pytestmark = pytest.mark.kb_data
RULES = [rule for rule in catalogue() if rule.default]
"""Those that are not on by default add to the page on purpose; tests/links tries them."""
RENDERED = 8
"""How many mended articles per rule and base are rendered before and after."""
EVERY = 6
"""One article in so many is mended, for the time it takes."""

_INVISIBLE = re.compile(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x1f\x7f-\x9f]"
)


def _unchanged(html: str) -> str:
    return html


def _without_targets(html: str) -> str:
    return re.sub(r'(?:href|src)="[^"]*"', "", html)


def _without_mark(html: str) -> str:
    return re.sub(r"[.:,;。：，；、](?=<a class=\"headerlink|</h)", "", html)


def _without_links(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", html)


def _in_small_letters(html: str) -> str:
    return html.lower().replace("阀值", "阈值").replace("布署", "部署")


def _once(html: str) -> str:
    return re.sub(r"(的|是|在|和|了|请)\1|\b(\w+) \2\b", r"\1\2", html)


def _without_spaces(html: str) -> str:
    return html.replace(" ", "")


def _with_half_width(html: str) -> str:
    return unicodedata.normalize("NFKC", html).replace("。", ".")


def _without_invisible(html: str) -> str:
    """Take the highlighter's spans out, too: it colours a command by its spaces."""
    html = re.sub(r"</?span[^>]*>", "", html)
    return _INVISIBLE.sub("", re.sub(r"[\u00a0\u202f\u2007\u3000]|&nbsp;", " ", html))


def _without_comments(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL))


def _without_headings(html: str) -> str:
    return re.sub(r"<h[1-6]\b.*?</h[1-6]>", "", html, flags=re.DOTALL)


def _without_levels(html: str) -> str:
    return re.sub(r"(</?h)[1-6]\b", r"\1", html)


MAY_CHANGE: dict[str, Callable[[str], str]] = {
    "KB103": _unchanged,
    "KB201": _without_levels,
    "KB204": _without_headings,
    "KB212": _without_mark,
    "KB308": _without_links,
    "KB311": _without_links,
    "KB501": _in_small_letters,
    "KB506": _once,
    "KB601": _without_spaces,
    "KB403": _unchanged,
    "KB607": _unchanged,
    "KB903": _unchanged,
    "KB602": _with_half_width,
    "KB905": _without_comments,
    "KB303": _without_targets,
    "KB804": _without_comments,
    "KB902": _without_invisible,
}
"""What of the page each safe fix may change: taken out of the HTML before it is compared."""


def bases() -> Iterator[Path]:
    folder = os.environ.get("KB_DATA")
    if folder is None:
        return
    yield from sorted(p for p in (Path(folder) / "kb").iterdir() if p.is_dir())


@cache
def base(path: Path) -> KnowledgeBase:
    return KnowledgeBase.load(project(path))


@pytest.fixture(params=[*bases()] or [None], ids=lambda path: path.name if path else "none")
def kb(request: pytest.FixtureRequest) -> KnowledgeBase:
    if request.param is None:
        pytest.skip("KB_DATA does not name the folder of real knowledge bases")
    return base(request.param)


def sample(kb: KnowledgeBase) -> list[str]:
    return sorted(kb.articles)[::EVERY]


def test_no_rule_breaks(kb: KnowledgeBase) -> None:
    for diagnostic in lint(kb, RULES, EXAMPLE_DATE):
        article = kb.articles[diagnostic.path]
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(article.text)
        assert diagnostic.position == article.position(diagnostic.span.start)


@pytest.mark.parametrize("unsafe", [False, True])
def test_mending_twice_changes_nothing_the_second_time(kb: KnowledgeBase, unsafe: bool) -> None:
    paths = sample(kb)
    once = mend(kb, RULES, EXAMPLE_DATE, paths, unsafe=unsafe)
    again = mend(once.kb, RULES, EXAMPLE_DATE, paths, unsafe=unsafe)
    assert dict(again.texts) == {}


def test_mended_articles_keep_their_line_ends(kb: KnowledgeBase) -> None:
    for path, text in mend(kb, RULES, EXAMPLE_DATE, sample(kb)).texts.items():
        article = kb.articles[path]
        new = source(article, text, article.source)
        assert new.count("\r\n") == (text.count("\n") if article.newline == "\r\n" else 0)
        assert new.startswith("\ufeff") == article.bom


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.fix == "safe"], ids=lambda rule: rule.code
)
def test_a_safe_fix_changes_the_page_only_in_what_its_rule_names(
    kb: KnowledgeBase, rule: Rule
) -> None:
    same = MAY_CHANGE[rule.code]
    mended = mend(kb, [rule], EXAMPLE_DATE, sample(kb))
    for path, text in [*mended.texts.items()][:RENDERED]:
        assert mended.kb.articles[path].anchors == kb.articles[path].anchors
        old, new = (_body(t) for t in (kb.articles[path].text, text))
        assert same(render(new)) == same(render(old)), path


def _body(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
