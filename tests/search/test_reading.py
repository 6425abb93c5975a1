"""How far likeness to a title can be trusted: the rest of a short question must be there too."""

from __future__ import annotations

from kb_tools.search.build import build
from kb_tools.search.confidence import UNREAD
from kb_tools.search.document import Document, Part
from kb_tools.search.find import Wish, find
from kb_tools.search.index import Index
from kb_tools.search.question import question


def article(name: str, title: str, text: str, lang: str = "en") -> Document:
    return Document(name, f"{name}.md", lang, title, f"{name}/", parts=(Part("", "", text),))


BASE = (
    article("what", "What is Hugo", "Hugo is a generator of sites. It writes categories."),
    article("cats", "Look after a cat", "A cat is fed twice a day."),
    article("password", "SET PASSWORD", "A password is set by an administrator."),
    *(article(f"other{n}", f"Chapter {n}", f"Feeds and themes, part {n}.") for n in range(12)),
    article("column", "固定列的宽度", "表格的列可以固定。", "zh"),
)
INDEX = Index(build(BASE))


def trust(text: str, name: str) -> float:
    found = find(INDEX, question(text))
    hit = next(hit for hit in found.hits if INDEX.record(hit.document).id == name)
    return found.read([hit]).trust


def test_likeness_to_a_title_says_little_where_the_rest_of_the_question_is_unknown() -> None:
    assert trust("What is a cat", "what") < trust("What is Hugo", "what") == 1.0
    assert trust("set the password of my television", "password") < 0.7


def test_part_of_another_word_is_not_the_word_but_its_plural_is() -> None:
    assert trust("cat", "what") < trust("site", "what") == 1.0


def test_chinese_words_are_held_by_neighbouring_characters() -> None:
    assert trust("固定列", "column") == 1.0
    assert trust("固定资产折旧", "column") < 1.0


def test_a_long_question_says_much_besides() -> None:
    ticket = "telephone television radio lamp oven kettle sofa carpet curtain mirror vase password"

    assert trust(ticket, "password") == 1.0


def test_a_question_that_only_sounds_like_a_title_is_less_likely_answered() -> None:
    strange, known = question("what is a zebu"), question("what is Hugo")

    assert find(INDEX, strange).fits < 0.9 * find(INDEX, strange, Wish(fit=UNREAD)).fits
    assert find(INDEX, known).fits > 0.9
