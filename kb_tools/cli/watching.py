"""`kb lint --watch`: check an article as soon as it is saved."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING

import click

from kb_tools.cli.speech import say

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

    from kb_tools.cli.lint import Run
    from kb_tools.cli.lint_options import Asked
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.lint.live import Live

_QUIET = 0.03
"""Seconds without another event after which a save counts as done: editors write in steps."""
_LONG = 0.02
"""Seconds from which a rule is not run anew on every edit."""
_IDLE = 1.0
"""Seconds after an edit when all articles are checked again, unless another edit comes."""


def watch(wish: Asked) -> None:
    """Check all articles, then each that is saved; runs until Ctrl-C."""
    _refuse(wish)
    with _events(wish) as queue:
        live = _start(wish)
        while True:
            live = _next(live, queue, wish)


def _refuse(wish: Asked) -> None:
    others = (wish.mends, wish.diff, wish.stdin, wish.statistics, wish.style != "text")
    files = (wish.baseline, wish.write_baseline, wish.changed_since)
    if any(others) or any(file is not None for file in files):
        raise click.UsageError(
            say(
                "--watch goes with PATHS, --select, --ignore and --lang only",
                "--watch 只能与 PATHS、--select、--ignore 和 --lang 同用",
            )
        )


@contextmanager
def _events(wish: Asked) -> Iterator[Queue[Path]]:
    """Collect the files that change below the project's folder."""
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers import Observer

    from kb_tools.config import load, project

    queue: Queue[Path] = Queue()

    class Collector(FileSystemEventHandler):
        """Passes on what was written, and both ends of a move."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in ("opened", "closed_no_write"):
                for name in (event.src_path, event.dest_path):
                    if name and _matters(path := Path(str(name))):
                        queue.put(path)

    root = (project(wish.paths[0]) if wish.paths else load(Path())).root
    observer = Observer()
    observer.schedule(Collector(), str(root), recursive=True)
    observer.start()
    try:
        yield queue
    finally:
        observer.stop()
        observer.join()


def _matters(path: Path) -> bool:
    """Tell whether a file is an article or an option; not an editor's copy."""
    from kb_tools.corpus.layout import is_markdown

    named = path.name in ("kb.toml", "pyproject.toml", "mkdocs.yml", "kb-terms.toml")
    return not path.name.startswith(".") and (is_markdown(path.name) or named)


def _start(wish: Asked) -> Live:
    from kb_tools.cli.lint import prepared, report
    from kb_tools.lint.live import begun

    run = prepared(wish)
    slow = _slow(run)
    found = report(run, wish).diagnostics
    live = begun(run.work.kb, run.work.paths, run.rules, found, run.evidence, slow)
    _print(live, live.found, wish)
    return live


def _slow(run: Run) -> set[str]:
    """Return the rules that need long for their first article: they learn from all of them."""
    from kb_tools.lint.engine import findings

    slow: set[str] = set()
    kb = run.work.kb
    for article in [kb.articles[path] for path in run.work.paths[:1]]:
        alone = replace(kb, articles={article.path: article})
        for rule in run.rules:
            findings(article, alone, [rule], run.today)  # reads its tables, once and for all
            start = time.process_time()
            findings(article, kb, [rule], run.today)
            if time.process_time() - start > _LONG:
                slow.add(rule.code)
    return slow


def _next(live: Live, queue: Queue[Path], wish: Asked) -> Live:
    """Wait for an edit, and return the base after it; when idle, check everything again."""
    try:
        changed = {queue.get(timeout=None if live.is_settled else _IDLE)}
    except Empty:
        return _settled(live, queue, wish)
    changed |= _burst(queue)
    texts = _texts(live.kb, changed)
    if texts is None:
        return _start(wish)
    if not texts:
        return live
    start = time.perf_counter()
    live = live.edited(texts, _today())
    _print(live, texts, wish, seconds=time.perf_counter() - start)
    return live


def _burst(queue: Queue[Path]) -> set[Path]:
    """Return what else is written in the same moment."""
    more: set[Path] = set()
    while True:
        try:
            more.add(queue.get(timeout=_QUIET))
        except Empty:
            return more


def _texts(kb: KnowledgeBase, changed: Collection[Path]) -> dict[str, str] | None:
    """Return the articles that say something else now; None when files came, went, or options."""
    from kb_tools.config import docs_root
    from kb_tools.corpus import reading

    root = docs_root(kb.config).resolve()
    texts: dict[str, str] = {}
    for file in changed:
        path = file.relative_to(root).as_posix() if file.is_relative_to(root) else ""
        text = reading.text(root, path) if path in kb.articles else None
        if not isinstance(text, str):
            return None
        if text.replace("\r\n", "\n").removeprefix("\ufeff") != kb.articles[path].text:
            texts[path] = text
    return texts


def _settled(live: Live, queue: Queue[Path], wish: Asked) -> Live:
    """Check everything again, as long as no edit comes; print what changed elsewhere."""
    from kb_tools.lint.live import settle

    for step in settle(live, _today()):
        if step is not None:
            changed = {p for p in step.found if _said(step, p) != _said(live, p)}
            if changed:
                _print(step, changed, wish)
            return step
        if not queue.empty():
            return live
    return live


def _said(live: Live, path: str) -> list[tuple[str, str]]:
    return [(d.code, d.message.en) for d in live.found.get(path, ())]


def _print(live: Live, paths: Collection[str], wish: Asked, seconds: float | None = None) -> None:
    """Print what is found in some articles, and the count of all."""
    from kb_tools.lint.formats import render
    from kb_tools.lint.report import Report, summary
    from kb_tools.lint.scope import Scope

    work = Scope(live.kb, (*live.found,))
    shown = [d for path in sorted(paths) for d in live.found.get(path, ())]
    everything = [d for found in live.found.values() for d in found]
    for line in render(Report(live.kb, shown, len(paths), wish.lang, work.shown), "text"):
        click.echo(line)
    told = summary(Report(live.kb, everything, len(live.found), wish.lang)).to(wish.lang)
    took = "" if seconds is None else f" ({1000 * seconds:.0f} ms)"
    click.echo(f"[{datetime.now(tz=UTC).astimezone():%H:%M:%S}] {told}{took}")


def _today() -> date:
    return datetime.now(tz=UTC).date()
