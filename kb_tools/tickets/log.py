"""What programs wrote into a ticket: of logs the different errors stay, of stack traces the cause.

Pure, line by line. A time in front of a line is no log yet: chats have it, and what happened when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb_tools.error_signs import FAULT

ERRORS = 12
"""How many different error lines of a log are kept."""
REPEATS = 2
"""How often a line that is the same but for its numbers is read: only programs go on with it."""
CHAT = 40
"""How many lines of a chat with times are read."""
ACCOUNT = 6
"""Of up to so many lines that only begin with a time, a person says what happened when."""

_FRAME = re.compile(
    r"^\s*(?:at [\w.$<>/\[\]`+]{1,200}\(.{0,400}\)(?: in .{1,200}:line \d+| ~?\[.{0,80}\])?"
    r"|at \S.{0,200}?(?::\d+:\d+|\.\w{1,5}:\d+)\)?(?: \{)?"
    r"|at [\w.$<>/]+\.[\w$<>]+\(\S*|File \".{1,400}\", line \d+(?:, in .{1,80})?"
    r"|\.\.\. \d+ (?:more|common frames omitted)|-+ End of .{0,40}stack trace.{0,60}"
    r"|#\d+ (?:\S+\(\d+\): .*|\{main\}|\[internal function\].*)|thrown in \S+ on line \d+"
    r"|goroutine \d+ \[.*|\S+\.go:\d+(?: \+0x[0-9a-f]+)?|[\w./*()-]{1,200}\((?:0x|\{0x).*\)"
    r"|\d{1,3}: +(?:0x[0-9a-f]+ - )?(?:[^\s:]*::\S.*|rust_begin_unwind|__?\w+)"
    r"|from \S+:\d+:in .*|\d{1,3} +\S.{0,60}? 0x[0-9a-f]{6,16} .*)\s*$"
)
"""A line of a stack trace: Java, .NET, Python, PHP, Ruby, Go, Rust, JavaScript, iOS."""
_BEFORE = r"\s*(?:[\w.-]{1,60} {0,30}\| {1,4})?"
"""A container's name in front of what it says."""
_TIME = (
    r"[(\[]?(?:\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d)[\d:.,TZ+]{0,20}"
    r"(?: ?[AP]M)?[)\]]?"
)
_LEVEL = r"(?:DEBUG|INFO|TRACE|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
_LOG = re.compile(
    rf"{_BEFORE}(?:{_TIME}[^\n]{{0,80}}?(?:\b{_LEVEL}|\[(?i:{_LEVEL})\])"
    rf"|{_LEVEL}(?::|\]|  | ?\[| \d{{4}}-)|<\d+>"
    r"|\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ [^\s:]+:"
    r"|\d\d-\d\d \d\d:\d\d:\d\d\.\d+ +\d+ +\d+ [VDIWEF] "
    r"|\S{2,60} \S+ \S+ \[\d\d/\w{3}/\d{4}:)"
)
"""A line that a program wrote, by its level or by its shape."""
_TIMED = re.compile(rf"{_BEFORE}(?:{_TIME}|{_LEVEL}|\w{{3}} [ \d]\d \d\d:\d\d:\d\d )")
_SPEAKER = re.compile(r"[ ,-]{0,3}[^\W_][^\n:：=\[\]{}<>/\\]{0,39}[:：]\s*\S")
_FAILED = re.compile(r"\" [45]\d\d (?:\d|-)")
"""The answer of a server in its log of requests."""
_STAMP = re.compile(
    r"^\s*\[?[\d:.,T/Z+ -]{8,40}\]?\s*|\b[0-9a-f]{12,}\b|\b\d{5,}\b|\"Mozilla/[^\"\n]*\""
)
_NUMBER = re.compile(r"[0-9]+")
_SHAPE = 400
"""Characters of a line that show what wrote it."""


def apart(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what people wrote, and the different error lines of logs among it."""
    kinds = [_kind(line[:_SHAPE]) for line in lines]
    allowed = {"chat": CHAT, "timed": ACCOUNT if kinds.count("timed") <= ACCOUNT else 0}
    said: list[str] = []
    errors: dict[str, None] = {}
    seen = Counter[str]()
    for line, kind in zip(lines, kinds, strict=True):
        alike = _NUMBER.sub("0", line).strip()
        seen[alike] += 1
        if kind == "frame" or (alike and seen[alike] > REPEATS):
            continue
        if not kind or allowed.get(kind, 0) > 0:
            allowed[kind] = allowed.get(kind, 0) - 1
            said.append(line)
        elif len(errors) < ERRORS and _tells_why(line[:_SHAPE]):
            errors[_STAMP.sub(" ", line[:_SHAPE]).strip()] = None
    return said, [*errors]


def _kind(line: str) -> str:
    """Return what a line is by its shape: "" for what anybody may write."""
    if _FRAME.match(line):
        return "frame"
    if _LOG.match(line):
        return "log"
    if found := _TIMED.match(line):
        return "chat" if _SPEAKER.match(line, found.end()) else "timed"
    return ""


def _tells_why(line: str) -> bool:
    return FAULT.search(line) is not None or _FAILED.search(line) is not None
