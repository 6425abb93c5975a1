"""What a site's own mkdocs.yml says, as typed facts.

kb_tools never repeats in its own configuration what is set there already. A folder without
mkdocs.yml has the facts that MkDocs takes by default, and `known` is False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb_tools.errors import ReadError
from kb_tools.i18n_plugin import Translations, translations
from kb_tools.language import Text
from kb_tools.regex import regex

_SLUGIFY = regex(r"slugify:\s*(?:!!python/(?:name|object/apply):)?\s*([\w.]+)")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Facts from mkdocs.yml. Paths are as written there: relative to the folder of the file.

    `nav` holds (title, path) in the order of the navigation; the title is "" where the site
    takes the article's own. `known` is False when there is no mkdocs.yml.
    """

    known: bool = False
    site_name: str = ""
    site_url: str = ""
    site_description: str = ""
    docs_dir: str = "docs"
    site_dir: str = "site"
    use_directory_urls: bool = True
    nav: tuple[tuple[str, str], ...] = ()
    repo_url: str = ""
    edit_uri: str = ""
    theme: str = ""
    language: str = ""
    plugins: frozenset[str] = frozenset()
    hooks: bool = False
    """The site has Python files of its own, which may change an article before it is rendered."""
    redirects: tuple[str, ...] = ()
    """Old paths that the plugin `redirects` (mkdocs-redirects) leads on from."""
    translations: Translations | None = None
    """How the plugin `i18n` (mkdocs-static-i18n) puts the articles of several languages."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where other plugins put articles, while a site is built: as `placed` says it, by path."""
    extensions: frozenset[str] = frozenset()
    """Names of the Markdown extensions."""
    slugify_is_unicode: bool = False
    """Headings in Chinese get readable anchors, not `_1`, `_2`."""

    @property
    def nav_paths(self) -> tuple[str, ...]:
        """Return the paths in the navigation, in order; empty when it is made from folders."""
        return tuple(path for _, path in self.nav)

    def placed(self, path: str) -> str:
        """Return the path by which MkDocs gives a file its address: its own, without plugins."""
        if path in self.moved:
            return self.moved[path]
        return path if self.translations is None else self.translations.placed(path)


def read(file: Path, text: str | None = None) -> SiteFacts:
    """Return the facts of one mkdocs.yml; the defaults when there is no such file.

    `text` is what the file says, if not what is on the disk. Raises ReadError when the file,
    or one that it inherits from, cannot be read.
    """
    if text is None and not file.is_file():
        return SiteFacts()
    return _facts(*_inherited(file, frozenset(), text))


def _inherited(
    file: Path, seen: frozenset[Path], text: str | None = None
) -> tuple[str, dict[str, Any]]:
    from kb_tools.markdown import load_yaml

    file = file.resolve()
    text = _text(file) if text is None else text
    try:
        data = load_yaml(text)
    except Exception as error:
        raise _unusable(file, error) from error
    own = dict(data) if isinstance(data, dict) else {}
    parent = own.pop("INHERIT", None)
    if not isinstance(parent, str) or (above := (file.parent / parent)) in seen:
        return text, own
    above_text, inherited = _inherited(above, seen | {file})
    return above_text + "\n" + text, _merged(inherited, own)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        message = Text("cannot read this file: {why}", "无法读取此文件：{why}")
        raise ReadError(message.format(why=error.strerror), str(file)) from error
    except UnicodeDecodeError as error:
        raise ReadError(
            Text("save this file as UTF-8", "请把此文件存为 UTF-8"), str(file)
        ) from error


def _unusable(file: Path, error: Exception) -> ReadError:
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or str(error).partition("\n")[0]
    message = Text("not valid YAML: {why}", "不是有效的 YAML：{why}").format(why=why)
    return ReadError(message, str(file), mark.line + 1 if mark else None)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = _merged(out[key], value) if both else value
    return out


def _facts(text: str, data: Mapping[str, Any]) -> SiteFacts:
    theme = data.get("theme")
    options = theme if isinstance(theme, dict) else {"name": theme}
    plugins = dict(_with_options(data.get("plugins", ["search"])))
    directories = data.get("use_directory_urls", True) is not False
    return SiteFacts(
        known=True,
        site_name=_string(data.get("site_name")),
        site_url=_string(data.get("site_url")),
        site_description=_string(data.get("site_description")),
        docs_dir=_string(data.get("docs_dir"), "docs"),
        site_dir=_string(data.get("site_dir"), "site"),
        use_directory_urls=directories and not _is_offline(plugins),
        nav=tuple(_nav(data.get("nav"))),
        repo_url=_string(data.get("repo_url")),
        edit_uri=_string(data.get("edit_uri")),
        theme=_string(options.get("name"), "mkdocs"),
        language=_string(options.get("language")),
        plugins=frozenset(plugins),
        hooks=bool(data.get("hooks")),
        redirects=tuple(_redirects(plugins.get("redirects"))),
        translations=translations(plugins.get("i18n")),
        extensions=frozenset(name for name, _ in _with_options(data.get("markdown_extensions"))),
        slugify_is_unicode=_keeps_unicode(text),
    )


def _string(value: object, default: str = "") -> str:
    return value if isinstance(value, str) and value else default


def _nav(nodes: object, title: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(nodes, str):
        if "://" not in nodes and not nodes.startswith("//"):
            yield title, nodes.removeprefix("/")
    elif isinstance(nodes, list):
        for node in nodes:
            yield from _nav(node)
    elif isinstance(nodes, dict):
        for name, node in nodes.items():
            yield from _nav(node, "" if isinstance(node, list) else str(name))


def _with_options(nodes: object) -> Iterator[tuple[str, object]]:
    """Yield the names, with options, of a list of names or `name: options`, or of a mapping."""
    if isinstance(nodes, dict):
        yield from ((str(name), options) for name, options in nodes.items())
    elif isinstance(nodes, list):
        for node in nodes:
            yield from _with_options(node) if isinstance(node, dict) else ((str(node), None),)


def _redirects(options: object) -> Iterator[str]:
    """Yield the paths that mkdocs-redirects maps to others."""
    maps = options.get("redirect_maps") if isinstance(options, dict) else None
    yield from map(str, maps if isinstance(maps, dict) else ())


def _is_offline(plugins: Mapping[str, object]) -> bool:
    """Tell whether Material's plugin `offline` is at work: it turns `use_directory_urls` off."""
    if "offline" not in plugins:
        return False
    options = plugins["offline"]
    return not isinstance(options, dict) or options.get("enabled", True) is True


def _keeps_unicode(text: str) -> bool:
    function = _SLUGIFY.search(re.sub(r"(?m)^\s*#.*$", "", text))
    return function is not None and function[1] != "markdown.extensions.toc.slugify"
