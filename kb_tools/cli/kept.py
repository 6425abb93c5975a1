"""The store of feedback, opened for a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kb_tools.errors import KbError
from kb_tools.language import Text

if TYPE_CHECKING:
    from kb_tools.config import Config
    from kb_tools.feedback.store import Store


def opened(config: Config) -> Store:
    """Return the store that is configured.

    Raises KbError where nothing is kept, it cannot be opened, or the packages for it are missing.
    """
    try:
        from kb_tools.feedback.database import named
        from kb_tools.feedback.store import Store
    except ModuleNotFoundError as error:
        raise KbError(_MORE) from error
    url = named(config, os.environ)
    if url is None:
        raise KbError(_OFF)
    return Store.open(url)


_MORE = Text(
    "feedback needs more packages: pip install 'kb_tools[server]'",
    "反馈功能需要额外的包：pip install 'kb_tools[server]'",
)
_OFF = Text(
    "no feedback is stored: 'store' in [tool.kb.server] is 'off'",
    "没有保存反馈：[tool.kb.server] 的 store 为“off”",
)
