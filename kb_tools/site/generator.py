"""MkDocs, configured to build: a site's own mkdocs.yml, or our settings where there is none.

With the plugin and `rendered`, the only one that knows a generator's API.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.site import strangers

# The generators advertise their successors on every run; the README says what the way out is.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


SHOWN = 20
"""How many of the generator's warnings are shown when one of them stops the build."""
SAID = "kb_said"
"""Where a record of the log has its message in both languages, if it is one of ours."""


def prepare(
    config: Config,
    *,
    audience: str,
    strict: bool,
    progress: Callable[[int, float], None] | None = None,
) -> Any:  # noqa: ANN401 - MkDocs' own
    """Return the generator's configuration, our plugin in it; its `site_dir` is where it says."""
    file = configuration.site_file(config)
    with _mistakes():
        settings = _own(file, strict) if file.is_file() else _default(config)
    listed = settings.plugins.get("kb")
    plugin = listed or _plugin(look=not file.is_file(), selective=not file.is_file())
    plugin.config["audience"] = audience
    plugin.settings = config
    plugin.progress = progress
    if listed is None:
        settings.plugins["kb"] = plugin
    return settings


def generate(settings: Any, site: Path) -> tuple[Text, ...]:  # noqa: ANN401 - MkDocs' own
    """Run the generator into the folder `site`, and return what it warned of."""
    from mkdocs.commands.build import build

    settings["site_dir"] = str(site)
    with _mistakes() as warnings:
        build(settings)
    return tuple(warnings)


def regenerate(settings: Any, changed: Sequence[Path]) -> bool:  # noqa: ANN401 - MkDocs' own
    """Render only the changed articles again; False where that is not enough.

    MkDocs' own `--dirty` still reads every file; it has no public way to build one page.
    """
    plugin = settings.plugins["kb"]
    docs = Path(settings["docs_dir"])
    paths = [path.relative_to(docs).as_posix() for path in changed if path.is_relative_to(docs)]
    revised = [plugin.revise(path) for path in paths]
    if len(paths) < len(changed) or not all(revised):
        return False
    with _mistakes():
        for path in chain.from_iterable(revised):
            _page(settings, plugin, path)
    return True


def _page(settings: Any, plugin: Any, path: str) -> None:  # noqa: ANN401 - MkDocs' own
    from mkdocs.commands.build import _build_page, _populate_page
    from mkdocs.structure.pages import Page

    file, built = plugin.built.files.get_file_from_path(path), plugin.built
    page = Page(None, file, settings)
    _populate_page(page, settings, built.files)
    _build_page(page, settings, built.files.documentation_pages(), built.nav, built.env)


def _own(file: Path, strict: bool) -> Any:  # noqa: ANN401 - MkDocs' own
    from mkdocs.config import load_config

    return load_config(config_file=str(file), strict=strict)


def _default(config: Config) -> Any:  # noqa: ANN401 - MkDocs' own
    """Return our settings. They are never strict: nobody wrote them, so nobody could mend them."""
    from mkdocs.config.defaults import MkDocsConfig

    from kb_tools.site.defaults import settings

    name = config.site.name or config.root.resolve().name
    docs = str(configuration.docs_root(config).resolve())
    language = next(iter(config.languages), "en")
    found = MkDocsConfig()
    found.load_dict(settings(name, docs, language, config.site.repository))
    # MkDocs refuses a site folder inside the docs folder; the real one is set when it builds.
    found.load_dict({"site_dir": tempfile.gettempdir() + "/kb-site"})
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


class _Warnings(logging.Handler):
    """Keeps what the generator warns of, to say it with the error or after the build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[Text] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning."""
        said = record.getMessage()
        self.lines.append(getattr(record, SAID, Text(said, said)))


@contextmanager
def _mistakes() -> Iterator[list[Text]]:
    """Turn what the generator gives up with into one clear message, its warnings included.

    Yields the list of its warnings, which grows as it works.
    """
    from mkdocs.exceptions import Abort, MkDocsException

    warnings = _Warnings()
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        yield warnings.lines
    except (Abort, MkDocsException) as error:
        message = Text("the site was not built: {why}", "网站没有构建成功：{why}")
        shown = [Text(str(error), str(error)), *warnings.lines[:SHOWN]]
        en, zh = ("\n  ".join(text.to(lang) for text in shown) for lang in ("en", "zh"))
        raise KbError(Text(message.en.format(why=en), message.zh.format(why=zh))) from error
    except Exception as error:
        if (failure := strangers.failure(error, [one.en for one in warnings.lines])) is None:
            raise
        raise failure from error
    finally:
        log.removeHandler(warnings)
