"""Reading from git what changed since a commit, what articles said once, and when files changed."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.layout import is_markdown
from kb_tools.corpus.reading import SKIPPED
from kb_tools.history.changes import Changes, pairs, spans
from kb_tools.history.git import GitError, Repository
from kb_tools.language import Text
from kb_tools.pattern import matches
from kb_tools.regex import regex

_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the work goes, most likely first."""

_REVISION = regex(r"[A-Za-z0-9][\w./-]*")
_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def base(repository: Repository, ref: str | None) -> tuple[str, str] | None:
    """Return the commit that the present work starts from, and how people name it.

    It is where the work parted from `ref`. Without `ref` it is where the branch left the main
    branch, or on the main branch itself the commit before the last one, if there is one. None
    in a repository without commits; raises GitError for a `ref` that is not there.
    """
    if ref is not None:
        commit = repository.commit(ref)
        if commit is None:
            raise GitError(_no_ref(repository, ref))
        found = repository.merge_base(commit)
        if found is None:
            raise GitError(_no_common(repository, ref))
        return found, ref
    head = repository.commit("HEAD")
    for name in _MAIN:
        if (commit := repository.commit(name)) is not None:
            found = repository.merge_base(commit)
            if found is not None and found != head:
                return found, name
    before = repository.commit("HEAD^") or head
    return None if before is None else (before, before[:10])


def _no_ref(repository: Repository, ref: str) -> Text:
    message = Text("no commit '{ref}' here{hint}", "这里没有提交“{ref}”{hint}")
    return Text(
        message.en.format(ref=ref, hint=_FETCH.en if repository.shallow else _FETCH_REF.en),
        message.zh.format(ref=ref, hint=_FETCH.zh if repository.shallow else _FETCH_REF.zh),
    )


_FETCH = Text(
    "; the clone is shallow: fetch the whole history (`fetch-depth: 0`, `GIT_DEPTH: 0`)",
    "；这是浅克隆：请取回完整历史（`fetch-depth: 0`、`GIT_DEPTH: 0`）",
)
_FETCH_REF = Text(
    "; fetch it, or name another branch, tag or commit", "；请先 fetch，或改用别的分支、标签或提交"
)


def _no_common(repository: Repository, ref: str) -> Text:
    message = Text("nothing in common with '{ref}'{hint}", "与“{ref}”没有共同的历史{hint}")
    hint = _FETCH if repository.shallow else Text("", "")
    return Text(message.en.format(ref=ref, hint=hint.en), message.zh.format(ref=ref, hint=hint.zh))


def changes(
    repository: Repository, kb: KnowledgeBase, commit: str, name: str, *, lines: bool = False
) -> Changes:
    """Return what changed between a commit and the files as they are now, saved or not added.

    `repository` looks from the docs folder. `lines` asks for the lines that are new, too.
    """
    added, removed, moved, touched = _names(repository, commit)
    added |= _untracked(repository)
    wanted = [path for path in (*removed, *touched) if _is_article(path, kb)]
    asked = {f"{commit}:./{path}": path for path in wanted}
    before = {asked[n]: text for n, text in repository.texts([*asked]) if text is not None}
    moved |= _unseen(kb, before, moved, added, removed)
    return Changes(
        name,
        before,
        {new: old for new, old in moved.items() if new in kb.articles},
        frozenset(added),
        frozenset(removed),
        dict(_lines(repository, commit)) if lines else {},
    )


def _unseen(
    kb: KnowledgeBase,
    before: Mapping[str, str],
    moved: Mapping[str, str],
    added: Collection[str],
    removed: Collection[str],
) -> dict[str, str]:
    """Return the moves that git does not see: files not added yet, texts changed a lot."""
    gone = {p: before[p] for p in removed if p in before and p not in moved.values()}
    new = {p: kb.articles[p].text for p in added if p in kb.articles and p not in moved}
    return pairs(gone, new) if gone and new else {}


