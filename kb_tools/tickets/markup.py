"""Rich text of help desks to plain text: HTML, Atlassian document format, Jira wiki markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4.element import PageElement, Tag

_BLOCKS = frozenset(
    """address article blockquote br div dl dt dd fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tr ul""".split()
)
_SILENT = frozenset(
    """head script style template noscript svg
    .gmail_signature .moz-signature #Signature #ms-outlook-mobile-signature""".split()
)
"""Elements, classes and ids of what nobody reads, and of signatures."""
_QUOTES = frozenset(
    """blockquote .gmail_quote .gmail_extra .yahoo_quoted .moz-cite-prefix #isReplyContent
    .ntes-mailmaster-quote""".split()
)
"""What is quoted; the head of an older mail is left as text, which shows where that begins."""
_FORWARDED = re.compile(r"\W*(?:begin )?(?:forwarded message|转发|轉寄|以下是转发)", re.IGNORECASE)
_QUOTATION = re.compile(
    r"<(?:blockquote\b|[a-z][a-z0-9]*\s[^<>]*\b(?:class|id)\s*=\s*[\"'](?:[^<>\"']*\s)?(?:"
    + "|".join(name[1:] for name in sorted(_QUOTES) if name[0] in ".#")
    + r")[\s\"'])",
    re.IGNORECASE,
)
_HEAD = 2_000
"""Characters of a quotation that tell whether it is a forwarded mail."""
_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]*\b[^<>]*|!--)>?", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LONGEST = 500_000
_DEEPEST = 150
_MOST = 10_000
"""Tags: of more, a parser's tree would hold up others for a second."""
_TORN = 50
"""Tags that do not end, at most: from each the parser looks for its end through all the rest."""
_ADF_BLOCKS = frozenset(
    """blockCard codeBlock decisionItem embedCard hardBreak heading listItem paragraph rule tableRow
    taskItem""".split()
)
_ADF_CARDS = frozenset(["inlineCard", "blockCard", "embedCard"])


def is_html(text: str) -> bool:
    """Tell whether text is HTML; a lone `<` in a log or a mail address is not."""
    tags = _TAG.findall(text[:20_000])
    return any(re.match(r"</?(?:p|div|br|html|body|span|table|a|ul|ol)\b", t, re.I) for t in tags)  # noqa: FURB167


def from_html(text: str) -> str:
    """Return what a reader sees of HTML, a block a line; quoted mails and signatures are cut.

    What is too much of anything for a person's mail only loses its tags, and all from its first
    quotation on, unless it begins with that.
    """
    if _is_excessive(text):
        return _unquoted(text) or _untagged(text)
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    try:
        soup = BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup:
        return _untagged(text)
    return folded("".join(_seen(soup, _QUOTES))) or folded("".join(_seen(soup, frozenset())))


def _seen(soup: Tag, without: frozenset[str]) -> Iterator[str]:
    """Yield the text of HTML, with a line's end around each block; a forwarded mail is kept."""
    from bs4.element import PreformattedString, Tag

    waiting: list[PageElement | str] = [soup]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Tag):
            if not isinstance(node, PreformattedString):  # such as a comment
                yield str(node)
        elif _SILENT.isdisjoint(_marks(node)) and (
            without.isdisjoint(_marks(node)) or _hands_on(node)
        ):
            gap = "\n" if node.name in _BLOCKS else ""
            waiting += [gap, *reversed(node.contents), gap]


def _hands_on(quote: Tag) -> bool:
    """Tell whether a quotation is a mail that is handed on: it contains the question."""
    return _FORWARDED.match("".join(islice(quote.strings, 5)).strip()) is not None


def _marks(tag: Tag) -> Iterator[str]:
    """Yield by what an element is known: its name, its id, its classes."""
    yield tag.name
    if tag.attrs:
        yield f"#{tag.get('id')}"
        yield from (f".{name}" for name in tag.get_attribute_list("class"))


