"""A list in an article's front matter, written back without touching anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from kb_tools.article import Article, Span
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.markdown import parse
from kb_tools.regex import regex

_PLAIN = regex(r"[\w./][\w./-]*")
_SAID_OTHERWISE = regex(r"(?i)true|false|yes|no|on|off|null|[\d.]+")


def listed(article: Article, key: str) -> list[str]:
    """Return what an article says under a key, as a list of strings."""
    value = article.meta.get(key)
    values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [str(one) for one in values if one is not None]


def with_list(
    text: str, path: str, keys: Mapping[str, str], key: str, wanted: Sequence[str]
) -> str:
    """Return an article's text with `wanted` under `key`, front matter made where there is none.

    Raises KbError where the front matter cannot be read, or not be written back safely.
    """
    article = parse(text, path, keys=keys)
    if article.meta_fault is not None:
        message = Text(
            "repair the front matter first: '{key}' has to go into it",
            "请先修好 front matter：{key} 要写在里面",
        )
        line = article.position(article.meta_fault.span.start).line
        raise KbError(message.format(key=key), path, line)
    if listed(article, key) == [*wanted]:
        return text
    changed = _changed(article, key, keys.get(key, key), wanted)
    if listed(parse(changed, path, keys=keys), key) != [*wanted]:
        message = Text("write into '{key}' by hand: {list}", "请手工写入 {key}：{list}")
        raise KbError(message.format(key=key, list=", ".join(wanted)), path)
    return changed


def _changed(article: Article, key: str, written: str, wanted: Sequence[str]) -> str:
    text, span = article.text, article.meta_spans.get(key)
    line = f"{written}: {_flow(wanted)}\n" if wanted else ""
    if article.meta_span is None:
        return f"---\n{line}---\n\n{text}"
    if span is None:
        end = text.rfind("\n", 0, len(article.meta_span.of(text).rstrip())) + 1
        return text[:end] + line + text[end:]
    if not wanted:
        return _without_key(text, span)
    value = _value(article, span, listed(article, key), wanted)
    return text[: span.start] + value + text[span.end :]


def _without_key(text: str, span: Span) -> str:
    """Return the text without a key's lines; a block list begins on the line below the key."""
    start = text.rfind("\n", 0, span.start) + 1
    if text[start : span.start].strip(" ") == "":
        start = text.rfind("\n", 0, start - 1) + 1
    end = text.find("\n", span.end)
    return text[:start] + text[end + 1 :]


def _value(article: Article, span: Span, present: list[str], wanted: Sequence[str]) -> str:
    text = article.text
    old = span.of(text)
    block = old.startswith("- ")
    if [*wanted[: len(present)]] == present and present and (block or old.endswith("]")):
        return _longer(text, span, wanted[len(present) :], block=block)
    if block:
        indent = " " * (span.start - text.rfind("\n", 0, span.start) - 1)
        return f"\n{indent}".join(f"- {_scalar(one)}" for one in wanted)
    space = "" if text[span.start - 1] in " \t" else " "
    return space + _flow(wanted)


def _longer(text: str, span: Span, more: Sequence[str], *, block: bool) -> str:
    """Return the list with entries added, those it has left as they are written."""
    old = span.of(text)
    if block:
        indent = " " * (span.start - text.rfind("\n", 0, span.start) - 1)
        return old + "".join(f"\n{indent}- {_scalar(one)}" for one in more)
    return old[:-1].rstrip(", \n") + "".join(f", {_scalar(one)}" for one in more) + "]"


def _flow(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(_scalar, values)) + "]"


def _scalar(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and not _SAID_OTHERWISE.fullmatch(value)
    return value if plain else json.dumps(value, ensure_ascii=False)
