"""A new article: its id, its path, and the text that its author starts from."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb_tools.article import Article
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, addresses
from kb_tools.corpus.layout import stem
from kb_tools.errors import KbError
from kb_tools.language import Text, guess, normal
from kb_tools.markdown.outline import LANDINGS
from kb_tools.search.terms import traditional
from kb_tools.start.template import fill, folder, heading, one_line, yaml

_LONGEST = 60
_SIMILAR = 70.0
"""Similarity (0 to 100) from which two titles are likely about the same."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an author asks for; what is empty is taken from the knowledge base.

    `titles` gives the title by language, the author's first; one that is empty is left for the
    translator. `place` is a folder below the language's own, `today` the day of the review.
    """

    kind: str
    titles: Mapping[str, str]
    today: str
    place: str = ""
    slug: str = ""
    owner: str = ""
    product: str = ""
    audience: str = ""
    asked_as: tuple[str, ...] = ()


def titles(
    kb: KnowledgeBase, title: str, lang: str, translated: str, *, both: bool
) -> dict[str, str]:
    """Return the titles by language, the author's first; "" for one to be translated.

    Raises KbError for a title without text, and for a second language that there is not.
    """
    title, translated = one_line(title), one_line(translated)
    if not title:
        raise KbError(Text("the title is empty", "标题是空的"))
    first = normal(lang) if lang else _language(kb, title)
    if not both and not translated:
        return {first: title}
    others = [other for other in (*kb.languages, "en", "zh") if other != first]
    second = guess(translated, others) if translated else others[0]
    if second == first:
        message = Text(
            "both titles are in the same language ({lang}); say which the first is with --lang",
            "两个标题是同一种语言（{lang}）；请用 --lang 说明第一个标题的语言",
        )
        raise KbError(message.format(lang=first))
    return {first: title, second: translated}


def _language(kb: KnowledgeBase, title: str) -> str:
    """Return the language of a title; "SMS-1042" in a base with Chinese only is Chinese."""
    found = guess(title, kb.languages)
    return found if found in kb.languages or not kb.languages else kb.languages[0]


def compose(kb: KnowledgeBase, request: Request) -> dict[str, str]:
    """Return the new articles' texts by path: one for each language that has a title.

    Raises KbError for a name that the configuration does not have, and for a path that is
    taken in any language.
    """
    _require(request.product, kb.config.products, Text("product", "产品"))
    _require(request.owner, kb.config.owners, Text("owner", "负责人"))
    _require(request.audience, kb.config.audience, Text("audience", "读者范围"))
    new_id = next_id(taken_ids(kb))
    key = posixpath.join(_place(kb, request), request.slug or _slug(request, new_id))
    several = len({*kb.languages, *request.titles}) > 1
    paths = {lang: _path(kb, lang, key, several=several) for lang in request.titles}
    if taken := next((path for path in paths.values() if path in kb.files), None):
        message = Text(
            "this file already exists; give the new one another name with --slug",
            "这个文件已经存在；请用 --slug 给新文章另取一个名字",
        )
        raise KbError(message, taken)
    return {path: _text(kb, request, lang, new_id) for lang, path in paths.items()}


def similar(kb: KnowledgeBase, request: Request) -> list[Article]:
    """Return the articles, three at most, whose titles or wordings say nearly the same."""
    asked = [text.casefold() for text in (*request.titles.values(), *request.asked_as) if text]
    scores = {
        article.path: max(fuzz.ratio(one, other) for one in asked for other in said)
        for article in kb.articles.values()
        if article.lang in request.titles and (said := _said(article))
    }
    nearest = sorted(scores, key=lambda path: (-scores[path], path))[:3]
    return [kb.articles[path] for path in nearest if scores[path] >= _SIMILAR]


def _said(article: Article) -> list[str]:
    wordings = article.meta.get("asked_as")
    others = wordings if isinstance(wordings, list) else []
    return [str(text).casefold() for text in (article.title, *others) if text]


def _require(name: str, known: tuple[str, ...], what: Text) -> None:
    if not name or not known or name in known:
        return
    near = process.extractOne(name, known, scorer=fuzz.ratio)[0]
    message = Text(
        "no {en} '{name}' in the configuration; did you mean '{near}'?",
        "配置里没有“{name}”这个{zh}；是不是“{near}”？",
    )
    raise KbError(message.format(en=what.en, zh=what.zh, name=name, near=near))


def taken_ids(kb: KnowledgeBase) -> Iterator[str]:
    """Yield every id that is or was in use: of articles, and of permalinks kept as aliases."""
    for article in (*kb.articles.values(), *kb.contents.values()):
        if "id" in article.meta:
            yield article.id
        for old in addresses.old_addresses(article):
            if old.startswith(f"{kb.config.site.permalinks}/"):
                yield old.partition("/")[2]


def next_id(taken: Iterable[str]) -> str:
    """Return the id after the highest, in the manner of most; an id is never used twice.

    >>> next_id(["KB-0007", "KB-0041", "HELP-9"]), next_id([])
    ('KB-0042', 'KB-0001')
    """
    numbered = [match for name in taken if (match := re.fullmatch(r"(.*?)(\d+)", name))]
    prefix = Counter(match[1] for match in numbered).most_common(1)
    own = [match[2] for match in numbered if match[1] == prefix[0][0]]
    if not own:
        return "KB-0001"
    return f"{prefix[0][0]}{max(map(int, own)) + 1:0{max(map(len, own))}d}"


def slug(title: str) -> str:
    """Return a title as a name in an address; "" for one that is not in Latin letters.

    >>> slug("Why can't I sign in? (2 causes)"), slug("Réinitialiser"), slug("登录后空白页")
    ('why-can-t-i-sign-in-2-causes', 'reinitialiser', '')
    """
    plain = unicodedata.normalize("NFKD", title.casefold())
    if any(char.isalpha() and "LATIN" not in unicodedata.name(char, "LATIN") for char in plain):
        return ""
    ascii_only = plain.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def _slug(request: Request, new_id: str) -> str:
    """Return a readable name: of the first title in Latin letters, else the id."""
    return next(filter(None, map(slug, request.titles.values())), new_id.lower())


def _place(kb: KnowledgeBase, request: Request) -> str:
    """Return the folder asked for, else that of the product or of the kind if there is one."""
    if request.place:
        return request.place.strip("/")
    folders = {
        posixpath.dirname(kb.layout.place(path).key) for path in (*kb.articles, *kb.contents)
    }
    names = (slug(request.product), request.kind, request.kind.replace("-", ""))
    return next((name for name in names if name and name in folders), "")


def _path(kb: KnowledgeBase, lang: str, key: str, *, several: bool) -> str:
    unmarked = any(
        article.lang == lang and not kb.layout.place(path).lang
        for path, article in kb.articles.items()
        if stem(posixpath.basename(path)) not in LANDINGS
    )
    marked = several and not unmarked
    return kb.layout.path(lang, key) if marked or kb.layout.folders else f"{key}.md"


def _text(kb: KnowledgeBase, request: Request, lang: str, new_id: str) -> str:
    title = request.titles[lang] or _untranslated(request, lang)
    template = folder("article", "zh" if lang.startswith("zh") else "en", f"{request.kind}.md")
    values = {
        "id": new_id,
        "kind": request.kind,
        "title": yaml(title),
        "heading": heading(title),
        "audience": request.audience or _audience(request.kind, kb.config),
        "owner": yaml(request.owner or _owner(kb)),
        "product": f"product: {yaml(request.product)}\n" if request.product else "",
        "asked_as": f"[{', '.join(map(yaml, request.asked_as))}]",
        "today": request.today,
    }
    source = template.read_text("utf-8")
    return fill(traditional(source) if lang == "zh-Hant" else source, values)


def _untranslated(request: Request, lang: str) -> str:
    first = next(iter(request.titles.values()))
    if lang == "zh-Hant":
        return f"待補充：翻譯“{first}”"
    return f"待补充：翻译“{first}”" if lang.startswith("zh") else f"TODO: translate “{first}”"


def _audience(kind: str, config: Config) -> str:
    """Return who reads articles of a kind: everyone, but a playbook is for colleagues."""
    return config.audience[-1 if kind == "playbook" else 0] if config.audience else "public"


def _owner(kb: KnowledgeBase) -> str:
    if kb.config.owners:
        return kb.config.owners[0]
    owners = Counter(str(a.meta["owner"]) for a in kb.articles.values() if a.meta.get("owner"))
    return owners.most_common(1)[0][0] if owners else "support"
