"""The site's own configuration and the scanner mean the same Markdown."""

from __future__ import annotations

from pathlib import Path

from kb_tools.markdown import EXTENSION_CONFIGS, EXTENSIONS, load_yaml, render, slugify

SITE = Path(__file__).parents[2] / "mkdocs.yml"


def _written() -> list[str]:
    settings = load_yaml(SITE.read_text("utf-8"))
    assert isinstance(settings, dict)
    entries = settings["markdown_extensions"]
    return [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries]


def test_our_site_has_the_extensions_that_the_scanner_knows() -> None:
    assert _written() == EXTENSIONS
    assert EXTENSION_CONFIGS.keys() <= set(EXTENSIONS)


def test_headings_are_rendered_with_the_anchors_of_slugify() -> None:
    heading = "忘记 密码？Reset & more"
    assert f'id="{slugify(heading)}"' in render(f"## {heading}\n")


def test_what_one_text_defines_is_unknown_to_the_next() -> None:
    render("[b]: c\n")
    assert "href" not in render("[a][b]\n")
