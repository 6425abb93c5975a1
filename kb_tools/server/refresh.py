"""Bring the index of a folder up to date: `python -m kb_tools.server.refresh FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Build the index of the knowledge base at `folder`, if its articles changed."""
    from kb_tools.config import load
    from kb_tools.search.store import open_index

    open_index(load(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
