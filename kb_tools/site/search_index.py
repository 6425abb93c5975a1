"""The index that the browser's search is made of, kept from build to build.

After an edit it is mended (`kb_tools.search.splice`): what it says of all other articles need not
be counted again. Byte by byte it is what a build from nothing makes.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb_tools import files
from kb_tools.search.build import build
from kb_tools.search.document import Document
from kb_tools.search.index import Source, opened
from kb_tools.search.splice import updated
from kb_tools.site.last_build import digest, program


def made(documents: Sequence[Document], place: Path) -> bytes:
    """Return the index of `documents`, made of the one that the last build left at `place`."""
    now = {one.path: digest([repr(one)]) for one in documents}
    source = Source(program(), files=json.dumps(now).encode("utf-8", "surrogatepass"))
    old = opened(place)
    if old is None or old.signature != source.signature:
        found = build(documents, source)
    else:
        found = updated(old, _changes(documents, now, json.loads(old.files)), source)
    with contextlib.suppress(OSError):
        files.write(place, found)
    return found


def _changes(
    documents: Sequence[Document], now: Mapping[str, str], before: Mapping[str, str]
) -> Mapping[str, Document | None]:
    """Return the documents that are new or not as they were, by path; None for those gone."""
    come = {one.path: one for one in documents if before.get(one.path) != now[one.path]}
    return {**dict.fromkeys(before.keys() - now.keys()), **come}
