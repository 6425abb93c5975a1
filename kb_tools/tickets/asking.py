"""A ticket's text as the question that is asked of the index: the same in every shell."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kb_tools import term_base
from kb_tools.config import Config
from kb_tools.errors import ReadError
from kb_tools.files import written
from kb_tools.language import Text
from kb_tools.search.question import Question, question
from kb_tools.search.synonyms import known
from kb_tools.tickets.clean import clean

SMALL = 0.5
"""What Chinese function words count in a ticket."""
NUMBER = 1.5
"""What short numbers count in it: "503" says more than the "troubleshooting" before it."""


def asking(text: str, own: tuple[str, ...] = ()) -> Question:
    """Return the question of a ticket's text: frames cut, error messages emphasised.

    `own` are the knowledge base's own lines of synonyms.
    """
    cleaned = clean(text)
    return question(cleaned.text, cleaned.emphasis, known(own), SMALL, NUMBER)


def own_synonyms(config: Config) -> tuple[str, ...]:
    """Return the lines of the knowledge base's own synonyms and of its own term base.

    Raises ReadError for a file that is not UTF-8 text, ConfigError for a wrong term base.
    """
    files = (config.root / config.terms, config.root / config.suggest.synonyms)
    return _own(*((file, written(file)) for file in files))


_Stamped = tuple[Path, tuple[int, int] | None]


@lru_cache(8)
def _own(terms: _Stamped, synonyms: _Stamped) -> tuple[str, ...]:
    """Read both files, once for each of their states: a server is asked again and again."""
    own = term_base.read(_text(terms[0]), str(terms[0]))
    return (*_text(synonyms[0]).splitlines(), *term_base.synonyms(own))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig") if file.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        why = Text("cannot be read as UTF-8: {e}", "无法按 UTF-8 读取：{e}").format(e=error)
        raise ReadError(why, str(file)) from error
