"""Precision and recall of the redaction: `python -m bench.redaction [--misses]`.

On tickets of our own with what has to go marked: `fixtures.txt` and `second.txt`, by which the
patterns were mended, and `unseen.txt`, by which nothing was; and with KB_DATA on its real
tickets: how much of what is found there is right, as a person judged it (`judged.tsv` has file,
line and place, no text; `--found` lists what nobody judged yet), and how much is found of names,
numbers and addresses of ours put where their anonymisers left `[NAME]`, `[CONTACT]`.
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

from kb_tools.privacy.sensitive import find

SETS = ("fixtures", "second", "unseen")
JUDGED = Path(__file__).parent / "judged.tsv"
NAMES = (
    "Ann Smith", "Peter", "Priya Natarajan", "J. Falk", "Maria Garcia", "Wei Zhang",
    "Nkechi Obi", "Tove Lindqvist", "Chukwuemeka", "Siobhan O'Connor", "Kaoru Watanabe",
    "Dilnoza Karimova", "Bjarne Holm", "Zsofia Kovacs", "Thandiwe", "Aroha Ngata", "Y. Demir",
)  # fmt: skip
"""Of most of these the given name is in no list of ours."""
CONTACTS = ("(415) 555-0134", "+44 20 7946 0018", "ann.smith@example.com", "555-214-2277")


class Marked(NamedTuple):
    """A ticket, and what has to go from it: kind, start, end."""

    text: str
    wanted: list[tuple[str, int, int]]


def fixtures(name: str = "fixtures") -> Iterator[Marked]:
    """Yield the marked tickets of a set."""
    for line in (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines():
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


def judged(data: Path, *, aloud: bool = False) -> Iterator[str]:
    """Yield how many of the values found in the real tickets, as they are, were found rightly."""
    rows = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines()[1:]]
    verdicts = {tuple(row[:5]): row[5] for row in rows}
    counts: Counter[str] = Counter()
    for file in sorted((data / "tickets").glob("*.jsonl")):
        for number, line in enumerate(file.open(encoding="utf-8"), 1):
            text = _whole(json.loads(line))
            for kind, (start, end) in find(text):
                place = (file.name, str(number), kind, str(start), str(end))
                verdict = verdicts.get(place, "not judged")
                counts[verdict] += 1
                if aloud and verdict == "not judged":
                    print(*place, repr(text[max(0, start - 30) : end + 10]), sep="\t")
    yield ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))


def _whole(row: dict[str, str]) -> str:
    return f"{row.get('subject') or ''}\n{row.get('body') or ''}"


def filled(data: Path) -> Iterator[Marked]:
    """Yield real tickets, names and numbers of ours in the places of those taken out."""
    chance = random.Random(11)
    for file in sorted((data / "tickets").glob("*.jsonl")):
        for row in map(json.loads, file.open(encoding="utf-8")):
            text = re.sub(
                r"\[NAME\]", lambda _: f"{{{{name|{chance.choice(NAMES)}}}}}", _whole(row)
            )
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
    for name in SETS:
        print(f"\n{name}:\n| Kind | There | Recall | Precision |\n| --- | --- | --- | --- |")
        print(*table(count(fixtures(name), aloud=aloud)), sep="\n")
    if "KB_DATA" in os.environ:
        data = Path(os.environ["KB_DATA"])
        print("\nReal tickets, as they are:", *judged(data, aloud="--found" in options))
        print("\nReal tickets, filled in:")
        print(*table(count(filled(data), aloud=aloud)), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