def _names(
    repository: Repository, commit: str
) -> tuple[set[str], set[str], dict[str, str], set[str]]:
    """Return added, removed, moved (new to old) and changed files."""
    words = ("diff", "--relative", "--name-status", "-z", "-M", "--no-ext-diff", commit, "--", ".")
    fields = iter(_split(repository.ask(*words)))
    added, removed, moved, touched = set[str](), set[str](), dict[str, str](), set[str]()
    for status in fields:
        path = next(fields)
        if status[0] in "RC":
            new = next(fields)
            added.add(new)
            if status[0] == "R":
                removed.add(path)
                moved[new] = path
        elif status[0] in "AD":
            (added if status[0] == "A" else removed).add(path)
        else:
            touched.add(path)
    return added, removed, moved, touched


def _untracked(repository: Repository) -> set[str]:
    return set(_split(repository.ask("ls-files", "-z", "--others", "--exclude-standard")))


def _split(out: bytes) -> list[str]:
    return [part.decode("utf-8", "surrogateescape") for part in out.split(b"\0") if part]


def _lines(repository: Repository, commit: str) -> Iterator[tuple[str, tuple[range, ...]]]:
    words = ("diff", "--relative", "-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/", commit, "--", "*.md", "*.markdown")
    hunks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    path = ""
    for line in repository.ask(*words, *prefixes).split(b"\n"):
        if line.startswith(b"+++ b/"):
            path = line[6:].rstrip(b"\t").decode("utf-8", "surrogateescape")
        elif match := _HUNK.match(line):
            hunks[path].append((int(match[1]), int(match[2] or 1)))
    for path, found in hunks.items():
        yield path, spans(found)


def _is_article(path: str, kb: KnowledgeBase) -> bool:
    config = kb.config
    if any(part.startswith(".") or part in SKIPPED for part in path.split("/")):
        return False
    return is_markdown(path) and not matches(path, (*config.exclude, *config.contents))


def versions(
    repository: Repository, wanted: Iterable[tuple[str, str, tuple[str, ...]]]
) -> dict[tuple[str, str], str | None]:
    """Return what articles said at revisions: (revision, path) to text.

    `wanted` holds revision, path, and the paths that the article had before. A revision is a
    commit, or the hash of the file's content. None means that there is no such revision; what
    a shallow clone does not reach is left out.
    """
    asked = {
        (rev, path): [*(f"{rev}:./{one}" for one in (path, *olds)), rev]
        for rev, path, olds in wanted
        if _REVISION.fullmatch(rev)
    }
    found = dict(repository.texts([name for names in asked.values() for name in names]))
    texts = {
        place: next((found[n] for n in names if found.get(n) is not None), None)
        for place, names in asked.items()
    }
    return {p: text for p, text in texts.items() if text is not None or not repository.shallow}


def committed(repository: Repository, wanted: Collection[str]) -> dict[str, date]:
    """Return the day of each file's last commit; those that have none are left out.

    The files below the repository's folder are asked for at once, the others one by one.
    """
    out = dict(_outside(repository, sorted(name for name in wanted if name.startswith("../"))))
    if len(out) == len(wanted) or all(name.startswith("../") for name in wanted):
        return out
    words = ("log", "--relative", "--name-only", "--no-renames", "-z", "--format=%x01%cs")
    day = date.min
    for part in _split(repository.ask(*words, "--", ".")):
        name = part.lstrip("\n")
        if name.startswith("\x01"):
            day = date.fromisoformat(name[1:11])
            name = name[11:].lstrip("\n")
        if name in wanted:
            out.setdefault(name, day)
    return out


def _outside(repository: Repository, names: Iterable[str]) -> Iterator[tuple[str, date]]:
    for name in names:
        last = repository.ask(
            "log", "-1", "--format=%cs", "--", f":(top,literal){_top(repository, name)}"
        )
        if last.strip():
            yield name, date.fromisoformat(last.decode().strip())


def _top(repository: Repository, name: str) -> str:
    """Return a path from the repository's folder as one from its top."""
    below = repository.ask("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip()
    return posixpath.normpath(posixpath.join(below, name))
