"""Build the site beside the old one, and replace the old one only when all went well."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.language import Text


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made: where, how many pages, how many bytes, in how many seconds."""

    folder: Path
    pages: int
    bytes: int
    seconds: float


def build(config: Config, *, site: Path | None = None, strict: bool = True) -> Report:
    """Build the site of `config` into `site` (default: what mkdocs.yml says)."""
    start = time.perf_counter()
    generator = _generator_config(config, strict=strict)
    target = (site or Path(generator["site_dir"])).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        generator["site_dir"] = str(fresh)
        _generate(generator)
        _replace(target, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return _report(target, time.perf_counter() - start)


def _generator_config(config: Config, *, strict: bool) -> Any:  # noqa: ANN401 - MkDocs' own type
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    from mkdocs.config import load_config

    return load_config(config_file=str(config.root / config.mkdocs), strict=strict)


def _generate(generator: Any) -> None:  # noqa: ANN401 - MkDocs' own type
    from mkdocs.commands.build import build as generate
    from mkdocs.exceptions import Abort

    try:
        generate(generator)
    except Abort as error:
        message = Text("the site was not built: {why}", "网站没有构建成功：{why}")
        raise KbError(message.format(why=error)) from error


def _replace(target: Path, fresh: Path) -> None:
    old = fresh.with_name(f"{fresh.name}.old")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    target.chmod(0o755)
    shutil.rmtree(old, ignore_errors=True)


def _report(folder: Path, seconds: float) -> Report:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Report(folder, pages, sum(path.stat().st_size for path in files), seconds)
