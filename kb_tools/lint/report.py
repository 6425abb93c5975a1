"""What a run of the linter found, ready to be written in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb_tools.article import Article, Position
from kb_tools.corpus import KnowledgeBase
from kb_tools.diagnostic import Diagnostic, Severity
from kb_tools.language import Text
from kb_tools.lint.cache.findings import tallied
from kb_tools.lint.identity import identity

SEVERITIES: dict[Severity, tuple[Text, Text]] = {
    "error": (Text("1 error", "1 个错误"), Text("{n:,} errors", "{n:,} 个错误")),
    "warning": (Text("1 warning", "1 个警告"), Text("{n:,} warnings", "{n:,} 个警告")),
    "info": (Text("1 note", "1 个提示"), Text("{n:,} notes", "{n:,} 个提示")),
}


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in `articles` articles; `shown` gives an article's path as readers know it."""

    kb: KnowledgeBase
    diagnostics: Sequence[Diagnostic]
    articles: int
    lang: str
    shown: Callable[[str], str] = str
    removed: Mapping[str, Article] = field(default_factory=dict)
    """Articles that were removed, as they last were: rules that compare with git tell of them."""
    unread: int = 0
    """How many files are no articles although their names say so; they were named before."""

    @property
    def failed(self) -> bool:
        """Whether there is an error or a warning; notes alone do not fail a run."""
        return any(kind.severity != "info" for kind in tallied(self.diagnostics))

    @property
    def articles_by_path(self) -> Mapping[str, Article]:
        """Every article that a finding can be about."""
        return {**self.removed, **self.kb.articles}

    def article(self, path: str) -> Article:
        """Return the article that a finding is about."""
        return self.kb.articles[path] if path in self.kb.articles else self.removed[path]

    def end(self, diagnostic: Diagnostic) -> Position:
        """Return where a finding ends."""
        return self.article(diagnostic.path).position(diagnostic.span.end)


def summary(report: Report) -> Text:
    """Return `3 errors, 12 warnings in 1,215 articles; 9 can be fixed with --fix`."""
    counts: Counter[str] = Counter()
    for kind, number in tallied(report.diagnostics).items():
        counts[kind.severity] += number
    parts = [_counted(counts[s], *SEVERITIES[s]) for s in SEVERITIES if counts[s]]
    found = Text(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))
    if not parts:
        found = Text("no problems found", "没有发现问题")
        if report.unread:
            found = Text("no other problems found", "没有发现其他问题")
    where = _counted(
        report.articles,
        Text(" in 1 article", "（共 1 篇文章）"),
        Text(" in {n:,} articles", "（共 {n:,} 篇文章）"),
    )
    mendable = _mendable(report)
    return Text(found.en + where.en + mendable.en, found.zh + where.zh + mendable.zh)


def statistics(report: Report) -> Iterator[str]:
    """Yield one line per rule that found something, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, number in tallied(report.diagnostics).items():
        counts[kind.code, kind.name] += number
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>7,}  {code}  {name}"


def fingerprints(report: Report) -> list[str]:
    """Return a stable identity for each finding: rule, path, text; not the line it is on.

    The second of two findings that agree in all three is distinguished by its number.
    """
    seen: Counter[str] = Counter()
    result = []
    for found in report.diagnostics:
        digest = identity(found, report.article(found.path), found.path)
        result.append(f"{digest}:{seen[digest]}")
        seen[digest] += 1
    return result


def _counted(n: int, one: Text, many: Text) -> Text:
    return one if n == 1 else many.format(n=n)


def _mendable(report: Report) -> Text:
    fixes: Counter[str] = Counter()
    for kind, number in tallied(report.diagnostics).items():
        fixes[kind.fix] += number
    safe, unsafe = fixes["safe"], fixes["unsafe"]
    parts = []
    if safe:
        parts.append(Text("{n:,} can be fixed with --fix", "其中 {n:,} 个可用 --fix 修复"))
        parts[-1] = parts[-1].format(n=safe)
    if unsafe:
        parts.append(Text("{n:,} with --unsafe-fixes", "{n:,} 个可用 --unsafe-fixes 修复"))
        parts[-1] = parts[-1].format(n=unsafe)
    if not parts:
        return Text("", "")
    return Text("; " + ", ".join(p.en for p in parts), "；" + "，".join(p.zh for p in parts))