def _is_excessive(text: str) -> bool:
    """Tell whether HTML is too much of anything to have been written by a person's mail program."""
    if len(text) > _LONGEST or text.count("<") > _MOST:
        return True
    return _depth(text) > _DEEPEST or len(_UNENDED.findall(text)) > _TORN


_UNENDED = re.compile(r"<(?=[^<>]*(?:<|\Z))")


def _depth(text: str) -> int:
    """Return how deeply elements are nested, as far as they are closed."""
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", text):
        if name.lower() not in _VOID:
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _unquoted(text: str) -> str:
    """Return what comes before the first quotation; "" before a forwarded mail."""
    quotation = _QUOTATION.search(text)
    if quotation is None or _FORWARDED.match(_untagged(text[quotation.start() :][:_HEAD])):
        return ""
    return _untagged(text[: quotation.start()])


def _untagged(text: str) -> str:
    text = re.sub(r"(?s)<!--.*?(?:-->|\Z)", " ", text)
    text = re.sub(r"(?is)<(script|style|template)\b.*?(?:</\1\s*>|\Z)", " ", text)

    def gap(tag: re.Match[str]) -> str:
        return "\n" if tag[1].lower() in _BLOCKS else " "

    return folded(html.unescape(re.sub(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>", gap, text)))


def folded(text: str) -> str:
    """Return text without trailing spaces and without more than one empty line together."""
    text = text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def from_adf(node: object) -> str:
    """Return the text of an Atlassian document; null is empty.

    Shape: `{"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": …}]}`.
    """
    return folded("".join(_adf(node)))


def _adf(node: object) -> Iterator[str]:
    if not isinstance(node, Mapping):
        return
    attributes = node.get("attrs") or {}
    yield str(node.get("text") or attributes.get("text") or "")
    if node.get("type") in _ADF_CARDS:
        yield str(attributes.get("url", ""))
    for mark in node.get("marks") or ():
        if mark.get("type") == "link" and (href := mark["attrs"]["href"]) != node.get("text"):
            yield f" ({href})"
    for child in node.get("content") or ():
        yield from _adf(child)
    if node.get("type") in _ADF_BLOCKS:
        yield "\n"


def from_wiki(text: str) -> str:
    """Return the text of Jira wiki markup: `{code}`, `[text|url]`, `h2.`, `*bold*`, `{{mono}}`.

    Attached pictures (`!screen.png|thumbnail!`) and people mentioned (`[~name]`) are left out.
    """
    text = re.sub(r"\{(?:code|noformat|quote|panel|color)(?::[^{}\n]*)?\}", "\n", text)
    text = re.sub(r"\[([^\[\]|\n]+)\|([^\[\]|\s]+)(?:\|[^\[\]\n]*)?\]", r"\1 (\2)", text)
    text = re.sub(r"\[~[^\[\]\n]+\]|!(?!https?:)[^\s!|][^!|\n]*\.\w{2,4}(?:\|[^!\n]*)?!", "", text)
    text = re.sub(r"(?m)^(?:h[1-6]\.|bq\.|[*#-]+) +", "", text)
    text = re.sub(r"\{\{([^{}\n]*)\}\}", r"\1", text)
    return folded(_MARKED.sub(r"\2", text))


_MARKED = re.compile(r"(?<!\w)([*_+-])(?=\S)((?:(?!\1)[^*_\n]|(?<=\w)\1(?=\w))+)(?<=\S)\1(?!\w)")
"""`*bold*`, `-struck-`: up to the next such mark outside a word, so that no line is read twice."""


def links(text: str) -> tuple[str, ...]:
    """Return the web addresses in text or HTML, each once, in order."""
    found = re.findall(r"https?://[^\s<>\"'）」』】，。；、\\^`{|}]+", text)
    return tuple(dict.fromkeys(url.rstrip(".,;:!?)]") for url in found))
