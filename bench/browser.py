"""Search in the browser at up to 10,000 articles, beside Pagefind and Material's lunr.

    KB_DATA=… python -m bench.browser --articles 1200 5000 --peers ours pagefind lunr

Real articles; where there are too few, more are made by exchanging lines and halves of titles
between them. For each question a fresh browser opens a page, waits until it is quiet, gets the
question in one piece, and reports what it loaded since, until the first result was shown.
Bytes are those on the wire, compressed, headers included; the page itself is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.web import Visit, serving, visiting
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.search import shards
from kb_tools.search.document import Document, Part, document
from kb_tools.search.synonyms import groups, shipped
from kb_tools.site import browser_search

BASES = {"en": ("magento-kb", "adobe-commerce/en"), "zh": ("tidb-docs-cn",)}
QUESTIONS = {
    "en": (
        "reset admin password",
        "checkout page is blank after upgrade",
        "cron job stuck",
        "elasticsearch index error",
        "refund not recieved",
        "payment fails with two factor authentication",
    ),
    "zh": (
        "备份失败",
        "如何修改密码",
        "TiKV启动失败",
        "慢查询日志在哪里",
        "数据导入",
        "無法連接資料庫",
    ),
}


def articles(lang: str, count: int) -> list[Document]:
    """Return `count` documents: the real ones, then varied ones."""
    data = Path(os.environ["KB_DATA"]) / "kb"
    bases = [KnowledgeBase.load(Config(root=data / name)) for name in BASES[lang]]
    real = [document(article, kb) for kb in bases for article in kb.articles.values()]
    rng = random.Random(7)
    made = (varied(rng.choice(real), rng.choice(real), n, rng) for n in range(len(real), count))
    numbered = [*real[:count], *made]
    return [placed(one, lang, number) for number, one in enumerate(numbered)]


def varied(one: Document, other: Document, number: int, rng: random.Random) -> Document:
    """Return `one` with a third of its parts' lines, and half of its title, from `other`."""
    lines = [part.text for part in other.parts if part.text] or [""]
    parts = tuple(
        Part(p.anchor, p.heading, mixed(p.text, rng.choice(lines), rng)) for p in one.parts
    )
    half, rest = len(one.title) // 2, len(other.title) // 2
    title = one.title[:half] + other.title[rest:]
    return Document(one.id, f"{number}.md", one.lang, title, "", parts=parts)


def mixed(text: str, other: str, rng: random.Random) -> str:
    """Return `text` with about a third of its pieces taken from `other`."""
    pieces, strange = text.split(" "), other.split(" ")
    return " ".join(rng.choice(strange) if rng.random() < 0.33 else piece for piece in pieces)


def placed(one: Document, lang: str, number: int) -> Document:
    """Return the document under an id and an address of its own."""
    return Document(
        f"KB-{number}", f"{lang}/{number}.md", lang, one.title, f"{lang}/{number}/", parts=one.parts
    )


def ours(site: Path, documents: Sequence[Document], _lang: str) -> None:
    """Put our search into a built site in place of what it had."""
    shutil.rmtree(site / "search")
    pages = (shards.Page(one, one.url, ("Reference",)) for one in documents)
    for name, text in (*browser_search.scripts(), *shards.files(pages, groups(shipped()))):
        target = site / "search" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def lunr(site: Path, documents: Sequence[Document], lang: str) -> None:
    """Put Material's own index into a built site, and its own worker behind the box."""
    from material.plugins.search.plugin import SearchIndex

    worker = next((site / "assets/javascripts/workers").glob("search.*.js")).name
    for page in site.rglob("*.html"):
        page.write_text(unhooked(page.read_text("utf-8"), worker), "utf-8")
    separator = {"zh": r"[\s\u200b\-]+", "en": r"[\s\-]+"}[lang]
    index = SearchIndex(lang=[lang], separator=separator, pipeline=["stopWordFilter"], fields={})
    cut = index._segment_chinese if lang == "zh" else str
    entries = [entry for one in documents for entry in lunr_entries(one, cut)]
    config = {"lang": ["en"], "separator": separator, "pipeline": ["stopWordFilter"]}
    config["fields"] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}
    text = json.dumps({"config": config, "docs": entries}, separators=(",", ":"))
    (site / "search" / "search_index.json").write_text(text, "utf-8")


