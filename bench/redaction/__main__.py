"""Precision and recall of the redaction: `python -m bench.redaction [--misses]`.

On `fixtures.txt`, tickets of our own with what has to go marked; and with KB_DATA on its real
tickets: what is found there (`--found` lists it, to be judged by a person), and how much is found
of names, numbers and addresses of ours put where their anonymisers left `[NAME]`, `[CONTACT]`.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb_tools.sensitive import find

FIXTURES = Path(__file__).parent / "fixtures.txt"
NAMES = ("Ann Smith", "Peter", "Priya Natarajan", "J. Falk", "Maria Garcia", "Wei Zhang")
CONTACTS = ("(415) 555-0134", "+44 20 7946 0018", "ann.smith@example.com", "555-214-2277")


class Marked(NamedTuple):
    """A ticket, and what has to go from it: kind, start, end."""

    text: str
    wanted: list[tuple[str, int, int]]


def fixtures() -> Iterator[Marked]:
    """Yield the marked tickets."""
    for line in FIXTURES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield marked(line.replace("⏎", "\n"))


def marked(line: str) -> Marked:
    """Take the marks out of a line."""
    text, wanted, last = "", [], 0
    for match in re.finditer(r"\{\{(\w+)\|(.*?)\}\}", line):
        text += line[last : match.start()]
        wanted.append((match[1], len(text), len(text) + len(match[2])))
        text, last = text + match[2], match.end()
    return Marked(text + line[last:], wanted)


def filled(data: Path) -> Iterator[Marked]:
    """Yield real tickets, names and numbers of ours in the places of those taken out."""
    chance = random.Random(11)
    for file in sorted((data / "tickets").glob("*.jsonl")):
        for row in map(json.loads, file.open(encoding="utf-8")):
            text = f"{row.get('subject') or ''}\n{row.get('body') or ''}"
            text = re.sub(r"\[NAME\]", lambda _: f"{{{{name|{chance.choice(NAMES)}}}}}", text)
            text = re.sub(
                r"\[CONTACT\]", lambda _: f"{{{{phone|{chance.choice(CONTACTS)}}}}}", text
            )
            if "{{" in text:
                yield marked(text)


class Count(NamedTuple):
    """What was found rightly, wrongly, and not."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]


def count(tickets: Iterator[Marked], *, aloud: bool = False) -> Count:
    """Compare what is found with what has to go: a finding is right where the two overlap."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for text, wanted in tickets:
        found = [(finding.kind, *finding.span) for finding in find(text)]
        for kind, start, end in wanted:
            gone = all(any(a <= at < b for _, a, b in found) for at in _solid(text, start, end))
            (right if gone else missed)[kind] += 1
            if aloud and not gone:
                print(f"missed {kind}: {text[max(0, start - 30) : end + 10]!r}")
        for kind, start, end in found:
            if not any(a < end and start < b for _, a, b in wanted):
                wrong[kind] += 1
                if aloud:
                    print(
                        f"wrong {kind}: {text[start:end]!r} in {text[max(0, start - 30) : end]!r}"
                    )
    return Count(right, wrong, missed)


def _solid(text: str, start: int, end: int) -> list[int]:
    """Return the places of letters and digits: whether a bracket goes does not matter."""
    return [at for at in range(start, end) if text[at].isalnum()]


def table(of: Count) -> Iterator[str]:
    """Yield a row for each kind and one for all: wanted, recall, precision."""
    kinds = sorted({*of.right, *of.wrong, *of.missed})
    for kind in (*kinds, "all"):
        right, wrong, missed = (
            sum(part.values()) if kind == "all" else part[kind] for part in of
        )  # fmt: skip
        recall = f"{right / (right + missed):.2f}" if right + missed else "-"
        precision = f"{right / (right + wrong):.2f}" if right + wrong else "-"
        yield f"| {kind} | {right + missed} | {recall} | {precision} |"


def main(options: list[str]) -> None:
    """Print the tables."""
    aloud = "--misses" in options
    print("| Kind | There | Recall | Precision |\n| --- | --- | --- | --- |")
    print(*table(count(fixtures(), aloud=aloud)), sep="\n")
    if "KB_DATA" in os.environ:
        print("\nReal tickets, filled in:")
        data = Path(os.environ["KB_DATA"])
        print(*table(count(filled(data), aloud=aloud)), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
