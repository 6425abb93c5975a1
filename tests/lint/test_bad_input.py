"""Bad input: real articles mutated, hostile lines, no text, links out of the project."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_tools.cli.fix import command as fix
from kb_tools.cli.lint import command as lint_command
from kb_tools.corpus import KnowledgeBase
from kb_tools.errors import KbError
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE

DOCS = Path(__file__).parents[2] / "docs"
REAL = [p.read_text("utf-8") for p in sorted(DOCS.glob("*/using/*/*.md"))][::6]
RULES = [rule for rule in catalogue() if rule.scope in ("file", "corpus")]
PIECES = [
    *"#*_`[]()<>|!-+=~:&\\\"'{}\n\t \u200b\u00a0\ufeff的，。😀\x00\r1",
    "```",
    "---\n",
    "<!--",
]
SETTINGS = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real article with slices cut out, doubled, swapped or replaced."""
    text = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 3, 40, 400])))
        piece = draw(st.sampled_from(["", text[start:end] * 2, *PIECES]))
        text = text[:start] + piece + text[end:]
    return text


def base(text: str, other: str) -> KnowledgeBase:
    return KnowledgeBase.from_texts({"zh/a.md": text, "en/a.md": other, "zh/b.md": "# 其他\n"})


@SETTINGS
@given(mutated(), mutated())
def test_mutated_articles_break_no_rule_and_mending_them_comes_to_rest(
    text: str, other: str
) -> None:
    kb = base(text, other)
    for found in lint(kb, RULES, EXAMPLE_DATE):
        body = kb.articles[found.path].text
        assert 0 <= found.span.start <= found.span.end <= len(body)
        assert found.position.line <= body.count("\n") + 1
    for unsafe in (False, True):
        once = mend(kb, RULES, EXAMPLE_DATE, unsafe=unsafe)
        assert dict(mend(once.kb, RULES, EXAMPLE_DATE, unsafe=unsafe).texts) == {}


HOSTILE = ["的", "# \n", "|a", "\u200b\n"]
MORE = ["[", "](", "*", "`", "<", "<!--", "a ", "1 ", "=\n", "- ", "-\n", "A1", ".", "http://a.b/"]
UNITS = [*HOSTILE, *(pytest.param(unit, marks=pytest.mark.slow) for unit in MORE)]


@pytest.mark.parametrize("unit", UNITS)
def test_no_rule_hangs_on_a_long_line(unit: str) -> None:
    """Quadratic work at this size takes minutes; the bound is far from both."""
    kb = base(unit * (20_000 // len(unit)), "# T\n")
    start = time.process_time()
    for _ in lint(kb, RULES, EXAMPLE_DATE):
        pass
    assert time.process_time() - start < 5


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project/docs").mkdir(parents=True)
    (tmp_path / "project/kb.toml").write_text("")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.md").write_text("# A\n\nOdd\u200b.\n", "utf-8")
    (tmp_path / "project/docs/ok.md").write_text("# B\n\nOdd\u200b.\n", "utf-8")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path


def test_nothing_outside_of_the_project_is_written(folder: Path) -> None:
    (folder / "project/docs/file.md").symlink_to(folder / "outside/a.md")
    (folder / "project/docs/folder").symlink_to(folder / "outside")
    (folder / "project/docs/loop").symlink_to(folder / "project/docs")
    result = CliRunner().invoke(fix, ["--lang", "en", "--select", "KB902"], catch_exceptions=False)
    assert "findings fixed: 1, files changed: 1" in result.stderr
    assert "\u200b" in (folder / "outside/a.md").read_text("utf-8")
    assert "\u200b" not in (folder / "project/docs/ok.md").read_text("utf-8")


@pytest.mark.parametrize("path", ["docs/file.md", "docs/folder/a.md"])
def test_a_link_out_of_the_project_is_refused_by_name(folder: Path, path: str) -> None:
    (folder / "project/docs/file.md").symlink_to(folder / "outside/a.md")
    (folder / "project/docs/folder").symlink_to(folder / "outside")
    before = (folder / "outside/a.md").read_bytes()
    with pytest.raises(KbError, match="leads from here out of the project"):
        CliRunner().invoke(fix, [path], catch_exceptions=False)
    assert (folder / "outside/a.md").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "docs/bad.md:1: not UTF-8"),
        ("# 旧\n\n好\n".encode() + b"\xb2\xbb\n", "docs/bad.md:4: not UTF-8"),
        ("# A\n".encode("utf-16"), "docs/bad.md:1: not UTF-8 (looks like UTF-16)"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_its_line_and_the_rest_is_checked(
    folder: Path, data: bytes, message: str
) -> None:
    (folder / "project/docs/bad.md").write_bytes(data)
    command = ["--lang", "en", "--select", "KB902"]
    result = CliRunner().invoke(lint_command, command, catch_exceptions=False)
    assert message in result.stderr
    assert "docs/ok.md:3:4: KB902" in result.stdout
    assert result.exit_code == 1
    CliRunner().invoke(fix, command, catch_exceptions=False)
    assert (folder / "project/docs/bad.md").read_bytes() == data
