"""A knowledge base on a writer's desk: what is open and unsaved, and what is known about it.

A desk has state, and is used from one thread only. What takes long gets a `Session` to work
on in another thread and hands one back, which counts only if nothing was edited meanwhile.
"""

from __future__ import annotations

import dataclasses
import os
import posixpath
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from pygls.uris import from_fs_path

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.corpus import Fault, KnowledgeBase, reading
from kb_tools.corpus.gathering import carry, same_names
from kb_tools.corpus.layout import is_markdown
from kb_tools.editor.past import NEVER, Remembered
from kb_tools.links.graph import LinkGraph
from kb_tools.lint.catalogue import selected
from kb_tools.lint.past import asks
from kb_tools.lint.rule import Rule
from kb_tools.lint.session import (
    Session,
    begun,
    changes,
    edited,
    neighbours,
    reviewed,
)

PORTION = 20
"""How many articles are checked between two looks whether something was edited."""
PROBES = 8
"""Articles by which the rules are timed, from all over the base."""
LONG = 0.02
"""Seconds of CPU that a rule may take for one article while somebody types."""

Progress = Callable[[int, int], None]


class Desk:
    """One knowledge base in an editor; paths are below its docs folder."""

    def __init__(self, config: Config, root: Path, session: Session) -> None:
        self.config = config
        self.root = root
        self.session = session
        self.open: dict[str, str] = {}
        """Texts of the open documents, as the editor has them."""
        self.uris: dict[str, str] = {}
        """How the editor writes the addresses of the documents that it opened."""
        self.pending: set[str] = set()
        """Open documents whose text is not in the session yet."""
        self.edits = 0
        """Counts the changes, so that work on an older session is noticed."""
        self.concerned: set[str] = set()
        """Articles that the latest edits concern most likely."""
        self.remembered = NEVER
        """What git said when it was asked last."""
        self._settled = session.kb
        """A base of which is known what its articles say together: later ones take it over."""

    def path(self, file: Path) -> str | None:
        """Return a file's path below the docs folder; None for one outside."""
        for folder in (self.root, self.root.resolve()):
            for real in (file, file.parent.resolve() / file.name):
                if real.is_relative_to(folder) and real != folder:
                    return _shown(real.relative_to(folder))
        return None

    def uri(self, path: str) -> str:
        """Return the address of a file, as the editor writes it if it opened the file."""
        place = os.path.normpath(self.root / path)
        return self.uris.get(path) or from_fs_path(place) or ""

    def catch_up(self) -> set[str]:
        """Check what was typed since; return these paths, and those with other findings now."""
        texts = {path: self.open[path] for path in self.pending if path in self.open}
        self.pending.clear()
        return {*texts, *self.change(texts)}

    def change(self, texts: dict[str, str], gone: Collection[str] = ()) -> list[str]:
        """Take over changed files; return the paths about which something else is known."""
        known = self.session.kb
        old = {path for path, text in texts.items() if _is_as_known(known, path, text)}
        texts = {path: text for path, text in texts.items() if path not in old}
        gone = [path for path in gone if path in known.files]
        if not texts and not gone:
            return []
        kb = known.with_files(texts, gone)
        before, paths = self.session, [*texts, *gone]
        # With other names every link may lead elsewhere: that takes until the next pause.
        same = _still_found(self._settled, kb)
        self.session = edited(before, kb, paths, among=same)
        if same:
            self.concerned = (self.concerned | neighbours(known, kb, paths)) - {*paths}
        else:
            self.concerned.update(paths, _meant(self._settled, paths))
        self.edits += 1
        return changes(before, self.session)

    def settling(self) -> Callable[[], KnowledgeBase] | None:
        """Return work for another thread that ends with a base to `settle`; None if none is due.

        It is after files came or went, or after an article is found by another name.
        """
        before, kb = self._settled, self.session.kb
        return None if _still_found(before, kb) else lambda: _worked_out(before, kb)

    def settle(self, kb: KnowledgeBase) -> None:
        """Learn of which base it is known what its articles say together."""
        self._settled = kb

    def take(self, session: Session) -> list[str]:
        """Take over what a review found; return the paths about which something else is known."""
        before, self.session = self.session, session
        return changes(before, session)

    def remember(self, now: Remembered) -> set[str]:
        """Take over what git says; return the paths of which it said to be lost, or says now."""
        before, self.remembered = self.remembered, now
        self.session = dataclasses.replace(self.session, evidence=now.evidence)
        return {*before.lost, *now.lost}

    def touched(self, files: Iterable[Path]) -> list[str]:
        """Return the paths of files that are in this base, and of all that is in them."""
        paths = [path for file in files if (path := self.path(file)) is not None]
        return [*dict.fromkeys(part for path in paths for part in (path, *self.below(path)))]

    def below(self, folder: str) -> list[str]:
        """Return the known files in a folder, and those on the disk: a folder was moved."""
        known = [path for path in self.session.kb.files if path.startswith(f"{folder}/")]
        place = self.root / folder
        there = reading.files(place, self.config.root) if place.is_dir() else ()
        return [*known, *(f"{folder}/{path}" for path in there)]

    def read(self, path: str) -> str | Fault | None:
        """Return the text of a file, the editor's if it is open; None if there is none.

        A file that is no page has none that matters: it is there.
        """
        if path in self.open:
            return self.open[path]
        if not (self.root / path).is_file():
            return None
        return reading.text(self.root, path) if is_markdown(path) else ""


