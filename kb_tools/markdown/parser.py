"""One Markdown parser for all pages of a build; the generator would make one for each.

To make it takes a tenth of the time of rendering. `reset` is the library's own way to use one
again, and all extensions of `kb_tools.site.render_cache` keep to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import markdown

from kb_tools.markdown.inline_patterns import spare


class Parser:
    """Takes the place of the library `markdown` where the generator asks it for a parser."""

    def __init__(self) -> None:
        self._kept: tuple[dict[str, Any], markdown.Markdown] | None = None

    @contextmanager
    def lent(self, module: Any) -> Iterator[None]:  # noqa: ANN401 - MkDocs' own
        """Let what `module` does meanwhile get the parser; a new one after any mistake."""
        own = getattr(module, "markdown", None)
        if own is not markdown:  # a generator that asks in another way
            yield
            return
        module.markdown = self
        try:
            yield
        except BaseException:
            self._kept = None
            raise
        finally:
            module.markdown = own

    def Markdown(self, **options: Any) -> markdown.Markdown:  # noqa: ANN401, N802 - the library's own
        """Return a parser with these options, as good as new."""
        if self._kept is None or self._kept[0] != options:
            self._kept = (
                {name: copy(value) for name, value in options.items()},
                spare(markdown.Markdown(**options)),
            )
        return self._kept[1].reset()
