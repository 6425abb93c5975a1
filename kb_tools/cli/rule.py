"""`kb rule`: the page that explains a rule, or the list of all rules."""

from __future__ import annotations

import json

import click

from kb_tools.cli.speech import reader_lang, say


@click.command(
    "rule",
    help=say(
        "Print what a rule means, why it matters, and its examples; or list all rules.\n\n"
        "Example: kb rule KB301",
        "说明一条规则的含义、原因和例子；或列出全部规则。\n\n例如：kb rule KB301",
    ),
)
@click.argument("words", nargs=-1, metavar="[RULE]...")
@click.option("--list", "listed", is_flag=True, help=say("List all rules.", "列出全部规则。"))
@click.option(
    "--format",
    "style",
    default="text",
    type=click.Choice(["text", "json"]),
    help=say("Output format.", "列表的输出格式。"),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=say("Language; by default that of your locale.", "语言；默认取系统语言。"),
)
def command(words: tuple[str, ...], style: str, lang: str | None, *, listed: bool) -> None:
    """Explain a rule."""
    from kb_tools.lint.catalogue import catalogue, matching
    from kb_tools.lint.page import page, row

    lang = lang or reader_lang()
    rules = sorted(matching(words), key=lambda r: r.code) if words else catalogue()
    if style == "json":
        click.echo(json.dumps([row(rule, lang) for rule in rules], ensure_ascii=False, indent=2))
    elif listed or not words:
        for rule in rules:
            mark = {"safe": "*", "unsafe": "?", "none": " "}[rule.fix] if rule.default else "-"
            click.echo(f"{rule.code} {mark} {rule.name:<22} {rule.summary.to(lang)}")
        click.echo(
            say(
                "* --fix   ? --unsafe-fixes   - off by default",
                "* --fix   ? --unsafe-fixes   - 默认关闭",
            )
        )
    else:
        click.echo("\n".join(page(rule, lang) for rule in rules), nl=False)
