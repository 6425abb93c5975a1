"""A rule's examples, run: what the rule finds in them, and whether that is what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb_tools.corpus import KnowledgeBase
from kb_tools.corpus.pictures import Picture, is_picture
from kb_tools.diagnostic import Diagnostic
from kb_tools.lint.engine import lint, mend
from kb_tools.lint.rule import EXAMPLE_DATE, Bad, Good, Rule, as_files, known


def knowledge_base(example: Bad | Good) -> KnowledgeBase:
    """Return an example as a knowledge base; files of other kinds are only there."""
    texts = as_files(example.text)
    articles = {path: body for path, body in texts.items() if path.endswith(".md")}
    settings = {path: body for path, body in texts.items() if path.startswith("../")}
    return KnowledgeBase.from_texts(
        articles,
        example.config,
        tuple(texts),
        example.facts,
        settings,
        {path: Picture(len(body.encode())) for path, body in texts.items() if is_picture(path)},
    )


def found(rule: Rule, example: Bad | Good) -> list[Diagnostic]:
    """Return what a rule finds in one of its examples."""
    kb = knowledge_base(example)
    return list(lint(kb, [rule], EXAMPLE_DATE, evidence=known(example)))


def mended(rule: Rule, bad: Bad) -> Mapping[str, str]:
    """Return the files of a bad example that the rule's fixes change, by path."""
    unsafe, kb = not bad.safe, knowledge_base(bad)
    return mend(kb, [rule], EXAMPLE_DATE, unsafe=unsafe, evidence=known(bad)).texts


def faults(rule: Rule) -> Iterator[str]:
    """Yield what is wrong with a rule's words and examples; nothing if all is well."""
    yield from _wordless(rule)
    for good in rule.good:
        yield from (f"finds in a good example: {d.message.en}" for d in found(rule, good))
    for bad in rule.bad:
        yield from _unlike(rule, bad)


def _wordless(rule: Rule) -> Iterator[str]:
    about = rule.about
    if "\n\n" not in about.en or not about.en.partition("\n")[0].endswith("."):
        yield "the docstring must be the fault in one sentence, a blank line, and why it hurts"
    if "\n\n" not in about.zh or not about.zh.partition("\n")[0].endswith("。"):
        yield "`zh` must be the fault in one Chinese sentence, a blank line, and why it hurts"
    if not rule.bad:
        yield "there is no bad example"
    if not rule.good and not any(bad.fixed for bad in rule.bad):
        yield "there is no good example"


def _unlike(rule: Rule, bad: Bad) -> Iterator[str]:
    diagnostics = found(rule, bad)
    messages = [d.message.en for d in diagnostics]
    if messages != [bad.message]:
        yield f"says {messages} instead of {[bad.message]}"
        return
    message = diagnostics[0].message
    if message.zh == message.en or not any("\u4e00" <= c <= "\u9fff" for c in message.zh):
        yield f"has no Chinese message for: {message.en}"
    fix = diagnostics[0].fix
    if (fix is None) != (bad.fixed is None):
        yield "has no fix for a fixed example" if fix is None else "has a fix that is not shown"
    elif fix is not None and bad.fixed is not None:
        if fix.safe != bad.safe:
            yield f"has a fix with safe={fix.safe}, the example says {bad.safe}"
        if (texts := mended(rule, bad)) != (expected := dict(as_files(bad.fixed))):
            yield f"mends into {texts!r} instead of {expected!r}"