def _meant(kb: KnowledgeBase, paths: Iterable[str]) -> set[str]:
    """Return the articles that link to a path, whether or not there is a file."""
    graph, names = LinkGraph.of(kb), {posixpath.basename(path) for path in paths}
    linking = {edge.source for path in paths for edge in graph.incoming.get(path, ())}
    dead = ((one.source, one.link.target.partition("#")[0]) for one in graph.dead)
    return linking | {source for source, to in dead if posixpath.basename(to) in names}


def _still_found(before: KnowledgeBase, kb: KnowledgeBase) -> bool:
    """Tell whether a base was made of another by edits only, and all is found by the same names."""
    if before is kb:
        return True
    changed = next((a.changed for a in kb.ancestors if a.base() is before), None)
    if changed is None or not changed <= kb.articles.keys() or before.files != kb.files:
        return False
    return same_names(before, kb, changed)


def _is_as_known(kb: KnowledgeBase, path: str, text: str) -> bool:
    article = kb.articles.get(path) or kb.contents.get(path)
    if path not in kb.files or article is None:
        return path in kb.files and not is_markdown(path)
    return article.source == text


def _shown(path: Path) -> str | None:
    """Return the path of a file that a knowledge base looks at; hidden ones are none."""
    skipped = any(part.startswith(".") or part in reading.SKIPPED for part in path.parts)
    return None if skipped else path.as_posix()


def found(file: Path) -> Config | None:
    """Return the configuration of the knowledge base that a file or folder is in, if any is.

    One that nobody configured, by kb.toml, [tool.kb] or mkdocs.yml, is none: an editor is
    opened on all sorts of folders. Raises ConfigError for a configuration that is wrong.
    """
    config = configuration.project(file)
    known = config.file is not None or configuration.site_file(config).is_file()
    return config if known else None


def opened(config: Config, today: date, progress: Progress | None = None) -> Desk:
    """Read and check a knowledge base; takes seconds for thousands of articles."""
    kb = KnowledgeBase.load(config, progress)
    rules = selected(config.lint)
    past = {rule.code for rule in rules if asks(rule)}
    session = begun(kb, rules, today, slow=_slow(begun(kb, rules, today)) | past)
    for portion in portions(kb.articles):
        session = edited(session, kb, portion)
    _worked_out(kb, kb)
    return Desk(config, configuration.docs_root(config), session)


def _worked_out(before: KnowledgeBase, kb: KnowledgeBase) -> KnowledgeBase:
    """Return a base when all is known of it that the next edit asks for and only changes."""
    carry(before, kb)
    neighbours(kb, kb, [*kb.articles][:1])  # makes the graph of links
    return kb


def portions(paths: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield paths, some at a time."""
    rest = sorted(paths)
    for start in range(0, len(rest), PORTION):
        yield rest[start : start + PORTION]


def review(
    session: Session,
    paths: Iterable[str],
    is_over: Callable[[], bool],
    *,
    slow: bool = False,
) -> Session | None:
    """Check articles again by what looks at others; None when it `is_over` before the end."""
    for portion in portions(paths):
        if is_over():
            return None
        session = reviewed(session, portion, slow=slow)
    return session


def _slow(session: Session) -> set[str]:
    """Return the rules that take too long for one article after an edit: they wait for a lull."""
    slow: set[str] = set()
    paths = sorted(session.kb.articles)
    for path in paths[:: max(1, len(paths) // PROBES)]:
        edited(session, session.kb, [path])  # learns what there is to learn, once and for all
        kb = session.kb.with_texts({path: session.kb.articles[path].source})
        for rule in session.rules.among:
            if rule.code not in slow and _seconds(rule, kb, path, session.today) > LONG:
                slow.add(rule.code)
    return slow


def _seconds(rule: Rule, kb: KnowledgeBase, path: str, today: date) -> float:
    start = time.thread_time()
    for _ in rule.find(kb.articles[path], kb, today):
        pass
    return time.thread_time() - start
