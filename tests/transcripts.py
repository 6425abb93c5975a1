"""Console blocks in Markdown are transcripts: what a command printed, and prints still.

A block that begins with `$ ` holds commands and their output. `python -m tests.transcripts
FILE …` runs them and writes what they print now; the tests compare. The line `…` stands for
any lines. Blocks run in a copy of the repository's `examples/`, so they change nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```console\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)


def played(text: str, lang: str) -> str:
    """Return Markdown with the output of every console block as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        return _BLOCK.sub(lambda m: f"```console\n{_run(m[1], folder, lang)}```", text)


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
        spoken = "zh" if file.name.endswith(".zh.md") else "en"
        file.write_text(played(file.read_text("utf-8"), spoken), "utf-8")
