"""`kb lint --watch`: check an article as soon as it is saved."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, NamedTuple

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import say
from kb_tools.errors import KbError

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

    from kb_tools.cli.lint_options import Asked
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.history.git import Marks, Stamp
    from kb_tools.lint.session import Session

_QUIET = 0.03
"""Seconds without another event after which a save counts as done: editors write in steps."""
_PORTION = 50
"""Articles that are checked between two looks whether somebody has saved one."""
_IDLE = 1.0
"""Seconds after an edit when all articles are checked again, unless another edit comes.

So often is it looked whether commits have come, too.
"""
_OPTIONS = frozenset(("kb.toml", "pyproject.toml", "mkdocs.yml", "kb-terms.toml"))


class Saved(NamedTuple):
    """The new texts of files by path, "" for pictures, and the files that are gone."""

    texts: Mapping[str, str]
    gone: Collection[str]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, what is known of it, and the base when all was last checked.

    `commits` is what git's `marks` were when git was asked, `unread` the number of files that are
    no articles although their names say so.
    """

    session: Session
    paths: frozenset[str]
    marks: Marks
    commits: Stamp
    checked: KnowledgeBase | None
    unread: int

    @property
    def is_settled(self) -> bool:
        """Whether everything was checked since the last edit and the last commit."""
        return self.session.kb is self.checked


def watch(wish: Asked) -> None:
    """Check all articles, then each that is saved; runs until Ctrl-C."""
    _refuse(wish)
    with _events(wish) as queue:
        watched = _start(wish)
        while True:
            watched = _next(watched, queue, wish)


