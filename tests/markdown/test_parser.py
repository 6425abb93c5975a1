"""One parser for many pages says of each what a parser of its own would say."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType, SimpleNamespace

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.markdown import EXTENSION_CONFIGS, EXTENSIONS
from kb_tools.markdown.parser import Parser

PIECES = (
    *("# One\n", "# One\n## Two {#here}\n", "Text[^1].\n\n[^1]: Note.\n", "*[KB]: Base\n\nKB\n"),
    *("[a][b]\n\n[b]: c.md\n", "- [ ] task\n", "| a |\n| - |\n| b |\n", "Term\n:   What it is\n"),
    *('=== "A"\n\n    x\n\n=== "B"\n\n    y\n', "```python\nx = 1\n```\n", "`#!sql select 1`\n"),
    *(
        "!!! note\n\n    x\n",
        "??? tip\n    y\n",
        "- a\n\n        b\n",
        "    code\n",
        "[a][b] [^1] KB\n",
    ),
    *("<div markdown>\n*x*\n</div>\n", "<div>\n", "```\nnever closed\n", "一 **二**\n", "", "\n"),
)


def rendered(module: SimpleNamespace, text: str) -> tuple[str, object]:
    """Render as the generator does: with what its module calls `markdown`."""
    one = module.markdown.Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS)
    return one.convert(text), getattr(one, "toc_tokens", [])


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("\n".join), max_size=4))
def test_pages_one_after_the_other_are_as_if_each_was_alone(pages: Sequence[str]) -> None:
    module, parser = SimpleNamespace(markdown=markdown), Parser()
    alone = [rendered(module, page) for page in pages]
    with parser.lent(module):
        assert [rendered(module, page) for page in pages] == alone


def test_the_parser_is_made_once_and_anew_after_a_mistake_or_for_other_options() -> None:
    module, parser = SimpleNamespace(markdown=markdown), Parser()
    with parser.lent(module):
        first = module.markdown.Markdown(extensions=["toc"])
        assert module.markdown.Markdown(extensions=["toc"]) is first
        assert module.markdown.Markdown(extensions=["abbr"]) is not first
        last = module.markdown.Markdown(extensions=["toc"])
    with pytest.raises(ValueError, match="broken"), parser.lent(module):
        raise ValueError("broken")
    with parser.lent(module):
        assert module.markdown.Markdown(extensions=["toc"]) is not last
    assert module.markdown is markdown


def test_a_generator_that_asks_in_another_way_is_left_alone() -> None:
    module = ModuleType("other")
    with Parser().lent(module):
        assert not hasattr(module, "markdown")
