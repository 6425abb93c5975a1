"""A path of a decision tree that ends in neither a fix nor someone to turn to.

The customer has answered three questions and stands there with nothing: worse than no answer,
and the ticket comes anyway, from somebody who has lost patience.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_tools.article import Article
from kb_tools.corpus import KnowledgeBase
from kb_tools.decision_tree import KIND, Step, Tree, tree
from kb_tools.diagnostic import Diagnostic
from kb_tools.language import Text
from kb_tools.lint.rule import Bad, Rule

_TOP = "---\nkind: decision-tree\n---\n\n# The printer does not print\n\n"
_PLUG = "## Plug it in {#plug}\n\n1. Push the plug in until it clicks.\n"

rule = Rule(
    __name__,
    severity="error",
    zh="""
    决策树里有一条路走到最后，既没有解决办法，也没有可以求助的人。

    客户回答了三个问题，最后什么也没得到：还不如没有答案。工单照样会来，而且客户已经没有耐心了。
    """,
    bad=[
        Bad(
            _TOP + "## Is the light on? {#light}\n\n- [Yes](#paper)\n- [No](#plug)\n\n"
            "## Is there paper? {#paper}\n\nLook into the tray.\n\n" + _PLUG,
            "'Is there paper?' has no answers; list them below it, each a link",
        ),
        Bad(
            _TOP + "## Is the light on? {#light}\n\n- [Yes](toner.md)\n- No\n- [Not sure](#plug)"
            "\n\n" + _PLUG,
            "the answer 'No' leads nowhere; make it a link to a heading or an article",
        ),
        Bad(
            _TOP + "## Is the light on? {#light}\n\n- [Yes](#service)\n- [No](#plug)\n\n"
            + _PLUG
            + "\n## Call the service {#service}\n",
            "the path ends at 'Call the service', and there is nothing there;"
            " write what to do, or whom to ask",
        ),
        Bad(
            _TOP + "## Is the light on? {#light}\n\n- [Yes](#again)\n- [No](#plug)\n\n" + _PLUG
            + "\n## Is it on now? {#again}\n\n- [No](#again)\n",
            "from 'Is it on now?' every answer leads back in a circle;"
            " let one lead to a fix or an escalation",
        ),
        Bad(
            _TOP + "## Is the light on? {#light}\n\n- [Yes](toner.md)\n- [No](help.md)\n\n" + _PLUG,
            "no answer leads to 'Plug it in'",
        ),
        Bad(
            _TOP + "Push the plug in.\n",
            "a decision tree needs a heading with answers below it, each a link",
        ),
    ],
    good=[
        _TOP + "## Is the light on? {#light}\n\n- [Yes](#paper)\n- [No](#plug)\n\n"
        "## Is there paper? {#paper}\n\n- [Yes, and it still does not print](help.md)\n"
        "- [No](#fill)\n\n## Fill the tray {#fill}\n\nPut paper in.\n\n" + _PLUG
    ],
)  # fmt: skip

NO_TREE = Text(
    "a decision tree needs a heading with answers below it, each a link",
    "决策树至少要有一个标题，下面列出答案，每个答案都是链接",
)
NO_ANSWERS = Text(
    "'{title}' has no answers; list them below it, each a link",
    "“{title}”没有答案；请在下面列出，每个答案都是链接",
)
NOWHERE = Text(
    "the answer '{text}' leads nowhere; make it a link to a heading or an article",
    "答案“{text}”没有去处；请改成指向某个标题或文章的链接",
)
NOTHING = Text(
    "the path ends at '{title}', and there is nothing there; write what to do, or whom to ask",
    "走到“{title}”就没有了，下面却什么也没写；请写明怎么做，或者找谁",
)
CIRCLE = Text(
    "from '{title}' every answer leads back in a circle; let one lead to a fix or an escalation",
    "从“{title}”开始，每个答案都在绕圈；请让其中一个通向解决办法或求助方式",
)
UNREACHED = Text("no answer leads to '{title}'", "没有答案通向“{title}”")


@rule
def check(article: Article, kb: KnowledgeBase) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Yield what keeps a reader of a decision tree from coming to a good end."""
    if article.kind != KIND:
        return
    found = tree(article)
    if not any(step.answers for step in found.steps):
        heading = next(iter(article.headings), None)
        span = heading.text_span if heading else article.sections[0].span
        yield rule.at(article, span, NO_TREE)
        return
    reached, ending = found.reached(), found.ending()
    for step in found.steps:
        yield from _ends(article, step)
        if step.id not in ending:
            yield rule.at(article, step.heading.text_span, _about(CIRCLE, step))
        if step.id not in reached and not _entered(found, step):
            message = _about(UNREACHED, step)
            yield rule.at(article, step.heading.text_span, message, severity="warning")


def _ends(article: Article, step: Step) -> Iterator[Diagnostic]:
    for answer in step.answers:
        if not answer.target:
            yield rule.at(article, answer.span, NOWHERE.format(text=answer.text))
    if step.empty:
        yield rule.at(article, step.heading.text_span, _about(NOTHING, step))
    elif step.asks and not step.answers:
        yield rule.at(article, step.heading.text_span, _about(NO_ANSWERS, step))


def _entered(found: Tree, step: Step) -> bool:
    """Say whether a step that is not reached is so only because one before it is not."""
    others = (other for other in found.steps if other.id != step.id)
    return any(found.next(answer) is step for other in others for answer in other.answers)


def _about(message: Text, step: Step) -> Text:
    return message.format(title=step.heading.text)
