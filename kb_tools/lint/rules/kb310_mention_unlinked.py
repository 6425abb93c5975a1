"""The words name another article but do not link to it.

The reader has to search for what the writer already had in mind. How likely a link is wanted
is learned from the links of this knowledge base: where writers mostly link the same words,
`kb fix` puts the link in; where they do so now and then, `--unsafe-fixes` does.

It is off unless selected, for it takes as long as all other rules together, and every edit may
change what is likely. Run it now and then: `kb lint --select KB310`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule, replacing

rule = Rule(
    __name__,
    severity="info",
    scope="corpus",
    default=False,
    slow=True,
    zh="""
    文中提到了另一篇文章，却没有链接过去。

    作者心里已经有那篇文章，读者却还得自己去搜。某处是否该有链接，由知识库里已有的链接推断：
    作者们多半会给同样的词加链接的，`kb fix` 会补上；偶尔加的，用 `--unsafe-fixes` 才会补上。

    默认不启用：它花的时间与其他规则加起来一样长，而且每次修改都可能改变推断的结果。
    请不时运行一次：`kb lint --select KB310`。
    """,
    bad=[
        Bad(
            {
                "login.md": "# 登录\n\n忘记密码时，请参阅重置登录密码。\n",
                "reset.md": "# 重置登录密码\n\n打开登录页。\n",
            },
            "'重置登录密码' names 'reset.md' without a link (probability 97%)",
            fixed={"login.md": "# 登录\n\n忘记密码时，请参阅[重置登录密码](reset.md)。\n"},
        ),
        Bad(
            {
                "a.md": "# Sign in\n\nWe may ask for backup codes when you sign in.\n",
                "codes.md": "# Backup codes\n\nPrint them.\n",
            },
            "'backup codes' names 'codes.md' without a link (probability 62%)",
            fixed={
                "a.md": "# Sign in\n\nWe may ask for [backup codes](codes.md) when you sign in.\n"
            },
        ),
    ],
    good=[
        {
            "a.md": "# A\n\n[Backup codes](codes.md). Backup codes.\n",
            "codes.md": "# Backup codes\n",
        },
        {"a.md": "# A\n\n`Backup codes`\n\n## Backup codes\n", "codes.md": "# Backup codes\n"},
        {"a.md": "# A\n\nYour backup codesets.\n", "codes.md": "# Backup codes\n"},
    ],
)

UNLINKED = Text(
    "'{words}' names '{path}' without a link (probability {percent}%)",
    "“{words}”指的是“{path}”，却没有链接（概率 {percent}%）",
)
LINK = Text("link to '{path}'", "链接到“{path}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield mentions probable enough to be links; the fix is safe from one half up."""
    from kb_tools.links.mentions import INSERT, mentions  # heavy, and most bases do without

    for mention in mentions(kb).get(article.path, ()):
        words, path = mention.span.of(article.text), mention.target.path
        message = UNLINKED.format(words=words, path=path, percent=round(100 * mention.probability))
        safe = mention.probability >= INSERT
        title = LINK.format(path=path)
        fix = replacing(article, mention.span, mention.markup, title, safe=safe)
        yield rule.at(article, mention.span, message, fix)
