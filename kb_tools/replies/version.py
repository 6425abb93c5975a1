"""Which version of an article a reply quotes, so that one can see later what was said."""

from __future__ import annotations

from pathlib import Path

from kb_tools.history.git import GitError, repository


def version(root: Path, path: str) -> str:
    """Return the commit that last changed an article below `root`; "" outside a repository."""
    known = repository(root)
    try:
        return known.ask("log", "-1", "--format=%h", "--", path).decode().strip() if known else ""
    except GitError:  # nothing has been committed yet
        return ""
