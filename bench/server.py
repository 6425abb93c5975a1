"""The HTTP service under load at 10,000 articles, beside its peers.

    KB_DATA=… python -m bench.server [--articles 10000] [--seconds 60] [--out FILE]

Server and load share the machine; the load comes from `wrk` where it is installed. Articles are
those of KB_DATA, repeated with altered words; questions are e-mails of about the median length.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from statistics import median
from zlib import crc32

from bench.load import Speed, fast, post, steady

PATH = "/v1/suggest"

ROWS: list[tuple[str, str, str]] = []
"""What was measured, what it came to, and the goal."""


def said(what: str, figure: str, goal: str = "") -> None:
    ROWS.append((what, figure, goal))
    print(f"{what}: {figure}{f' (goal: {goal})' if goal else ''}", flush=True)


def base(data: Path, count: int, folder: Path) -> Path:
    """Write `count` articles below `folder`, real ones first, then copies in other words."""
    real = sorted(path for path in (data / "kb").rglob("*.md") if "_meta" not in path.parts)
    docs = folder / "docs"
    rows = (folder / "articles.jsonl").open("w", encoding="utf-8")
    with rows:
        for number in range(count):
            source = real[number % len(real)]
            text = source.read_text("utf-8", "replace")
            copy = number // len(real)
            text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
            text = _altered(text, copy) if copy else text
            place = docs / f"{copy}" / source.relative_to(data / "kb")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
            title = next(iter(re.findall(r"(?m)^# (.+)$", text)), source.stem)
            rows.write(json.dumps({"id": str(place), "title": title, "body": text}) + "\n")
    (folder / "kb.toml").write_text(
        '[server]\nper_minute = 1000000\nstore = "off"\n', encoding="utf-8"
    )
    return folder


def _altered(text: str, copy: int) -> str:
    """Write every fifth word otherwise, another fifth in each copy."""

    def other(match: re.Match[str]) -> str:
        word = match[0]
        return f"{word}{'xyzqj'[copy % 5]}" if crc32(f"{word}{copy}".encode()) % 5 == 0 else word

    return re.sub(r"[A-Za-z]{4,}|[\u4e00-\u9fff]{3,}", other, text)


def emails(data: Path) -> list[bytes]:
    """Return e-mails of about the median length, as bodies of requests."""
    texts = []
    for file in sorted((data / "tickets").glob("*mail*.jsonl")):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            texts.append(f"{row.get('subject') or ''}\n{row.get('body') or ''}".strip())
    texts.sort(key=len)
    near = texts[int(len(texts) * 0.45) : int(len(texts) * 0.55)]
    random.Random(7).shuffle(near)
    said("median e-mail", f"{median(map(len, texts)):.0f} characters")
    return [json.dumps({"text": text}).encode() for text in near]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """Yield port, seconds from start to ready, and process."""
    with running([sys.executable, "-m", "kb_tools", "serve-api", *options, "--port"], folder) as it:
        yield it


@contextmanager
def running(
    command: list[str], folder: Path
) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    begun = time.perf_counter()
    log = (folder / "log.txt").open("w")
    with log, subprocess.Popen([*command, str(port)], cwd=folder, stderr=log) as process:
        while not ready(port):
            if process.poll() is not None:
                raise OSError((folder / "log.txt").read_text())
            time.sleep(0.01)
        took = time.perf_counter() - begun
        try:
            yield port, took, process
        finally:
            process.send_signal(signal.SIGTERM)


def ready(port: int) -> dict[str, int] | None:
    try:
        url = f"http://127.0.0.1:{port}/readyz"
        with urllib.request.urlopen(url, timeout=5) as answer:
            found: dict[str, int] = json.load(answer)
            return found
    except OSError:
        return None


def spent(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds of processor time of a service and its workers."""
    ticks = 0
    for pid in (str(process.pid), *children(process.pid)):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return private and resident megabytes of the largest worker."""
    own = [str(process.pid), *children(process.pid)]
    figures = [_rollup(pid) for pid in own]
    return max(figures)


def children(pid: int) -> list[str]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [*found, *(below for child in found for below in children(int(child)))]


def _rollup(pid: str) -> tuple[float, float]:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    kb = {name: int(size) for name, size in re.findall(r"(\w+):\s+(\d+) kB", text)}
    return (kb["Private_Clean"] + kb["Private_Dirty"]) / 1024, kb["Rss"] / 1024


class Swaps:
    """Puts one of two prepared indexes into place, with the article that it is of."""

    def __init__(self, folder: Path) -> None:
        self.article = next((folder / "docs").rglob("*.md"))
        self.index = folder / ".kb" / "index"
        text = self.article.read_text("utf-8")
        self.states = []
        for number, each in enumerate((text, text + "\nOne more line.\n")):
            self._write(each, number)
            build(folder)
            self.states.append((each, self.index.read_bytes()))

    def _write(self, text: str, number: int) -> None:
        self.article.write_text(text, "utf-8")
        os.utime(self.article, (1_700_000_000 + number, 1_700_000_000 + number))

    def swap(self, number: int) -> None:
        text, data = self.states[number % 2]
        spare = self.index.with_suffix(".new")
        spare.write_bytes(data)
        self._write(text, number % 2)
        spare.replace(self.index)


def build(folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kb_tools.server.refresh", str(folder)], check=True)
    return time.perf_counter() - begun


def loads(folder: Path, bodies: Sequence[bytes], seconds: float) -> None:
    """Measure our service: start, throughput, half load with swaps, memory."""
    starts = []
    for _ in range(3):
        with serving(folder) as (_, took, _):
            starts.append(took)
    said("start to ready, warm index", f"{median(starts):.2f} s", "≤ 2 s")
    for workers in (1, 2):
        with serving(folder, "--workers", str(workers)) as (port, _, process):
            fast(port, PATH, bodies, 2)
            before = spent(process)
            outcome = fast(port, PATH, bodies, min(15, seconds))
            each = (spent(process) - before) / outcome.count
            goal = "≥ 200" if workers == 2 else ""
            said(f"requests a second, {workers} worker(s)", _figures(outcome), goal)
            said(
                f"processor time a request, {workers} worker(s)",
                f"{1000 * each:.1f} ms: {1 / each:.0f} requests a second for each whole core",
            )
            private, resident = memory(process)
            said(f"memory, {workers} worker(s), each",
                 f"{private:.0f} MB private, {resident:.0f} MB resident", "≤ 300 MB")  # fmt: skip


def half(folder: Path, bodies: Sequence[bytes], seconds: float, swaps: Swaps) -> None:
    """Measure half the load while the index is swapped ten times."""
    for workers in (1, 2):
        with serving(folder, "--workers", str(workers)) as (port, _, _):
            fast(port, PATH, bodies, 2)
            before = ready(port)
            changing = threading.Thread(target=_swapping, args=(swaps, seconds))
            changing.start()
            outcome = steady(port, post(PATH, bodies), seconds, 100)
            changing.join()
            time.sleep(3)
            after = ready(port)
        seen = (after or {}).get("swaps", 0) - (before or {}).get("swaps", 0)
        what = f"100 requests a second for {seconds:.0f} s, index swapped ten times"
        said(f"{what}, {workers} worker(s)",
             f"p50 {outcome.at(.5):.1f} ms, p99 {outcome.at(.99):.1f} ms, {outcome.errors} errors,"
             f" {seen} swaps seen by the worker that said so",
             "p99 ≤ 100 ms, 0 errors")  # fmt: skip


def _swapping(swaps: Swaps, seconds: float) -> None:
    for number in range(1, 11):
        time.sleep(seconds / 11)
        swaps.swap(number)


def _figures(of: Speed) -> str:
    return f"{of.rate:.0f} (p50 {of.p50:.1f} ms, p99 {of.p99:.1f} ms, {of.errors} errors)"


def peers(folder: Path, bodies: Sequence[bytes], seconds: float) -> None:
    """Ask peers behind the same Starlette."""
    for name in ("fts5", "tantivy"):
        command = [sys.executable, "-m", "bench.peers", name, str(folder / "articles.jsonl")]
        root = Path(__file__).parents[1]
        try:
            with running(["env", f"PYTHONPATH={root}", *command], folder) as (port, _, process):
                fast(port, PATH, bodies, 1)
                before = spent(process)
                outcome = fast(port, PATH, bodies, min(15, seconds))
                each = (spent(process) - before) / outcome.count
        except OSError as error:
            said(f"peer {name}", f"not run: {str(error).strip().splitlines()[-1]}")
            continue
        figures = f"{_figures(outcome)}, {1000 * each:.1f} ms processor time each"
        said(f"peer {name}, requests a second, 1 worker", figures)
    said("peers Meilisearch and Typesense", "not run: PyPI, npm and Debian have only their clients")


def readers(data: Path) -> None:
    """Measure the readers on JSON lines, in one process."""
    from kb_tools.tickets.read import read
    from kb_tools.tickets.ticket import Ticket

    lines = b"".join(file.read_bytes() for file in sorted((data / "tickets").glob("*.jsonl")))
    count = lines.count(b"\n")
    short = b"".join(
        json.dumps({"id": n, "subject": "收不到验证码", "body": "换了手机以后一直收不到，怎么办？"})
        .encode() + b"\n" for n in range(20_000)
    )  # fmt: skip
    for name, text, of in (("of KB_DATA", lines, count), ("of two lines", short, 20_000)):
        begun = time.process_time()
        good = sum(isinstance(item, Ticket) for item in read(BytesIO(text), "tickets.jsonl"))
        took = time.process_time() - begun
        said(f"tickets read a second, JSON lines {name}", f"{good / took:,.0f} ({good} of {of})",
             "≥ 20,000")  # fmt: skip


def report(out: Path, options: argparse.Namespace) -> None:
    head = (
        "# The HTTP service under load\n\n"
        f"`python -m bench.server --articles {options.articles} --seconds {options.seconds:.0f}`,"
        f" {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores shared by server, load and whatever"
        f" else ran (load average at the end: {os.getloadavg()[0]:.1f}). Requests a second: 16"
        f" connections kept open, by {'wrk' if shutil.which('wrk') else 'bench/load.py'}.\n\n"
        "| What | Figure | Goal |\n| --- | --- | --- |\n"
    )
    rows = "".join(f"| {what} | {figure} | {goal} |\n" for what, figure, goal in ROWS)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(head + rows, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keep", type=Path, help="folder to make the base in, and to leave")
    options = parser.parse_args()
    if "KB_DATA" not in os.environ:
        print("set KB_DATA to the folder of real knowledge bases", file=sys.stderr)
        return 2
    data = Path(os.environ["KB_DATA"])
    folder = options.keep or Path(tempfile.mkdtemp(prefix="kb-bench-"))
    if not (folder / "docs").is_dir():
        base(data, options.articles, folder)
    shutil.rmtree(folder / ".kb", ignore_errors=True)
    said("index of all articles, cold", f"{build(folder):.1f} s")
    readers(data)
    bodies = emails(data)
    loads(folder, bodies, options.seconds)
    half(folder, bodies, options.seconds, Swaps(folder))
    peers(folder, bodies, options.seconds)
    if options.out:
        report(options.out, options)
    if not options.keep:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
