"""Anchors are those of the site, also of one that sets no `slugify`."""

import re

import markdown

from kb_tools.markdown import parse
from kb_tools.markdown.outline import ascii_anchors

TEXT = """# 登录

## 步骤

## SMS 验证码

## 步骤

## Own {#own}

## 示例-4(自定义)

## _2

## Plain words & 3.5
"""


def test_they_are_what_python_markdown_makes_by_itself() -> None:
    html = markdown.markdown(TEXT, extensions=["toc", "attr_list"])
    headings = parse(TEXT, "a.md").headings
    theirs = ascii_anchors(headings)

    assert [theirs.get(heading.id, heading.id) for heading in headings] == re.findall(
        r' id="([^"]+)"', html
    )
    assert "own" not in theirs
