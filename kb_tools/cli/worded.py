"""`kb suggest --why-not`: the customer's wording on its way into the article's `asked_as`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.find import Wish
    from kb_tools.search.index import Index, Record
    from kb_tools.search.question import Question


def explain(
    config: Config, index: Index, asked: Question, wish: Wish, name: str, *, write: bool, err: bool
) -> None:
    """Say why the article is not suggested; show the edit that helps, and make it with `write`."""
    from kb_tools.search.formats import shown
    from kb_tools.search.why_not import matching, why_not, wording

    for sentence in why_not(index, asked, wish, name):
        click.echo(shown(sentence.to(reader_lang())), err=err)
    line, found = wording(index, asked), matching(index, name)
    if line and found:
        _offer(config, _own(found, asked), line, write=write, err=err)


def _own(found: list[Record], asked: Question) -> Record:
    """Return the article in the question's language, if it is there in that."""
    from kb_tools.language import guess

    lang = guess(asked.text, tuple(record.lang for record in found))
    return next((record for record in found if record.lang == lang), found[0])


def _offer(config: Config, record: Record, line: str, *, write: bool, err: bool) -> None:
    from kb_tools.article import restore
    from kb_tools.config import docs_root
    from kb_tools.files import write as write_file
    from kb_tools.lint.rewrite import diff
    from kb_tools.markdown import parse
    from kb_tools.meta_list import listed, with_list

    file = docs_root(config) / record.path
    old = file.read_bytes().decode("utf-8")
    article = parse(old, record.path, keys=config.keys)
    present = listed(article, "asked_as")
    if line in present:
        return
    text = with_list(article.text, record.path, config.keys, "asked_as", [*present, line])
    new = restore(text, article.newline, bom=article.bom)
    for changed in diff(file.relative_to(config.root).as_posix(), old, new):
        click.echo(changed, nl=False, err=err)
    if write:
        write_file(file, new)
        click.echo(say(f"written: {file}", f"已写入：{file}"), err=err)
    else:
        click.echo(say("add --write to write it", "加上 --write 就会写入"), err=err)
