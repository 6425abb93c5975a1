"""Build the site beside the old one, and touch the old one only when all went well."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb_tools.config import Config, docs_root, site_facts
from kb_tools.errors import KbError
from kb_tools.garbage import rarely_collected
from kb_tools.language import Text
from kb_tools.site.last_build import last_build
from kb_tools.site.swap import refuse_strangers, settle
from kb_tools.site.workplace import beside

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Progress = Callable[[int, float], None]
"""Called with how many pages are done, and which share of all the work that is."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made: where, how many pages, how many bytes, in how many seconds.

    `warnings` are the generator's, which stop a strict build. `feeds` is False for
    the site of a mkdocs.yml that does not say its address: it has none.
    """

    folder: Path
    pages: int
    bytes: int
    seconds: float
    warnings: tuple[Text, ...] = ()
    feeds: bool = True


def build(
    config: Config,
    *,
    site: Path | None = None,
    audience: str | None = None,
    strict: bool = True,
    offline: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Build the site for `audience` (the widest by default) into `site` (as mkdocs.yml says).

    An `offline` one works from a folder, by double click: links name files, as no server does.

    Raises KbError, and leaves the old site as it was, when anything goes wrong.
    """
    from kb_tools.corpus.visibility import require_known
    from kb_tools.site.generator import generate, prepare

    start = time.perf_counter()
    audience = audience or config.audience[0]
    require_known(audience, config.audience)
    settings = prepare(config, audience=audience, strict=strict, progress=progress)
    target = (site or site_folder(config, audience, offline=offline)).resolve()
    if offline:
        settings["use_directory_urls"] = False
    _refuse_docs(config, target)
    refuse_strangers(target)
    with _room(target), beside(target) as fresh:
        last = settings.plugins["kb"].last = last_build(target, config.root)
        with rarely_collected():
            warnings = generate(settings, fresh)
        settle(fresh, target, last)
    report = _report(target, time.perf_counter() - start)
    return dataclasses.replace(report, warnings=warnings, feeds=_has_feeds(settings))


def add_to(config: Config, site: Path, audience: str | None = None) -> Report:
    """Add to a site that another generator built what needs no generator.

    Raises KbError when that site shows an article that its readers may not see.
    """
    from kb_tools.corpus import KnowledgeBase
    from kb_tools.site import leaks, static_files
    from kb_tools.site.edition import edition

    start = time.perf_counter()
    audience = audience or config.audience[0]
    chosen = edition(KnowledgeBase.load(config), audience)
    chosen = dataclasses.replace(chosen, linked_shelves=False)
    static_files.add(site, chosen)
    static_files.write(site, static_files.search(chosen))
    leaks.refuse(site, leaks.withheld(chosen))
    return _report(site, time.perf_counter() - start)


@contextlib.contextmanager
def _room(target: Path) -> Iterator[None]:
    """Say where there is no room: a copy that fails names what was copied."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        message = Text(
            "the disk is full, or a limit for files is reached ({why}); make room and build again",
            "磁盘已满，或超出了文件大小的限制（{why}）；请腾出空间后再构建",
        )
        raise KbError(message.format(why=error.strerror), str(target.parent)) from error


def _has_feeds(settings: Any) -> bool:  # noqa: ANN401 - MkDocs' own
    return bool(settings["site_url"]) or not settings["config_file_path"]


def site_folder(config: Config, audience: str, *, offline: bool = False) -> Path:
    """Return where the site for an audience is put, unless someone says otherwise.

    Only the public one is where mkdocs.yml says: what is sent to the web server from there
    must never be the site for colleagues.
    """
    folder = config.root / site_facts(config).site_dir
    public = audience == config.audience[0]
    name = folder.name if public else f"{folder.name}-{audience}"
    return folder.with_name(f"{name}-offline" if offline else name)


def _refuse_docs(config: Config, target: Path) -> None:
    """A site among the articles would be read as articles next time, internal ones included."""
    public = site_folder(config, config.audience[0]).resolve()
    if target != public and target.is_relative_to(docs_root(config).resolve()):
        message = Text(
            "the site would be among the articles; name a folder elsewhere with --site-dir",
            "网站会输出到文章目录里；请用 --site-dir 指定别处的目录",
        )
        raise KbError(message, str(target))


def _report(folder: Path, seconds: float) -> Report:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Report(folder, pages, sum(path.stat().st_size for path in files), seconds)
