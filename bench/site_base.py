"""A knowledge base of any size in Chinese and English, made of real articles.

Half of the articles are Chinese. Where there are too few, more are made: an article with about a
third of its words from another one. They are in folders of fifty, which suits every generator;
links between them are kept, those to what is not there become plain text.
"""

from __future__ import annotations

import posixpath
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

BASES = {
    "zh": (
        ("tidb-docs-cn", "**/*.md"),
        ("adobe-commerce/zh-Hans", "**/*.md"),
        ("tidb-operator/zh", "**/*.md"),
        ("login-gov-help", "**/*_zh.md"),
    ),
    "en": (
        ("magento-kb", "**/*.md"),
        ("adobe-commerce/en", "**/*.md"),
        ("tidb-operator/en", "**/*.md"),
        ("login-gov-help", "**/*_en.md"),
        ("cloud-gov-kb", "**/*.md"),
    ),
}
FOLDER = 50
LEAST = 400
"""Bytes of an article: shorter files only say where an article went."""
HOMES = {"zh": "# 您遇到了什么问题？\n", "en": "# What went wrong?\n"}
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINK = re.compile(r"(!?)\[([^\]\[]*)\]\((?!https?:|mailto:|#)([^)\s#]*)(#[^)\s]*)?[^)\n]*\)")
_PROSE = re.compile(r"^(?=[^\W_])[^|`<{}]+$", re.MULTILINE)
_H1 = re.compile(r"^# (.+)$", re.MULTILINE)


class Source(NamedTuple):
    """An article: the base it is from, its path there, its text."""

    base: str
    path: str
    text: str


def sources(data: Path, lang: str) -> list[Source]:
    """Return the real articles of a language, in an order of no meaning."""
    found = [
        Source(base, file.relative_to(data / "kb" / base).as_posix(), _told(file))
        for base, pattern in BASES[lang]
        for file in sorted((data / "kb" / base).glob(pattern))
        if not any(part.startswith(("_", ".")) for part in file.relative_to(data).parts[:-1])
        and file.stat().st_size >= LEAST
    ]
    random.Random(7).shuffle(found)
    return found


def _told(file: Path) -> str:
    """Return an article's text with its title as a heading: only that is alike everywhere."""
    text = file.read_text("utf-8", "replace")
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    if _H1.search(body):
        return body.lstrip()
    title = re.search(r"^title:\s*[\"']?(.+?)[\"']?$", front[0] if front else "", re.MULTILINE)
    return f"# {title[1] if title else file.stem}\n\n{body.lstrip()}"


def texts(data: Path, lang: str, count: int) -> Iterator[tuple[str, str]]:
    """Yield (path below the language's folder, text) of `count` articles."""
    real = sources(data, lang)
    places = {(one.base, one.path): _place(number) for number, one in enumerate(real[:count])}
    for number in range(count):
        one = real[number % len(real)]
        text = _linked(one, _place(number), places)
        if number >= len(real):
            rng = random.Random(number)
            text = _varied(text, rng.choice(real).text, rng)
        yield _place(number), text


def _place(number: int) -> str:
    return f"part-{number // FOLDER:03}/article-{number:05}.md"


def _linked(one: Source, here: str, places: Mapping[tuple[str, str], str]) -> str:
    def link(found: re.Match[str]) -> str:
        way = (
            found[3].lstrip("/")
            if found[3].startswith("/")
            else posixpath.join(posixpath.dirname(one.path), found[3])
        )
        there = places.get((one.base, posixpath.normpath(way)))
        if there is None or found[1]:
            return found[2]
        return f"[{found[2]}]({posixpath.relpath(there, posixpath.dirname(here))})"

    return _LINK.sub(link, one.text)


def _varied(text: str, other: str, rng: random.Random) -> str:
    """Return a text whose lines of prose, and title, have a third of their words from another."""
    strange = [word for line in _PROSE.findall(other) for word in _words(line)] or ["…"]

    def mixed(line: str) -> str:
        return "".join(rng.choice(strange) if rng.random() < 0.33 else w for w in _words(line))

    title = _H1.search(text)
    made = _PROSE.sub(lambda found: mixed(found[0]), text)
    return _H1.sub(lambda found: f"# {mixed(found[1])}", made, count=1) if title else made


def _words(line: str) -> list[str]:
    """Return the words of a line, spaces with them; two Chinese characters count as one."""
    return re.findall(r"[\u4e00-\u9fff]{1,2}|[^\u4e00-\u9fff\s]+\s*|\s+", line)


def write_base(root: Path, data: Path, count: int) -> None:
    """Write `count` articles below `root/docs`, half of them Chinese, and two home pages."""
    for lang in BASES:
        folder = root / "docs" / lang
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(HOMES[lang], "utf-8")
        for path, text in texts(data, lang, count // 2):
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, "utf-8")
