"""Which marks and brackets of Chinese text have the wrong width."""

from __future__ import annotations

import pytest

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.width import brackets, marks, wide


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("打开设置(在右上角)。", ["(在右上角)"]),
        ("打开设置（在右上角)。", ["（在右上角)"]),
        ("等于 CR (`\\r`）。", ["(`\\r`）"]),
        ("见（[文档](a.md))。", ["（[文档](a.md))"]),
        ("设置(Settings) 和 f(参数)", []),
        ("（步骤 1) 和步骤 2)）", []),
        ("`设置(在右上角)` 与 [设置](在右上角)", []),
    ],
)
def test_brackets_belong_together_and_to_chinese(line: str, wanted: list[str]) -> None:
    article = KnowledgeBase.from_texts({"zh/a.md": f"# 登录\n\n{line}\n"}).articles["zh/a.md"]
    assert [found.span.of(article.text) for found in brackets(article)] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("打开设置.", "."),
        ("打开（设置）,再保存", ","),
        ("设置.文档 和 等...", ""),
        ("版本 1.2:", ""),
        ("😀设置:", ":"),
        ("打开 服务器地址:端口/状态", ""),
        ("修改配置:端口改为八千", ":"),
    ],
)
def test_marks_stand_after_chinese(line: str, wanted: str) -> None:
    article = KnowledgeBase.from_texts({"zh/a.md": f"# 登录\n\n{line}\n"}).articles["zh/a.md"]
    assert "".join(half for half, _, between in marks(article) if between) == wanted


def test_an_article_about_full_width_letters_shows_them() -> None:
    texts = {"zh/a.md": "# 全角\n\nＡＢＣ\n", "zh/b.md": "# 验证码\n\n输入６位，`７`。\n"}
    articles = KnowledgeBase.from_texts(texts).articles
    assert [len(wide(article)) for article in articles.values()] == [0, 1]
