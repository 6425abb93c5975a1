"""A code block that cannot be copied and run: a prompt before each command, or no language.

Customers press the copy button, paste, and get "$: command not found". Without a language
there is no highlighting, and no telling a command from its output.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article, Code, Span
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import counted, once
from kb_tools.diagnostic import Diagnostic, Edit, Fix
from kb_tools.language import Text
from kb_tools.lint.concern import all_unless_same
from kb_tools.lint.rule import Bad, Rule
from kb_tools.regex import regex

rule = Rule(
    __name__,
    severity="warning",
    scope="corpus",
    concerns=all_unless_same(lambda kb: _conclusion(kb)),
    zh="""
    代码块不能直接复制运行：命令前带着提示符，或没有写语言。

    客户点“复制”再粘贴，得到的是“$: command not found”。
    没有语言就没有高亮，也分不清命令和输出。
    只有九成以上的代码块都写了语言的知识库，才报告没有写语言的代码块。
    """,
    bad=[
        Bad(
            "# Install\n\n```sh\n$ pip install acme\n$ acme login\n```\n",
            "the prompt '$' gets copied with the command; remove it",
            fixed="# Install\n\n```sh\npip install acme\nacme login\n```\n",
            safe=False,
        ),
    ],
    good=[
        "# Install\n\n```console\n$ pip install acme\nSuccessfully installed acme\n```\n",
        "# Install\n\n```sh\n$ pip install acme\nSuccessfully installed acme\n```\n",
        "# Install\n\n```\nSuccessfully installed acme\n```\n",
    ],
)

PROMPT = Text(
    "the prompt '$' gets copied with the command; remove it", "提示符“$”会和命令一起被复制；请删去"
)
NONE = Text(
    "this code block has no language, but nearly all others here have one; write it after '```'",
    "这个代码块没有写语言，而知识库里几乎都写了；请写在“```”后面",
)
REMOVE = Text("remove the prompt", "删去提示符")
SHELLS = ("sh", "bash", "shell", "zsh")
HABIT = 0.9
ENOUGH = 20
_LINE = regex(r"(?m)^([^\S\n]*)(\$ )?(?=\S)")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield shell blocks of which every line has a prompt, and blocks against the habit."""
    for code in article.code:
        if code.form != "fenced":
            continue
        if code.language.lower() in SHELLS and (fix := _without_prompts(article, code)):
            yield rule.at(article, fix.edits[0].span, PROMPT, fix)
        elif not code.language and code.closed and _all_named(kb):
            end = article.text.find("\n", code.span.start)
            yield rule.at(article, Span(code.span.start, end), NONE)


def _without_prompts(article: Article, code: Code) -> Fix | None:
    lines = [*_LINE.finditer(article.text, *code.body)]
    if not lines or any(line[2] is None for line in lines):
        return None
    edits = (Edit(article.path, Span(*line.span(2)), "") for line in lines)
    return Fix(REMOVE, tuple(edits), safe=False)


def _conclusion(kb: KnowledgeBase) -> object:
    return _all_named(kb)


@once
def _all_named(kb: KnowledgeBase) -> bool:
    named = _named(kb)
    return named[True] >= max(ENOUGH, HABIT * named.total())


@counted
def _named(article: Article) -> Iterator[bool]:
    return (bool(code.language) for code in article.code if code.form == "fenced")
