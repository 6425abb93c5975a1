from kb_tools.search import fold_table
from kb_tools.search.terms import fold, folding


def test_what_becomes_of_a_character_that_the_articles_use_is_kept() -> None:
    table = fold_table.characters({"码"})
    assert "碼码" in [table[n : n + 2] for n in range(0, len(table), 2)]


def test_taiwan_words_can_be_folded_with_the_small_table() -> None:
    used = set("数据库")
    characters = fold_table.characters(used)
    chars = dict(zip(characters[::2], characters[1::2], strict=True))
    simplified = "".join(chars.get(char, char) for char in "資料庫")
    words = dict(map(tuple, fold_table.words(used)))
    assert words[simplified] == fold("資料庫") == "数据库"


def test_nothing_is_kept_for_articles_without_chinese() -> None:
    assert fold_table.words({"help"}) == []
    assert len(fold_table.characters({"help"})) < len(folding().chars) / 4
