"""What stops kb_tools: who did what, where, and what to do about it.

Only a shell (the command line, the server, the editor) catches these.
Findings about articles are not errors; they are Diagnostics.
"""

from __future__ import annotations

from kb_tools.language import Text


class KbError(Exception):
    """kb_tools could not go on.

    `message` says what and the remedy, `path` and `line` (1-based) say where.
    """

    def __init__(self, message: Text, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        return self.to("en")

    def to(self, lang: str) -> str:
        """Return `path:line: message` for a reader of `lang`."""
        where = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{where}: {self.message.to(lang)}" if where else self.message.to(lang)


class ConfigError(KbError):
    """A user's configuration has an unknown key or a value of the wrong type."""


class ReadError(KbError):
    """A file or record that a user named could not be read as what it should be."""
