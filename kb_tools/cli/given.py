"""The ticket that a user hands over: words, a file, or standard input."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from kb_tools.errors import ReadError
from kb_tools.language import Text


def given(words: tuple[str, ...], file: Path | None) -> str:
    """Return the ticket's text: as given, from a file, or (`-`) from standard input."""
    if bool(words) == bool(file):
        raise ReadError(_ONE)
    if file is None:
        return _decoded(sys.stdin.buffer.read(), None) if words == ("-",) else " ".join(words)
    try:
        return _decoded(file.read_bytes(), str(file))
    except OSError as error:
        why = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        raise ReadError(why, str(file)) from error


_ONE = Text("give the question as TEXT, as --file, or as '-'", "请用 TEXT、--file 或“-”给出问题")


def _decoded(data: bytes, path: str | None) -> str:
    """Return the text of a mail or of a text file, whatever its encoding."""
    from kb_tools.tickets import mail
    from kb_tools.tickets.encoding import decoded
    from kb_tools.tickets.records import is_mail, records, require_text

    if is_mail(data[: 64 * 1024]):
        for _, record in records(io.BytesIO(data), ""):
            if not isinstance(record, Text):
                return mail.ticket(record).text
    require_text(data, path)
    return decoded(data)
