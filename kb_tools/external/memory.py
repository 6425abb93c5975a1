"""Answers that are not asked for again for a while: a file below `.kb/`, written whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from kb_tools.external.answer import Answer, State
from kb_tools.files import write

FOLDER = ".kb"
NAME = "external.json"
KEPT = {"alive": 7, "dead": 1, "unknown": 1}
"""For how many days an answer holds: what is mended should be seen soon."""


def recall(root: Path, today: date) -> dict[str, tuple[Answer, date]]:
    """Return the answers that still hold; none where the file is not there, or is not ours."""
    try:
        rows = json.loads((root / FOLDER / NAME).read_text("utf-8"))
        known = {str(url): _row(row) for url, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {
        url: (answer, day)
        for url, (answer, day) in known.items()
        if day <= today < day + timedelta(days=KEPT[answer.state])
    }


def _row(row: object) -> tuple[Answer, date]:
    if not isinstance(row, list) or len(row) != 3 or row[0] not in get_args(State):
        raise ValueError(row)
    return Answer(row[0], str(row[1])), date.fromisoformat(row[2])


def keep(root: Path, answers: Mapping[str, tuple[Answer, date]]) -> None:
    """Write the answers down, where that is possible."""
    rows = {url: [*answer, day.isoformat()] for url, (answer, day) in sorted(answers.items())}
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if not (folder / ".gitignore").exists():
            write(folder / ".gitignore", "*\n")
        write(folder / NAME, json.dumps(rows, ensure_ascii=False, indent=0))
    except OSError:
        return
