"""Build the site beside the old one, and replace the old one only when all went well."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kb_tools.config import Config, docs_root, site_facts
from kb_tools.errors import KbError
from kb_tools.language import Text


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made: where, how many pages, how many bytes, in how many seconds."""

    folder: Path
    pages: int
    bytes: int
    seconds: float


def build(
    config: Config,
    *,
    site: Path | None = None,
    audience: str | None = None,
    strict: bool = True,
    offline: bool = False,
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
    settings = prepare(config, audience=audience, strict=strict)
    target = (site or site_folder(config, audience, offline=offline)).resolve()
    if offline:
        settings["use_directory_urls"] = False
    _refuse_docs(config, target)
    fresh = _beside(target)
    try:
        generate(settings, fresh)
        _replace(target, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return _report(target, time.perf_counter() - start)


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
    static_files.add(site, chosen)
    leaks.refuse(site, chosen)
    return _report(site, time.perf_counter() - start)


def site_folder(config: Config, audience: str, *, offline: bool = False) -> Path:
    """Return where the site for an audience stands, unless someone says otherwise.

    Only the public one stands where mkdocs.yml says: what is sent to the web server from there
    must never be the site for colleagues.
    """
    folder = config.root / site_facts(config).site_dir
    public = audience == config.audience[0]
    name = folder.name if public else f"{folder.name}-{audience}"
    return folder.with_name(f"{name}-offline" if offline else name)


def _beside(target: Path) -> Path:
    """Make an empty folder beside `target`, on the same disk, so that it can take its place."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        message = Text("cannot write here: {why}", "无法写入此处：{why}")
        raise KbError(message.format(why=error.strerror), str(target.parent)) from error
    fresh.chmod(0o755)
    return fresh


def _replace(target: Path, fresh: Path) -> None:
    _refuse_strangers(target)
    old = fresh.with_name(f"{fresh.name}.old")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _refuse_docs(config: Config, target: Path) -> None:
    """A site among the articles would be read as articles next time, internal ones included."""
    public = site_folder(config, config.audience[0]).resolve()
    if target != public and target.is_relative_to(docs_root(config).resolve()):
        message = Text(
            "the site would stand among the articles; name a folder elsewhere with --site-dir",
            "网站会输出到文章目录里；请用 --site-dir 指定别处的目录",
        )
        raise KbError(message, str(target))


def _refuse_strangers(target: Path) -> None:
    """Never throw away a folder that is no site: `--site-dir .` must not cost anyone's work."""
    if target.is_dir() and any(target.iterdir()) and not (target / "404.html").is_file():
        message = Text(
            "this folder is not a site and would be replaced; name another one",
            "此目录不是网站，构建会把它整个替换掉；请另选一个目录",
        )
        raise KbError(message, str(target))


def _report(folder: Path, seconds: float) -> Report:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Report(folder, pages, sum(path.stat().st_size for path in files), seconds)
