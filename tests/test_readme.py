"""What the READMEs show is what the commands print."""

import re
from pathlib import Path

import pytest

from tests.transcripts import FRESH, played, same

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_every_transcript_is_true(name: str, lang: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert played(text, lang) == text, f"run `python -m tests.transcripts {name}`"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", FRESH)
def test_articles_show_what_a_new_knowledge_base_prints(path: str, lang: str) -> None:
    file = ROOT / "docs" / lang / path
    text = file.read_text("utf-8")

    assert played(text, lang, fresh=True) == text, f"run `python -m tests.transcripts {file}`"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_figures_on_the_first_screen_are_those_of_the_benchmarks(name: str) -> None:
    first_screen = (ROOT / name).read_text("utf-8").partition("make run")[0]
    peers = (ROOT / "docs/en/using/answer/suggestions-beside-peers.md").read_text("utf-8")
    hits = re.search(
        r"\{#hit3\}.*?^(\| Set .*?)$.*?^(\| mean \|.*?)$", peers, re.DOTALL | re.MULTILINE
    )
    scale = (ROOT / "bench/results/scale.md").read_text("utf-8")
    again = re.search(r"`kb suggest` again \| ([\d.]+) s", scale)

    assert hits is not None
    assert again is not None
    columns, means = ([cell.strip(" *") for cell in row.split("|")] for row in hits.groups())
    mean = dict(zip(columns, means, strict=True))
    assert f"{float(mean['kb suggest']):.0%}" in first_screen
    assert f"{float(mean['BM25, both']):.0%}" in first_screen
    assert f"[{again[1]} " in first_screen


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_pictures_and_files_that_a_readme_names_are_there(name: str) -> None:
    prose = re.sub(
        r"^```.*?^```", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    targets = re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", prose)

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_an_ellipsis_stands_for_any_lines_and_nothing_else_does() -> None:
    assert same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not same("a\n…\nd\n", "a\nb\nc\n")
    assert not same("a\n", "a\nb\n")
