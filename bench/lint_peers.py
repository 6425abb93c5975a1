"""CPU time of `kb lint` beside other linters, in one run on the same real articles.

    make bench-lint        # or: KB_DATA=… python -m bench.lint_peers [--articles N] [--out FILE]

The articles are the knowledge bases of KB_DATA. Where they are too few they are taken again with
words altered, so that no two are alike, and links from the root led to their own copy. Every run
is a process of its own with all its children: user and system time as the operating system
counts it, the least of all rounds. A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from platform import python_version
from typing import NamedTuple

import kb_tools
from kb_tools.files import cache_folder

TOOLS = Path(os.environ.get("KB_BENCH_TOOLS", ".bench")).resolve()
MARKDOWNLINT = """MD001 MD003 MD004 MD005 MD007 MD009 MD010 MD011 MD012 MD014 MD018 MD019 MD022
MD023 MD024 MD025 MD026 MD027 MD029 MD031 MD032 MD034 MD037 MD040 MD047""".split()
TYPOGRAPHY = "KB601,KB602"
PROSE, HEADING = b"\nOne more sentence.\n", b"\n## One more heading\n"
_ROOT_LINK = re.compile(rb"\]\(/([^)#\s]*)")
_PROSE = re.compile(rb"(?m)^(?![|`<>#\-\s])[^`\[<|]{30,}$")
_WORD = re.compile(rb"\b([a-z])([a-z]{4})([a-z]+)\b")


Command = Sequence[str | None]
"""The words of a command line; None for a program that is not installed."""


class Row(NamedTuple):
    """One line of the table: what was run on what, and its CPU seconds (None: not installed)."""

    task: str
    tool: str
    seconds: float | None


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--more", type=int, default=10_000, help="of the second 'one edit'")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(argv)
    compileall.compile_dir(Path(kb_tools.__file__).parent, quiet=2)  # as pip does at installation
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count, chinese = corpus(folder, given.articles)
        rows = [*measured(folder, given.rounds)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder, given.more)
        rows += [*edits(folder, given.rounds, f"one edit among {given.more:,}")]
    text = "\n".join(report(rows, count, chinese, given.rounds)) + "\n"
    print(text)
    if given.out:
        given.out.write_text(text, "utf-8")


def corpus(folder: Path, least: int) -> tuple[int, int]:
    """Write at least so many articles below `folder`; return how many, and how many Chinese."""
    (folder / "kb.toml").write_text("", "utf-8")
    bases = sorted((Path(os.environ["KB_DATA"]) / "kb").iterdir())
    count = chinese = number = 0
    while count < least:
        for base in bases:
            for path, data in articles(base, f"{base.name}-{number}", number):
                target = folder / "docs" / f"{base.name}-{number}" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                if target.suffix == ".md":
                    count += 1
                    if is_chinese(data):
                        chinese += 1
                        (folder / "zh").mkdir(exist_ok=True)
                        (folder / "zh" / f"{chinese}.md").write_bytes(data)
        number += 1
    return count, chinese


def articles(base: Path, name: str, number: int) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a base, altered; what is no article is empty."""
    files = [f for f in sorted(base.rglob("*")) if f.is_file() and "_meta" not in f.parts]
    paths = {f.relative_to(base).as_posix() for f in files}
    for file in files:
        path = file.relative_to(base)
        if path.suffix != ".md":
            yield path, b""
            continue
        data = _ROOT_LINK.sub(
            lambda m, top=path.parts[0]: _led(m, name, top, paths), file.read_bytes()
        )
        yield path, _PROSE.sub(altered, data) if number else data


def _led(match: re.Match[bytes], name: str, top: str, paths: set[str]) -> bytes:
    target = match[1].decode("utf-8", "replace")
    for prefix in ("", f"{top}/"):
        if prefix + target in paths:
            return f"](/{name}/{prefix}{target}".encode()
    return match[0]


def altered(line: re.Match[bytes]) -> bytes:
    """Return a line of text whose longer words begin otherwise."""
    return _WORD.sub(rb"\2\1\3", line[0])


def is_chinese(data: bytes) -> bool:
    """Tell whether an article has mostly Chinese characters."""
    text = data.decode("utf-8", "replace")
    return len(re.findall("[\u4e00-\u9fff]", text)) > len(text) / 5


