"""Which version of an article a reply quotes, so that one can see later what was said."""

from __future__ import annotations

import subprocess
from pathlib import Path


def version(root: Path, path: str) -> str:
    """Return the commit that last changed an article below `root`; "" outside a repository."""
    command = ["git", "log", "-1", "--format=%h", "--", path]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, a fixed program
            command, cwd=root, capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
