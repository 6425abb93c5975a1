"""What Material's pages leave unsaid to those who use a keyboard or a screen reader, said."""

from __future__ import annotations

import re
from html import escape

from kb_tools.site.labels import label

_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
_DIALOG = 'data-md-component="search" role="dialog"'
_ARTICLE = '<article class="md-content__inner md-typeset">'


def mended(html: str, lang: str) -> str:
    """Return a page of the Material theme with a name for its search and a way to its text.

    The theme's own way past the navigation leads to a heading that need not be there.
    """
    if _ARTICLE not in html:
        return html
    named = f'{_DIALOG} aria-label="{escape(label("search", lang))}"'
    skip = f'<a href="#kb-content" class="md-skip">{escape(label("skip", lang))}</a>'
    html = html.replace(_DIALOG, named, 1)
    # On the article itself an id would lead every "copy" button of the theme to the first code.
    html = html.replace(_ARTICLE, f'{_ARTICLE}<span id="kb-content" tabindex="-1"></span>', 1)
    return _SKIP.sub(lambda found: f"{found[1]}{skip}{found[2]}", html, count=1)
