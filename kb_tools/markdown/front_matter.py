"""YAML at the head of an article, with the place of every key's value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple

import yaml

from kb_tools.article import MetaFault, Span
from kb_tools.regex import regex

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPEN = regex(r"---[ \t]*\n")
_CLOSE = regex(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = regex(r"^[\w-]+[ \t]*[:：]", re.MULTILINE)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)")
_ALIASES_AT_MOST = 100
"""More aliases than this in one article are an attack, not a text."""
_LARGEST = 10_000
"""So many items may a value have, each counted as often as aliases repeat it."""


class _Loader(_SafeLoader):  # type: ignore[misc]
    """The safe loader, with a null for every tag that it does not know."""


def _default(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - either loader class
    """Return the default of `!ENV [NAME, default]`; what NAME holds differs by machine."""
    values = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else []
    return values[-1] if len(values) > 1 else None


def _whole(_: object, node: yaml.ScalarNode) -> object:
    """Return a whole number, or the text that it would not be again: 0x80070005, 007, 12:30."""
    return int(node.value) if _DECIMAL.fullmatch(node.value) else node.value


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)  # noqa: ARG005
_Loader.add_constructor("!ENV", _default)
_Loader.add_constructor("tag:yaml.org,2002:int", _whole)


class FrontMatter(NamedTuple):
    """The text between the `---` lines; `end` is the offset where the body starts."""

    meta: Mapping[str, object]
    spans: Mapping[str, Span]
    span: Span | None
    fault: MetaFault | None
    end: int


def load_yaml(text: str) -> object:
    """Return what a YAML text holds; a value with an unknown tag (`!!python/…`) is None.

    Raises yaml.YAMLError for a text that is not YAML.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader


def read(text: str, keys: Mapping[str, str]) -> FrontMatter:
    """Return the front matter of an article's text; never raises.

    `keys` maps our key names to the names that the articles use.
    """
    opening = _OPEN.match(text)
    if opening is None:
        return FrontMatter({}, {}, None, None, 0)
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        return _unclosed(text, opening.end())
    if _is_rule(text[opening.end() : closing.start()]):
        return FrontMatter({}, {}, None, None, 0)
    span = Span(0, closing.end())
    meta, spans, fault = _mapping(text[opening.end() : closing.start()], opening.end())
    ours = {theirs: name for name, theirs in keys.items()}
    return FrontMatter(
        {ours.get(key, key): value for key, value in meta.items()},
        {ours.get(key, key): place for key, place in spans.items()},
        span,
        fault,
        span.end,
    )


def _is_rule(between: str) -> bool:
    """A blank line and no key below the first `---`: two rules with text between them."""
    blank = not between.partition("\n")[0].strip()
    return blank and between.strip() != "" and _KEY.search(between) is None


def _unclosed(text: str, start: int) -> FrontMatter:
    """A lone `---` opens front matter only when a key follows; else it is a rule."""
    if not re.compile(r"[\w-]+:(?:[ \t\n]|\Z)").match(text, start):
        return FrontMatter({}, {}, None, None, 0)
    fault = MetaFault("unclosed", "no closing ---", Span(0, start - 1))
    return FrontMatter({}, {}, None, fault, 0)


def _mapping(
    source: str, offset: int
) -> tuple[dict[str, object], dict[str, Span], MetaFault | None]:
    everything = Span(offset, offset + len(source))
    try:
        if source.count("*") > _ALIASES_AT_MOST and _bomb(source):
            return {}, {}, MetaFault("aliases", "", everything)
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}, {}, None
            if not isinstance(node, yaml.MappingNode):
                return {}, {}, MetaFault("not-a-mapping", node.id, everything)
            return _entries(loader, node, source, offset)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return {}, {}, MetaFault("syntax", _reason(error), _place(error, source, offset))
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        return {}, {}, MetaFault("syntax", str(error) or type(error).__name__, everything)


def _bomb(source: str) -> bool:
    aliases = sum(isinstance(e, yaml.AliasEvent) for e in yaml.parse(source, Loader=_Loader))
    return aliases > _ALIASES_AT_MOST


def _entries(
    loader: Any,  # noqa: ANN401 - either of two loader classes
    node: yaml.MappingNode,
    source: str,
    offset: int,
) -> tuple[dict[str, object], dict[str, Span], MetaFault | None]:
    meta: dict[str, object] = {}
    spans: dict[str, Span] = {}
    fault: MetaFault | None = None
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if key in meta:
            place = Span(offset + key_node.start_mark.index, offset + key_node.end_mark.index)
            fault = fault or MetaFault("duplicate-key", key, place)
            continue
        try:
            small = _size(value_node, {}) <= _LARGEST
            meta[key] = loader.construct_object(value_node, deep=True) if small else None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            meta[key], small = None, True
            place = _value_span(value_node, source, offset)
            fault = fault or MetaFault("syntax", f"{key}: {error}", place)
        spans[key] = _value_span(value_node, source, offset)
        if not small:
            fault = fault or MetaFault("aliases", key, spans[key])
    return meta, spans, fault


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many items a value has; one that holds itself, as an alias can, has no end."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if (size := known.get(id(node))) is None:
        known[id(node)] = _LARGEST  # until it is known
        inside = (
            chain.from_iterable(node.value) if isinstance(node, yaml.MappingNode) else node.value
        )
        known[id(node)] = size = 1 + sum(_size(item, known) for item in inside)
    return size


def _value_span(node: yaml.Node, source: str, offset: int) -> Span:
    """Block values end at the next token; give back the blank space and comments before it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        return Span(offset + start, offset + end)
    return Span(offset + start, offset + start + len(source[start:end].rstrip()))


def _reason(error: yaml.MarkedYAMLError) -> str:
    return ", ".join(part for part in (error.context, error.problem) if part)


def _place(error: yaml.MarkedYAMLError, source: str, offset: int) -> Span:
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, len(source)) if mark else 0
    end = source.find("\n", start)
    return Span(offset + start, offset + (len(source) if end < 0 else end))
