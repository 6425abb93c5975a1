"""Draw samples of findings, and count the verdicts on them."""

from __future__ import annotations

import csv
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.precision import history
from kb_tools.config import project
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.catalogue import matching
from kb_tools.lint.engine import lint

HERE = Path(__file__).parent
FIGURES = HERE.parent.parent / "kb_tools" / "lint" / "data" / "precision.toml"
SIZE = 50
TODAY = date(2026, 11, 22)


def main(task: str, *codes: str) -> None:
    """Run one of the tasks."""
    if task == "sample":
        print("base\tpath\tline\tverdict\twhy")
        for name, found, text in sample(codes):
            print(f"{name}\t{found.path}\t{found.position.line}\t\t\t# {found.message.en} | {text}")
    elif task == "history":
        history.lay(Path(*codes))
    elif task == "past":
        folder, *asked = codes
        for name, one in history.findings(Path(folder), asked, TODAY):
            print(f"{name}\t{one.path}\t{one.position.line}\t\t\t# {one.message.en}")
    elif task == "figures":
        FIGURES.write_text("".join(figures()), "utf-8")
    else:
        sys.exit(__doc__)


def sample(codes: tuple[str, ...]) -> list[tuple[str, Diagnostic, str]]:
    """Return up to SIZE findings of the rules, in turn from each base, always the same ones."""
    found = {name: list(findings(kb, name, codes)) for name, kb in bases()}
    for rows in found.values():
        random.Random(7).shuffle(rows)
    taken: list[tuple[str, Diagnostic, str]] = []
    while len(taken) < SIZE and any(found.values()):
        taken += [rows.pop() for rows in found.values() if rows]
    return sorted(taken[:SIZE], key=lambda row: (row[0], row[1].path, row[1].span))


def findings(
    kb: KnowledgeBase, name: str, codes: tuple[str, ...]
) -> Iterator[tuple[str, Diagnostic, str]]:
    """Yield what the rules find in a base, with the line it is on."""
    for found in lint(kb, sorted(matching(codes), key=lambda rule: rule.code), TODAY):
        lines = kb.articles[found.path].text.split("\n")
        yield name, found, lines[found.position.line - 1].strip()


def bases() -> Iterator[tuple[str, KnowledgeBase]]:
    """Yield the real knowledge bases by name."""
    for folder in sorted((Path(os.environ["KB_DATA"]) / "kb").iterdir()):
        yield folder.name, KnowledgeBase.load(project(folder))


def figures() -> Iterator[str]:
    """Yield the lines of the table that the rules' pages read."""
    yield "# Written by `python -m bench.precision figures` from bench/precision/*.tsv.\n"
    for file in sorted(HERE.glob("KB*.tsv")):
        with file.open(encoding="utf-8", newline="") as rows:
            read = list(csv.DictReader(rows, delimiter="\t"))
        right = Counter(row["verdict"] for row in read)["right"]
        names = len({row["base"].partition(" ")[0] for row in read})
        yield f"{file.stem} = {{ right = {right}, read = {len(read)}, bases = {names} }}\n"


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
