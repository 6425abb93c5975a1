"""The page that explains a rule, made from its words, its examples and its measured precision."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb_tools.language import Text
from kb_tools.lint.examples import found
from kb_tools.lint.rule import EXAMPLE_PATH, Bad, Files, Good, Rule, as_files

SEVERITY = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("note", "提示"),
}
_LANGUAGES = {"yml": "yaml", "toml": "toml", "json": "json"}
SHOWN = 400
"""How many characters of an example's file the page shows."""
FIX = {
    "safe": Text("fixed by `--fix`", "`--fix` 可修复"),
    "unsafe": Text("fixed by `--unsafe-fixes`", "`--unsafe-fixes` 可修复"),
    "none": Text("fixed by hand", "需手工修复"),
}
SCOPE = {
    "file": Text("looks at one article", "只看单篇文章"),
    "corpus": Text("looks at the whole knowledge base", "查看整个知识库"),
    "git": Text("looks at the git history", "查看 git 历史"),
    "network": Text("asks the network", "需要联网"),
}


UNMEASURED = {
    "KB214": Text(
        "not measured: no public knowledge base was found with decision trees of this form",
        "未测量：没有找到以这种形式写决策树的公开知识库",
    ),
    "KB312": Text(
        "not measured: what is reported is what the other site itself answered on that day",
        "未测量：报告的就是对方网站当天的回答",
    ),
    "KB314": Text(
        "not measured: no public knowledge base was found with canned replies that quote articles",
        "未测量：没有找到带有引用文章的预设回复的公开知识库",
    ),
}
"""Why nobody could read a sample of a rule's findings, by code."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of a hand-read sample of findings on real articles were right."""

    right: int
    read: int
    bases: int

    @property
    def share(self) -> float:
        """The share of findings that were right, 0 to 1."""
        return self.right / self.read


@cache
def precisions() -> dict[str, Precision]:
    """Return the measured precision by rule code; the samples are in bench/precision/."""
    table = tomllib.loads(files(__package__).joinpath("data/precision.toml").read_text("utf-8"))
    return {code: Precision(**row) for code, row in table.items()}


def page(rule: Rule, lang: str) -> str:
    """Return a rule's page as Markdown in the reader's language."""
    return "\n".join(_lines(rule, lang)).rstrip() + "\n"


def _lines(rule: Rule, lang: str) -> Iterator[str]:
    yield from (f"# {rule.code} {rule.name}", "", rule.about.to(lang), "", _facts(rule, lang))
    for number, bad in enumerate(rule.bad, 1):
        place = f" {number}" if number > 1 else ""  # a further example leaves anchors alone
        yield from ("", Text("## Bad", "## 有问题的写法").to(lang) + place, "")
        yield from _earlier(bad, lang)
        yield from _shown(as_files(bad.text))
        yield from ("```text", *_messages(rule, bad, lang), "```")
        if bad.fixed is not None:
            yield from ("", Text("## Fixed", "## 修复之后").to(lang) + place, "")
            yield from _shown(as_files(bad.fixed))
    for number, good in enumerate(rule.good):
        if number == 0:
            yield from ("", Text("## Good", "## 正确的写法").to(lang), "")
        yield from _earlier(good, lang)
        yield from _shown(as_files(good.text))
    yield from ("", Text("## Switch it off", "## 关闭此规则").to(lang), "", _off(rule, lang))


def _facts(rule: Rule, lang: str) -> str:
    default = (
        Text("on by default", "默认启用")
        if rule.default
        else Text(
            f"off unless selected: `--select {rule.code}`", f"默认关闭：`--select {rule.code}`"
        )
    )
    facts = [SEVERITY[rule.severity], FIX[rule.fix], SCOPE[rule.scope], default]
    if known := precisions().get(rule.code):
        facts.append(_measured(known))
    elif rule.code in UNMEASURED:
        facts.append(UNMEASURED[rule.code])
    return "\n".join(f"- {fact.to(lang)}" for fact in facts)


def _measured(known: Precision) -> Text:
    if known.read == 0:
        return Text("found nothing on real articles", "在真实文章中没有报告")
    message = Text(
        "{right} of {read} findings read by hand on {bases} real knowledge bases were right"
        " ({share:.0%})",
        "在 {bases} 个真实知识库上人工核对了 {read} 个报告，{right} 个正确（{share:.0%}）",
    )
    return message.format(right=known.right, read=known.read, bases=known.bases, share=known.share)


def _earlier(example: Bad | Good, lang: str) -> Iterator[str]:
    """Yield the files as they were, and what follows, where an example has a history."""
    if example.before:
        yield from (Text("Before:", "之前：").to(lang), "")
        yield from _shown(example.before)
        yield from (Text("Now:", "现在：").to(lang), "")


def _shown(texts: Files) -> Iterator[str]:
    for path, text in texts.items():
        if len(texts) > 1 or path != EXAMPLE_PATH:
            yield from (f"`{path}`", "")
        runs = [len(run) for run in re.findall("`{3,}", text)]
        fence = "`" * (max(runs, default=2) + 1)
        yield from (
            f"{fence}{_LANGUAGES.get(path.rpartition('.')[2], 'markdown')}",
            _short(text.rstrip("\n")),
            fence,
            "",
        )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"


def _messages(rule: Rule, bad: Bad, lang: str) -> Iterator[str]:
    for d in found(rule, bad):
        where = f"{d.path}:{d.position.line}:{d.position.column}"
        yield f"{where}: {d.code} {d.message.to(lang)} ({d.name})"


def _off(rule: Rule, lang: str) -> str:
    message = Text(
        "`<!-- kb-disable-next-line {code} -- why -->` before the line, `<!-- kb-disable {code} --"
        " why -->` for the file, or `ignore` and `per_path_ignore` in `[tool.kb.lint]`.",
        "在该行之前写 `<!-- kb-disable-next-line {code} -- 原因 -->`，整个文件写 `<!-- kb-disable"
        " {code} -- 原因 -->`，或在 `[tool.kb.lint]` 中用 `ignore` 和 `per_path_ignore`。",
    )
    return message.format(code=rule.code).to(lang)


def row(rule: Rule, lang: str) -> dict[str, str | bool]:
    """Return a rule's facts for a list of rules."""
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary.to(lang),
        "severity": rule.severity,
        "fix": rule.fix,
        "scope": rule.scope,
        "default": rule.default,
    }
