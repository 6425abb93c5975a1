"""An option is set in every shape that a mkdocs.yml has, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

from kb_tools.markdown import Option, setting
from kb_tools.site_facts import read

VALUE = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
SLUGIFY = Option("toc", "slugify", VALUE)
LINE = f"slugify: {VALUE}\n"

SHAPES = {
    "no extensions": ("", f"markdown_extensions:\n  - toc:\n      {LINE}"),
    "no line end": (
        "theme: material",
        f"theme: material\nmarkdown_extensions:\n  - toc:\n      {LINE}",
    ),
    "nothing under the key": (
        "markdown_extensions: # none\ntheme: material\n",
        f"markdown_extensions: # none\n  - toc:\n      {LINE}theme: material\n",
    ),
    "no toc": (
        "markdown_extensions:\n  # tables first\n  - tables\n",
        f"markdown_extensions:\n  # tables first\n  - toc:\n      {LINE}  - tables\n",
    ),
    "no indent": (
        "markdown_extensions:\n- tables\n- admonition\n",
        f"markdown_extensions:\n- toc:\n    {LINE}- tables\n- admonition\n",
    ),
    "bare": (
        "markdown_extensions:\n  - toc # contents\n  - tables\n",
        f"markdown_extensions:\n  - toc: # contents\n      {LINE}  - tables\n",
    ),
    "bare, quoted, at the end": (
        "markdown_extensions:\n    - 'toc'",
        f"markdown_extensions:\n    - 'toc':\n        {LINE}"[:-1],
    ),
    "options": (
        "markdown_extensions:\n  - toc:\n      # a link\n      permalink: true # always\n",
        f"markdown_extensions:\n  - toc:\n      # a link\n      {LINE}"
        "      permalink: true # always\n",
    ),
    "four spaces": (
        "markdown_extensions:\n    -   toc:\n            permalink: '#'\n    -   tables\n",
        f"markdown_extensions:\n    -   toc:\n            {LINE}"
        "            permalink: '#'\n    -   tables\n",
    ),
    "long name": (
        "markdown_extensions:\n  - markdown.extensions.toc:\n      permalink: true\n",
        f"markdown_extensions:\n  - markdown.extensions.toc:\n      {LINE}      permalink: true\n",
    ),
    "no options yet": (
        "markdown_extensions:\n  - toc:\n  - tables\n",
        f"markdown_extensions:\n  - toc:\n      {LINE}  - tables\n",
    ),
    "options in braces": (
        "markdown_extensions:\n  - toc: {permalink: true}\n",
        f"markdown_extensions:\n  - toc: {{slugify: {VALUE}, permalink: true}}\n",
    ),
    "empty braces": (
        "markdown_extensions:\n  - toc: {}\n",
        f"markdown_extensions:\n  - toc: {{slugify: {VALUE}}}\n",
    ),
    "another slugifier": (
        "markdown_extensions:\n  - toc:\n"
        "      slugify: !!python/name:markdown.extensions.toc.slugify # old\n",
        f"markdown_extensions:\n  - toc:\n      {LINE[:-1]} # old\n",
    ),
    "no slugifier yet": (
        "markdown_extensions:\n  - toc:\n      slugify:\n      permalink: true\n",
        f"markdown_extensions:\n  - toc:\n      {LINE}      permalink: true\n",
    ),
    "a mapping": (
        "markdown_extensions:\n  tables: {}\n  toc:\n    permalink: true\n",
        f"markdown_extensions:\n  tables: {{}}\n  toc:\n    {LINE}    permalink: true\n",
    ),
    "a mapping without toc": (
        "markdown_extensions:\n  tables: {}\n",
        f"markdown_extensions:\n  toc:\n    {LINE}  tables: {{}}\n",
    ),
    "an inline list": (
        "markdown_extensions: [tables, toc, admonition]\n",
        f"markdown_extensions: [tables, {{toc: {{slugify: {VALUE}}}}}, admonition]\n",
    ),
    "an inline list without toc": (
        "markdown_extensions: [tables]\n",
        f"markdown_extensions: [{{toc: {{slugify: {VALUE}}}}}, tables]\n",
    ),
    "an inline list with options": (
        "markdown_extensions: [{toc: {permalink: true}}]\n",
        f"markdown_extensions: [{{toc: {{slugify: {VALUE}, permalink: true}}}}]\n",
    ),
    "its own list besides an inherited one": (
        "INHERIT: base.yml\nmarkdown_extensions:\n  - toc\n",
        f"INHERIT: base.yml\nmarkdown_extensions:\n  - toc:\n      {LINE}",
    ),
}

UNSURE = {
    "inherited": "INHERIT: base.yml\n",
    "inherited mapping": "INHERIT: base.yml\nmarkdown_extensions:\n  tables: {}\n",
    "an alias": "x: &o {permalink: true}\nmarkdown_extensions:\n  - toc: *o\n",
    "an anchor": "markdown_extensions:\n  - toc: &o\n      a: 1\nextra:\n  b: *o\n",
    "braces around all": "{site_name: Help}\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "an end mark": "site_name: Help\n...\n",
    "a list": "- toc\n",
    "a word": "markdown_extensions: toc\n",
    "broken": "markdown_extensions: [toc\n",
    "no YAML": "\x00",
}


@pytest.mark.parametrize(("text", "wanted"), SHAPES.values(), ids=SHAPES)
def test_the_option_is_set_and_all_else_stays(text: str, wanted: str) -> None:
    change = setting(text, SLUGIFY)
    assert change is not None
    assert change.applied(text) == wanted


@pytest.mark.parametrize(
    "text", [wanted for _, wanted in SHAPES.values() if "INHERIT" not in wanted]
)
def test_mkdocs_takes_the_new_slugifier(text: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: Help\n{text}")
    options = load_config(str(file)).mdx_configs
    toc = options.get("toc") or options["markdown.extensions.toc"]
    assert toc["slugify"]("重置 密码", "-") == "重置-密码"
    assert read(file).slugify_is_unicode


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_nothing_is_changed_where_the_result_is_not_sure(text: str) -> None:
    assert setting(text, SLUGIFY) is None


@given(st.text("ab:-[]{}#*&! \n'\"toc", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for each in (f"markdown_extensions:\n{text}", text):
        change = setting(each, SLUGIFY)
        assert change is None or change.text
