"""The navigation in mkdocs.yml, which names articles by path."""

from __future__ import annotations

import re

from kb_tools.moves.plan import Plan


def mended(text: str, named: frozenset[str], plan: Plan) -> str:
    """Return the text of mkdocs.yml with the paths of a plan; `named` are those in its `nav`.

    The line of an article that is removed goes; comments and order stay.
    """
    for path in sorted(named & plan.removals):
        entry = rf"(?m)^[ \t]*-[ \t]+(?:[^\n#]*:[ \t]+)?(['\"]?){re.escape(path)}\1[ \t]*(?:\n|\Z)"
        text = re.sub(entry, "", text)
    for old in sorted(named & plan.renames.keys()):
        token = rf"(?<![\w./-]){re.escape(old)}(?![\w/-])"
        text = re.sub(token, lambda _, new=plan.renames[old]: new, text)  # type: ignore[misc]
    return text
