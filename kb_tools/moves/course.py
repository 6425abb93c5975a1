"""Which files move, and where to, when an article or a folder does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.addresses import address
from kb_tools.corpus.layout import is_markdown, stem
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.moves.plan import afterwards, pages
from kb_tools.pattern import matches
from kb_tools.regex import regex

LONGEST = 255
"""Bytes that file systems allow a name."""
_UNFIT = regex(r'[\x00-\x1f\x7f<>:"|?*]')
"""What no file name on Windows can hold, or none that people can type."""


def course(kb: KnowledgeBase, old: str, new: str) -> dict[str, str]:
    """Return every file that moves when `old` becomes `new`, by old path, with its new path.

    Both are paths below the docs folder. An article takes its translations along, and the
    files below its folder that only it shows or links to; a folder all that is in it, in every
    language. Raises KbError for what cannot be done without loss.
    """
    _require_inside(new)
    if old in kb.files and not is_markdown(old):
        renames = {old: new}
    elif old in pages(kb):
        renames = _with_translations(kb, old, new)
        renames |= _companions(kb, renames)
    elif any(path.startswith(f"{old}/") for path in kb.files):
        renames = _folder(kb, old, new)
    else:
        raise KbError(Text("no such article or folder", "没有这篇文章或这个目录"), old)
    _require_free(kb, renames)
    _require_language(kb, renames)
    return renames


def _require_inside(new: str) -> None:
    parts = new.split("/")
    if new in ("", ".") or ".." in parts or new.startswith("/"):
        raise KbError(Text("is outside the docs folder", "在文档目录之外"), new)
    if any(part in ("", ".md") for part in parts):
        raise KbError(Text("has no name", "没有名称"), new)
    if _UNFIT.search(new) or any(len(part.encode()) > LONGEST for part in parts):
        message = Text("cannot be a name on every system", "不是每种系统都能用的文件名")
        raise KbError(message, new)
    if any(part.startswith(".") for part in parts):
        raise KbError(Text("hidden files are never published", "隐藏文件不会发布"), new)


def _with_translations(kb: KnowledgeBase, old: str, new: str) -> dict[str, str]:
    if not is_markdown(new):
        message = Text("an article ends with .md: '{new}.md'", "文章应以 .md 结尾：“{new}.md”")
        raise KbError(message.format(new=new), new)
    key = kb.layout.place(old).key
    rest = _rest(kb, old, new)
    return {
        path: new if path == old else _sibling(kb, path, rest)
        for path in sorted(pages(kb))
        if path == old or kb.layout.place(path).key == key
    }


def _rest(kb: KnowledgeBase, old: str, new: str) -> str:
    """Return the new path without what says the language, and without its suffix."""
    folder, mark = kb.layout.folder(old), _mark(kb, old)
    if kb.layout.folder(new) != folder or not stem(new).endswith(mark):
        raise _language_changes(old, new)
    return stem(new)[len(folder) : len(stem(new)) - len(mark)]


def _mark(kb: KnowledgeBase, path: str) -> str:
    """Return the end of a file name that says the language: `.zh`, `_zh`."""
    folder = kb.layout.folder(path)
    key = kb.layout.place(path).key
    return stem(path)[len(folder) + len(key.removeprefix(kb.layout.prefix if folder else "")) :]


def _sibling(kb: KnowledgeBase, path: str, rest: str) -> str:
    return kb.layout.folder(path) + rest + _mark(kb, path) + path[len(stem(path)) :]


def _language_changes(old: str, new: str) -> KbError:
    message = Text(
        "'{old}' would change its language; keep the part of the path that says it",
        "“{old}”的语言会因此改变；请保留路径中表示语言的部分",
    )
    return KbError(message.format(old=old), new)


def _folder(kb: KnowledgeBase, old: str, new: str) -> dict[str, str]:
    if f"{new}/".startswith(f"{old}/"):
        raise KbError(Text("a folder cannot be moved into itself", "目录不能移到自己里面"), new)
    languages = [f"{kb.layout.prefix}{name}/" for name in kb.layout.folders]
    if any(language.startswith(f"{old}/") for language in languages):
        message = Text(
            "holds a whole language; move what is in it", "这是一种语言的目录；请移动其中的内容"
        )
        raise KbError(message, old)
    own = kb.layout.folder(f"{old}/x")
    if kb.layout.folder(f"{new}/x") != own:
        raise _language_changes(old, new)
    tops = dict.fromkeys((own, *languages)) if own or languages else {"": None}
    return {
        path: f"{top}{new[len(own) :]}{path[len(top) + len(old) - len(own) :]}"
        for top in tops
        for path in sorted(kb.files)
        if path.startswith(f"{top}{old[len(own) :]}/")
    }


def _companions(kb: KnowledgeBase, renames: Mapping[str, str]) -> dict[str, str]:
    """Return the images and attachments, below the articles' folders, that nobody else uses."""
    out: dict[str, str] = {}
    for old, new in renames.items():
        folder, target = posixpath.dirname(old), posixpath.dirname(new)
        for file in _files_of(kb, old) if folder != target else ():
            below = file.removeprefix(f"{folder}/" if folder else "")
            to = posixpath.join(target, below)
            inside = not folder or file.startswith(f"{folder}/")
            if inside and file not in out and to not in kb.files:
                out[file] = to
    return {file: to for file, to in out.items() if not _used_elsewhere(kb, file, renames)}


