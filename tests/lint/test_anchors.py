from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.anchors import swallowed, swallowed_at
from kb_tools.lint.concern import linking, linking_translated

TABLE = "# B\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n"


def found(text: str) -> list[tuple[int, str]]:
    lost = swallowed(KnowledgeBase.from_texts({"b.md": text}).articles["b.md"])
    return [(one.line, one.text) for one in lost]


def test_a_heading_right_below_a_table_is_swallowed_and_so_is_the_next() -> None:
    assert found(f"{TABLE}## One\n## Two\n\n## Three\n") == [(6, "One"), (7, "Two")]


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE}\n## One\n",
        "# B\n\na | b\n## One\n",
        f"# B\n\n```text\n{TABLE}## One\n```\n",
    ],
)
def test_no_heading_is_swallowed_where_no_table_is_above_it(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Next step", "next-step"), ("下一步", "下一步"), ("Go on {#next}", "next")],
)
def test_a_swallowed_heading_is_found_by_the_anchor_it_was_to_have(
    heading: str, anchor: str
) -> None:
    kb = KnowledgeBase.from_texts({"b.md": f"{TABLE}## {heading}\n"})
    assert swallowed_at(kb.articles["b.md"], anchor) == (len(TABLE), 6, heading)
    assert swallowed_at(kb.articles["b.md"], "elsewhere") is None


def test_an_article_is_checked_again_when_a_swallowed_heading_moves() -> None:
    texts = {"a.md": "# A\n\n[x](b.md#one)\n", "b.md": f"{TABLE}## One\n"}
    before = KnowledgeBase.from_texts(texts)
    after = before.with_texts({"b.md": f"{TABLE}| 3 | 4 |\n## One\n"})
    concerned = linking(before, after, frozenset({"b.md"}))
    assert concerned is not None
    assert "a.md" in concerned


def test_an_article_is_checked_again_when_text_from_elsewhere_is_taken_in_or_no_longer() -> None:
    texts = {"a.md": "# A\n\n[x](b.md#one)\n", "b.md": '# B\n\n--8<-- "one.md"\n'}
    before = KnowledgeBase.from_texts(texts)
    after = before.with_texts({"b.md": "# B\n\nText.\n"})
    concerned = linking(before, after, frozenset({"b.md"}))
    assert concerned is not None
    assert "a.md" in concerned


def test_an_article_is_checked_again_when_the_translation_of_what_it_links_to_changes() -> None:
    texts = {
        "en/b.md": "# B\n\n## Undo it\n\nText.\n",
        "zh/a.md": "# 甲\n\n[撤销](b.md#undo-it)\n",
        "zh/b.md": "# 乙\n\n## 撤销\n\n文字。\n",
        "zh/c.md": "# 丙\n\n文字。\n",
    }
    before = KnowledgeBase.from_texts(texts)
    after = before.with_texts({"en/b.md": "# B\n\n## Redo it\n\nText.\n"})
    concerned = linking_translated(before, after, frozenset({"en/b.md"}))
    assert concerned is not None
    assert {"zh/a.md", "zh/b.md"} <= set(concerned)
    assert "zh/c.md" not in concerned
