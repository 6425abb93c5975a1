"""The figures on the rules' pages are those of the verdicts in bench/precision/."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.precision.__main__ import FIGURES, HERE, SIZE, figures
from kb_tools.lint.catalogue import catalogue

FILES = sorted(HERE.glob("KB*.tsv"))


def test_the_figures_are_counted_from_the_verdicts() -> None:
    assert FIGURES.read_text("utf-8") == "".join(figures())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_has_a_verdict_and_a_reason_in_every_row(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as rows:
        read = list(csv.DictReader(rows, delimiter="\t"))
    assert len(read) <= SIZE
    assert file.stem in {rule.code for rule in catalogue()}
    for row in read:
        assert row["verdict"] in ("right", "wrong")
        assert row["why"]
