"""What ten thousand articles cost: reading, the index, an edit, links, a file of tickets.

    KB_DATA=… python -m bench.scale [--articles N] [--tickets N] [--out FILE]

The base is made of the real articles in KB_DATA, each once; where they are too few, the sections
of the longest ones follow as articles of their own. Figures are CPU seconds of this process, or
of the whole command that is named; wall time only where it says so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.garbage import uncollected
from kb_tools.links import phrases
from kb_tools.links.graph import LinkGraph
from kb_tools.links.mentions import mentions
from kb_tools.links.related import ranked
from kb_tools.search.build import build
from kb_tools.search.document import documents
from kb_tools.search.index import Index
from kb_tools.search.question import question
from kb_tools.search.suggest import suggest

SETS = ("egret_forum_zh", "nlm_email_en")
LEAST = 300
"""Characters of a section that makes an article."""
WHOLE = 100_000
"""Tickets of a large company's year: `--tickets 100000` answers all; fewer are extrapolated."""
EDITS = 20
ADDED = "\nOne more sentence about the startup of a cluster, 再加一句关于启动的话。\n"
ASKED = "TiKV 启动失败，日志里说 connection refused"
Row = tuple[str, str]


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """Yield paths and texts: the bases, the answers of the sets, then sections of the bases."""
    bases = [file for file in sorted((data / "kb").rglob("*.md")) if not hidden(file, data)]
    for file in bases:
        yield f"{file.relative_to(data / 'kb')}", file.read_text("utf-8", "replace")
    for name in SETS:
        for number, row in enumerate(rows(data / "labelled" / name / "articles.jsonl")):
            yield f"{name}/{number}.md", f"# {row['title']}\n\n{row['body']}\n"
    for file in bases:
        sections = re.split(r"^## ", file.read_text("utf-8", "replace"), flags=re.MULTILINE)[1:]
        for number, section in enumerate(sections):
            if len(section) >= LEAST:
                below = file.relative_to(data / "kb").with_suffix("")
                yield f"sections/{below}-{number}.md", f"# {section}"


def hidden(file: Path, data: Path) -> bool:
    """Tell whether a file is about its base, or in a hidden folder."""
    return any(part.startswith(("_", ".")) for part in file.relative_to(data).parts)


