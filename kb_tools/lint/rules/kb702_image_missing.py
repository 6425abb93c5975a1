"""An image that does not exist.

The step says "click the button shown below", and below is a broken frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule, replacing
from kb_tools.lint.targets import is_beyond, targets

rule = Rule(
    __name__,
    severity="error",
    scope="corpus",
    zh="""
    图片不存在。

    步骤里写着“点击下图中的按钮”，下面却是一个破图标。
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
    ],
    good=[
        {"a.md": "# Sign in\n\n![The form](img/form.png)\n", "img/form.png": ""},
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


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield missing images: one by one with a likely name, else all of an article at once."""
    lost: list[Link] = []
    for link, found in targets(article, kb):
        if not link.image or found.status != "missing" or is_beyond(link.target, article, kb):
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


def _alike(target: str, near: str) -> bool:
    """Say whether a likely image is the same one elsewhere, or a slip of the pen beside it."""
    one, other = PurePosixPath(target), PurePosixPath(near)
    return one.name == other.name or one.parent == other.parent
