"""What our look asks of the generator's theme: templates, styles, scripts, its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kb_tools.corpus import KnowledgeBase
from kb_tools.site import feedback, page_view, static_files

_HERE = Path(__file__).parent
_ATTRIBUTES = frozenset(("attr_list", "markdown.extensions.attr_list", "extra"))
"""Extensions by which a heading can say its anchor."""
_LUNR = "assets/javascripts/lunr/"
_MAPS = (".js.map", ".css.map")


def complete(config: Any, kb: KnowledgeBase, *, look: bool) -> None:  # noqa: ANN401 - MkDocs' own
    """Add our files to a generator's configuration, with those of our look if it has it.

    Templates go behind the site's own and before the theme's. Raises ConfigError for a logo that
    is not there.
    """
    at = 1 if config.theme.custom_dir else 0
    for name in ("material", "static") if look else ("static",):
        config.theme.dirs.insert(at, str(_HERE / name))
    brand = [static_files.BRAND] if kb.config.site.color else []
    config.extra_css[:0] = ["assets/kb/kb.css", *brand]
    config.extra_javascript.append("assets/kb/kb.js")
    if kb.config.converted and not _ATTRIBUTES & {*config.markdown_extensions}:
        config.markdown_extensions.append("attr_list")  # converted headings name their anchors
    if look and feedback.searches(kb.config.site):
        config.extra_javascript += ["assets/kb/send.js", feedback.SEARCHES]
    if look and (logo := page_view.logo(kb)):
        config.theme["logo"] = config.theme["favicon"] = logo


def unread(file: Any, config: Any) -> bool:  # noqa: ANN401 - MkDocs' own
    """Tell whether a file of Material's is one that no reader's browser ever asks for.

    These are the search that ours replaces, and maps for the developers of the theme's scripts:
    2 MB of a site.
    """
    own = file.src_dir in config.theme.dirs and file.src_dir != config.theme.custom_dir
    return own and (file.src_uri.startswith(_LUNR) or file.src_uri.endswith(_MAPS))


def language(lang: str) -> str:
    """Return the language of Material's own words that is nearest to `lang`."""
    import material

    words = Path(material.__file__).parent / "templates" / "partials" / "languages"
    names = (lang, lang.partition("-")[0], "en")
    return next(name for name in names if (words / f"{name}.html").is_file())
