"""API keys: who may ask what. Only hashes are kept; a key is shown once, when it is made.

A key has 256 random bits, so one round of SHA-256 is enough: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_tools.config import Config
from kb_tools.errors import ConfigError
from kb_tools.files import write, written
from kb_tools.language import Text

LOG = logging.getLogger("kb_tools.server")
SCOPES = ("suggest", "search", "articles", "reply", "feedback", "metrics")
"""What a key may be allowed to do."""

_PREFIX = "kbk_"
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELDS = frozenset(["name", "hash", "scopes", "audience"])


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody may do. `audience` is the rank of the narrowest audience shown to them."""

    name: str
    scopes: frozenset[str]
    audience: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """The grants by the hash of their key, and what those without a key may do, if anything."""

    grants: tuple[tuple[str, Grant], ...] = ()
    anonymous: Grant | None = Grant("anonymous", frozenset(SCOPES) - {"metrics"})

    def grant(self, token: str) -> Grant | None:
        """Return what the holder of `token` may do ("" = no key); None for a key that is none.

        Compares with every key in constant time, so that the time reveals nothing.
        """
        if not token:
            return self.anonymous
        digest = hashed(token)
        found = None
        for known, grant in self.grants:
            if hmac.compare_digest(known, digest):
                found = grant
        return found


def hashed(token: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def load(file: Path, config: Config) -> Keys:
    """Return the keys of a keys file; without a file, everybody may read what is public.

    Raises ConfigError for whatever is not understood: a slip must not open what was closed.
    """
    if not file.exists():
        return Keys()
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(Text("{e}", "{e}").format(e=error), str(file)) from error
    rows, anonymous = data.pop("key", []), data.pop("anonymous", True)
    if data or not isinstance(anonymous, bool) or not _is_tables(rows):
        raise ConfigError(_NOT_KEYS, str(file))
    grants = tuple(_grant(row, config.audience, file) for row in rows)
    return Keys(grants, Keys().anonymous if anonymous else None)


def _is_tables(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


_NOT_KEYS = Text(
    "a keys file has 'anonymous = true' or 'false', and a '[[key]]' for each key; nothing else",
    "密钥文件只能有“anonymous = true”或“false”，以及每个密钥的“[[key]]”",
)


class Ring:
    """The keys as their file says now: a new key works at once, a removed one no longer.

    A file that cannot be read, or is gone, changes nothing: a slip must not open what was closed.
    """

    def __init__(self, file: Path, config: Config) -> None:
        self._file, self._config = file, config
        self._stamp = written(file)
        self._keys = load(file, config)

    def __call__(self) -> Keys:
        """Return the keys."""
        if (stamp := written(self._file)) not in (self._stamp, None):
            self._stamp = stamp
            try:
                self._keys = load(self._file, self._config)
            except (ConfigError, OSError) as error:
                LOG.warning(json.dumps({"keys not read": str(error)}))
        return self._keys


def _grant(row: Mapping[str, object], audiences: Sequence[str], file: Path) -> tuple[str, Grant]:
    if field := _wrong(row, audiences):
        message = Text(
            "key '{name}': '{field}' is wrong; scopes are {scopes}, audiences are {audiences}",
            "密钥“{name}”：“{field}”有误；scopes 可用 {scopes}，audience 可用 {audiences}",
        )
        values = {"name": row.get("name"), "field": field, "scopes": ", ".join(SCOPES)}
        known = ", ".join(audiences)
        raise ConfigError(message.format(**values, audiences=known), str(file))
    scopes = row.get("scopes")
    rank = list(audiences).index(str(row.get("audience", audiences[0])))
    allowed = frozenset(map(str, scopes if isinstance(scopes, list) else ()))
    return str(row["hash"]), Grant(str(row["name"]), allowed, rank)


def _wrong(row: Mapping[str, object], audiences: Sequence[str]) -> str:
    """Return the name of the first field that is not as it must be, or ""."""
    if unknown := sorted(set(row) - _FIELDS):
        return unknown[0]
    scopes = row.get("scopes")
    checks = {
        "name": isinstance(row.get("name"), str),
        "hash": _HASH.fullmatch(str(row.get("hash", ""))) is not None,
        "scopes": isinstance(scopes, list) and all(scope in SCOPES for scope in scopes),
        "audience": row.get("audience", audiences[0]) in audiences,
    }
    return next((name for name, right in checks.items() if not right), "")


def add(file: Path, name: str, scopes: Sequence[str], audience: str) -> str:
    """Write a new key's hash into the keys file; return the key, for the only time."""
    token = _PREFIX + secrets.token_urlsafe(32)
    quoted = ", ".join(f'"{scope}"' for scope in scopes)
    row = (
        f'\n[[key]]\nname = "{_plain(name)}"\nhash = "{hashed(token)}"\n'
        f'scopes = [{quoted}]\naudience = "{_plain(audience)}"\n'
    )
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    text = file.read_text("utf-8") or _HEAD
    write(file, text.rstrip("\n") + "\n" + row)
    return token


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in '"\\')


_HEAD = """# API keys of `kb serve-api`, as hashes. `anonymous = false` refuses those without one.
anonymous = true
"""
