"""Whole sites at any size: built by us, by Material with lunr, by Material with Pagefind.

    KB_DATA=… python -m bench.site [--sizes N …] [--peers NAME …] [--questions N] [--limit S]

The articles are real ones (`bench.site_base`), half Chinese, half English, in folders of fifty.
Each site is built in a process of its own: CPU and wall seconds, the peak of the memory of all its
processes, the bytes on the disk. Then a fresh browser asks each question on the built site, once.
Ours is also built again without a change, and after one edit; the preview reports when an edit
shows. Material gets what it offers for large sites (navigation.prune) and for Chinese (jieba).
What takes more than the limit, to build or to ask, is stopped: all together takes 25 minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import preview
from bench.browser import QUESTIONS
from bench.site_base import write_base
from bench.web import Visit, serving, visiting

ROOT = Path(__file__).parents[1]
PREVIEWED = 5000
"""Articles up to which the preview is measured: its first build takes a while."""
LIMIT = 240.0
"""Seconds for building a site, and again for asking it: what takes longer is reported as that."""
OUT = ROOT / "bench" / "results" / "site.json"
THEME = """\
site_name: Bench
site_url: https://help.example/
theme:
  name: material
  language: zh
  font: false
  features: [content.code.copy, navigation.prune, navigation.top, search.highlight, toc.follow]
"""
LUNR = """\
plugins:
  - search: {lang: [en, zh], separator: '[\\s\\u200b\\-]+'}
"""
HOOK = """\
def on_page_context(context, page, config, nav):
    config.theme["language"] = page.url[:2]
    return context
"""
"""Each page names its own language: Pagefind keeps an index for each."""
Figures = dict[str, Any]


class StoppedError(Exception):
    """A site took longer than the limit."""


def settings(plugins: str) -> str:
    """Return a mkdocs.yml for Material alone, with the same Markdown extensions as ours."""
    own = (ROOT / "mkdocs.yml").read_text("utf-8")
    links = "{not_found: info, anchors: info, absolute_links: info, unrecognized_links: info}"
    return (
        f"{THEME}hooks: [language.py]\n{plugins}validation: {{links: {links}}}\n"
        + own[own.index("markdown_ext") :]
    )


def ran(root: Path, end: float, *command: str) -> Figures:
    """Run a Python module in `root`; return its CPU and wall seconds, its peak of memory in MB.

    `end` is the monotonic time at which it is stopped.
    """
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0.0
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(root / ".cache")}
    log = root / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=root,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            while process.poll() is None:
                peak = max(peak, sum(map(proportional, family(process.pid))) / 1024)
                if time.monotonic() > end:
                    raise StoppedError
                time.sleep(0.2)
        finally:
            stop(process)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{log.read_text('utf-8')[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": time.monotonic() - start, "memory": peak}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, and all that it started, unless it has ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def family(process: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def proportional(process: int) -> int:
    """Return the KB of a process, its part of what is shared with others included."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def ours(root: Path, end: float) -> Figures:
    """Build with `kb`: from nothing, again, and after an edit."""
    build = ("kb_tools", "build", ".", "--site-dir", "site")
    (root / "mkdocs.yml").unlink(missing_ok=True)
    cold = ran(root, end, *build)
    warm = ran(root, math.inf, *build)
    with (root / "docs/en/part-000/article-00001.md").open("a", encoding="utf-8") as out:
        out.write("\nOne more sentence.\n")
    return cold | {"warm": warm, "edit": ran(root, math.inf, *build)}


def lunr(root: Path, end: float) -> Figures:
    """Build with Material and its own search, jieba included."""
    return material(root, end, LUNR)


def material(root: Path, end: float, plugins: str) -> Figures:
    (root / "mkdocs.yml").write_text(settings(plugins), "utf-8")
    (root / "language.py").write_text(HOOK, "utf-8")
    return ran(root, end, "mkdocs", "build", "--quiet")


