import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools import config
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.links import anchors
from kb_tools.links.graph import LinkGraph
from kb_tools.links.linkable import linkable
from kb_tools.links.mentions import INSERT, PER_PAGE, mentions
from kb_tools.markdown import parse

CODES = {"codes.md": "# Backup codes\n\nPrint them and keep them in a safe place.\n"}


def found(text, others=CODES, path="a.md", settings=Config()):
    kb = KnowledgeBase.from_texts({path: text, **others}, settings)
    return [(m.span.of(kb.articles[path].text), m.markup) for m in mentions(kb)[path]]


def test_a_title_named_in_running_text_becomes_a_link() -> None:
    assert found("# A\n\nPlease see Backup codes.\n") == [
        ("Backup codes", "[Backup codes](codes.md)")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## See backup codes\n",
        "See `backup codes`.\n",
        "    see backup codes\n",
        "```\nsee backup codes\n```\n",
        "See [your backup codes](https://example.com).\n",
        "See <https://example.com/backup codes>.\n",
        "<!-- see backup codes -->\n",
        "<p>see backup codes</p>\n",
        "| see backup codes | b |\n|---|---|\n| c | d |\n",
        "!!! note see backup codes\n    text\n",
        'It says "the backup codes are wrong".\n',
        "It says “backup codes are wrong”.\n",
        "Klicken Sie auf « Your backup codes ».\n",
        "Choose **Settings > Backup codes**.\n",
        "See {{ link('backup codes') }}.\n",
        "See [^backup codes].\n",
        "See !backup codes.\n",
        "See \\backup codes.\n",
        "---\ndescription: see backup codes\n---\n",
    ],
)
def test_nothing_is_linked_where_a_link_does_not_belong(text: str) -> None:
    assert found(text if text.startswith("---") else f"# A\n\n{text}") == []


def test_a_whole_quotation_may_be_a_title() -> None:
    assert [words for words, _ in found("# A\n\nRead “Backup codes”.\n")] == ["Backup codes"]


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("I’m locked out", "See I'm locked out.", "I'm locked out"),
        ('The "Cannot proxy" error', "See The “Cannot proxy” error.", "The “Cannot proxy” error"),
        ("How do I sign in?", "* How do I sign in", "How do I sign in"),
        ("How do I sign in?", "See How do I sign in?", "How do I sign in?"),
        ("Sign in with a key", "Will you sign in with a key?", "sign in with a key"),
        ("怎么重置登录密码？", "请参考怎么重置登录密码？", "怎么重置登录密码？"),
    ],
)
def test_quotes_and_question_marks_are_not_written_alike_everywhere(title, text, words) -> None:
    target = {"b.md": f"# {title}\n\nText.\n"}
    assert found(f"# A\n\n{text}\n", target) == [(words, f"[{words}](b.md)")]


def test_a_target_that_is_linked_already_is_left_alone() -> None:
    assert found("# A\n\n[Codes](codes.md) are good. See backup codes.\n") == []


def test_only_the_first_mention_of_a_target_counts() -> None:
    kb = KnowledgeBase.from_texts({"a.md": "# A\n\nSee backup codes. See backup codes.\n", **CODES})
    assert [m.span.start for m in mentions(kb)["a.md"]] == [9]


@pytest.mark.parametrize("hidden", ["status: draft", "status: archived", "audience: internal"])
def test_readers_are_not_sent_to_what_they_may_not_see(hidden: str) -> None:
    secret = {"codes.md": f"---\n{hidden}\n---\n# Backup codes\n"}
    assert found("# A\n\nSee backup codes.\n", secret) == []


def test_another_language_is_no_target() -> None:
    texts = {"en/codes.md": "# Backup codes\n", "en/b.md": "# B\n", "zh/b.md": "# 乙\n"}
    assert found("# 甲\n\n请参阅 Backup codes。\n", texts, "zh/a.md") == []


def test_a_page_gets_at_most_six_links_and_one_in_a_hundred_words() -> None:
    names = [f"{a}{b} settings" for a in ("red", "blue", "green") for b in ("house", "boat", "car")]
    others = {f"{i}.md": f"# {name}\n\nText.\n" for i, name in enumerate(names)}
    listed = "\n".join(f"- see {name}" for name in names)
    assert len(found(f"# A\n\n{listed}\n", others)) == 1
    assert len(found(f"# A\n\n{listed}\n\n{'word ' * 300}\n", others)) == 3
    assert len(found(f"# A\n\n{listed}\n\n{'word ' * 3000}\n", others)) == PER_PAGE


