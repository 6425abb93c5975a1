"""CPU time from a keystroke to its findings, in a base of 5,000 articles.

    KB_DATA=… python -m bench.editor [BASE …]

Each real base is repeated under new file names until it has 5,000 articles, written to a
temporary folder, and opened by a real `kb lsp`. `typed` is what the server's process spends from
`didChange` to `publishDiagnostics`: parsing, checking, telling. Edits are made in many articles:
in the text, in a heading (its anchor changes), in the front matter (its title changes).
`neighbours` and `all` are what it spends afterwards, when nobody types.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kb_tools import config
from kb_tools.corpus import KnowledgeBase
from kb_tools.editor.desk import opened
from kb_tools.lint.session import neighbours, reviewed
from tests.editor.client import Client

ARTICLES = 5_000
EDITED = 8
GOAL = 100
"""Milliseconds."""


def main(wanted: list[str]) -> None:
    """Print a table over the bases in KB_DATA."""
    print(
        f"{'':<16}{'articles':>9}{'text':>8}{'heading':>9}{'title':>8}{'worst':>8}"
        f"{'neighbours':>12}{'all':>8}   (ms of CPU; goal {GOAL})"
    )
    for folder in sorted((Path(os.environ["KB_DATA"]) / "kb").iterdir()):
        if not wanted or folder.name in wanted:
            with tempfile.TemporaryDirectory() as place:
                root = repeated(folder, Path(place))
                print(line(folder.name, root), flush=True)


def repeated(folder: Path, place: Path) -> Path:
    """Write a base's articles again and again, each time under other names; return its root."""
    kb = KnowledgeBase.load(config.load(folder))
    written = 0
    for round_ in range(ARTICLES):
        for path, article in sorted(kb.articles.items()):
            stem, dot, suffix = path.rpartition(".")
            file = place / "docs" / (f"{stem}-{round_}{dot}{suffix}" if round_ else path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(article.source.encode("utf-8", "surrogatepass"))
            written += 1
            if written == ARTICLES:
                (place / "kb.toml").touch()
                return place
    return place


def line(name: str, root: Path) -> str:
    """Return a base's line of the table."""
    client = Client(root)
    try:
        docs = root / "docs"
        files = chosen(docs)
        client.open(files[0])
        client.until(lambda: client.codes(files[0]) is not None)
        text, heading, title = ([*typed(client, files, kind)] for kind in (prose, headed, titled))
    finally:
        client.stop()
    near, every = afterwards(root)
    worst = max(*text, *heading, *title)
    cells = [statistics.median(times) for times in (text, heading, title)]
    return (
        f"{name:<16}{ARTICLES:>9,}{cells[0]:>8.0f}{cells[1]:>9.0f}{cells[2]:>8.0f}{worst:>8.0f}"
        f"{near:>12.0f}{every:>8.0f}"
    )


def chosen(docs: Path) -> list[Path]:
    """Return articles from all over the base."""
    files = sorted(docs.rglob("*.md"))
    return files[:: max(1, len(files) // EDITED)][:EDITED]


def typed(client: Client, files: list[Path], change: object) -> Iterator[float]:
    """Yield the milliseconds of CPU that the server spends on each edit."""
    for file in files:
        client.open(file)
        client.until(lambda file=file: client.codes(file) is not None)
        time.sleep(0.1)
        text = client.texts[file.as_uri()]
        client.diagnostics.pop(file.as_uri())
        start = cpu(client)
        client.type(file, change(text))  # type: ignore[operator]
        client.until(lambda file=file: client.codes(file) is not None)
        yield 1000 * (cpu(client) - start)
        client.close(file)


def prose(text: str) -> str:
    """Add a sentence at the end."""
    return text + "\nOne more sentence, 再加一句。\n"


def headed(text: str) -> str:
    """Change the last heading."""
    before, mark, after = text.rpartition("\n## ")
    return f"{before}{mark}New {after}" if mark else text + "\n## New\n\nText.\n"


def titled(text: str) -> str:
    """Change the title in the front matter, or write one."""
    if text.startswith("---\ntitle: "):
        return text.replace("---\ntitle: ", "---\ntitle: New ", 1)
    return (
        text.replace("---\n", "---\nid: KB-99999\n", 1) if text.startswith("---\n") else "x" + text
    )


def cpu(client: Client) -> float:
    """Return the CPU seconds of the server's own thread, which answers and publishes."""
    pid = client.process.pid
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9


def afterwards(root: Path) -> tuple[float, float]:
    """Return the milliseconds of CPU for the neighbours of an edit, and for everything else."""
    desk = opened(config.load(root), date(2026, 11, 22))
    near, every = [], []
    for file in chosen(root / "docs")[:3]:
        path = str(desk.path(file))
        before = desk.session.kb
        desk.change({path: headed(before.articles[path].source)})
        start = time.process_time()
        session = reviewed(desk.session, neighbours(before, desk.session.kb, [path]))
        middle = time.process_time()
        reviewed(session, session.kb.articles)
        near.append(1000 * (middle - start))
        every.append(1000 * (time.process_time() - middle))
    return statistics.median(near), statistics.median(every)


if __name__ == "__main__":
    main(sys.argv[1:])
