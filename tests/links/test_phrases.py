import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.links import phrases as module
from kb_tools.links.phrases import Found, Phrases, longest, normal, usable


def ways(phrases, text):
    """What is found with the compiled library, and without it."""
    assert module.COMPILED, "the tests need ahocorasick_rs: pip install '.[dev]'"
    compiled = Phrases(phrases).find(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "COMPILED", False)
        return compiled, Phrases(phrases).find(text)


def find(phrases, text):
    compiled, by_pieces = ways(phrases, text)
    assert compiled == by_pieces
    return compiled


def spans(phrases, text):
    return [(f.start, f.end) for f in longest(find(phrases, text))]


def test_the_longest_phrase_wins_and_occurrences_do_not_overlap() -> None:
    found = longest(find(["tidb 集群", "部署 tidb 集群", "集群拓扑"], "先部署 tidb 集群拓扑"))
    assert [f.phrase for f in found] == ["部署 tidb 集群"]


@pytest.mark.parametrize(
    "text", ["tidb-server", "atidb", "tidb2", "my_tidb", "tidb.toml", "x/tidb", "tidb's"]
)
def test_a_word_of_an_alphabet_matches_whole(text: str) -> None:
    assert spans(["tidb"], text) == []


@pytest.mark.parametrize("text", ["(tidb)", "tidb.", "使用tidb集群", "tidb, too", "- tidb"])
def test_punctuation_and_chinese_end_a_word(text: str) -> None:
    assert len(spans(["tidb"], text)) == 1


def test_chinese_needs_no_word_boundary() -> None:
    assert spans(["系统变量"], "修改系统变量值") == [(2, 6)]


def slow(phrases, text):
    """Every occurrence, the obvious way."""
    return {
        (start, start + len(phrase), phrase)
        for phrase in phrases
        for start in range(len(text))
        if text.startswith(phrase, start)
    }


@given(
    st.sets(st.text("系统变量日志", min_size=3, max_size=5), min_size=1, max_size=8),
    st.text("系统变量日志。 ", max_size=60),
)
def test_every_chinese_phrase_is_found_wherever_it_stands(phrases, text) -> None:
    assert set(find(phrases, text)) == slow(phrases, text)


@given(st.lists(st.sampled_from(["backup", "code", "codes", "sign", "in"]), max_size=12))
def test_every_phrase_of_words_is_found_wherever_it_stands(words) -> None:
    text = " ".join(words)
    phrases = ["backup codes", "sign in", "backup", "code"]
    wanted = {
        (start, end, phrase)
        for start, end, phrase in slow(phrases, text)
        if not text[start - 1 : start].strip() and not text[end : end + 1].strip()
    }
    assert set(find(phrases, text)) == wanted


@given(st.text(max_size=40))
def test_a_usable_phrase_is_found_in_itself(text: str) -> None:
    phrase = normal(text)
    if usable(phrase):
        assert Found(0, len(phrase), phrase) in find([phrase], phrase)


@given(
    st.lists(st.text("日志ab _-c", min_size=1, max_size=6)), st.text("日志ab _-c\0", max_size=60)
)
def test_whatever_is_looked_for_both_ways_find_the_same(phrases, text) -> None:
    wanted = {phrase for phrase in map(normal, phrases) if usable(phrase)}
    compiled, by_pieces = ways(wanted, text)

    assert compiled == by_pieces
