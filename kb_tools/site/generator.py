"""MkDocs, told what to build: a site's own mkdocs.yml, or our settings where there is none.

The one place, besides the plugin, that knows a generator's API.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.language import Text

# The generators advertise their successors on every run; the README says what the way out is.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def prepare(config: Config, *, audience: str, strict: bool) -> Any:  # noqa: ANN401 - MkDocs' own
    """Return the generator's configuration, our plugin in it; its `site_dir` is where it says."""
    file = config.root / config.mkdocs
    with _mistakes():
        settings = _own(file, strict) if file.is_file() else _default(config, strict)
    listed = settings.plugins.get("kb")
    plugin = listed or _plugin(look=not file.is_file(), selective=not file.is_file())
    plugin.config["audience"] = audience
    plugin.settings = config
    if listed is None:
        settings.plugins["kb"] = plugin
    return settings


def generate(settings: Any, site: Path) -> None:  # noqa: ANN401 - MkDocs' own
    """Run the generator into the folder `site`."""
    from mkdocs.commands.build import build

    settings["site_dir"] = str(site)
    with _mistakes():
        build(settings)


def _own(file: Path, strict: bool) -> Any:  # noqa: ANN401 - MkDocs' own
    from mkdocs.config import load_config

    return load_config(config_file=str(file), strict=strict)


def _default(config: Config, strict: bool) -> Any:  # noqa: ANN401 - MkDocs' own
    from mkdocs.config.defaults import MkDocsConfig

    from kb_tools.site.defaults import settings

    name = config.site.name or config.root.resolve().name
    docs = str(configuration.docs_root(config).resolve())
    language = next(iter(config.languages), "en")
    found = MkDocsConfig()
    found.load_dict(settings(name, docs, language, config.site.repository))
    # MkDocs refuses a site folder inside the docs folder; the real one is set when it builds.
    found.load_dict({"site_dir": tempfile.gettempdir() + "/kb-site", "strict": strict})
    errors, _ = found.validate()
    if errors:
        raise KbError(Text(f"{errors[0][0]}: {errors[0][1]}", f"{errors[0][0]}：{errors[0][1]}"))
    return found


def _plugin(*, look: bool, selective: bool) -> Any:  # noqa: ANN401 - MkDocs' own
    from kb_tools.site.plugin import KbPlugin

    plugin = KbPlugin()
    plugin.load_config({})
    plugin.look, plugin.selective = look, selective
    return plugin


@contextmanager
def _mistakes() -> Iterator[None]:
    """Turn what the generator gives up with into one clear line."""
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        yield
    except (Abort, MkDocsException) as error:
        message = Text("the site was not built: {why}", "网站没有构建成功：{why}")
        raise KbError(message.format(why=error)) from error
