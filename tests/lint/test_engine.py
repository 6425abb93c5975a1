from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from kb_tools.article import Article, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import PASSES, lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE, Rule, replacing

MESSAGE = Text("x", "某")


def word_rule(word: str, other: str, *, safe: bool = True) -> Rule:
    rule = Rule("kb999_word", severity="error", zh="", bad=[])

    @rule
    def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
        start = article.text.find(word)
        if start >= 0:
            span = Span(start, start + len(word))
            yield rule.at(
                article, span, MESSAGE, replacing(article, span, other, MESSAGE, safe=safe)
            )

    return rule


def test_fixes_are_applied_until_nothing_is_left() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "aaa\n", "b.md": "b\n"})
    mended = mend(kb, [word_rule("a", "b")], EXAMPLE_DATE)
    assert mended.texts == {"a.md": "bbb\n"}
    assert mended.applied == 3
    assert mended.kb.articles["a.md"].text == "bbb\n"


def test_two_rules_that_undo_each_other_come_to_an_end() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "a\n"})
    mended = mend(kb, [word_rule("a", "b"), word_rule("b", "a")], EXAMPLE_DATE)
    assert mended.applied <= PASSES * 2


def test_an_unsafe_fix_waits_until_it_is_asked_for() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "a\n"})
    rule = word_rule("a", "b", safe=False)
    assert mend(kb, [rule], EXAMPLE_DATE).texts == {}
    assert mend(kb, [rule], EXAMPLE_DATE, unsafe=True).texts == {"a.md": "b\n"}


def test_only_the_named_articles_are_mended() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "a\n", "b.md": "a\n"})
    assert set(mend(kb, [word_rule("a", "b")], EXAMPLE_DATE, ["b.md"]).texts) == {"b.md"}


def test_the_order_of_the_files_does_not_matter() -> None:
    texts = {
        "a.md": "---\nid: K1\n---\n\n# Same\n\n[x](gone.md)\n",
        "b.md": "---\nid: K1\naliases: [old.md]\n---\n\n# Same\n",
        "c.md": "---\naliases: [old.md]\n---\n\n# C\n\n[a](a.md#nowhere)\n",
    }
    expected = list(lint(KnowledgeBase.from_texts(texts), catalogue(), EXAMPLE_DATE))
    shuffled = list(texts.items())
    random.shuffle(shuffled)
    assert (
        list(lint(KnowledgeBase.from_texts(dict(shuffled)), catalogue(), EXAMPLE_DATE)) == expected
    )
    assert {"KB301", "KB302", "KB401", "KB402", "KB405"} <= {d.code for d in expected}


def test_a_rule_that_breaks_says_which_rule_and_article() -> None:
    rule = Rule("kb999_broken", severity="error", zh="", bad=[])

    @rule
    def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
        raise RuntimeError("oops")

    with pytest.raises(RuntimeError, match="oops") as caught:
        list(lint(KnowledgeBase.from_texts({"a.md": ""}), [rule], EXAMPLE_DATE))
    assert caught.value.__notes__ == ["in rule KB999 (kb999_broken), article a.md"]


def test_a_reference_used_twice_is_told_once() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "# A\n\n[b][x], [c][x], [d][x].\n\n[x]: gone.md\n"})
    rules = [rule for rule in catalogue() if rule.code == "KB301"]
    assert len([*lint(kb, rules, EXAMPLE_DATE)]) == 1


@pytest.mark.parametrize(
    "before", ["// see ", '{{< highlight go "linenos=table" >}}\n# see ', "{{< code >}}\n# see "]
)
def test_an_address_in_another_generators_code_is_left_alone(before: str) -> None:
    kb = KnowledgeBase.from_texts(
        {"a.md": f"# A\n\n{before}https://acme.io/a\n{{{{< /code >}}}}\n"}
    )
    rules = [rule for rule in catalogue() if rule.code == "KB308"]
    assert not [*lint(kb, rules, EXAMPLE_DATE)]
    told = KnowledgeBase.from_texts(
        {"a.md": "# A\n\n{{< code >}}\n{{< /code >}}\nhttps://acme.io/a\n"}
    )
    assert len([*lint(told, rules, EXAMPLE_DATE)]) == 1
