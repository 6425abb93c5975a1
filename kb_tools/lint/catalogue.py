"""Which rules there are, and which of them a user asked for."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
from collections.abc import Iterable
from functools import cache

from kb_tools.config import LintConfig
from kb_tools.errors import ConfigError, KbError
from kb_tools.language import Text
from kb_tools.lint import rules as package
from kb_tools.lint.rule import Rule

GROUP = "kb_tools.rules"
"""Entry-point group of third parties' rules; each entry names a module holding `rule`."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule, ours and installed third parties', by code."""
    from importlib.metadata import entry_points  # heavy, and not needed where nothing changed

    ours = (importlib.import_module(f"{package.__name__}.{name}") for name in _modules())
    theirs = (entry.load() for entry in entry_points(group=GROUP))
    found = sorted((_rule(module) for module in (*ours, *theirs)), key=lambda r: r.code)
    for one, other in itertools.pairwise(found):
        if one.code == other.code:
            raise _twice(one, other)
    return tuple(found)


def selected(
    config: LintConfig, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules to run; `select` and `ignore` (from the command line) go first.

    Each word is a code, a name, a prefix of codes, or `all`. Raises KbError for a word
    that means no rule, naming the nearest.
    """
    wanted = tuple(select) or config.select
    chosen = matching(wanted) if wanted else {r for r in catalogue() if r.default}
    chosen |= matching(config.extend_select)
    return tuple(sorted(chosen - matching(config.ignore) - matching(ignore), key=lambda r: r.code))


def matching(words: Iterable[str]) -> set[Rule]:
    """Return the rules that the words mean; KbError for one that means none."""
    return {rule for word in words for rule in _meant(word)}


def means(word: str, code: str, name: str) -> bool:
    """Say whether a word of a user's (code, name, prefix, `all`) means this rule."""
    lower = word.lower()
    return lower in ("all", name) or (
        re.fullmatch(r"[a-z]+\d*", lower) is not None and code.lower().startswith(lower)
    )


def nearest(word: str) -> str:
    """Return the rule code or name that a mistyped word probably means."""
    from rapidfuzz import fuzz, process

    names = [name for rule in catalogue() for name in (rule.code, rule.name)]
    found = process.extractOne(word, names, scorer=fuzz.token_sort_ratio, processor=_words)
    return str(found[0])


def _words(name: str) -> str:
    return name.lower().replace("-", " ")


def _meant(word: str) -> list[Rule]:
    if found := [rule for rule in catalogue() if means(word, rule.code, rule.name)]:
        return found
    message = Text(
        "no rule '{word}'; did you mean '{near}'? `kb rule --list` shows all",
        "没有“{word}”这条规则；是不是“{near}”？`kb rule --list` 可列出全部规则",
    )
    raise KbError(message.format(word=word, near=nearest(word)))


def _modules() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(package.__path__)]


def _rule(module: object) -> Rule:
    rule = getattr(module, "rule", None)
    if isinstance(rule, Rule):
        return rule
    raise ConfigError(
        Text("rule module '{name}' has no `rule`", "规则模块“{name}”中没有 `rule`").format(
            name=getattr(module, "__name__", module)
        )
    )


def _twice(one: Rule, other: Rule) -> ConfigError:
    message = Text(
        "rules '{one}' and '{other}' both have the code {code}",
        "规则“{one}”和“{other}”的代码都是 {code}",
    )
    return ConfigError(message.format(one=one.module, other=other.module, code=one.code))
