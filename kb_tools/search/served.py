"""What can be asked of an index at all: a slip in an option must not look like a gap."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.search.find import Wish
from kb_tools.search.index import Index

_NONE = Text(
    "there is no published article in this folder; go to the folder of your knowledge base",
    "这个目录里没有已发布的文章；请进入知识库所在的目录",
)
_PRODUCT = Text(
    "no article is about the product '{name}'; did you mean '{near}'?",
    "没有关于产品“{name}”的文章；是不是“{near}”？",
)
_LANGUAGE = Text(
    "no article is in the language '{name}'; there are articles in: {known}",
    "没有语言为“{name}”的文章；有这些语言的文章：{known}",
)


def require_served(index: Index, wish: Wish, folder: str) -> None:
    """Raise KbError where nothing could ever be found: no article, language or product like that.

    `folder` is where the articles are. A base that names no product takes any.
    """
    if not index.documents:
        raise KbError(_NONE, folder)
    _require_language(wish.lang, index.languages)
    _require_product(wish.product, sorted({p for f in index.facets for p in f.products}))


def _require_language(lang: str, known: Sequence[str]) -> None:
    kin = {tag.partition("-")[0] for tag in known}
    if lang and lang.partition("-")[0] not in kin:
        raise KbError(_LANGUAGE.format(name=lang, known=", ".join(sorted(known))))


def _require_product(product: str, known: Sequence[str]) -> None:
    if product and known and product not in known:
        near = difflib.get_close_matches(product, known, n=1, cutoff=0.0)[0]
        raise KbError(_PRODUCT.format(name=product, near=near))