def measured(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield what each tool needs for each task."""
    kb = [sys.executable, "-m", "kb_tools", "lint", "--statistics"]
    rumdl = [tool("rumdl"), "check"]
    config = {"config": {"default": False, **dict.fromkeys(MARKDOWNLINT, True)}}
    (folder / ".markdownlint-cli2.jsonc").write_text(json.dumps(config), "utf-8")
    everything: Mapping[str, Command] = {
        "kb lint": [*kb, "--no-cache"],
        "rumdl": [*rumdl, "--no-cache", "docs"],
        "markdownlint-cli2, 25 rules": [tool("markdownlint-cli2"), "docs/**/*.md"],
    }
    yield from side_by_side("cold", everything, folder, rounds)
    yield from side_by_side("cold, kept for the next time", cached(), folder, rounds)
    for name, command in cached().items():
        yield Row("one edit", name, after_an_edit(command, folder, rounds))
        yield Row("one heading edited", name, after_an_edit(command, folder, rounds, HEADING))
        yield Row("nothing edited", name, cpu(command, folder, rounds))
    typography: Mapping[str, Command] = {
        "kb lint": [*kb, "--select", TYPOGRAPHY, "."],
        "autocorrect": [tool("autocorrect"), "--lint", "."],
    }
    yield from side_by_side("Chinese typography", typography, folder / "zh", rounds)


def side_by_side(
    task: str, commands: Mapping[str, Command], folder: Path, rounds: int
) -> Iterator[Row]:
    """Yield what each of several commands needs that know nothing, one round after the other.

    A machine that is slower for a while is so for all of them.
    """
    times: dict[str, list[float | None]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            forget(folder)
            times[name].append(cpu(command, folder, 1))
    for name, all_of in times.items():
        yield Row(task, name, min((one for one in all_of if one is not None), default=None))


def cached() -> Mapping[str, Command]:
    """Return the commands that remember what they found."""
    kb = [sys.executable, "-m", "kb_tools", "lint", "--statistics"]
    return {"kb lint": [*kb], "rumdl": [tool("rumdl"), "check", "docs"]}


def edits(folder: Path, rounds: int, task: str) -> Iterator[Row]:
    """Yield what each tool needs after an edit."""
    for name, command in cached().items():
        yield Row(task, name, after_an_edit(command, folder, rounds))


def tool(name: str) -> str | None:
    """Return a peer's program, from the bench's own folder or the path."""
    places = f"{TOOLS / 'node_modules/.bin'}:{TOOLS / 'bin'}:{os.environ['PATH']}"
    return shutil.which(name, path=places)


def forget(folder: Path) -> None:
    """Remove what was kept from an earlier run."""
    for name in (".kb", ".rumdl_cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.rmtree(cache_folder(folder), ignore_errors=True)


def after_an_edit(
    command: Command, folder: Path, rounds: int, words: bytes = PROSE
) -> float | None:
    """Return the CPU time of a run that follows a run and a changed article (no list of them)."""
    edited = min(f for f in (folder / "docs").rglob("*.md") if f.name[0].islower())
    forget(folder)
    cpu(command, folder, 1)

    def edit() -> None:
        edited.write_bytes(edited.read_bytes() + words)

    return cpu(command, folder, rounds, before=edit)


def cpu(
    command: Command,
    folder: Path,
    rounds: int,
    before: Callable[[], None] = lambda: None,
) -> float | None:
    """Return the least user and system seconds of a process and its children."""
    if None in command:
        return None
    given = [word for word in command if word is not None]
    times = []
    for _ in range(rounds):
        before()
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        quiet = subprocess.DEVNULL
        errors = subprocess.PIPE
        done = subprocess.run(given, cwd=folder, stdout=quiet, stderr=errors, check=False)
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
            raise RuntimeError(f"{given} ended with {done.returncode}")
        times.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
    return min(times)


GOALS = {
    ("cold", "markdownlint-cli2, 25 rules"): 0.20,
    ("cold", "rumdl"): 3.0,
    ("one edit", "rumdl"): 0.5,
    ("one edit among 10,000", "rumdl"): 0.5,
    ("Chinese typography", "autocorrect"): 1.0,
}


def report(rows: Sequence[Row], count: int, chinese: int, rounds: int) -> Iterator[str]:
    """Yield the table, and how `kb lint` stands to each peer."""
    yield from ("# The linter beside its peers", "")
    yield f"{count:,} real articles, {chinese:,} of them Chinese; CPU seconds, rounds: {rounds};"
    yield "made by `python -m bench.lint_peers`. The machine was not idle: ratios are what counts."
    yield from ("", "| task | tool | CPU s | kb lint is | goal |", "|---|---|---|---|---|")
    own = {row.task: row.seconds for row in rows if row.tool == "kb lint"}
    for row in rows:
        yield f"| {row.task} | {row.tool} | {_seconds(row)} | {_ratio(row, own[row.task])} |"
    yield from ("", "Versions: " + ", ".join((*versions(), f"Python {python_version()}")) + ".")


def _seconds(row: Row) -> str:
    return "not installed" if row.seconds is None else f"{row.seconds:.2f}"


def _ratio(row: Row, own: float | None) -> str:
    goal = GOALS.get((row.task, row.tool))
    wanted = "" if goal is None else f"≤ {goal:.2f} ×"
    if row.tool == "kb lint" or own is None or not row.seconds:
        return f" | {wanted}"
    return f"{own / row.seconds:.2f} × | {wanted}"


def versions() -> Iterator[str]:
    """Yield the version of each peer that is installed."""
    for name in ("rumdl", "markdownlint-cli2", "autocorrect"):
        program = tool(name)
        if program is not None:
            done = subprocess.run(
                [program, "--version"], capture_output=True, text=True, check=False
            )
            found = re.search(r"v?\d+\.\d+\.\d+", done.stdout + done.stderr)
            yield f"{name} {found[0].lstrip('v') if found else '?'}"


if __name__ == "__main__":
    main()
