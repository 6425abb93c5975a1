"""What every reference page has: front matter, a title, a summary, tables."""

from __future__ import annotations

import json
import re

from kb_tools.cli.speech import say


def page(id_: str, title: str, summary: str, asked_as: tuple[str, ...], *parts: str) -> str:
    """Return a page of the documentation: front matter, heading, summary, then the parts."""
    wordings = "".join(f"  - {_yaml(wording)}\n" for wording in asked_as)
    plain = summary.replace("`", "")  # a search result or a chat shows it as is
    meta = (
        f"---\nid: {id_}\ntitle: {_yaml(title)}\nsummary: {_yaml(plain)}\nkind: reference\n"
        "status: published\naudience: public\nowner: docs\nproduct: kb_tools\n"
        f"asked_as:\n{wordings}reviewed: 2026-11-22\n---\n"
    )
    made = say(
        "<!-- made by `make reference`; edit the program, not this page -->",
        "<!-- 由 `make reference` 生成；请改程序，不要改本页 -->",
    )
    return "\n\n".join([f"{meta}\n{made}", f"# {title}", summary, *parts]).rstrip() + "\n"


def _yaml(text: str) -> str:
    """Return text as a YAML scalar, in quotes where it needs them."""
    plain = re.fullmatch(r"[\w][^:#\"'`{}\[\]&*!|>%@,]*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def row(*cells: str) -> str:
    """Return a table row of two cells; all but the first are put together."""
    first, *rest = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {first} | {' '.join(part for part in rest if part)} |"


def said_default(value: object) -> str:
    """Return an option\'s default in words; \"\" for none, switches and lists."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or value == "":
        return ""
    return say("default ", "默认 ") + f"`{value}`"
