"""Templates: text files of the package with `{{names}}` to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

_FIELD = re.compile(r"\{\{(\w+)\}\}")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./+()（），。！？“”、；：-]*[\w)）。！？”])?")
_NOT_TEXT = re.compile(r"(?:true|false|yes|no|on|off|null|y|n)", re.IGNORECASE)


def folder(*names: str) -> Traversable:
    """Return a folder of templates."""
    return files("kb_tools.templates").joinpath(*names)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in; `{{name}}` of anyone else's (a workflow's, say) stays."""
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), template)


def yaml(value: str) -> str:
    """Return a text as a YAML value on one line, quoted only where it must be."""
    plain = _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value)
    return value if plain else quoted(value)


def quoted(value: str) -> str:
    """Return a text in double quotes, as YAML and TOML both read it."""
    return json.dumps(value, ensure_ascii=False)


def heading(title: str) -> str:
    """Return a title as Markdown that shows it as it is."""
    escaped = re.sub(r"([\\`*_{}\[\]#])", r"\\\1", title)
    return escaped.replace("&", "&amp;").replace("<", "&lt;")


def one_line(text: str) -> str:
    """Return a text on one line, without what cannot be printed."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())