def _refuse(wish: Asked) -> None:
    others = (wish.mends, wish.diff, wish.stdin, wish.statistics, wish.style != "text")
    files = (wish.baseline, wish.write_baseline, wish.changed_since)
    if any(others) or any(file is not None for file in files):
        raise click.UsageError(
            say(
                "--watch can only be combined with PATHS, --select, --ignore and --lang",
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
    """Tell whether a file is an article, a picture or an option; not an editor's copy."""
    from kb_tools.corpus.layout import is_markdown
    from kb_tools.corpus.pictures import is_picture

    name = path.name
    counts = is_markdown(name) or is_picture(name) or name in _OPTIONS
    return counts and not name.startswith(".")


def _start(wish: Asked) -> Watch:
    from kb_tools.cli.lint_run import prepared, print_unread
    from kb_tools.config import docs_root
    from kb_tools.history.git import marks
    from kb_tools.lint.scope import common
    from kb_tools.lint.session import begun, edited, reviewed

    where = marks(docs_root(common(wish.paths)))
    commits = where.stamp()
    run = prepared(wish)
    kb, paths = run.work.kb, run.work.paths
    session = begun(kb, run.rules, run.today, run.evidence)
    with counter(say("Checking", "正在检查")) as count:
        for portion in _portions(paths):
            session = reviewed(edited(session, kb, {*portion}), portion, slow=True)
            count(len(session.found), len(paths))
    print_unread(run.work, wish.lang)
    watched = Watch(session, frozenset(paths), where, commits, kb, len(run.work.faults))
    _print(watched, paths, wish)
    return watched


def _portions(paths: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(paths)
    yield from (ordered[at : at + _PORTION] for at in range(0, len(ordered), _PORTION))


def _next(watched: Watch, queue: Queue[Path], wish: Asked) -> Watch:
    """Wait for an edit, and return what is known after it; when idle, check everything again."""
    try:
        changed = {queue.get(timeout=_IDLE)}
    except Empty:
        watched = _after_commits(watched)
        return watched if watched.is_settled else _settled(watched, queue, wish)
    changed |= _burst(queue)
    saved = _saved(watched.session.kb, changed)
    if saved is None:
        return _started_again(watched, wish)
    return _edited(watched, saved, wish) if any(saved) else watched


def _started_again(watched: Watch, wish: Asked) -> Watch:
    """Read and check everything again; as long as the options are wrong, what is known holds."""
    try:
        return _start(wish)
    except KbError as error:
        click.echo(error.to(wish.lang), err=True)
        return watched


def _edited(watched: Watch, saved: Saved, wish: Asked) -> Watch:
    from kb_tools.lint.scope import within
    from kb_tools.lint.session import edited

    start = time.perf_counter()
    kb = watched.session.kb.with_files(*saved)
    session = edited(watched.session, kb, {*saved.texts, *saved.gone})
    with suppress(KbError):  # a path that the command line names may be gone
        work = within(kb, wish.paths)
        watched = replace(watched, paths=frozenset(work.paths), unread=len(work.faults))
    watched = replace(watched, session=session)
    _print(watched, saved.texts, wish, seconds=time.perf_counter() - start)
    return watched


def _burst(queue: Queue[Path]) -> set[Path]:
    """Return what else is written in the same moment."""
    more: set[Path] = set()
    while True:
        try:
            more.add(queue.get(timeout=_QUIET))
        except Empty:
            return more


def _saved(kb: KnowledgeBase, changed: Collection[Path]) -> Saved | None:
    """Return what was written below the docs folder; None where all has to be read again.

    So it is after other options, another table of contents, and a file that cannot be read.
    """
    from kb_tools.config import docs_root
    from kb_tools.corpus import reading
    from kb_tools.corpus.layout import is_markdown

    root = docs_root(kb.config).resolve()
    texts: dict[str, str] = {}
    gone: set[str] = set()
    for file in changed:
        if file.name in _OPTIONS:
            return None
        if not file.is_relative_to(root):
            continue
        path = file.relative_to(root).as_posix()
        text = None if not file.is_file() else reading.text(root, path) if is_markdown(path) else ""
        if path in kb.contents or isinstance(text, reading.Fault):
            return None
        if text is None:
            gone.add(path)
        elif not _is_known(kb, path, text):
            texts[path] = text
    return Saved(_listed(kb, texts), gone & kb.files)


def _is_known(kb: KnowledgeBase, path: str, text: str) -> bool:
    """Tell whether a file says what it said; what is no article only has to be there."""
    article = kb.articles.get(path)
    if article is None:
        return path in kb.files and not text
    return text.replace("\r\n", "\n").removeprefix("\ufeff") == article.text


def _listed(kb: KnowledgeBase, texts: dict[str, str]) -> dict[str, str]:
    """Leave out the new files that are in no folder of articles, as those of packages."""
    from kb_tools.corpus.listing import Listing

    if texts.keys() <= kb.files:
        return texts
    there = {*Listing.of(kb.config).files}
    return {path: text for path, text in texts.items() if path in there}


def _after_commits(watched: Watch) -> Watch:
    """Return what is watched with what git says now, where commits have come."""
    from kb_tools.history.git import GitError
    from kb_tools.lint.past import gathered

    commits, session = watched.marks.stamp(), watched.session
    if commits == watched.commits:
        return watched
    try:
        evidence = gathered(session.kb, session.rules.all()).evidence
    except GitError:  # it is at work: the next look finds it done
        return watched
    session = replace(session, evidence=replace(evidence, answers=session.evidence.answers))
    return replace(watched, session=session, commits=commits, checked=None)


def _settled(watched: Watch, queue: Queue[Path], wish: Asked) -> Watch:
    """Check everything again, as long as no edit comes; print what changed elsewhere."""
    from kb_tools.lint.session import reviewed

    session = watched.session
    for portion in _portions(watched.paths & session.kb.articles.keys()):
        session = reviewed(reviewed(session, portion), portion, slow=True)
        if not queue.empty():
            return watched
    settled = replace(watched, session=session, checked=session.kb)
    changed = {path for path in watched.paths if _said(settled, path) != _said(watched, path)}
    if changed:
        _print(settled, changed, wish)
    return settled


def _said(watched: Watch, path: str) -> list[tuple[str, str]]:
    return [(d.code, d.message.en) for d in watched.session.findings(path)]


def _print(
    watched: Watch, paths: Collection[str], wish: Asked, seconds: float | None = None
) -> None:
    """Print what is found in some articles, and the count of all."""
    from kb_tools.lint.formats import render
    from kb_tools.lint.report import Report, summary
    from kb_tools.lint.scope import Scope

    session, wanted = watched.session, watched.paths
    shown = Scope(session.kb, (*wanted,)).shown
    findings = [d for path in sorted(wanted.intersection(paths)) for d in session.findings(path)]
    for line in render(Report(session.kb, findings, len(paths), wish.lang, shown), "text"):
        click.echo(line)
    everything = [d for path in wanted for d in session.findings(path)]
    whole = Report(session.kb, everything, len(wanted), wish.lang, unread=watched.unread)
    count = summary(whole).to(wish.lang)
    took = "" if seconds is None else f" ({1000 * seconds:.0f} ms)"
    click.echo(f"[{datetime.now(tz=UTC).astimezone():%H:%M:%S}] {count}{took}")
