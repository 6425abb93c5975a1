"""A translation whose original has changed since it was translated.

Customers who read the other language follow steps that no longer hold, and nobody notices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.gathering import holders
from kb_tools.corpus.originals import original, revision
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.evidence import Evidence
from kb_tools.lint.rule import Bad, Good, Rule
from kb_tools.markdown import parse
from kb_tools.meaning import changed

_NOW = "# 登录\n\n输入手机号和验证码。\n\n## 收不到验证码\n\n等 60 秒再试。\n"
_THEN = "# 登录\n\n输入手机号。\n\n## 收不到验证码\n\n等 60 秒再试。\n"
_ENGLISH = (
    "---\nsource_rev: 3f2a1bc\n---\n\n# Sign in\n\nEnter your number.\n\n## No code\n\nWait.\n"
)

rule = Rule(
    __name__,
    severity="warning",
    scope="git",
    candidates=lambda kb, _: translated(kb).get(True, ()),
    zh="""
    译文所依据的原文后来改过了。

    读另一种语言的客户照着已经过时的步骤操作，而没有人会发现。
    """,
    bad=[
        Bad(
            {"zh/a.md": _NOW, "zh/b.md": "# 退款\n", "en/a.md": _ENGLISH},
            "'zh/a.md' has changed since 3f2a1bc: '登录'",
            evidence=Evidence(versions={("3f2a1bc", "zh/a.md"): _THEN}),
        )
    ],
    good=[
        Good(
            {"zh/a.md": _NOW, "zh/b.md": "# 退款\n", "en/a.md": _ENGLISH},
            evidence=Evidence(versions={("3f2a1bc", "zh/a.md"): _NOW.replace("。", " 。")}),
        )
    ],
)

CHANGED = Text("'{path}' has changed since {rev}: {what}", "“{path}”自 {rev} 以来改过：{what}")
UNKNOWN = Text(
    "'{path}' has no revision '{rev}'; write the commit that was translated",
    "“{path}”没有“{rev}”这个版本；请写翻译时所依据的提交",
)
MORE = Text("{what} and {n} more", "{what} 等，另有 {n} 处")
_SHOWN = 3


@rule
def check(
    article: Article,
    kb: KnowledgeBase,
    versions: Mapping[tuple[str, str], str | None],
) -> Iterator[Diagnostic]:
    """Yield a translation whose `source_rev` is older than what the original says now."""
    source = original(article, kb)
    if source is None:
        return
    rev, span = revision(article), article.meta_spans["source_rev"]
    if (rev, source.path) not in versions:
        return
    text = versions[rev, source.path]
    if text is None:
        yield rule.at(article, span, UNKNOWN.format(path=source.path, rev=rev))
    elif what := changed(parse(text, source.path, keys=kb.config.keys), source):
        yield rule.at(article, span, _message(source.path, rev, what))


@holders
def translated(article: Article) -> Iterator[bool]:
    """Tell which articles say what they were translated from: those with True."""
    return iter((True,) if "source_rev" in article.meta_spans else ())


def _message(path: str, rev: str, what: list[str]) -> Text:
    shown = ", ".join(f"'{title}'" for title in what[:_SHOWN])
    zh = "".join(f"“{title}”" for title in what[:_SHOWN])
    if (n := len(what) - _SHOWN) > 0:
        shown, zh = MORE.en.format(what=shown, n=n), MORE.zh.format(what=zh, n=n)
    return Text(
        CHANGED.en.format(path=path, rev=rev, what=shown),
        CHANGED.zh.format(path=path, rev=rev, what=zh),
    )
