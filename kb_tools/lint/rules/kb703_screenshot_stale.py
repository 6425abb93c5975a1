"""A screenshot that has not been retaken for a long time.

Customers look for buttons that are elsewhere by now, or are called otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kb_tools.article import Article, Link
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.lint.targets import targets
from kb_tools.regex import regex

_FILES = {"login.md": "# 登录\n\n![登录页](login.png)\n", "login.png": ""}

rule = Rule(
    __name__,
    severity="info",
    scope="git",
    default=False,
    zh="""
    截图很久没有更新了。

    客户照着图找按钮，按钮却已经换了位置，或者改了名字。
    """,
    bad=[
        Bad(
            _FILES,
            "'login.png' is from 2023-02-01, 40 months ago",
            evidence=Evidence(committed={"login.png": date(2023, 2, 1)}),
        )
    ],
    good=[
        Good(_FILES, evidence=Evidence(committed={"login.png": date(2026, 1, 1)})),
        Good(
            {"a.md": "# 架构\n\n![架构图](flow.png)\n", "flow.png": ""},
            evidence=Evidence(committed={"flow.png": date(2023, 2, 1)}),
        ),
        Good(
            {"blog/5.0.md": "# 5.0 发布\n\n![登录页](login.png)\n", "blog/login.png": ""},
            evidence=Evidence(committed={"blog/login.png": date(2023, 2, 1)}),
        ),
    ],
)

STALE = Text("'{path}' is from {day}, {n} months ago", "“{path}”是 {day} 的，已有 {n} 个月")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""What screenshots are; drawings (SVG) do not age with the product."""

_DRAWN = regex(
    r"(?i)(?<![a-z])(?:architecture|avatar|badge|banner|benchmark|chart|cover|diagram|flow(?:chart)?"
    r"|hero|icon|illustration|logo|mermaid|plot|topology)s?(?![a-z])|图标|架构|流程|示意|插图|封面|图表"
)
"""Words by which file names and descriptions tell a drawing: it does not age with the product."""
_NEWS = regex(
    r"(?i)(?:^|/)(?:blog|news|posts|releases|release-?notes|change-?log|what-?s-?new)(?![a-z])"
)
"""An announcement shows what was new on its day."""


@rule
def check(
    article: Article, kb: KnowledgeBase, today: date, committed: Mapping[str, date]
) -> Iterator[Diagnostic]:
    """Yield pictures whose last commit lies further back than the configuration allows."""
    if _NEWS.search(article.path):
        return
    for link, found in targets(article, kb):
        day = committed.get(found.path or "")
        if day is None or not _is_screenshot(link, found.path or "", article):
            continue
        months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
        if months > kb.config.lint.screenshot_months:
            message = STALE.format(path=found.path, day=day.isoformat(), n=months)
            yield rule.at(article, link.target_span, message)


def _is_screenshot(link: Link, path: str, article: Article) -> bool:
    drawn = _DRAWN.search(link.span.of(article.text))
    return link.image and path.lower().endswith(PICTURES) and not drawn
