"""`kb links`: how articles are linked, as text, data or a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.corpus import KnowledgeBase


@click.command(
    "links",
    help=say(
        "Show how articles are linked: one ARTICLE (a path or an id), or all of them.\n\n"
        "Example: kb links --format html > links.html",
        "显示文章之间的链接：某一篇 ARTICLE（路径或编号），或全部文章。\n\n"
        "例如：kb links --format html > links.html",
    ),
)
@click.argument("article", required=False)
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json", "mermaid", "dot", "html"]),
    help=say(
        "text, json, or a picture: mermaid, dot (Graphviz), html (one page that needs no network).",
        "text、json，或图形：mermaid、dot（Graphviz）、html（单个网页，无需联网）。",
    ),
)
@click.option(
    "--top",
    default=10,
    show_default=True,
    type=click.IntRange(min=1),
    help=say("How many articles to name in each list of the text.", "文本中每个列表最多列几篇。"),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=say(
        "Language of the output; by default that of your locale.", "输出语言；默认取系统语言。"
    ),
)
def command(article: str | None, style: str, top: int, lang: str | None) -> None:
    """Show how articles are linked."""
    from kb_tools.links import overview, picture
    from kb_tools.links.graph import LinkGraph

    lang = lang or reader_lang()
    kb = _base(article)
    graph = LinkGraph.of(kb)
    one = None if article is None or Path(article).is_dir() else overview.named(kb, article)
    if style == "text":
        shown = overview.of_article(kb, one) if one else overview.of_base(graph, top)
        click.echo("\n".join(line.to(lang) for line in shown))
    elif style == "json":
        data = overview.data(kb, one) if one else overview.all_data(graph)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        drawn = picture.around(graph, one) if one else picture.whole(graph)
        click.echo(picture.STYLES[style](drawn, lang))


def _base(name: str | None) -> KnowledgeBase:
    """Return the base that a file or folder lies in; for an id, that of the working folder."""
    from kb_tools.config import load, project
    from kb_tools.corpus import KnowledgeBase

    named = Path(name) if name else None
    config = project(named) if named is not None and named.exists() else load(Path())
    return KnowledgeBase.load(config)
