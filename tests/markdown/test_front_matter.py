"""Front matter: values, places and faults."""

from __future__ import annotations

import datetime as dt

import pytest

from kb_tools.markdown import load_yaml, parse


def test_values_are_what_yaml_makes_of_them() -> None:
    article = parse("---\nreviewed: 2026-01-31\ntags: [a, b]\nweight: 3\nempty:\n---\n", "a.md")
    assert article.meta == {
        "reviewed": dt.date(2026, 1, 31),
        "tags": ["a", "b"],
        "weight": 3,
        "empty": None,
    }


@pytest.mark.parametrize("written", ["0x80070005", "007", "12:30", "1_000", "0b11", "+5", "0x_"])
def test_what_is_a_number_in_yaml_alone_stays_as_it_is_written(written: str) -> None:
    article = parse(f"---\nerrors: [{written}]\n---\n", "a.md")

    assert article.meta == {"errors": [written]}


@pytest.mark.parametrize("number", [0, 7, -3, 404, 360012345678])
def test_whole_numbers_are_numbers(number: int) -> None:
    assert parse(f"---\nweight: {number}\n---\n", "a.md").meta == {"weight": number}


def test_spans_cover_the_values() -> None:
    source = (
        '---\ntitle: "A: b"  # why\nlist:\n  - a\n  - b\n\nfolded: >\n  c\n  d\n\nlast: e\n---\n'
    )
    article = parse(source, "a.md")
    shown = {key: span.of(article.text) for key, span in article.meta_spans.items()}
    assert shown == {
        "title": '"A: b"',
        "list": "- a\n  - b",
        "folded": ">\n  c\n  d",
        "last": "e",
    }
    assert article.meta_span is not None
    assert article.meta_span.of(article.text) == source


def test_foreign_keys_are_mapped() -> None:
    article = parse("---\nquestion: Why?\n---\n", "a.md", keys={"title": "question"})
    assert article.title == article.meta["title"] == "Why?"
    assert article.meta_spans["title"].of(article.text) == "Why?"


@pytest.mark.parametrize(
    ("source", "reason", "place"),
    [
        ("---\ntitle: a: b\n---\n# c\n", "syntax", ""),
        ("---\na: 1\na: 2\n---\n# c\n", "duplicate-key", "a"),
        ("---\n- a\n---\n# c\n", "not-a-mapping", "- a\n"),
        ("---\ntitle: a\n\n# c\n", "unclosed", "---"),
        ("---\ndate: 2024-13-02\n---\n# c\n", "syntax", "2024-13-02"),
        ("---\na: !!python/object:os.system x\n\tb: 1\n---\n# c\n", "syntax", ""),
    ],
)
def test_faults_are_told_and_the_body_is_read(source: str, reason: str, place: str) -> None:
    article = parse(source, "a.md")
    assert article.meta_fault is not None
    assert article.meta_fault.reason == reason
    assert article.meta_fault.span.of(article.text).startswith(place)
    assert article.headings[-1].text == "c"


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    article = parse("---\n\n# a\n", "a.md")
    assert (article.meta_fault, article.meta_span) == (None, None)


@pytest.mark.parametrize("between", ["\n# a\n\nText.\n", "\n`x` is right: go on.\n", "\n# a\n"])
def test_text_between_two_rules_is_no_front_matter(between: str) -> None:
    article = parse(f"---\n{between}\n---\n\n## b\n", "a.md")
    assert (article.meta_fault, article.meta_span) == (None, None)
    assert article.headings[-1].text == "b"
    assert len(article.headings) == 1 + between.count("#")


@pytest.mark.parametrize("between", ["\ntitle: a\n", "\n标题：登录\n", ""])
def test_a_key_or_nothing_between_is_front_matter(between: str) -> None:
    assert parse(f"---\n{between}---\n\n# b\n", "a.md").meta_span is not None


def test_language_and_id_come_from_front_matter_first() -> None:
    article = parse("---\nid: KB-0042\nlocale: zh_CN\nkind: faq\n---\n", "en/a.md", lang="en")
    assert (article.id, article.lang, article.kind) == ("KB-0042", "zh", "faq")
    for path in ("zh/login.md", "_zh/login.md", "login.zh.md", "login._zh.md", "login_zh.md"):
        assert parse("", path, lang="zh").id == "login"


def test_unknown_tags_of_a_site_configuration_are_no_error() -> None:
    text = "a: !unknown [X, y]\nb: !!python/name:pymdownx.slugs.slugify {}\nc: 1\n"
    assert load_yaml(text) == {"a": None, "b": None, "c": 1}
