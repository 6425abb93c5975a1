"""How fast articles are parsed beside other parsers, and how often we agree with the site's.

`python -m bench.markdown` wants KB_DATA; peers are measured where they are installed
(`pip install pyromark markdown-it-py`). Times are CPU seconds per 1,000 articles, the best of
three, with the garbage collector held as `KnowledgeBase.load` holds it; the slow ones read a
sample. Machines differ and ratios hold: the goal, .6 s where markdown-it-py takes 2.0, is .30 of
that. The share of articles on which headings, ids and link
targets equal those of Python-Markdown's HTML takes a minute or two: ask with `--oracle`.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kb_tools.article import Article
from kb_tools.markdown import parse, plain, render
from tests.markdown import oracle

BASE = "tidb-docs-cn"


def seconds(parser: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Return CPU seconds per 1,000 texts, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        started = time.process_time()
        for text in texts:
            parser(text)
        best = min(best, time.process_time() - started)
        gc.enable()
    return best / len(texts) * 1000


def peers() -> Iterator[tuple[str, Callable[[str], object], int]]:
    """Yield name, parser, and of how many texts one is read."""
    yield "kb_tools.markdown.parse", lambda text: parse(text, "a.md"), 1
    yield "parse, then prose and sections", lambda text: derived(parse(text, "a.md")), 1
    yield "parse, then plain", lambda text: plain(parse(text, "a.md")), 1
    if pyromark := _optional("pyromark"):
        options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
        reader = pyromark.Markdown(options=options)
        yield "pyromark, events with ranges", lambda text: list(reader.events_with_range(text)), 4
        yield "pyromark, HTML", reader.html, 1
    if markdown_it := _optional("markdown_it"):
        yield "markdown-it-py, tokens", markdown_it.MarkdownIt().enable("table").parse, 12
    yield "Python-Markdown, our extensions", render, 24


def derived(article: Article) -> object:
    """Ask for what an article makes only then."""
    return article.prose, article.sections


def _optional(name: str) -> object:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def speed(root: Path) -> None:
    texts = [oracle.read(path) for path in oracle.articles(root / BASE)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{BASE}: {len(texts)} articles, {size:.1f} MB; CPU seconds per 1,000")
    ours = 0.0
    for name, parser, step in peers():
        taken = seconds(parser, texts[::step], 3)
        ours = ours or taken
        print(f"  {taken:8.3f}  {name}; ours is {ours / taken:.2f} of it", flush=True)


def agreement(root: Path) -> None:
    for base in sorted(path for path in root.iterdir() if path.is_dir()):
        paths = oracle.articles(base)
        differing = [path for path in paths if oracle.difference(oracle.read(path))]
        share = 1 - len(differing) / len(paths)
        print(f"  {share:8.2%}  {base.name}, {len(paths)} articles", flush=True)
        for path in differing:
            print(f"            {path.relative_to(root)}")


def main(arguments: Sequence[str]) -> None:
    root = Path(os.environ["KB_DATA"]) / "kb"
    speed(root)
    if "--oracle" in arguments:
        print("share of articles that agree with Python-Markdown's HTML")
        agreement(root)


if __name__ == "__main__":
    main(sys.argv[1:])
