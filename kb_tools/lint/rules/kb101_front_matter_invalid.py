"""Front matter that cannot be read.

The article loses its title and its id, and links to its permalink break. The site builds all
the same, so nobody notices.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.data import table
from kb_tools.lint.rule import Bad, Rule

rule = Rule(
    __name__,
    severity="error",
    zh="""
    front matter 无法读取。

    文章会因此失去标题和编号，永久链接会失效。
    网站照样能构建，所以没有人会发现。
    """,
    bad=[
        Bad(
            "---\ntitle: Reset: a guide\n---\n\n# Reset\n",
            "front matter is not valid YAML: there is a ': ' inside a value; put the value in"
            " quotes",
        ),
        Bad(
            "---\ntitle: Reset\ntitle: Reset it\n---\n\n# Reset\n",
            "front matter has the key 'title' twice; keep one",
        ),
    ],
    good=['---\ntitle: "Reset: a guide"\n---\n\n# Reset: a guide\n'],
)

MESSAGES = {
    "unclosed": Text(
        "front matter has no closing '---'; add it after the last key",
        "front matter 没有结束的“---”；请在最后一个键之后加上",
    ),
    "syntax": Text(
        "front matter is not valid YAML: {detail}", "front matter 不是有效的 YAML：{detail}"
    ),
    "aliases": Text(
        "front matter repeats too much by aliases ('*name'); write out what it says, once",
        "front matter 用别名（“*名称”）重复的内容过多；请直接写出内容，只写一次",
    ),
    "not-a-mapping": Text(
        "front matter is not a list of 'key: value' lines",
        "front matter 应该由“键: 值”组成的行构成",
    ),
    "duplicate-key": Text(
        "front matter has the key '{detail}' twice; keep one",
        "front matter 中的键“{detail}”出现了两次；请只保留一个",
    ),
}


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield the fault that the parser met."""
    if (fault := article.meta_fault) is not None:
        message = MESSAGES[fault.reason]
        why = _why(fault.detail, article.text[fault.span.start :][:1])
        text = Text(message.en.format(detail=why.en), message.zh.format(detail=why.zh))
        yield rule.at(article, fault.span, text)


def _why(detail: str, at: str) -> Text:
    """Return YAML's own message in words that a writer can act on; `at` is the character there."""
    for row in table("yaml_faults")["fault"]:
        if row["says"] in detail and row.get("at", at) == at:
            return Text(row["en"], row["zh"])
    return Text(detail, detail)
