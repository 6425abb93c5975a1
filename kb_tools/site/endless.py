"""Links between folders that a generator would follow without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kb_tools.corpus.reading import SKIPPED
from kb_tools.errors import KbError
from kb_tools.language import Text


def refuse(docs: Path) -> None:
    """Raise KbError for a link that leads back to a folder which contains it.

    The generator would take in all files again and again, until a path is too long for the disk.
    """
    for link in links(docs):
        message = Text(
            "this link leads back to a folder that contains it, so the site would contain each "
            "of its articles forty times; remove it",
            "此链接指回它所在的上级目录，网站会因此把同一批文章重复收录四十遍；请删除它",
        )
        raise KbError(message, str(link))


def links(folder: Path, above: tuple[Path, ...] = ()) -> Iterator[Path]:
    """Yield the links in a folder that lead back; `above` are the folders that contain it."""
    above = (*above, folder.resolve())
    try:
        with os.scandir(folder) as entries:
            folders = sorted(Path(entry.path) for entry in entries if entry.is_dir())
    except OSError:  # the generator passes over it, too
        return
    for one in folders:
        if one.name in SKIPPED:  # packages may name one another; nobody can mend that there
            continue
        if one.is_symlink() and _leads_to(one.resolve(), above):
            yield one
        else:
            yield from links(one, above)


def _leads_to(there: Path, above: tuple[Path, ...]) -> bool:
    return any(folder.is_relative_to(there) for folder in above)
