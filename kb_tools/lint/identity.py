"""What makes a finding the same finding in the next run, wherever it is by then."""

from __future__ import annotations

import hashlib
import re

from kb_tools.article import Article
from kb_tools.diagnostic import Diagnostic

_LENGTH = 200
"""Characters of a finding's text that count: what follows in a long one may well be edited."""


def identity(found: Diagnostic, article: Article, *more: str) -> str:
    """Return 32 hexadecimal digits made of the rule, the text it is about, and `more`.

    The text is what the finding covers. Where it covers nothing (something is missing), it is
    the message without its numbers: they may count days. White space and upper case make no
    difference.
    """
    text = found.span.of(article.text).strip().partition("\n")[0][:_LENGTH]
    words = (text or re.sub(r"\d+", "0", found.message.en)).split()
    key = "\0".join((found.code, *more, " ".join(words).casefold()))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
