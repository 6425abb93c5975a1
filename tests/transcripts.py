"""Console blocks in Markdown are transcripts: what a command printed, and prints still.

A block that begins with `$ ` holds commands and their output. `python -m tests.transcripts
FILE …` runs them and writes what they print now; the tests compare. The line `…` stands for
any lines. Blocks run in a copy of the repository's `examples/`, or in a knowledge base that
`kb init` has just made, so they change nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^( *)```console\n(\1\$ .*?)^\1```$", re.MULTILINE | re.DOTALL)
_NEW = "kb init help-center --yes --url https://help.example.com/"
FRESH = ("using/answer/link-an-article-in-a-reply.md", "using/write/links-of-an-article.md")
"""Articles whose blocks run in a new knowledge base, by their path in the language's folder."""


def played(text: str, lang: str, *, fresh: bool = False) -> str:
    """Return Markdown with the output of every console block as it is now.

    They run beside `examples/`, or, with `fresh`, in a new knowledge base.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        if fresh:
            _one(_NEW, "", folder, lang)
        place = str(Path(folder, "help-center")) if fresh else folder
        return _BLOCK.sub(lambda m: _block(m[1], m[2], place, lang), text)


def _block(indent: str, block: str, folder: str, lang: str) -> str:
    output = textwrap.indent(_run(textwrap.dedent(block), folder, lang), indent)
    return f"{indent}```console\n{output}{indent}```"


def _run(block: str, folder: str, lang: str) -> str:
    return "".join(_one(command, kept, folder, lang) for command, kept in _commands(block))


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def _one(command: str, kept: str, folder: str, lang: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "KB_LANG": lang, "PATH": path, "COLUMNS": "100", "HOME": folder}
    env.pop("LC_ALL", None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    output = done.stdout if done.stdout.endswith("\n") or not done.stdout else done.stdout + "\n"
    return f"$ {command}\n{kept if same(kept, output) else output}"


def same(kept: str, output: str) -> bool:
    """Tell whether what was kept, with its `…` lines for any lines, is what is printed."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line) + r"\n"
        for line in kept.splitlines()
    )
    return re.fullmatch(pattern, output) is not None


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        spoken = "zh" if file.name.endswith(".zh.md") or "zh" in file.parts else "en"
        fresh = file.as_posix().endswith(FRESH)
        file.write_text(played(file.read_text("utf-8"), spoken, fresh=fresh), "utf-8")
