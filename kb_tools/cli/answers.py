"""The file that `kb suggest --batch` writes and goes on with: a line of JSON a ticket."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kb_tools.errors import KbError, ReadError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.search.find import Wish

Options = dict[str, object]
"""What decides over an answer beside the ticket and the articles, by the names of the options."""


def options(config: Config, wish: Wish, *, modelled: bool = False) -> Options:
    """Return what was asked for: it is repeated in each line, so that no file mixes two ways.

    `modelled` says whether the configured model takes part: it may be broken.
    """
    audience = None if wish.audience is None else config.audience[wish.audience]
    given = {
        "lang": wish.lang,
        "audience": audience,
        "product": wish.product,
        "model": config.suggest.model if modelled else "",
    }
    limits = {"top": wish.top, "threshold": wish.threshold}
    return {**limits, **{name: value for name, value in given.items() if value}}


@contextmanager
def writer(out: Path | None, asked: Options) -> Iterator[tuple[TextIO, Counter[str]]]:
    """Open the output for appending; yield it with the ids of the tickets that are in it.

    Raises ReadError for a file of anything else, and for answers with other options.
    """
    if out is None:
        with _full_named(_STDOUT):
            yield sys.stdout, Counter()
        return
    done = Counter(_done(out, asked)) if out.is_file() else Counter[str]()
    with (
        _full_named(Text(str(out), str(out))),
        out.open("a", encoding="utf-8", newline="\n") as file,
    ):
        yield file, done


_STDOUT = Text("standard output", "标准输出")
_FULL = Text(
    "{name}: {why}; what was written is kept, and with --out the same command goes on from there",
    "{name}：{why}；已写入的会保留，给出了 --out 时再运行同一条命令会接着做",
)


@contextmanager
def _full_named(name: Text) -> Iterator[None]:
    """Say where there was no room for an answer: the system does not."""
    try:
        yield
    except OSError as error:
        if error.filename or isinstance(error, BrokenPipeError):
            raise
        en, zh = (_FULL.to(lang).format(name=name.to(lang), why=error.strerror or error)
                  for lang in ("en", "zh"))  # fmt: skip
        raise KbError(Text(en, zh)) from error


def _done(out: Path, asked: Options) -> Iterator[str]:
    """Yield the tickets answered already; a last line that was cut off is taken away."""
    whole = 0
    with out.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            answer = _answer(line, out)
            _require_alike(answer.get("options", asked), asked, out)
            whole += len(line)
            yield str(answer["ticket"])
    os.truncate(out, whole)


def _answer(line: bytes, out: Path) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ticket" not in answer:
        what = Text("not made by kb suggest --batch", "不是 kb suggest --batch 的输出")
        raise ReadError(what, str(out))
    return answer


def _require_alike(then: object, now: Options, out: Path) -> None:
    if then == now:
        return
    text = Text(
        "its answers were made with {then}, this run has {now}; use the same options, or another "
        "file for --out",
        "其中的答案是用 {then} 得出的，而这次是 {now}；请使用相同的选项，"
        "或者用 --out 指定另一个文件",
    )
    raise ReadError(text.format(then=_said(then), now=_said(now)), str(out))


def _said(asked: object) -> str:
    """Return options as one reads them: `top 3, threshold 0.35`."""
    pairs = asked.items() if isinstance(asked, dict) else ()
    return ", ".join(f"{name} {value}" for name, value in pairs) or str(asked)
