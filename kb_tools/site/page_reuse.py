"""Pages of the last build, taken over where the theme would be given the same for them again.

A page's key holds all that the theme's templates read: the page's own text, content and front
matter, the navigation, the settings, the templates. Other plugins could add anything to a page,
and templates of a site's own could show parts of other pages: such a site is always made whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta

from kb_tools.site.last_build import LastBuild, digest, program
from kb_tools.site.page_view import Look

UNCHANGED = "kb_unchanged"
"""What a page's template gets when nothing of it has to be rendered."""

_EVENTS = tuple(
    "env page_content page_context page_markdown page_read_source post_build post_page"
    " post_template pre_page pre_template template_context".split()
)
_HARMLESS = ("kb", "material/search")
_EVERYTHING = frozenset(("build_date_utc", "nav", "pages"))
"""What templates know of more than the page and the site's settings."""
_OF_A_PAGE = frozenset(("alternate", "homepage", "language"))
"""Settings that are set again for each page, by its language alone."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class _Template(jinja2.Template):
    """A template that makes nothing of an unchanged page; the generator writes no such file."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as in Jinja
        """Return the page, or nothing."""
        given = dict(*args, **kwargs)
        return "" if given.get(UNCHANGED) else super().render(given)


class _Quiet(logging.Filter):
    """Says nothing of pages that are skipped because they are there already."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is of anything else."""
        return "Generated empty output" not in str(record.msg)


class PageReuse:
    """Knows which pages of one build the last one left as they have to be."""

    def __init__(self, last: LastBuild, shared: str) -> None:
        self.last, self._shared = last, shared

    def keeps(self, page: Any, look: Look, head: str) -> bool:  # noqa: ANN401
        """Tell whether a page is as it has to be.

        `look` is what our templates show beside its content, `head` what machines read.
        """
        own = (page.title, page.url, page.canonical_url, page.edit_url, page.is_homepage)
        content = (own, page.file.src_uri, list(_headings(page.toc)), page.meta, look)
        parts = (repr(content), page.content, head)
        return self.last.keeps(page.file.dest_uri, digest((self._shared, *parts)))


def _headings(toc: Any) -> Iterator[tuple[str, str, int]]:  # noqa: ANN401 - MkDocs' own
    """Yield what the table of contents says, which may not be what the headings say."""
    for one in toc:
        yield one.title, one.id, one.level
        yield from _headings(one.children)


def apart(config: Any) -> bool:  # noqa: ANN401 - MkDocs' own
    """Tell whether each page of a site is made by us and the theme alone, of that page alone."""
    own = _own_files(config.theme.custom_dir).values()
    others = config.extra_templates or any(map(_reads_everything, own))
    return _alone(config.plugins) and not others


def page_reuse(last: LastBuild, config: Any, env: jinja2.Environment, nav: Any) -> PageReuse:  # noqa: ANN401
    """Return what identifies the unchanged pages of a site whose pages are made `apart`."""
    own = chain.from_iterable(_own_files(config.theme.custom_dir).items())
    env.template_class = _Template
    log = logging.getLogger(f"{type(config).__module__.partition('.')[0]}.commands.build")
    if not any(isinstance(one, _Quiet) for one in log.filters):
        log.addFilter(_Quiet())
    return PageReuse(last, digest((program(), *own, str(nav), *_settings(config))))


def _alone(plugins: Any) -> bool:  # noqa: ANN401 - MkDocs' own
    """Tell whether no plugin or hook of others has a say in pages."""
    harmless = [plugins[name] for name in _HARMLESS if name in plugins]
    methods = (method for name in _EVENTS for method in plugins.events[name])
    return all(getattr(method, "__self__", None) in harmless for method in methods)


def _own_files(folder: str | None) -> Mapping[str, str]:
    """Return the site's own texts for the theme, by path: a template may take in any of them."""
    found = sorted(Path(folder).rglob("*")) if folder else ()
    return {str(file): file.read_text("utf-8", "replace") for file in found if file.is_file()}


def _reads_everything(text: str) -> bool:
    """Tell whether a text, if it is a template, may show more than its page."""
    if "\N{REPLACEMENT CHARACTER}" in text or not ("{{" in text or "{%" in text):
        return False  # a picture, a stylesheet
    env = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    try:
        known = meta.find_undeclared_variables(env.parse(text))
        return "markdown" in text or bool(known & _EVERYTHING)
    except jinja2.TemplateError:
        return True


def _settings(config: Any) -> Iterable[str]:  # noqa: ANN401 - MkDocs' own
    yield from map(version, ("Jinja2", "Markdown", "mkdocs-material", "Pygments"))
    yield version(type(config).__module__.partition(".")[0])
    left_out = ("extra", "hooks", "plugins", "site_dir", "theme")
    values = {name: value for name, value in config.items() if name not in left_out}
    for group in (values, dict(config["theme"]), config["extra"]):
        shown = {name: value for name, value in group.items() if name not in _OF_A_PAGE}
        yield _ADDRESS.sub("", repr(sorted(shown.items(), key=lambda item: str(item[0]))))
    for name, plugin in config["plugins"].items():  # a file of `hooks` is there too, as it is
        yield _ADDRESS.sub("", f"{name} {dict(getattr(plugin, 'config', {}))!r}")
