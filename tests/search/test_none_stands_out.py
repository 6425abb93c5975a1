"""Where nothing stands out, something near is still shown, and it is said."""

from __future__ import annotations

from kb_tools.corpus import KnowledgeBase
from kb_tools.search.build import build
from kb_tools.search.document import documents
from kb_tools.search.find import Wish
from kb_tools.search.formats import render
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.suggest import LEAST, NOTHING_FITS, UNSURE, suggest

ALIKE = {
    f"node-{n}.md": f"# Replace node {n}\n\nHow the storage node {n} is replaced.\n"
    for n in range(40)
}


def index() -> Index:
    return Index(build(documents(KnowledgeBase.from_texts(ALIKE))))


def test_of_many_that_fit_alike_some_are_shown_though_each_is_unlikely() -> None:
    answer = suggest(index(), question("how is a storage node replaced"), Wish(threshold=0.05))

    assert len(answer.suggestions) == 3
    assert answer.suggestions[0].score < LEAST
    assert answer.note == UNSURE


def test_what_is_nearest_is_named_where_none_is_likely_enough() -> None:
    asked = question("storage costs")
    fits = suggest(index(), asked).fits

    answer = suggest(index(), asked, Wish(threshold=1.5 * fits))

    assert (answer.suggestions, answer.note) == ((), NOTHING_FITS)
    assert answer.nearest
    assert "closest articles, in case one helps:" in list(render(answer, "text", "en"))
    assert not suggest(index(), asked, Wish(threshold=3 * fits)).nearest


def test_with_no_threshold_every_language_is_looked_at() -> None:
    answer = suggest(index(), question("存储 storage node"), Wish(threshold=0))

    assert answer.suggestions
