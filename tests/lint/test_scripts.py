"""The tables of one-script characters are what OpenCC, Big5 and GB 2312 say."""

from __future__ import annotations

import opencc
import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.data import table
from kb_tools.lint.engine import mend
from kb_tools.lint.rule import EXAMPLE_DATE

LAST = "\uffff"
"""Of the basic plane: few fonts have what is beyond."""
NAMES = "昇陞氾谿脩"
"""Given back to names by the list of standard characters of 2013; OpenCC converts them."""


def has(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def test_the_tables_are_made_as_their_head_says() -> None:
    to_simplified, to_traditional = opencc.OpenCC("t2s").convert, opencc.OpenCC("s2t").convert
    chars = [chr(code) for code in range(0x4E00, 0x9FFF)]
    traditional = [
        c
        for c in chars
        if c != to_simplified(c) <= LAST and has(c, "big5") and not has(c, "gb2312")
        if c not in NAMES
    ]
    simplified = [
        c
        for c in chars
        if to_traditional(c) != c
        and to_simplified(c) == c
        and has(c, "gb2312")
        and not has(c, "big5")
    ]
    scripts = table("scripts")
    assert scripts["traditional"].strip() == "".join(traditional)
    assert scripts["simplified"].strip() == "".join(simplified)
    assert scripts["traditional_to_simplified"].strip() == "".join(map(to_simplified, traditional))
    assert not set("台群准里游秘峰干后") & set(simplified)


@pytest.mark.parametrize(("title", "mended"), [("刪除帐号", "删除帐号"), ("無法登入", "无法登录")])
def test_a_title_in_the_front_matter_is_mended_along_with_its_heading(
    title: str, mended: str
) -> None:
    text = f"---\ntitle: {title}\n---\n\n# {title}\n\n{'打开设置，选择帐号，再点按钮。' * 3}\n"
    kb = KnowledgeBase.from_texts({"zh/a.md": text})
    done = mend(kb, [*catalogue()], EXAMPLE_DATE, unsafe=True)
    assert f"title: {mended}\n---\n\n# {mended}\n" in done.texts["zh/a.md"]
    assert not mend(done.kb, [*catalogue()], EXAMPLE_DATE, unsafe=True).texts
