from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.rewrite import diff, source

TEXT = st.text(alphabet="ab字 \n\r", max_size=40)


def article_of(original: str):
    return KnowledgeBase.from_texts({"a.md": original}).articles["a.md"]


@given(TEXT)
def test_an_unchanged_text_gives_the_same_file(original: str) -> None:
    article = article_of(original)
    assert source(article, article.text, original) == original


@pytest.mark.parametrize(
    ("original", "text", "new"),
    [
        ("a\r\nb\r\n", "a\nc\n", "a\r\nc\r\n"),
        ("\ufeffa\nb\n", "a\nc\n", "\ufeffa\nc\n"),
        ("a\r\nb\nc\r\n", "a\nb\nd\n", "a\r\nb\nd\r\n"),
        ("a\r\nb\nc", "x\na\nb\nc", "x\r\na\r\nb\nc"),
    ],
)
def test_line_ends_and_byte_order_mark_are_kept(original: str, text: str, new: str) -> None:
    assert source(article_of(original), text, original) == new


@pytest.mark.parametrize("old", ["a\nb\nc\n", "a\nb\nc", ""])
@pytest.mark.parametrize("new", ["a\nx\nc\n", "a\nx\nc", "\n"])
def test_a_diff_applies_with_patch(old: str, new: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(old)
    patch = "".join(diff("a.md", old, new))
    subprocess.run(["patch", "-p1", "-s"], cwd=tmp_path, input=patch, text=True, check=True)
    assert file.read_text() == new
