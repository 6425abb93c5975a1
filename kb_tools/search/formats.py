"""An answer as lines: for a terminal, for a program, for a reply."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from kb_tools.language import Text
from kb_tools.search.contributions import summed
from kb_tools.search.suggest import Answer, Suggestion

BAR = 10
"""How many blocks a full score bar has."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(answer: Answer, style: str, lang: str, *, explain: bool = False) -> Iterator[str]:
    """Yield the lines of an answer as `text`, `json` or `markdown`, for a reader of `lang`.

    `explain` shows, in text, what each stage contributed to the ranking.
    """
    if style == "json":
        yield json.dumps(as_data(answer, lang), ensure_ascii=False)
    elif style == "markdown":
        yield from _markdown(answer, lang)
    else:
        yield from _text(answer, lang, explain=explain)


def as_data(answer: Answer, lang: str) -> dict[str, object]:
    """Return an answer as plain data; reasons and note are in the reader's language."""
    return {
        "query": answer.query,
        "lang": answer.lang,
        "suggestions": [_suggestion(one, lang) for one in answer.suggestions],
        "note": answer.note.to(lang) if answer.note else "",
    }


def _suggestion(one: Suggestion, lang: str) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "score": one.score,
        "lang": one.lang,
        "section": one.section,
        "reasons": [
            {"stage": reason.stage, "detail": reason.detail.to(lang), "weight": reason.weight}
            for reason in one.reasons
        ],
    }


def _text(answer: Answer, lang: str, *, explain: bool) -> Iterator[str]:
    for number, one in enumerate(answer.suggestions, 1):
        if number > 1:
            yield ""
        filled = round(BAR * one.score)
        bar = "█" * filled + "░" * (BAR - filled)
        yield f"{number}. {bar} {one.score:4.0%}  {shown(one.title)}  ({shown(one.id)})"
        for reason in one.reasons:
            stage = f"{reason.stage}: " if explain else ""
            yield f"   · {stage}{shown(reason.detail.to(lang))}"
        if explain:
            yield from (f"   {line.to(lang)}" for line in _explained(one, answer.fits))
        yield f"   → {shown(paste(one))}"
    if answer.note:
        if answer.suggestions:
            yield ""
        yield answer.note.to(lang)
    if answer.nearest:
        yield Text("closest articles, in case one helps:", "最接近的是，供参考：").to(lang)
        yield from (f"   → {shown(paste(one))}" for one in answer.nearest)
    if explain:
        text = Text("probability that an article fits: {p:.1%}", "有合适文章的概率：{p:.1%}")
        yield text.format(p=answer.fits).to(lang)


def _explained(one: Suggestion, fits: float) -> Iterator[Text]:
    """Yield what orders an article, stage by stage, and what its score is made of."""
    yield summed(one.hit)
    share = Text(
        "{score:.1%} = {fits:.1%} that an article fits × {share:.1%} that it is this one",
        "{score:.1%} = 有合适文章的概率 {fits:.1%} × 是这一篇的概率 {share:.1%}",
    )
    yield share.format(score=one.score, fits=fits, share=one.score / fits if fits else 0)


def _markdown(answer: Answer, lang: str) -> Iterator[str]:
    for one in answer.suggestions:
        label = _escaped(shown(" › ".join(filter(None, (one.title, one.section)))))
        why = Text("; ", "；").to(lang).join(shown(r.detail.to(lang)) for r in one.reasons)
        yield f"- [{label}](<{shown(one.url)}>) ({one.score:.0%}): {_escaped(why)}"
    if answer.note:
        yield answer.note.to(lang)


def paste(one: Suggestion) -> str:
    """Return the line that goes into a reply: title, section and address."""
    return f"{' › '.join(filter(None, (one.title, one.section)))} {one.url}"


def shown(text: str) -> str:
    r"""Return text on one line, with what could steer a terminal made visible.

    >>> shown("a\x1b[31m\nb")
    'a\\x1b[31m b'
    """
    return "".join(
        " " if char.isspace() else char if _printable(char) else _visible(char) for char in text
    )


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _visible(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
