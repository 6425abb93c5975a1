"""Bring the index of a folder up to date: `python -m kb_tools.server.refresh FOLDER [--model]`.

With `--model` the configured model reads the articles that it has not read yet.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from kb_tools.errors import KbError


def main(folder: Path, *, model: bool = False) -> None:
    """Build the index of the knowledge base at `folder`, if its articles changed."""
    from kb_tools.config import load
    from kb_tools.search.semantic import configured
    from kb_tools.search.store import open_index

    config = load(folder)
    with _alone(config.root):
        index = open_index(config)
        if model:
            configured(config, index)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait while another worker's process builds here: what it made is then only opened."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks: both build
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), model="--model" in sys.argv[2:])
    except KbError as error:
        sys.exit(str(error))