def _files_of(kb: KnowledgeBase, path: str) -> Iterator[str]:
    article = pages(kb)[path]
    for link in article.links:
        found = kb.resolve(link.target, article)
        if found.article is None and found.path in kb.files and not is_markdown(found.path):
            yield found.path


def _used_elsewhere(kb: KnowledgeBase, file: str, renames: Mapping[str, str]) -> bool:
    """Tell whether another article may use a file: it names it, whatever folder it means."""
    name = posixpath.basename(file)
    return any(
        name in article.text and any(name in link.target for link in article.links)
        for path, article in pages(kb).items()
        if path not in renames
    )


def _require_free(kb: KnowledgeBase, renames: Mapping[str, str]) -> None:
    taken = Text("this file already exists; nothing was overwritten", "已有这个文件；不会覆盖")
    for old, new in renames.items():
        if old == new:
            raise KbError(Text("already exists", "本来就在这里"), new)
        if (new in kb.files and new not in renames) or is_below_file(kb, new):
            raise KbError(taken, new)
        if old in kb.articles:
            _require_free_address(kb, old, new, renames)
    if len(set(renames.values())) < len(renames):
        raise KbError(taken, next(iter(renames.values())))


def is_below_file(kb: KnowledgeBase, path: str) -> bool:
    """Tell whether a folder on the way to `path` is a file."""
    folder = posixpath.dirname(path)
    return bool(folder) and (folder in kb.files or is_below_file(kb, folder))


def _require_free_address(
    kb: KnowledgeBase, old: str, new: str, renames: Mapping[str, str]
) -> None:
    place = address(kb.facts.placed(new))
    holder = kb.by_address.get(place)
    if holder is not None and holder.path not in renames:
        message = Text("'{path}' has the same address", "“{path}”的网址与此相同")
        raise KbError(message.format(path=holder.path), new)
    holder = kb.aliases.get(place)
    if holder is not None and holder.path != old:
        message = Text(
            "this address redirects to '{path}'; take it out of the aliases there first",
            "这个网址会跳转到“{path}”；请先从那篇的 aliases 中去掉",
        )
        raise KbError(message.format(path=holder.path), new)


def _require_language(kb: KnowledgeBase, renames: Mapping[str, str]) -> None:
    layout = afterwards(kb, renames).layout
    for old, new in renames.items():
        if old not in kb.articles:
            continue
        if matches(new, kb.config.exclude) or matches(new, kb.config.contents):
            message = Text(
                "by the configuration, a file of this name is not an article",
                "按照配置，这个名称的文件不算文章",
            )
            raise KbError(message, new)
        if layout.place(new).lang != kb.layout.place(old).lang:
            raise _language_changes(old, new)
