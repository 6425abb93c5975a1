"""Pages of the documentation that are made of measurements: their files, their pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from kb_tools.files import write

ROOT = Path(__file__).parents[1]


def picture(width: int, height: int, title: str, body: Sequence[str]) -> str:
    """Return an SVG on a white card."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img" font-family="sans-serif"'
            ' font-size="14" fill="#1b1f24">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        )
    )


def keep(place: str, text: str, pictures: Mapping[str, str]) -> None:
    """Write an article to `place` below docs/, and its pictures, by what their names end with.

    The list of related articles that is there already stays as it is.
    """
    article = ROOT / "docs" / f"{place}.md"
    old = article.read_text("utf-8") if article.exists() else ""
    _, mark, related = old.partition("<!-- kb:related -->")
    write(article, text + (f"\n{mark}{related}" if mark else ""))
    for name, drawn in pictures.items():
        write(ROOT / "docs" / f"{place}-{name}.svg", drawn)
