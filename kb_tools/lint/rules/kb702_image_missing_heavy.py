"""An image that does not exist, that takes long to load, or that no article shows.

The step says "click the button shown below", and below is a broken frame; or the customer,
on a phone, waits for it. An image over 500 KB or 2,000 pixels is a warning, and so are those
that nothing shows, in a folder whose others are shown: they are what was forgotten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase, Resolution
from kb_tools.corpus.gathering import Form, counted, once
from kb_tools.corpus.pictures import is_picture
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.reach import holders_led, reached
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import is_beyond, targets
from kb_tools.regex import regex


def _concerned(
    before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]
) -> Collection[str] | None:
    """Concern the articles that share an image with others now, and those beside unused ones."""
    led = reached(before, kb, changed)
    if led is None:
        return None
    now, then = _unused(kb), _unused(before)
    other = {path for path in now.keys() | then.keys() if now.get(path) != then.get(path)}
    images = {
        image for path in led for image in {*_showing_of(before, path)} ^ {*_showing_of(kb, path)}
    }
    images |= {path for path in changed if is_picture(path)}
    return led.union(
        other, *(_showing(base).get(image, ()) for base in (before, kb) for image in images)
    )


rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    concerns=_concerned,
    zh="""
    图片不存在、太大，或者没有文章使用。

    步骤里写着“点击下图中的按钮”，下面却是一个破图标；或者手机上的客户一直在等它加载。
    超过 500 KB 或 2000 像素是警告；同一目录里别的图片有文章使用而它没有，也是警告：多半是忘了删。
    """,
    bad=[
        Bad(
            {"a.md": "# 登录\n\n![登录页面](img/logn.png)\n", "img/login.png": ""},
            "image 'img/logn.png' does not exist; did you mean 'img/login.png'?",
            fixed={"a.md": "# 登录\n\n![登录页面](img/login.png)\n"},
            safe=False,
        ),
        Bad(
            "# Sign in\n\n![The form](media/form.png)\n\n![The menu](media/menu.png)\n",
            "image 'media/form.png' and 1 more in this article do not exist",
        ),
        Bad(
            {"a.md": "# Sign in\n\n![The form](form.svg)\n", "form.svg": "<svg/>" + " " * 600_000},
            "image 'form.svg' has 600 KB; 500 KB at most, and it loads quickly",
        ),
        Bad(
            {
                "a.md": "# Sign in\n\n![The form](img/form.png)\n",
                "img/form.png": "",
                "img/form-old.png": "",
            },
            "no article shows 'form-old.png' beside this image; delete it, or show it",
        ),
    ],
    good=[
        {"a.md": "# Sign in\n\n![The form](img/form.png)\n", "img/form.png": ""},
        {"a.md": "# Sign in\n\nText.\n", "assets/logo.png": ""},
        "# A site whose generator is not known\n\n![The form](/static/form.png)\n",
    ],
)

DEAD = Text("image '{target}' does not exist", "图片“{target}”不存在")
NEAR = Text(
    "image '{target}' does not exist; did you mean '{near}'?",
    "图片“{target}”不存在；是不是“{near}”？",
)
MANY = Text(
    "image '{target}' and {n} more in this article do not exist",
    "图片“{target}”和本文另外 {n} 张图片不存在",
)
TAKE = Text("show '{near}'", "改用“{near}”")
HEAVY = Text(
    "image '{target}' has {weight:,} KB; {most} KB at most, and it loads quickly",
    "图片“{target}”有 {weight:,} KB；不超过 {most} KB 才加载得快",
)
LARGE = Text(
    "image '{target}' is {width:,} x {height:,} pixels; {most:,} are the most that a page shows",
    "图片“{target}”有 {width:,} × {height:,} 像素；页面最多只显示 {most:,} 像素",
)
UNUSED = Text(
    "no article shows '{name}' beside this image; delete it, or show it",
    "没有文章使用这张图片旁边的“{name}”；请删除，或用上它",
)
UNUSED_MANY = Text(
    "no article shows '{name}' and {n} more beside this image; delete them, or show them",
    "没有文章使用这张图片旁边的“{name}”和另外 {n} 张图片；请删除，或用上它们",
)
KILOBYTES = 500
PIXELS = 2_000
_SUFFIX = regex(r"\.(?:png|jpe?g|gif|webp|svg|avif)\b", re.IGNORECASE)
_STEM = regex(r"[\w.%+~@-]*\Z")
_LONGEST = 255
"""Characters of a file's name, on any file system."""


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield missing images, heavy ones, and those that nothing shows."""
    shown = [(link, found) for link, found in targets(article, kb) if link.image]
    yield from _missing(article, kb, shown)
    for link, found in shown:
        if found.path is not None and _is_first(link, found.path, article, kb, shown):
            yield from _heavy(article, kb, link, found.path)
    for folder, names in _unused(kb).get(article.path, ()):
        beside = [one for one, hit in shown if (hit.path or "").rpartition("/")[0] == folder]
        link = min(beside, key=lambda one: one.span)
        message = (UNUSED_MANY if len(names) > 1 else UNUSED).format(
            name=names[0], n=len(names) - 1
        )
        yield rule.at(article, link.target_span, message, severity="warning")


def _is_first(
    link: Link,
    image: str,
    article: Article,
    kb: KnowledgeBase,
    shown: Sequence[tuple[Link, Resolution]],
) -> bool:
    """Say whether this is where the base shows an image for the first time, by path and place."""
    first = next(one for one, found in shown if found.path == image)
    return link is first and _showing(kb).get(image, ())[:1] == (article.path,)


def _missing(
    article: Article, kb: KnowledgeBase, shown: list[tuple[Link, Resolution]]
) -> Iterator[Diagnostic]:
    """One by one with a likely name, else all of an article at once."""
    lost: list[Link] = []
    for link, found in shown:
        if found.status != "missing" or is_beyond(link.target, article, kb):
            continue
        if found.nearest is None or not _alike(link.target, found.nearest):
            lost.append(link)
            continue
        near = found.nearest
        fix = replacing(article, link.target_span, near, TAKE.format(near=near), safe=False)
        yield rule.at(article, link.target_span, NEAR.format(target=link.target, near=near), fix)
    if lost:
        message = (MANY if len(lost) > 1 else DEAD).format(target=lost[0].target, n=len(lost) - 1)
        yield rule.at(article, lost[0].target_span, message)


def _heavy(article: Article, kb: KnowledgeBase, link: Link, path: str) -> Iterator[Diagnostic]:
    picture = kb.picture(path) if is_picture(path) else None
    if picture is None:
        return
    if picture.weight > KILOBYTES * 1_000:
        weight = round(picture.weight / 1_000)
        message = HEAVY.format(target=link.target, weight=weight, most=KILOBYTES)
        yield rule.at(article, link.target_span, message, severity="warning")
    elif max(picture.width, picture.height) > PIXELS:
        sides = {"width": picture.width, "height": picture.height}
        message = LARGE.format(target=link.target, **sides, most=PIXELS)
        yield rule.at(article, link.target_span, message, severity="warning")


@holders_led
def _showing(article: Article, kb: KnowledgeBase) -> Iterator[str]:
    """Yield the images that are there and that an article shows."""
    shown = (found.path for link, found in targets(article, kb) if link.image)
    return (path for path in shown if path is not None)


_Unused = Mapping[str, Sequence[tuple[str, Sequence[str]]]]


def _find_unused(kb: KnowledgeBase) -> _Unused:
    """By article: a folder of images that it is the first to show one of, and those unused."""
    shown = _showing(kb)
    first: dict[str, str] = {}
    for path, articles in shown.items():
        folder = path.rpartition("/")[0]
        first[folder] = min(first.get(folder, articles[0]), articles[0])
    left = [
        path
        for path in sorted(kb.files)
        if is_picture(path) and path not in shown and path.rpartition("/")[0] in first
    ]
    named = _named(kb) if left else frozenset()
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in left:
        folder, _, name = path.rpartition("/")
        if name.lower() not in named:
            by_folder[folder].append(name)
    places: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for folder, names in by_folder.items():
        places[first[folder]].append((folder, tuple(names)))
    return dict(places)


def _same(before: KnowledgeBase, kb: KnowledgeBase, changed: frozenset[str]) -> bool:
    same = before.files == kb.files and before.contents is kb.contents
    if not same or reached(before, kb, changed) != changed:
        return False
    return all(
        {*_showing_of(before, path)} == {*_showing_of(kb, path)}
        and {*_spelled_of(before, path)} == {*_spelled_of(kb, path)}
        for path in changed
    )


def _showing_of(kb: KnowledgeBase, path: str) -> Iterable[str]:
    article = kb.articles.get(path)
    shown = targets(article, kb) if article is not None else ()
    return (found.path for link, found in shown if link.image and found.path is not None)


def _spelled_of(kb: KnowledgeBase, path: str) -> Iterable[str]:
    article = kb.articles.get(path)
    return () if article is None else _spellings(article.text)


def _adapted(
    before: KnowledgeBase, known: _Unused, kb: KnowledgeBase, changed: frozenset[str]
) -> _Unused:
    return (
        known if _same(before, kb, changed) and before.settings == kb.settings else _find_unused(kb)
    )


_unused = once(_find_unused, _adapted, Form(f"{__name__}.unused", dict, lambda rows: rows, _same))


def _named(kb: KnowledgeBase) -> frozenset[str]:
    """Return every image file's name that occurs anywhere in a text, in small letters.

    Right after a Chinese word the name may begin there, or with the word: both count.
    """
    texts = [article.text for article in kb.contents.values()]
    texts += [file.text for file in kb.settings.values()]
    return frozenset((*_spelled(kb), *(name for text in texts for name in _spellings(text))))


@counted
def _spelled(article: Article) -> Iterator[str]:
    return _spellings(article.text)


def _spellings(text: str) -> Iterator[str]:
    for name in _names(text):
        plain = unquote(name).lower()
        yield from (plain, re.sub(r"^.*[^!-~]", "", plain))


def _names(text: str) -> Iterator[str]:
    """Yield the names of images in a text: suffixes are few, what may be before one is all."""
    for suffix in _SUFFIX.finditer(text):
        before = text[max(0, suffix.start() - _LONGEST) : suffix.start()]
        stem = _STEM.search(before)
        if stem is not None and stem[0]:
            yield stem[0] + suffix[0]


def _alike(target: str, near: str) -> bool:
    """Say whether a likely image is the same one elsewhere, or a slip of the pen beside it."""
    one, other = PurePosixPath(target), PurePosixPath(near)
    return one.name == other.name or one.parent == other.parent