def rows(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def write_base(root: Path, data: Path, most: int) -> int:
    """Write a knowledge base of at most so many articles, and return how many it has."""
    count = 0
    for path, text in islice(articles(data), most):
        file = root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        count += 1
    (root / "mkdocs.yml").write_text("site_name: scale\n", "utf-8")
    return count


def write_tickets(file: Path, data: Path, count: int) -> None:
    """Write so many tickets: the real ones, again and again."""
    known = list(chain.from_iterable(map(rows, sorted((data / "tickets").glob("*.jsonl")))))
    with file.open("w", encoding="utf-8") as out:
        for number, row in enumerate(islice(cycle(known), count)):
            out.write(json.dumps({**row, "id": str(number)}, ensure_ascii=False) + "\n")


def timed(task: Callable[[], Any]) -> tuple[float, Any]:
    """Return CPU seconds and the result."""
    start = time.process_time()
    with uncollected():
        result = task()
    return time.process_time() - start, result


def command(root: Path, *arguments: str) -> tuple[float, float]:
    """Return CPU seconds, of all its processes, and wall seconds of a command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-c", "from kb_tools.cli import main; main()", *arguments],
        cwd=root,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - start


def in_memory(root: Path) -> Iterator[Row]:
    """Measure what is worked out of a base that is read once."""
    read, kb = timed(lambda: KnowledgeBase.load(config.load(root)))
    yield "read and parse all articles", f"{read:.2f} s"
    taken, found = timed(lambda: list(documents(kb)))
    yield "their fields as plain text", f"{taken:.2f} s"
    built, data = timed(lambda: build(found))
    each = 1000 * built / len(found)
    yield "count and build the index", f"{built:.2f} s ({each:.2f} s per 1,000)"
    yield "size of the index", f"{len(data) / 1e6:.1f} MB"
    index = Index(data)
    suggest(index, question(ASKED))
    once = min(timed(lambda: suggest(index, question(ASKED)))[0] for _ in range(5))
    yield "one suggestion, index open", f"{1000 * once:.1f} ms"
    yield "the graph of links", f"{timed(lambda: LinkGraph.of(kb))[0]:.2f} s"
    yield "related articles of all", f"{timed(lambda: ranked(kb))[0]:.2f} s"
    again = sorted(followed(kb))
    middle, most = again[len(again) // 2], again[-1]
    yield "the same after an edit", f"{middle:.2f} s ({most:.2f} s at most, {len(again)} edits)"
    yield from mentioned(root)


def mentioned(root: Path) -> Iterator[Row]:
    """Measure what finds mentions, of a base that nothing else has looked at, the fast way last."""
    for compiled, name in ((False, "mentions of other articles in all"), (True, "with `[fast]`")):
        kb = KnowledgeBase.load(config.load(root))
        LinkGraph.of(kb)
        phrases.COMPILED = compiled
        yield name, f"{timed(partial(mentions, kb))[0]:.2f} s"


def followed(kb: KnowledgeBase) -> Iterator[float]:
    """Yield CPU seconds for related articles after one edit after the other."""
    paths = sorted(kb.articles)
    for path in paths[:: len(paths) // EDITS]:
        kb = kb.with_texts({path: kb.articles[path].source + ADDED})
        LinkGraph.of(kb)
        yield timed(partial(ranked, kb))[0]


def as_commands(root: Path, tickets: int) -> Iterator[Row]:
    """Measure whole commands, Python's start included."""
    first = command(root, "suggest", ASKED)
    yield "`kb suggest`, no index yet", f"{first[0]:.2f} s"
    yield "`kb suggest` again", f"{min(command(root, 'suggest', ASKED)[0] for _ in range(5)):.2f} s"
    yield "`kb suggest` after one edit", f"{min(edits(root)):.2f} s"
    (root / "docs" / "new.md").write_text("# A new article\n\nTiKV 启动失败。\n", "utf-8")
    yield "`kb suggest` after one new article", f"{command(root, 'suggest', ASKED)[0]:.2f} s"
    cpu, wall = command(root, "suggest", "--batch", "tickets.jsonl", "--out", "answers.jsonl")
    each = 1000 * cpu / tickets
    yield f"`kb suggest --batch`, {tickets:,} tickets", f"{cpu:.0f} s ({each:.1f} ms each)"
    yield "the same in wall time", f"{wall:.0f} s on {os.cpu_count()} cores"
    if tickets < WHOLE:
        hours = each * WHOLE / 3.6e6
        yield f"so {WHOLE:,} tickets take about", f"{hours:.2f} hours of one core"


def edits(root: Path) -> Iterator[float]:
    """Yield CPU seconds of the command after an edit of one article, five times."""
    file = min((root / "docs").rglob("*.md"))
    for number in range(5):
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\nOne more sentence about the startup, number {number}.\n")
        yield command(root, "suggest", ASKED)[0]


def main() -> None:
    """Print the table, and write it to --out."""
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--tickets", type=int, default=2_000, help="how many to answer (2,000)")
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    data = Path(os.environ["KB_DATA"])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        count = write_base(root, data, given.articles)
        write_tickets(root / "tickets.jsonl", data, given.tickets)
        size = sum(file.stat().st_size for file in root.rglob("*.md")) / 1e6
        lines = [
            f"# {count:,} articles",
            "",
            f"{size:.1f} MB of Markdown in Chinese and English; CPU seconds; made by"
            " `python -m bench.scale`.",
            "",
            "| what | cost |",
            "|---|---|",
        ]
        print("\n".join(lines), flush=True)
        for row in chain(in_memory(root), as_commands(root, given.tickets)):
            lines.append(f"| {row[0]} | {row[1]} |")
            print(lines[-1], flush=True)
    if given.out:
        given.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
