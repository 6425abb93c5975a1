"""Nothing public goes undocumented: the reference pages are those that the program makes now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb_tools import PUBLIC
from kb_tools.cli import COMMANDS
from kb_tools.config import Config, options
from kb_tools.lint.catalogue import catalogue
from kb_tools.server.openapi import PATHS

DOCS = Path(__file__).parents[1] / "docs"


def test_every_page_is_up_to_date_in_both_languages() -> None:
    command = [sys.executable, "-m", "kb_tools.reference", str(DOCS), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)

    assert done.returncode == 0, f"run `make reference`:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_public_thing_is_named_in_both_languages(lang: str) -> None:
    folder = DOCS / lang / "reference"
    text = "\n".join(page.read_text("utf-8") for page in sorted(folder.rglob("*.md")))
    wanted = [
        *(f"## `kb {name}`" for name in COMMANDS),
        *(f"`{key}`" for key, _, _ in options(Config)),
        *(f"id: {rule.code}\n" for rule in catalogue()),
        *(f"## `{name}`" for name in PUBLIC),
        *(f"`{path}`" for path in PATHS),
    ]

    assert [name for name in wanted if name not in text] == []
