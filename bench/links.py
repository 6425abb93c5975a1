"""How well links are put in, by leave-one-page-out on the links that writers made themselves.

Of each article the links to others are taken out, their words stay. What `kb_tools.links`
would link, knowing all other articles, is compared with what the writer had linked: pairs of
article and target. Links whose text is code are left out on both sides. `capped` keeps to six
links a page and one in a hundred words, as `kb fix` does; the writers did not.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kb_tools import config
from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.links import anchors, mentions
from kb_tools.links.graph import LinkGraph
from kb_tools.markdown import parse

Pair = tuple[str, str]


def without_links(article: Article, graph: LinkGraph) -> Article:
    """Return the article with its links to other articles unwrapped."""
    text = article.text
    for edge in reversed(graph.outgoing[article.path]):
        raw = edge.span.of(text)
        if edge.kind == "text" and edge.target != article.path and "`" not in raw:
            link = next(one for one in article.links if one.span == edge.span)
            text = text[: edge.span.start] + link.text_span.of(text) + text[edge.span.end :]
    return parse(text, article.path, lang=article.lang)


def gold(known: anchors.Anchors, graph: LinkGraph) -> set[Pair]:
    """Return what the writers linked: article and target in the same language."""
    return {
        (path, edge.target)
        for path, reading in known.readings.items()
        for edge in graph.outgoing[path]
        if edge.kind == "text" and edge.target in known.readings and edge.target != path
        if "`" not in edge.span.of(reading.article.text)
    }


def predicted(known: anchors.Anchors, graph: LinkGraph) -> Iterator[tuple[float, bool, Pair]]:
    """Yield probability, whether the caps let it through, and the pair."""
    for path, reading in known.readings.items():
        bare = known.read(without_links(reading.article, graph))
        found = sorted(mentions.candidates(known, bare), key=lambda m: -m.probability)
        room = mentions.room(bare, 0)
        for rank, mention in enumerate(found):
            yield mention.probability, rank < room, (path, mention.target.path)


def line(name: str, found: list[tuple[float, bool, Pair]], wanted: set[Pair]) -> str:
    """Return precision and recall at both thresholds."""
    cells = []
    for threshold, capped in ((0.5, False), (0.2, False), (0.5, True)):
        chosen = [p for chance, kept, p in found if chance >= threshold and (kept or not capped)]
        right = sum(pair in wanted for pair in chosen)
        precision = right / len(chosen) if chosen else 0.0
        cells.append(f"{precision:.3f} {right / len(wanted):.3f} {len(chosen):>6}")
    return f"{name:<24}" + "   ".join(cells) + f"   {len(wanted):>6}"


def main() -> None:
    """Print a table over the knowledge bases in KB_DATA."""
    folder = Path(os.environ["KB_DATA"]) / "kb"
    print(f"{'':<24}p>=.5: prec rec n       p>=.2                  p>=.5 capped           gold")
    for base in sorted(sys.argv[1:] or [path.name for path in folder.iterdir()]):
        kb = KnowledgeBase.load(config.load(folder / base))
        graph = LinkGraph.of(kb)
        start = time.process_time()
        kb_mentions = sum(len(found) for found in mentions.mentions(kb).values())
        seconds = time.process_time() - start
        for lang in kb.languages:
            known = anchors.of(kb, lang)
            if wanted := gold(known, graph):
                print(line(f"{base} {lang}", list(predicted(known, graph)), wanted), flush=True)
        print(f"{base}: {kb_mentions} mentions to link or suggest, {seconds:.2f} s CPU")


if __name__ == "__main__":
    main()