def test_links_that_are_there_count_so_that_a_second_run_adds_none() -> None:
    names = [f"{a}{b} settings" for a in ("red", "blue") for b in ("house", "boat", "car", "sun")]
    others = {f"{i}.md": f"# {name}\n\nText.\n" for i, name in enumerate(names)}
    listed = "\n".join(f"- see {name}" for name in names)
    kb = KnowledgeBase.from_texts({"a.md": f"# A\n\n{listed}\n\n{'word ' * 900}\n", **others})
    text = kb.articles["a.md"].text
    for mention in reversed(mentions(kb)["a.md"]):
        text = text[: mention.span.start] + mention.markup + text[mention.span.end :]
    assert mentions(kb.with_texts({"a.md": text}))["a.md"] == ()


def test_writers_who_never_link_a_word_are_followed() -> None:
    plain = {f"p{i}.md": f"# P{i}\n\nThe order number is shown.\n" for i in range(12)}
    target = {"order.md": "# Order number\n\nText.\n"}
    assert found("# A\n\nYour order number is shown.\n", {**plain, **target}) == []


def test_writers_who_mostly_link_a_word_are_followed_to_the_place_they_link_to() -> None:
    linked = {f"p{i}.md": f"# P{i}\n\nSet the [quota](limits.md#quota).\n" for i in range(6)}
    target = {"limits.md": "# Limits\n\n## Quota\n\nText.\n"}
    kb = KnowledgeBase.from_texts({"a.md": "# A\n\nSet the quota.\n", **linked, **target})
    (mention,) = mentions(kb)["a.md"]
    assert mention.markup == "[quota](limits.md#quota)"
    assert mention.probability >= INSERT


def test_writers_who_link_a_word_to_different_articles_are_not_followed() -> None:
    stores = {f"{name}.md": f"# Restore from {name}\n\nText.\n" for name in ("s3", "gcs", "nfs")}
    linked = {f"p{n}.md": f"# P\n\n[restore data]({n}.md) now.\n" for n in ("s3", "gcs", "nfs")}
    assert found("# A\n\nTo restore data, wait.\n", {**stores, **linked}) == []


@pytest.mark.parametrize("words", ["these instructions", "这篇文章", "以下步骤说明", "here"])
def test_words_that_point_are_no_name(words: str) -> None:
    linked = {f"p{i}.md": f"# P{i}\n\nFollow [{words}](codes.md).\n" for i in range(5)}
    assert found(f"# A\n\nFollow {words}.\n", {**linked, **CODES}) == []


@given(st.text('系统变量abc `*[]()<>|#\n\\_!{}"“”', max_size=80))
def test_linkable_text_is_as_long_as_the_article_and_every_edit_makes_a_link(text: str) -> None:
    article = parse(text, "a.md", lang="zh")
    assert len(linkable(article)) == len(article.text)
    kb = KnowledgeBase.from_texts({"a.md": text, "b.md": "# 系统变量 abc\n", "c.md": "# 量abc\n"})
    source = kb.articles["a.md"]
    for mention in mentions(kb)["a.md"]:
        start, end = mention.span
        mended = parse(source.text[:start] + mention.markup + source.text[end:], "a.md")
        assert mention.target.path in [link.target for link in mended.links]


@pytest.mark.kb_data
@pytest.mark.skipif("KB_DATA" not in os.environ, reason="KB_DATA names no real articles")
@pytest.mark.parametrize(
    ("name", "lang", "precision", "recall"),
    [("adobe-commerce", "en", 0.84, 0.49), ("login-gov-help", "zh", 0.84, 0.49)],
)
def test_left_out_links_of_real_articles_are_put_back(name, lang, precision, recall) -> None:
    from bench.links import gold, predicted

    kb = KnowledgeBase.load(config.load(Path(os.environ["KB_DATA"]) / "kb" / name))
    graph, known = LinkGraph.of(kb), anchors.of(kb, lang)
    wanted = gold(known, graph)
    chosen = [pair for chance, _, pair in predicted(known, graph) if chance >= INSERT]
    right = sum(pair in wanted for pair in chosen)
    assert right / len(chosen) >= precision
    assert right / len(wanted) >= recall
