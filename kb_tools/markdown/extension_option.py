"""An option of a Markdown extension, set in the text of a mkdocs.yml and nothing else touched.

The change is one insertion or replacement, so that comments, order and layout stay. It is
given back only when the changed text, read again, differs in that option alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kb_tools.article import Span

KEY = "markdown_extensions"


class _Loader(yaml.SafeLoader):
    """The safe loader, with a pair of tag and text for every tag that it does not know."""


def _tagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return suffix, loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return suffix, loader.construct_sequence(node, deep=True)
    return suffix, node.value


_Loader.add_multi_constructor("", _tagged)


class Option(NamedTuple):
    """What is to be set: `toc`, `slugify`, and the value as YAML in one line."""

    extension: str
    name: str
    value: str

    @property
    def names(self) -> tuple[str, str]:
        """Both ways of naming one of Python-Markdown's own extensions."""
        return self.extension, f"markdown.extensions.{self.extension}"

    @property
    def line(self) -> str:
        """The option as a line of a mapping."""
        return f"{self.name}: {self.value}"

    @property
    def flow(self) -> str:
        """The extension with the option, for a list or mapping in brackets."""
        return f"{self.extension}: {{{self.line}}}"


class Change(NamedTuple):
    """Put `text` in the place of `span`."""

    span: Span
    text: str

    def applied(self, text: str) -> str:
        """Return a text with the change made."""
        return text[: self.span.start] + self.text + text[self.span.end :]


def setting(text: str, option: Option) -> Change | None:
    """Return the change to a mkdocs.yml's text that sets an option; None where none is sure.

    >>> option = Option("toc", "permalink", "true")
    >>> setting("markdown_extensions: [tables, toc]\\n", option).text
    '{toc: {permalink: true}}'
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        change = _change(text, root, option)
        if change is None:
            return None
        expected = _expected(yaml.load(text, Loader=_Loader), option)  # noqa: S506 - a safe one
        known = yaml.load(change.applied(text), Loader=_Loader)  # noqa: S506
    except (yaml.YAMLError, TypeError, ValueError, RecursionError):
        return None
    return change if known == expected else None


def _expected(data: Any, option: Option) -> Any:  # noqa: ANN401 - whatever the YAML holds
    """Return what the changed text must hold."""
    data = copy.deepcopy(data) or {}
    value = yaml.load(option.value, Loader=_Loader)  # noqa: S506 - a safe loader
    nodes = data.get(KEY) or []
    data[KEY] = nodes
    entries = nodes if isinstance(nodes, dict) else None
    for number, node in enumerate(nodes if isinstance(nodes, list) else ()):
        if node in option.names:
            nodes[number] = node = {node: None}
        if isinstance(node, dict) and any(name in node for name in option.names):
            entries = node
    if entries is None:
        entries = {}
        nodes.insert(0, entries)
    name = next((name for name in option.names if name in entries), option.extension)
    entries[name] = {**(entries.get(name) or {}), option.name: value}
    return data


def _change(text: str, root: yaml.Node | None, option: Option) -> Change | None:
    whole = f"{KEY}:\n  - {option.extension}:\n      {option.line}\n"
    if root is None:
        return _appended(text, whole)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    inherits = _entry(root, "INHERIT") is not None
    found = _entry(root, KEY)
    if found is None:
        return None if inherits else _appended(text, whole)
    key, value = found
    if isinstance(value, yaml.SequenceNode):
        return _in_list(text, value, option)
    if inherits:
        return None
    if isinstance(value, yaml.MappingNode):
        return _in_mapping(text, value, option)
    below = f"  - {option.extension}:\n      {option.line}"
    return _below(text, key, below) if value.value == "" else None


def _appended(text: str, whole: str) -> Change:
    gap = "" if not text or text.endswith("\n") else "\n"
    return Change(Span(len(text), len(text)), gap + whole)


def _in_list(text: str, nodes: yaml.SequenceNode, option: Option) -> Change | None:
    for node in nodes.value:
        if isinstance(node, yaml.ScalarNode) and node.value in option.names:
            return _bare(text, node, option, flow=bool(nodes.flow_style))
        if isinstance(node, yaml.MappingNode):
            for name in option.names:
                if found := _entry(node, name):
                    return _in_options(text, *found, option, flow=bool(node.flow_style))
    start = nodes.start_mark.index
    if nodes.flow_style:
        return _opened(start, f"{{{option.flow}}}", nodes)
    pad = " " * nodes.start_mark.column
    added = f"- {option.extension}:\n{pad}    {option.line}\n{pad}"
    return Change(Span(start, start), added)


def _in_mapping(text: str, nodes: yaml.MappingNode, option: Option) -> Change | None:
    for name in option.names:
        if found := _entry(nodes, name):
            return _in_options(text, *found, option, flow=bool(nodes.flow_style))
    start = nodes.start_mark.index
    if nodes.flow_style:
        return _opened(start, option.flow, nodes)
    pad = " " * nodes.start_mark.column
    added = f"{option.extension}:\n{pad}  {option.line}\n{pad}"
    return Change(Span(start, start), added)


def _bare(text: str, node: yaml.ScalarNode, option: Option, *, flow: bool) -> Change:
    """The extension is given without options: `- toc`, or `[tables, toc]`."""
    if flow:
        name = Span(node.start_mark.index, node.end_mark.index)
        return Change(name, f"{{{name.of(text)}: {{{option.line}}}}}")
    end = node.end_mark.index
    line_end = _line_end(text, end)
    pad = " " * (node.start_mark.column + 2)
    return Change(Span(end, line_end), f":{text[end:line_end]}\n{pad}{option.line}")


def _in_options(
    text: str, key: yaml.Node, value: yaml.Node, option: Option, *, flow: bool
) -> Change | None:
    if isinstance(value, yaml.MappingNode):
        if found := _entry(value, option.name):
            return _replaced(*found, option)
        start = value.start_mark.index
        if value.flow_style:
            return _opened(start, option.line, value)
        pad = " " * value.start_mark.column
        return Change(Span(start, start), f"{option.line}\n{pad}")
    if flow or value.value != "":
        return None
    return _below(text, key, " " * (key.start_mark.column + 2) + option.line)


def _replaced(key: yaml.Node, value: yaml.Node, option: Option) -> Change:
    start, end = value.start_mark.index, value.end_mark.index
    if start == end:
        after = key.end_mark.index + 1
        return Change(Span(after, after), f" {option.value}")
    return Change(Span(start, end), option.value)


def _opened(start: int, first: str, node: yaml.CollectionNode) -> Change:
    """Put something first into `[…]` or `{…}`."""
    return Change(Span(start + 1, start + 1), first + (", " if node.value else ""))


def _below(text: str, key: yaml.Node, lines: str) -> Change:
    end = _line_end(text, key.end_mark.index)
    return Change(Span(end, end), f"\n{lines}")


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _entry(node: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next(_entries(node, name), None)


def _entries(node: yaml.MappingNode, name: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            yield key, value
