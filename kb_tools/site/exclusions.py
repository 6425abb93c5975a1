"""Which files mkdocs.yml leaves out of the site (`exclude_docs`), or calls drafts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.structure.files import File, InclusionLevel, set_exclusions


def left_out(paths: Iterable[str], config: Any) -> frozenset[str]:  # noqa: ANN401 - MkDocs' own
    """Return those of the paths, from the docs folder, that the generator makes nothing of."""
    files = [File(path, config.docs_dir, config.site_dir, False) for path in sorted(paths)]
    set_exclusions(files, config)
    built = (InclusionLevel.NOT_IN_NAV, InclusionLevel.INCLUDED)
    return frozenset(file.src_uri for file in files if file.inclusion not in built)
