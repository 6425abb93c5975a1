"""A ticket's text as the question that is asked of the index."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kb_tools.errors import ReadError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.question import Question


SMALL = 0.5
"""What Chinese function words count in a ticket."""


def asking(text: str, own: tuple[str, ...] = ()) -> Question:
    """Return the question of a ticket's text: frames cut, error messages emphasised.

    `own` are the knowledge base's own lines of synonyms.
    """
    from kb_tools.search.question import question
    from kb_tools.search.synonyms import known
    from kb_tools.tickets.clean import clean

    cleaned = clean(text)
    return question(cleaned.text, cleaned.emphasis, known(own), SMALL)


def own_synonyms(config: Config) -> tuple[str, ...]:
    """Return the lines of the knowledge base's own synonyms; none when it has no such file."""
    file = config.root / config.suggest.synonyms
    try:
        return tuple(file.read_text("utf-8").splitlines()) if file.is_file() else ()
    except (OSError, UnicodeDecodeError) as error:
        why = Text("cannot be read as UTF-8: {e}", "无法按 UTF-8 读取：{e}").format(e=error)
        raise ReadError(why, str(file)) from error


def given(words: tuple[str, ...], file: Path | None) -> str:
    """Return the ticket's text: as given, from a file, or (`-`) from standard input."""
    if bool(words) == bool(file):
        raise ReadError(_ONE)
    if file is None:
        return _decoded(sys.stdin.buffer.read()) if words == ("-",) else " ".join(words)
    try:
        return _decoded(file.read_bytes())
    except OSError as error:
        why = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        raise ReadError(why, str(file)) from error


_ONE = Text("give the question as TEXT, as --file, or as '-'", "请用 TEXT、--file 或“-”给出问题")


def _decoded(data: bytes) -> str:
    """Return the text of a mail or of a text file, whatever its encoding."""
    from kb_tools.tickets import mail
    from kb_tools.tickets.encoding import decoded
    from kb_tools.tickets.records import is_mail, records

    if is_mail(data[: 64 * 1024]):
        for _, record in records(io.BytesIO(data), ""):
            if not isinstance(record, Text):
                return mail.ticket(record).text
    return decoded(data)
