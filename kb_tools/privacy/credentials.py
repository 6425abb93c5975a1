"""What opens an account: vendors' keys, private keys, passwords, tokens, sessions."""

from __future__ import annotations

import re
from functools import cache

from kb_tools.privacy.detector import Detector, detector
from kb_tools.privacy.secret_shapes import shapes


def _secret(value: str) -> bool:
    """Leave out placeholders of a password: `<password>`, `${TOKEN}`, `****`, `null`."""
    if re.search(r"[<>{}$%*…•]|^(?i:x{3,})", value):
        return False
    return value.lower().rstrip(".!?") not in _PLACEHOLDERS and len(set(value)) > 2


_PLACEHOLDERS = frozenset(
    """changeme empty example expired false incorrect invalid mypassword no none null passwd
    password required reset secret token true wrong yes your_password yourpassword"""
    .split()
)  # fmt: skip


@cache
def keys() -> tuple[Detector, ...]:
    """Return a detector for each vendor's keys."""
    return tuple(Detector("secret", (), shape.pattern, lambda _: True) for shape in shapes())


CREDENTIALS = (
    detector(
        "secret",
        "private",
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]{1,8000}?"
        r"-----END (?:[A-Z]+ )*PRIVATE KEY-----",
    ),
    detector("secret", "sk- sk_ rk_", r"\b(?:sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{10,})"),
    detector("secret", "://", r"://[^\s/:@]{1,99}:([^\s/@]{3,99})@", _secret),
    detector("secret", "bearer basic", r"(?i)\b(?:bearer|basic) +([\w+/.~-]{16,}=*)", _secret),
    detector(
        "secret",
        "pass pwd secret token key session",
        r"(?i)(?:\b|(?<=_)|(?-i:(?<=[a-z])(?=[A-Z])))"
        r"(?:password|passwd|passphrase|pwd|secret|token|client[_-]secret"
        r"|(?:access|auth|refresh|api|session)[_-]?(?:token|key|id))"
        r"[\"']?\s*(?:[:=]|\bis\b)\s*[\"']?([^\s\"',;，；。]{4,})",
        _secret,
    ),
    detector("secret", "sess sid", r"(?i)(?:sess(?:ion)?_?(?:id)?|\bsid)=([\w.%-]{12,})", _secret),
    detector(
        "secret", "密码 密碼 口令", r"(?:密码|密碼|口令)(?:是|为|為|[:：=])\s*([!-~]{4,})", _secret
    ),
)
"""Everything but vendors' keys."""
