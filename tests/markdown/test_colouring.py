"""What is remembered of Pygments is what it would say again."""

from __future__ import annotations

import pytest
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from pymdownx import highlight

from kb_tools.markdown import colouring


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "get_lexer_by_name", get_lexer_by_name)
    colouring.remembered()


@pytest.mark.parametrize("alias", ["python", "Python", "sh", "text"])
def test_a_language_is_found_by_any_of_its_names_with_the_options_of_each_block(alias: str) -> None:
    for stripnl in (True, False):
        own = get_lexer_by_name(alias, stripnl=stripnl)
        found = highlight.get_lexer_by_name(alias, stripnl=stripnl)
        assert type(found) is type(own)
        assert vars(found) == vars(own)


@pytest.mark.parametrize("alias", ["", "no-such-language", None])
def test_an_unknown_language_stays_unknown(alias: str | None) -> None:
    for _ in range(2):
        with pytest.raises(ClassNotFound):
            highlight.get_lexer_by_name(alias)


@pytest.mark.parametrize("options", [{}, {"style": "monokai"}, {"classprefix": "x-"}])
@pytest.mark.parametrize("kind", ["BlockHtmlFormatter", "InlineHtmlFormatter"])
def test_a_formatter_has_the_stylesheet_of_its_own_style(
    kind: str, options: dict[str, str]
) -> None:
    own = HtmlFormatter(**options).get_style_defs()
    for _ in range(2):
        assert getattr(highlight, kind)(**options).get_style_defs() == own


def test_languages_that_are_used_often_are_loaded_before_they_are_asked_for() -> None:
    colouring._language.cache_clear()
    colouring.prepare(["", "sql", "no-such-language"] * colouring.OFTEN + ["python"])
    assert colouring._language.cache_info().currsize == 2
    assert highlight.get_lexer_by_name("sql").name == "SQL"
    assert colouring._language.cache_info().misses == 2
