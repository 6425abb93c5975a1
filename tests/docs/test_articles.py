"""Our own articles are true: their commands exist, their figures stand, their answers are found."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kb_tools import config
from kb_tools.article import Article
from kb_tools.cli import kb as command_line
from kb_tools.corpus import KnowledgeBase

ROOT = Path(__file__).parents[2]
FIGURES = {
    "respond/first-reply-within-24-hours.md": ["24 小时", "24 hours"],
    "respond/urgent-within-2-hours.md": ["平均不超过 2 小时", "2 hours at most on average"],
    "measure/first-contact-resolution.md": ["至少 85%", "at least 85%"],
    "measure/satisfaction.md": ["4.5 分", "4.5"],
    "measure/common-problem-coverage.md": ["至少 90%", "90%"],
    "improve/two-improvements-a-month.md": ["至少 70%", "at least 70%"],
    "words/plain-words.md": ["堵车", "traffic jam"],
}


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load(config.load(ROOT))


def written(base: KnowledgeBase) -> list[Article]:
    """Return the articles that people wrote: not generated, no landing pages."""
    made = ("reference/",)
    return [
        article
        for path, article in base.articles.items()
        if not path.endswith("index.md") and not path.partition("/")[2].startswith(made)
    ]


def shown_commands(article: Article) -> list[str]:
    found = re.findall(r"(?m)^ *\$ (kb [^\n]*)|`(kb [a-z][^`\n]*)`", article.text)
    return [block or inline for block, inline in found]


def test_every_article_is_there_in_both_languages_with_one_id(base: KnowledgeBase) -> None:
    assert len(written(base)) >= 2 * 34
    for article in written(base):
        both = base.translations(article)
        assert sorted(both) == ["en", "zh"], article.path
        assert len({(one.id, one.kind) for one in both.values()}) == 1, article.path


def test_every_article_has_customers_wordings_and_a_whole_sentence_for_a_summary(
    base: KnowledgeBase,
) -> None:
    for article in written(base):
        asked, summary = article.meta["asked_as"], str(article.meta["summary"])
        assert isinstance(asked, list), article.path
        assert len(asked) >= 3, article.path
        assert summary.endswith(("。", ".")), article.path
        assert (15 if article.lang == "zh" else 30) <= len(summary) <= 200, article.path


def test_every_article_leads_to_at_least_two_others(base: KnowledgeBase) -> None:
    for article in written(base):
        hits = [base.resolve(link.target, article).path for link in article.links]
        assert len({hit for hit in hits if hit} - {article.path}) >= 2, article.path


@pytest.mark.parametrize("path", FIGURES)
def test_the_figures_of_running_support_stand_in_both_languages(
    base: KnowledgeBase, path: str
) -> None:
    for lang, figure in zip(("zh", "en"), FIGURES[path], strict=True):
        assert figure in base.articles[f"{lang}/support/{path}"].text


def test_every_command_that_an_article_shows_exists(base: KnowledgeBase) -> None:
    commands = [(a.path, line) for a in written(base) for line in shown_commands(a)]
    assert len(commands) > 100
    for path, line in commands:
        assert parses(line), f"{path}: {line}"


def parses(line: str) -> bool:
    words = shlex.split(re.split(r" (?:[|>&]|\|\|) ?|; ", line)[0])[1:]
    if words == ["--version"]:
        return True
    command = command_line.get_command(click.Context(command_line), words[0])
    while isinstance(command, click.Group):
        words = words[1:]
        command = command.get_command(click.Context(command), words[0])
    assert command is not None
    try:
        command.make_parser(click.Context(command)).parse_args(words[1:])
    except click.UsageError:
        return False
    return True


def test_the_script_for_first_contact_resolution_prints_what_the_article_says(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    for lang in ("zh", "en"):
        text = base.articles[f"{lang}/support/measure/first-contact-resolution.md"].text
        blocks = [
            re.sub(r"(?m)^ {4}", "", b) for b in re.findall(r"(?ms)^ +```\w+\n(.*?)```", text)
        ]
        table, script, console = blocks
        (tmp_path / "tickets.csv").write_text(table, "utf-8")
        run = [sys.executable, "-c", script, str(tmp_path / "tickets.csv")]
        out = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        assert out.strip() == console.strip().partition("\n")[2].strip()
