"""Asking git: the only module that starts it. Nothing here changes a repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_tools.errors import KbError
from kb_tools.files import written
from kb_tools.language import Text

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_MARKS = ("HEAD", "logs/HEAD", "FETCH_HEAD")
_ALWAYS = ("--no-pager", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false")


class GitError(KbError):
    """git could not answer, or is not there."""


Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The files that git writes when commits come; none where there is no repository."""

    files: tuple[Path, ...] = ()

    def stamp(self) -> Stamp:
        """Return what changes when commits come, without starting git."""
        return tuple(written(file) for file in self.files)


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository as seen from one of its folders; paths are relative to that folder."""

    folder: Path
    shallow: bool

    def ask(self, *words: str, given: bytes = b"") -> bytes:
        """Return what `git WORDS` prints; raises GitError with git's own words if it fails."""
        code, out, err = _run(self.folder, words, given)
        if code:
            raise _failed(words, err)
        return out

    def commit(self, ref: str) -> str | None:
        """Return the hash of the commit that a name means; None if it means none here."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        code, out, _ = _run(self.folder, words)
        return None if code else out.decode().strip()

    def merge_base(self, commit: str) -> str | None:
        """Return where the present branch and a commit parted; None if nothing is shared."""
        code, out, _ = _run(self.folder, ("merge-base", commit, "HEAD"))
        return None if code else out.decode().split()[0]

    def marks(self) -> Marks:
        """Return what shows whether commits have come: by a commit, a checkout, a fetch."""
        words = [word for name in _MARKS for word in ("--git-path", name)]
        lines = self.ask("rev-parse", *words).decode("utf-8", "surrogateescape").splitlines()
        return Marks(tuple(self.folder / line for line in lines))

    def texts(self, names: Sequence[str]) -> Iterator[tuple[str, str | None]]:
        """Yield each object (`COMMIT:./path` or a hash) with its text; None if there is none."""
        asked = [name for name in dict.fromkeys(names) if "\n" not in name]
        out = self.ask("cat-file", "--batch", given="".join(f"{n}\n" for n in asked).encode())
        at = 0
        for name in asked:
            end = out.index(b"\n", at)
            head = out[at:end].rsplit(b" ", 2)
            at = end + 1
            if head[-1] == b"missing" or len(head) < 3 or not head[-1].isdigit():
                yield name, None
                continue
            size = int(head[-1])
            blob = out[at : at + size]
            at += size + 1
            yield name, _decoded(blob) if head[-2] == b"blob" else None


def repository(folder: Path) -> Repository | None:
    """Return the repository that a folder is in; None outside of any, and without git."""
    if not _is_below_one(folder):
        return None
    try:
        words = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository")
        code, out, _ = _run(folder, words)
    except GitError:
        return None
    inside, _, shallow = out.decode().partition("\n")
    return Repository(folder, shallow.strip() == "true") if not code and inside == "true" else None


def _is_below_one(folder: Path) -> bool:
    """Tell whether git may find a repository; to start it only to hear of none is dear."""
    if "GIT_DIR" in os.environ:
        return True
    try:
        place = folder.resolve()
        return any((above / ".git").exists() for above in (place, *place.parents))
    except OSError:
        return False


def marks(folder: Path) -> Marks:
    """Return what shows whether commits have come to the repository that a folder is in."""
    known = repository(folder)
    return Marks() if known is None else known.marks()


def _run(folder: Path, words: Sequence[str], given: bytes = b"") -> tuple[int, bytes, bytes]:
    import subprocess  # dear, and a base outside of a repository does without

    command = ["git", *_ALWAYS, *words]
    environment = {**os.environ, **_QUIET}
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell; names end the options
            command, cwd=folder, input=given, capture_output=True, check=False, env=environment
        )
    except OSError as error:
        message = Text("git is not installed", "没有安装 git")
        raise GitError(message) from error
    return done.returncode, done.stdout, done.stderr


def _failed(words: Sequence[str], err: bytes) -> GitError:
    said = err.decode("utf-8", "replace").strip().partition("\n")[0]
    message = Text("git {word}: {said}", "git {word}：{said}")
    return GitError(message.format(word=words[0], said=said))


def _decoded(blob: bytes) -> str | None:
    try:
        return blob.decode("utf-8")
    except UnicodeDecodeError:
        return None
