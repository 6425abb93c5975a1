"""The page of each rule, made from its words and examples, and the list of all."""

from __future__ import annotations

import datetime as dt

from kb_tools.cli.speech import reader_lang, say
from kb_tools.corpus import KnowledgeBase
from kb_tools.lint.catalogue import catalogue
from kb_tools.lint.engine import lint
from kb_tools.lint.page import page as rule_body
from kb_tools.lint.rule import Rule
from kb_tools.reference.frame import page


def rules() -> str:
    """Return the list of all rules."""
    lang = reader_lang()
    rows = [
        f"| [{r.code}]({r.code.lower()}.md) | {r.name} | {r.severity} | {r.summary.to(lang)} |"
        for r in catalogue()
    ]
    head = say("| Code | Name | Severity | What it finds |", "| 代码 | 名称 | 级别 | 发现什么 |")
    return page(
        "REF-4",
        say("Rules of the linter", "检查器的规则"),
        say(
            "Look up what each rule of `kb lint` finds, whom it helps and how to mend it.",
            "查阅 `kb lint` 的每条规则会发现什么、对谁有用、怎样修复。",
        ),
        (
            say("list of all lint rules", "全部检查规则"),
            say("what the rule codes mean", "规则代码是什么意思"),
        ),
        "\n".join([head, "| --- | --- | --- | --- |", *rows]),
    )


def rule_page(rule: Rule) -> str:
    """Return the page of one rule; it may show the rule's own fault."""
    heading, _, body = rule_body(rule, reader_lang()).partition("\n\n")
    summary, _, rest = body.partition("\n\n")
    wordings = (
        say(f"what does {rule.code} mean", f"{rule.code} 是什么意思"),
        say(f"how do I switch off {rule.name}", f"怎样关闭 {rule.name}"),
    )
    made = page(rule.code, heading.removeprefix("# "), summary, wordings, rest)
    shown = KnowledgeBase.from_texts({"page.md": made})
    if not any(lint(shown, [rule], dt.date(2026, 1, 1))):
        return made
    why = say("this page shows the fault", "本页展示的就是这种问题")
    head, mark, body = made.partition("\n---\n")
    return f"{head}{mark}\n<!-- kb-disable {rule.code} -- {why} -->{body}"