def pagefind(root: Path, end: float) -> Figures:
    """Build with Material without a search, then let Pagefind read its pages."""
    pages = material(root, end, "plugins: []\n")
    index = ran(root, end, "pagefind", "--site", "site", "--root-selector", "article")
    sums = {key: pages[key] + index[key] for key in ("cpu", "wall")}
    return sums | {"memory": max(pages["memory"], index["memory"])}


PEERS = {"ours": ours, "lunr": lunr, "pagefind": pagefind}


def measured(root: Path, peer: str, questions: int, limit: float) -> Figures:
    """Return what a generator's site costs to build, to keep and to ask.

    `limit` are the seconds for building and, again, for asking.
    """
    shutil.rmtree(root / "site", ignore_errors=True)
    try:
        figures = PEERS[peer](root, time.monotonic() + limit)
    except StoppedError:
        return {"stopped": limit}
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    figures["bytes"] = sum(path.stat().st_size for path in files)
    end = time.monotonic() + limit
    with serving(root / "site") as address:
        for lang, asked in QUESTIONS.items():
            visits = []
            for text in asked[:questions]:
                if time.monotonic() > end:
                    figures["stopped"] = limit
                    break
                visits.append(visiting(address, lang, peer, text))
            figures[lang] = searched(visits)
    return figures


def searched(visits: Sequence[Visit]) -> Figures:
    """Return the medians of what was found, and how often something was."""
    found = [visit for visit in visits if visit.found]
    medians = {
        name: statistics.median(getattr(visit, name) for visit in found) if found else None
        for name in ("kilobytes", "milliseconds", "megabytes")
    }
    return medians | {"found": len(found), "asked": len(visits)}


def seen(root: Path) -> Figures:
    """Return how soon edits show in the preview, in seconds."""
    (root / "mkdocs.yml").unlink(missing_ok=True)
    (root / "kb.toml").write_text(preview.SETTINGS, "utf-8")
    with preview.preview(root) as address:
        taken = list(preview.edits(root, address, 3))
    (root / "kb.toml").unlink()
    own, twin = (statistics.median(times) for times in zip(*taken, strict=True))
    return {"page": own, "converted": twin}


def report(size: int, peer: str, figures: Figures, start: float) -> None:
    """Say what was measured."""
    head = f"[{time.monotonic() - start:5.0f} s] {size:>6,} {peer:<8}"
    if "cpu" not in figures:
        print(f"{head} stopped after {figures['stopped']:.0f} s", flush=True)
        return
    each = 1000 * figures["cpu"] / size
    cells = [
        head,
        f"CPU {figures['cpu']:.0f} s ({each:.1f} ms each), {figures['memory']:.0f} MB,",
        f"{figures['bytes'] / 1000 / size:.0f} KB each",
    ]
    for lang in QUESTIONS:
        one = figures[lang]
        if one["found"]:
            cells.append(f"| {lang} {one['kilobytes']:.0f} KB {one['milliseconds']:.0f} ms")
        cells.append(f"found {one['found']}/{one['asked']}")
    print(" ".join(cells), flush=True)


def main(arguments: Sequence[str]) -> None:
    """Measure, print a line for each site, and keep the figures in bench/results/site.json."""
    parser = argparse.ArgumentParser(prog="python -m bench.site", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000, 10_000])
    parser.add_argument("--peers", nargs="+", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--questions", type=int, default=6, help="for each language, at most")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds to build, and to ask")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    known = json.loads(given.out.read_text("utf-8")) if given.out.exists() else {}
    start = time.monotonic()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_base(root, Path(os.environ["KB_DATA"]), size)
            of_size = known.setdefault(str(size), {})
            for peer in given.peers:
                print(f"[{time.monotonic() - start:5.0f} s] {size:>6,} {peer} …", flush=True)
                of_size[peer] = measured(root, peer, given.questions, given.limit)
                if peer == "ours" and size <= PREVIEWED and "stopped" not in of_size[peer]:
                    of_size[peer]["preview"] = seen(root)
                report(size, peer, of_size[peer], start)
                given.out.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
