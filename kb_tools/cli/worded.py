"""`kb suggest --why-not`: the customer's wording on its way into the article's `asked_as`."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import reader_lang, say
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.find import Wish
    from kb_tools.search.index import Index, Record
    from kb_tools.search.question import Question
    from kb_tools.search.semantic import Semantic


def explain(
    config: Config,
    index: Index,
    asked: Question,
    ready: tuple[Semantic | None, Wish],
    name: str,
    *,
    write: bool,
    err: bool,
) -> None:
    """Say why the article is not suggested; show the edit that helps, and make it with `write`.

    `ready` is the model that took part, and the wish with its fit.
    """
    from kb_tools.search.formats import shown
    from kb_tools.search.why_not import matching, why_not, wording

    semantic, wish = ready
    found = matching(index, name)
    kept_back = None if found else _kept_back(config, name)
    sentences = [kept_back] if kept_back else why_not(index, asked, wish, name, semantic)
    for sentence in sentences:
        click.echo(shown(sentence.to(reader_lang())), err=err)
    if found and (line := _impersonal(wording(index, asked), config)):
        text = say(
            "if it answers this, add to its `asked_as`: {line}",
            "如果它确实回答了这个问题，请在 `asked_as` 中加入：{line}",
        )
        click.echo(shown(text.format(line=line)), err=err)
        record = _own(found, asked)
        if _offer(config, record, line, write=write, err=err):
            click.echo(_now(config, asked, wish, record).to(reader_lang()), err=err)


def _impersonal(line: str, config: Config) -> str:
    """Return a wording without what is only one customer's: an article is read by all."""
    from kb_tools.feedback.message import redacted
    from kb_tools.privacy.own_numbers import compiled

    rest = _PSEUDONYM.sub(" ", redacted(line, compiled(config.privacy.orders)))
    return " ".join(rest.split())


_PSEUDONYM = re.compile(r"[，,]?\s*\[[a-z-]+-\d+\]")


def _kept_back(config: Config, name: str) -> Text | None:
    """Return why an article that is there is not one of those that are suggested."""
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.corpus.visibility import status

    articles = KnowledgeBase.load(config).articles.values()
    article = next((one for one in articles if name in (one.id, one.path)), None)
    if article is None:
        return None
    text = Text(
        "'{path}' has the status '{status}': only what is published or validated is suggested",
        "“{path}”的状态是 {status}：只推荐已发布（published）或已校验（validated）的文章",
    )
    return text.format(path=article.path, status=status(article))


def _now(config: Config, asked: Question, wish: Wish, record: Record) -> Text:
    """Return what came of the wording: whether words alone find the article now."""
    from kb_tools.search.confidence import fit_of
    from kb_tools.search.store import open_index
    from kb_tools.search.suggest import suggest

    words = dataclasses.replace(wish, fit=fit_of(config.suggest.confidence), abroad=None)
    shown = suggest(open_index(config), asked, words).suggestions
    for place, one in enumerate(shown, 1):
        if one.id == record.id:
            text = Text(
                "now it is number {place}, with {score:.0%}", "现在它是第 {place} 篇，{score:.0%}"
            )
            if one.path != record.path:
                text = Text(
                    "its translation {path} is number {place}, with {score:.0%}",
                    "它的译文 {path} 是第 {place} 篇，{score:.0%}",
                )
            return text.format(place=place, score=one.score, path=one.path)
    return Text(
        "it is still not suggested: another article says it even more plainly, or its title does;"
        " change that, or link to this one from it",
        "它仍未被推荐：另一篇文章的说法或标题更贴近；请修改那一篇，或从那里链接到这一篇",
    )


def _own(found: list[Record], asked: Question) -> Record:
    """Return the article in the question's language, if it is there in that."""
    from kb_tools.language import guess

    lang = guess(asked.text, tuple(record.lang for record in found))
    return next((record for record in found if record.lang == lang), found[0])


def _offer(config: Config, record: Record, line: str, *, write: bool, err: bool) -> bool:
    """Show the edit; tell whether it was made."""
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
        return False
    text = with_list(article.text, record.path, config.keys, "asked_as", [*present, line])
    new = restore(text, article.newline, bom=article.bom)
    for changed in diff(file.relative_to(config.root).as_posix(), old, new):
        click.echo(changed, nl=False, err=err)
    if write:
        write_file(file, new)
        click.echo(say(f"written: {file}", f"已写入：{file}"), err=err)
    else:
        click.echo(say("add --write to save it", "加上 --write 就会写入"), err=err)
    return write
