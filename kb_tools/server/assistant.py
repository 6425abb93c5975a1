"""The knowledge base for assistants: an MCP server over standard input and output.

Protocol: Model Context Protocol, by its official SDK. Every tool reads only; reporting a gap
is offered where the owner allows it.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kb_tools import __version__
from kb_tools.config import Config
from kb_tools.errors import KbError
from kb_tools.feedback.event import Event
from kb_tools.feedback.message import Orders, redacted
from kb_tools.language import guess, normal
from kb_tools.privacy.own_numbers import compiled
from kb_tools.search.index import Index
from kb_tools.search.semantic import Semantic, configured
from kb_tools.search.store import open_index
from kb_tools.server import service
from kb_tools.server.asked import TOP_LIMIT, Asked
from kb_tools.server.intake import LOG
from kb_tools.server.keys import Grant
from kb_tools.server.service import Ready

if TYPE_CHECKING:
    from kb_tools.feedback.store import Store

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_QUOTED = 200
"""Characters of a question that its answer repeats."""
PAGE = 20_000
"""Characters of an article that are read at once: an assistant's memory is not endless."""
_NO_QUESTION = "give the question that no article answers"
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def assistant(config: Config, audience: str, gaps: Store | None = None) -> MCPServer:
    """Return the server for readers of `audience`; `gaps` takes questions without an article."""
    server = MCPServer(
        "kb_tools",
        version=__version__,
        instructions="Answer from these articles; name the article and its URL. If no article"
        " fits, say so. 依据这些文章回答，并给出文章标题和链接；没有合适的文章就直说。",
    )
    for tool in _tools(config, Grant("mcp", frozenset(), config.audience.index(audience))):
        server.tool(annotations=_READS)(tool)
    if gaps is not None:
        server.tool(annotations=_WRITES)(_reporter(gaps, compiled(config.privacy.orders)))
    return server


def _tools(config: Config, grant: Grant) -> tuple[Callable[..., Any], ...]:
    meaning = _Meaning(config)

    def suggest(ticket: str, lang: str = "", top: int = 3) -> dict[str, Any]:
        """Suggest articles that answer a ticket, with reasons; an empty list means none fits."""
        ready = meaning.ready(open_index(config))
        return _short(service.suggestions(ready, config, grant, _asked(ticket, lang, top)))

    def search(query: str, lang: str = "", top: int = 10) -> dict[str, Any]:
        """Search articles by words in Chinese or English; returns the best ones, however weak."""
        index = open_index(config)
        return _short(service.found(index, config, grant, _asked(query, lang, top)))

    def read_article(id: str, lang: str = "", start: int = 0) -> dict[str, Any]:  # noqa: A002 - the tool's own word
        """Read an article as Markdown by its id, in the given language where it is translated.

        A long one comes in parts: ask again with `start` as `next_start` says.
        """
        found = service.article(open_index(config), config, grant, id, lang)
        if found is None:
            raise ToolError(f"there is no article {id[:_QUOTED]!r} for you")
        begin = max(start, 0)
        more = {"next_start": begin + PAGE} if len(found["markdown"]) > begin + PAGE else {}
        return {**found, "markdown": found["markdown"][begin : begin + PAGE], **more}

    return suggest, search, read_article


class _Meaning:
    """The configured model, loaded when it is first asked and kept for as long as nothing changes.

    One that is missing or broken is named once; words answer alone then.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._signature = ""
        self._semantic: Semantic | None = None

    def ready(self, index: Index) -> Ready:
        """Return an index with the model that has read it."""
        if index.signature != self._signature:
            self._signature = index.signature
            known = self._semantic.model if self._semantic else None
            try:
                self._semantic = configured(self._config, index, known)
            except KbError as error:
                self._semantic = None
                LOG.warning(json.dumps({"model not used": str(error)}))
        return Ready(index, self._semantic)


def _short(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "query": answer["query"][:_QUOTED]}


def _asked(text: str, lang: str, top: int) -> Asked:
    return Asked(text, top=min(max(top, 1), TOP_LIMIT), lang=normal(lang) if lang else "")


def _reporter(store: Store, orders: Orders) -> Callable[[str], str]:
    def report_gap(question: str) -> str:
        """Report a question that no article answers, so that a writer can write one."""
        if not question.strip():
            raise ToolError(_NO_QUESTION)
        text, now = redacted(question[:4000], orders), dt.datetime.now(dt.UTC)
        gap = Event(now, "gap", secrets.token_hex(16), guess(text), text=text, place="assistant")
        store.add([gap])
        return "Thank you, it was noted."

    return report_gap
