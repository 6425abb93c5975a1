"""What a dead link most likely meant."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kb_tools.corpus.naming import Name
from kb_tools.regex import regex

_LIKELY = 75.0
"""Similarity (0 to 100) from which a slip of the pen is likelier than another article."""

_ALIKE = 60.0
"""The same for the words that differ alone."""

_LIKELY_SHORTENED = 80.0
"""The same when one of the two has words more."""

_NUMBER = regex(r"\d+")
_WORD = regex(r"\w+")

_OPPOSITE = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "/un /dis /de /re /non en/dis en/de im/ex in/ex in/e in/out on/off up/down in/de at/de"
        " over/under pre/post front/back min/max"
        " /不 /未 /非 /无 /無 有/无 有/無 启/禁 啟/禁 启/停 啟/停 开/关 開/關 开启/关闭 開啟/關閉"
        " 入/出 录/出 錄/出 上/下 升/降 增/减 增/減 加/减 加/減 添加/删除 新增/刪除 扩/缩 擴/縮"
        " 装/卸 裝/卸 安装/卸载 安裝/卸載 绑定/解绑 綁定/解綁 连接/断开 連線/中斷 收/发 收/發"
        " 买/卖 買/賣 前/后 前/後 内/外 內/外 左/右 新/旧 新/舊 大/小 长/短 長/短 高/低 最大/最小"
    ).split(" ")
)
"""Pairs of which one may turn a name into its opposite: nobody writes one for the other."""

_EVERYWHERE = frozenset(("index", "_index", "readme", "overview"))


class Names:
    """Paths by their names, to be asked for the nearest; remembers its answers.

    `keys` gives for each path what to compare: the path without language and suffix.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(keys):
            self._named[name(keys[path])].append(path)
        self._names = [*self._named]
        self._known: dict[str, str | None] = {}

    def nearest(self, key: str) -> str | None:
        """Return the path whose name is the same or most alike, in the folder most alike."""
        if key not in self._known:
            self._known[key] = self._search(key)
        return self._known[key]

    def _search(self, key: str) -> str | None:
        wanted = name(key)
        found = wanted if wanted in self._named else likeliest(wanted, self._names)
        if found is None:
            return None
        from rapidfuzz import fuzz

        return max(self._named[found], key=lambda path: fuzz.ratio(self._keys[path], key))


def spelled(articles: Mapping[str, Name], files: Iterable[str]) -> Mapping[str, Names]:
    """Return the names of articles by language, and with "" those of other files."""
    keys: dict[str, dict[str, str]] = defaultdict(dict)
    for path, one in articles.items():
        keys[one.lang][path] = one.key
    keys[""] = {path: path for path in files}
    return {lang: Names(paths) for lang, paths in keys.items()}


def likeliest(word: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that is this word mistyped; None when none is."""
    from rapidfuzz import fuzz, process  # heavy, and only a dead link needs it

    hits = process.extract(word, names, scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=5)
    return next((hit[0] for hit in hits if _mistyped(word, hit[0])), None)


def close(word: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the `names` that a word may be likeliest for, or they for it."""
    from rapidfuzz import fuzz, process

    hits = process.extract(word, [*names], scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=None)
    return (str(hit[0]) for hit in hits)


def _mistyped(one: str, other: str) -> bool:
    """Tell whether two names differ by a slip, not by what they are about.

    Numbers are chosen, letters are mistyped: `release-7.1` is no slip for `release-7.5`. Nor
    is `connect-to-kafka` one for `connect-to-mysql`: the words that differ must be alike too,
    and not opposites.
    """
    from rapidfuzz import fuzz

    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    words, others = _WORD.findall(one), _WORD.findall(other)
    rest = "-".join(word for word in words if word not in others)
    other_rest = "-".join(word for word in others if word not in words)
    if any(map(_opposite, words, others)):
        return False
    if rest and other_rest:
        return fuzz.ratio(rest, other_rest) >= _ALIKE
    return fuzz.ratio(one, other) >= _LIKELY_SHORTENED


def _opposite(one: str, other: str) -> bool:
    """Tell whether two words differ only in what turns one into its opposite.

    >>> _opposite("enable", "disable"), _opposite("启用模块", "禁用模块"), _opposite("teh", "the")
    (True, True, False)
    """
    from rapidfuzz.distance import Postfix, Prefix

    start = Prefix.similarity(one, other)
    if one == other or (start and one.isascii()):
        return False  # in words of an alphabet it stands at the front
    end = Postfix.similarity(one[start:], other[start:])
    return frozenset((one[start : len(one) - end], other[start : len(other) - end])) in _OPPOSITE


def name(key: str) -> str:
    """Return a path's distinctive part: its name, with the folder for `index` and the like."""
    folder, last = posixpath.split(key.rstrip("/").lower())
    return posixpath.join(posixpath.basename(folder), last) if last in _EVERYWHERE else last
