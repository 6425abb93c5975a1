"""Reading a docs folder from the disk: which files there are, and their texts."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from kb_tools.config import Config, site_file
from kb_tools.errors import ReadError
from kb_tools.language import Text
from kb_tools.regex import regex
from kb_tools.text_file import TextFile

_FRONT_MATTER = regex(
    r"\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_FIRST_LINES = 500
"""Characters after the front matter that tell a title and a language."""

SKIPPED = frozenset(("node_modules", "__pycache__", "site-packages"))
"""Folders that hold no articles of ours, whatever is in them."""


Progress = Callable[[int, int], None]
"""Called with how many articles are done, of how many."""

Item = TypeVar("Item")


_MISNAMED = Text(
    "its name is not UTF-8: rename it; 'convmv -f gbk -t utf-8 --notest -r FOLDER' renames all"
    " that came out of a Chinese archive",
    "文件名不是 UTF-8 编码：请改名；从中文压缩包解出的文件可用 convmv -f gbk -t utf-8 --notest -r"
    " 目录 一次改好",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is no article although its name says so, or is one only on some computers."""

    path: str
    reason: Literal["encoding", "unreadable", "case-clash"]
    message: Text
    line: int | None = None


def files(root: Path, limit: Path, skip: frozenset[Path] = frozenset()) -> Iterator[str]:
    """Yield the paths of all files below `root`, in order, with `/`.

    Hidden ones, installed packages, virtual environments, built sites and the folders in `skip`
    are left out. Symbolic links are followed as long as they stay below `limit` (the project).
    """
    return (one for one in walk(root, limit, skip) if isinstance(one, str))


class Folder(NamedTuple):
    """A folder that was looked into: its path with `/`, and whether symbolic links are in it."""

    prefix: str
    linked: bool


def walk(root: Path, limit: Path, skip: frozenset[Path] = frozenset()) -> Iterator[str | Folder]:
    """Yield the paths of all `files`, and each folder before what is in it."""
    yield from _walk(root, "", limit.resolve(), skip, frozenset())


def _walk(
    folder: Path, prefix: str, limit: Path, skip: frozenset[Path], above: frozenset[Path]
) -> Iterator[str | Folder]:
    real = folder.resolve()
    if real in skip or real in above:
        return
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    yield Folder(prefix, any(entry.is_symlink() for entry in listed))
    if _is_made(frozenset(entry.name for entry in listed), inside=bool(prefix)):
        return
    for entry in listed:
        if entry.name.startswith(".") or not _inside(entry, limit):
            continue
        path = prefix + spelt(entry.name)
        if entry.is_file():
            yield path
        elif entry.is_dir() and entry.name not in SKIPPED:
            yield from _walk(Path(entry.path), f"{path}/", limit, skip, above | {real})


def spelt(name: str) -> str:
    r"""Return a file's name as text; bytes that are not UTF-8, as in old archives, as `\xc3`.

    No file has that name, so it is one that cannot be read: nothing that writes a path fails.
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_made(names: frozenset[str], *, inside: bool) -> bool:
    """Tell a virtual environment, or a built site, by what is in the folder.

    A site has copies of its articles; the folder that was asked for is taken as it is.
    """
    site = "404.html" in names and not names.isdisjoint(("articles.json", "sitemap.xml"))
    return "pyvenv.cfg" in names or (site and inside)


def _inside(entry: os.DirEntry[str], limit: Path) -> bool:
    return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(limit)


def text(root: Path, path: str) -> str | Fault:
    """Return a file's text with its own line ends, or why there is none."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        message = Text("cannot be read: {why}", "无法读取：{why}").format(why=error.strerror)
        return Fault(path, "unreadable", _MISNAMED if "\\x" in path else message)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Fault(path, "encoding", _remedy(data), data.count(b"\n", 0, error.start) + 1)


def settings(root: Path, config: Config, named: Iterable[str] = ()) -> dict[str, TextFile]:
    """Return the site's configuration file and the term base by path from the docs folder.

    So are the files at the paths `named`, of texts that articles depend on. Not what there is
    not, and nothing outside the project: that is not ours to mend.
    """
    found: dict[str, TextFile] = {}
    besides = [root / path for path in named]
    for file in (site_file(config), config.root / config.terms, *besides):
        inside = file.resolve().is_relative_to(config.root.resolve())
        if file.is_file() and inside:
            path = Path(os.path.relpath(file, root)).as_posix()
            found[path] = TextFile.of(path, _whole(file))
    return found


def _whole(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = Text("cannot be read as UTF-8: {e}", "无法按 UTF-8 读取：{e}").format(e=error)
        raise ReadError(why, str(file)) from error


def head(text: str) -> str:
    """Return an article's front matter and first lines: enough for its id, title and language."""
    front = _FRONT_MATTER.match(text)
    end = text.find("\n", (front.end() if front else 0) + _FIRST_LINES)
    return text if end < 0 else text[: end + 1]


def _remedy(data: bytes) -> Text:
    encoding = _likely_encoding(data)
    return Text(
        "not UTF-8 (looks like {e}): save it as UTF-8, for example with 'iconv -f {e} -t UTF-8'",
        "不是 UTF-8 编码（像是 {e}）：请另存为 UTF-8，例如用 iconv -f {e} -t UTF-8 转换",
    ).format(e=encoding)


def _likely_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding in ("gb18030", "big5"):
        try:
            if _is_chinese(data.decode(encoding)):
                return encoding.upper()
        except UnicodeDecodeError:
            continue
    return "LATIN1"


def _is_chinese(text: str) -> bool:
    """Most characters beyond ASCII are common Chinese ones, as in no wrong decoding."""
    wide = [char for char in text if ord(char) > 0x7F]
    common = sum("\u4e00" <= char <= "\u9fa5" or char in "，。：；、？！“”（）" for char in wide)
    return 10 * common > 9 * len(wide)


def case_clashes(paths: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each path that is another's but for upper and lower case."""
    folded: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folded[path.casefold()].append(path)
    message = Text(
        "'{other}' differs only in upper and lower case: on Windows and macOS one of the two"
        " is lost; rename it",
        "与“{other}”只有大小写不同：在 Windows 和 macOS 上会丢失其中一个，请改名",
    )
    for same in folded.values():
        for path in same[1:]:
            yield Fault(path, "case-clash", message.format(other=same[0]))


def reporting(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    """Yield articles, or their paths, reporting how many the caller has finished."""
    for number, item in enumerate(items, 1):
        yield item
        if progress is not None:
            progress(number, len(items))


def texts(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[Fault]]:
    """Return the texts by path, and why those that are missing could not be read."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for path in paths:
        read = text(root, path)
        if isinstance(read, str):
            found[path] = read
        else:
            faults.append(read)
    return found, faults
