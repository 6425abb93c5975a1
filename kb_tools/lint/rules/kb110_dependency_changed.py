"""Something that the article depends on has changed since it was reviewed.

The calendar says that the review is due in autumn; the button was renamed yesterday. `depends`
names what would make the article wrong: a product's release, a text of the user interface, a
file, another article. The text of a button must also stand in the article as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from kb_tools.article import Article, Span
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import holders
from kb_tools.corpus.visibility import status
from kb_tools.dependencies import Dependency, dependencies, place
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Bad, Good, Rule

_HEAD = "---\nid: KB-1\ntitle: Prices\nreviewed: 2026-01-10\ndepends: [{}]\n---\n\nPress **Pay**.\n"
_UI = '{"cart": {"pay": "Pay now"}}\n'

rule = Rule(
    __name__,
    severity="warning",
    scope="git",
    candidates=lambda kb, _: depending(kb).get(True, ()),
    zh="""
    文章依赖的东西在上次复核之后变了。

    日历说秋天才该复核，按钮却昨天就改了名。`depends` 写明什么变了文章就会错：
    产品发布、界面文字、文件、另一篇文章。按钮的文字还必须原样出现在文章里。
    """,
    bad=[
        Bad(
            {"a.md": _HEAD.format("file:pricing.yml")},
            "'file:pricing.yml' changed on 2026-03-05, after the review on 2026-01-10",
            evidence=Evidence(committed={"../pricing.yml": date(2026, 3, 5)}),
        ),
        Bad(
            {"a.md": _HEAD.format('"app>=5.2"')},
            "'app>=5.2' changed on 2026-03-05, after the review on 2026-01-10",
            config=Config(releases={"app": ("5.3", "2026-03-05")}),
            evidence=Evidence(committed={}),
        ),
        Bad(
            {"a.md": _HEAD.format('"ui:strings/en.json#cart.pay"'), "../strings/en.json": _UI},
            "'ui:strings/en.json#cart.pay' is 'Pay now', which the article does not show",
            evidence=Evidence(committed={}),
        ),
        Bad(
            {"a.md": _HEAD.format("pricing.yml")},
            "'pricing.yml' is not one of 'app>=5.2', 'ui:FILE#KEY', 'article:ID', 'file:PATH'",
            evidence=Evidence(committed={}),
        ),
    ],
    good=[
        Good(
            {
                "a.md": _HEAD.format('file:pricing.yml, article:KB-1, "app>=5.2"'),
                "../strings/en.json": _UI,
            },
            config=Config(releases={"app": ("5.3", "2025-12-05")}),
            evidence=Evidence(committed={"../pricing.yml": date(2026, 1, 9)}),
        ),
    ],
)

CHANGED = Text(
    "'{what}' changed on {day}, after the review on {reviewed}",
    "“{what}”在 {day} 变过，晚于 {reviewed} 的复核",
)
OUTSIDE = Text(
    "'{what}' no longer holds: {name} {version} is out",
    "“{what}”不再成立：{name} 已发布 {version}",
)
LABEL = Text(
    "'{what}' is '{value}', which the article does not show",
    "“{what}”是“{value}”，文章里没有",
)
GONE = Text("'{what}' no longer exists", "“{what}”已经不存在了")
UNKNOWN = Text(
    "'{what}' is not one of 'app>=5.2', 'ui:FILE#KEY', 'article:ID', 'file:PATH'",
    "“{what}”应写成 `app>=5.2`、`ui:文件#键`、`article:编号` 或 `file:路径`",
)


@rule
def check(
    article: Article, kb: KnowledgeBase, committed: Mapping[str, date]
) -> Iterator[Diagnostic]:
    """Yield each dependency that changed after the review, at the front matter's `depends`."""
    if "depends" not in article.meta or status(article) == "archived":
        return
    span = article.meta_spans.get("depends") or Span(0, 0)
    for dependency in dependencies(article):
        message = _fault(dependency, article, kb, committed)
        if message is not None:
            yield rule.at(article, span, message)


@holders
def depending(article: Article) -> Iterator[bool]:
    """Tell which articles say what they depend on: those with True."""
    return iter((True,) if "depends" in article.meta else ())


def _fault(
    one: Dependency, article: Article, kb: KnowledgeBase, committed: Mapping[str, date]
) -> Text | None:
    if one.kind == "unknown":
        return UNKNOWN.format(what=one.text)
    if one.kind == "ui":
        return _label(one, article, kb)
    if one.kind == "article" and one.name not in kb.by_id:
        return GONE.format(what=one.text)
    if one.kind == "product" and (over := _over(one, kb)):
        return OUTSIDE.format(what=one.text, name=one.name, version=over)
    changed, reviewed = _changed(one, article, kb, committed), _day(article.meta.get("reviewed"))
    if changed is None or reviewed is None or changed <= reviewed:
        return None
    return CHANGED.format(what=one.text, day=changed, reviewed=reviewed)


def _changed(
    one: Dependency, article: Article, kb: KnowledgeBase, committed: Mapping[str, date]
) -> date | None:
    """Return the day on which a product, an article or a file changed last, if it is known."""
    if one.kind == "product":
        return _day(next(iter(kb.config.releases.get(one.name, ())[1:2]), None))
    if one.kind == "article":
        known = kb.by_id[one.name]
        other = known.get(article.lang) or next(iter(known.values()))
        return None if other is article else committed.get(other.path)
    return committed.get(place(one.name, kb.config, kb.root) or "")


def _over(one: Dependency, kb: KnowledgeBase) -> str:
    """Return the product's version when it is out of what the article is written for."""
    version = next(iter(kb.config.releases.get(one.name, ())), "")
    sign, limit = re.findall(r"[<>=]+|[^<>=]+", one.detail)
    now, then = _numbers(version), _numbers(limit)
    holds = {"<": now < then, "<=": now <= then, "==": now[: len(then)] == then}.get(sign, True)
    return "" if not version or holds else version


def _label(one: Dependency, article: Article, kb: KnowledgeBase) -> Text | None:
    """Compare a text of the user interface with the article."""
    file = kb.settings.get(place(one.name, kb.config, kb.root) or "")
    try:
        value = json.loads(file.text) if file else None
    except ValueError:
        value = None
    for key in one.detail.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, str):
        return GONE.format(what=one.text)
    return None if value in article.text else LABEL.format(what=one.text, value=value)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
