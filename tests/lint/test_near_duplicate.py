"""KB406 words versions of one article apart, and notes what is only mostly the same."""

from __future__ import annotations

from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint
from kb_tools.lint.rule import EXAMPLE_DATE

LINES = [f"This is a line of some length, and it is the {word}.\n" for word in "abcdefghij"]


def found(**articles: str) -> list[Diagnostic]:
    kb = KnowledgeBase.from_texts({f"{name}.md": text for name, text in articles.items()})
    return list(lint(kb, [*matching(["KB406"])], EXAMPLE_DATE))


def article(title: str, lines: int = 10) -> str:
    return f"# {title}\n\n" + "\n".join(LINES[:lines])


def test_versions_of_one_article_are_worded_apart() -> None:
    (one,) = found(a=article("Install 5.2"), b=article("Install 5.3"))
    assert one.message.en == (
        "100% of the lines are also in a.md, for another version; merge the two, or keep what"
        " differs in one place"
    )
    assert one.severity == "warning"


def test_from_sixty_percent_it_is_a_note_and_below_nothing() -> None:
    (one,) = found(a=article("Install"), b=article("Remove", 7))
    assert (one.severity, one.message.en[:3]) == ("info", "70%")
    assert found(a=article("Install"), b=article("Remove", 5)) == []
