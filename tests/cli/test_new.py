import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import CHINESE, ENGLISH


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for path in ("docs/zh/index.md", "docs/en/index.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("# x\n", "utf-8")
    return tmp_path


def new(base: Path, *args: str, env: dict[str, str] = ENGLISH) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kb_tools", "new", *args]
    return subprocess.run(
        command, capture_output=True, cwd=base, env=env, encoding="utf-8", check=False
    )


def test_an_article_is_written_and_what_comes_next_is_said(base: Path) -> None:
    done = new(base, "troubleshooting", "登录后空白页", env=CHINESE)
    assert (done.returncode, done.stdout) == (0, "docs/zh/kb-0001.md\n")
    assert "kb lint docs/zh/kb-0001.md" in done.stderr
    text = (base / "docs/zh/kb-0001.md").read_text("utf-8")
    assert text.startswith("---\nid: KB-0001\ntitle: 登录后空白页\n")


def test_the_second_language_and_the_next_article_get_their_ids(base: Path) -> None:
    done = new(base, "faq", "怎么退款？", "--translated", "How do I get a refund?")
    assert done.stdout.split() == [
        "docs/zh/how-do-i-get-a-refund.md",
        "docs/en/how-do-i-get-a-refund.md",
    ]
    assert new(base, "faq", "Next").returncode == 0
    assert "id: KB-0002\n" in (base / "docs/en/next.md").read_text("utf-8")


def test_a_language_that_no_article_is_in_is_pointed_out(base: Path) -> None:
    assert "'hz' is new to this knowledge base" in new(base, "faq", "Refund", "--lang", "hz").stderr
    assert "new language" not in new(base, "faq", "Refunds", "--lang", "en").stderr


def test_nothing_is_written_when_one_of_two_files_is_there(base: Path) -> None:
    (base / "docs/en/x.md").write_text("mine", "utf-8")
    done = new(base, "faq", "退款", "--translated", "Refund", "--slug", "x")
    assert done.returncode == 2
    assert "--slug" in done.stderr
    assert (base / "docs/en/x.md").read_text("utf-8") == "mine"
    assert not (base / "docs/zh/x.md").exists()


def test_it_can_be_called_from_inside_the_articles(base: Path) -> None:
    (base / "kb.toml").write_text("")
    assert new(base / "docs/zh", "howto", "导出报表").stdout == "kb-0001.md\n"


def test_an_article_much_like_it_is_named(base: Path) -> None:
    new(base, "faq", "How do I get a refund?", "--asked", "money back")
    again = new(base, "faq", "How do I get refunds?")
    assert again.returncode == 0
    assert "  docs/en/how-do-i-get-a-refund.md\n" in again.stderr
    by_wording = new(base, "howto", "Money back!")
    assert "  docs/en/how-do-i-get-a-refund.md\n" in by_wording.stderr
    assert "Much like it" not in new(base, "faq", "Where is my parcel?").stderr
