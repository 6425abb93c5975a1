"""How soon a saved article shows in the preview: `kb serve` over a real base, asked over HTTP.

    KB_DATA=… python -m bench.preview [--articles N …] [--edits N]

Wall time from the end of the write until the page says the new words, the traditional Chinese
page that is made of it too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.site_base import write_base
from kb_tools.site.preview import free_port

PATIENCE = 60.0
"""Seconds for an edit."""
START = 1800.0
"""Seconds for the first build."""
SETTINGS = 'languages = ["zh", "en"]\nconverted = {zh-Hant = "zh"}\n'


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """Run `kb serve`; yields its address once it answers."""
    port = free_port("127.0.0.1", 8900)
    command = [sys.executable, "-m", "kb_tools", "serve", str(root), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            until(address, "<html", START)
            yield address
        finally:
            process.terminate()


def until(url: str, text: str, patience: float = PATIENCE) -> float:
    """Return the seconds until the page at `url` holds `text`."""
    start = time.monotonic()
    while time.monotonic() - start < patience:
        if text in said(url):
            return time.monotonic() - start
        time.sleep(0.01)
    message = f"{url} never said {text!r}"
    raise TimeoutError(message)


def said(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - loopback
            return str(answer.read().decode("utf-8", "replace"))
    except OSError:
        return ""


def edits(root: Path, address: str, count: int) -> Iterator[tuple[float, float]]:
    """Edit articles; yield the seconds until the page shows it, and its traditional twin."""
    articles = sorted((root / "docs" / "zh").glob("part-*/*.md"))
    for number, file in enumerate(articles[:: max(1, len(articles) // count)][:count]):
        page = file.relative_to(root / "docs" / "zh").with_suffix("").as_posix()
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\n软件编号 {number}-{time.time_ns()}。\n")
        mark = file.read_text("utf-8").rpartition(" ")[2].strip("。\n")
        own = until(f"{address}zh/{page}/", mark)
        yield own, own + until(f"{address}zh-Hant/{page}/", f"軟體編號 {mark}")


def main(arguments: Sequence[str]) -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(prog="python -m bench.preview", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--edits", type=int, default=5)
    given = parser.parse_args(arguments)
    for count in given.articles:
        print(measured(count, given.edits), flush=True)


def measured(count: int, edited: int) -> str:
    """Return what editing costs with so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_base(root, Path(os.environ["KB_DATA"]), count)
        (root / "kb.toml").write_text(SETTINGS, "utf-8")
        start = time.monotonic()
        with preview(root) as address:
            ready = time.monotonic() - start
            taken = list(edits(root, address, edited))
    own, twin = (
        f"{statistics.median(t):.2f} s (most {max(t):.2f})" for t in zip(*taken, strict=True)
    )
    return f"{count:>6,} articles: ready in {ready:.0f} s, an edit shows in {own}, converted {twin}"


if __name__ == "__main__":
    main(sys.argv[1:])