def lunr_entries(one: Document, cut: object) -> Iterator[dict[str, str]]:
    """Yield an article's entries as Material's plugin makes them: the page, then its sections."""
    for number, part in enumerate(one.parts):
        anchor = f"#{part.anchor}" if number and part.anchor else ""
        title = part.heading if number else one.title
        yield {"location": one.url + anchor, "title": cut(title), "text": cut(part.text)}  # type: ignore[operator]


def unhooked(html: str, worker: str) -> str:
    """Return a page of ours with Material's own worker behind the box."""
    import re

    html = re.sub(r'<script src="[^"]*search/box\.js[^"]*"></script>', "", html)
    return re.sub(
        r'"search": "([^"]*)search/worker\.js[^"]*"',
        rf'"search": "\1assets/javascripts/workers/{worker}"',
        html,
    )


def pagefind(site: Path, documents: Sequence[Document], lang: str) -> None:
    """Let Pagefind index plain pages of the articles."""
    from html import escape

    for one in documents:
        body = "".join(f"<h2>{escape(p.heading)}</h2><p>{escape(p.text)}</p>" for p in one.parts)
        page = site / one.url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f'<html lang="{lang}"><title>{escape(one.title)}</title><main data-pagefind-body>'
            f"<h1>{escape(one.title)}</h1>{body}</main></html>",
            "utf-8",
        )
    command = [os.environ.get("PAGEFIND", sys.executable), "-m", "pagefind", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)


PEERS = {"ours": ours, "lunr": lunr, "pagefind": pagefind}


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine took: medians over the questions, and how many found something."""

    peer: str
    lang: str
    count: int
    seconds: float
    megabytes: float
    visits: Sequence[Visit]

    def __str__(self) -> str:
        found = [visit for visit in self.visits if visit.found]
        cells = [f"{self.lang} {self.count:>6,} {self.peer:<9}"]
        if found:
            kb = statistics.median(visit.kilobytes for visit in found)
            most = max(visit.kilobytes for visit in found)
            ms = statistics.median(visit.milliseconds for visit in found)
            mb = statistics.median(visit.megabytes for visit in found)
            cells.append(f"{kb:7.0f} KB (most {most:6.0f}) {ms:7.0f} ms {mb:6.0f} MB more memory")
        cells.append(f"found {len(found)}/{len(self.visits)}")
        cells.append(f"index {self.seconds:5.1f} s, {self.megabytes:6.1f} MB")
        return "  ".join(cells)


def measure(peer: str, lang: str, documents: Sequence[Document], template: Path) -> Row:
    """Build one engine's site and ask it every question."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(template, site)
        start = time.process_time()
        PEERS[peer](site, documents, lang)
        seconds = time.process_time() - start
        index = site / ("pagefind" if peer == "pagefind" else "search")
        size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
        with serving(site) as address:
            visits = [visiting(address, lang, peer, text) for text in QUESTIONS[lang]]
    return Row(peer, lang, len(documents), seconds, size / 1e6, visits)


def main(arguments: Sequence[str]) -> None:
    """Print a line for each engine, language and number of articles."""
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1200, 5000, 10000])
    parser.add_argument("--langs", nargs="+", default=["en", "zh"])
    parser.add_argument("--peers", nargs="+", default=["ours"], choices=list(PEERS))
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "site"
        command = [sys.executable, "-m", "kb_tools", "build", "--site-dir", str(template)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for count in chosen.articles:
            for lang in chosen.langs:
                documents = articles(lang, count)
                for peer in chosen.peers:
                    print(measure(peer, lang, documents, template), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
