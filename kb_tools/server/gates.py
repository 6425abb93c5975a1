"""What every request passes before it is answered: size, time, origin, a line in the log."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("kb_tools.server")


class TooLarge(Exception):  # noqa: N818 - named after the answer it becomes
    """The body is larger than the service takes."""


class BodyLimit:
    """Refuse bodies over `limit` bytes, by their header or as they come in."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.limit:
            await _refusal(413, "too-large", f"the body is over {self.limit} bytes")(
                scope, receive, send
            )
            return
        await self.app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise TooLarge
            return message

        return counted


class Timeout:
    """Give up a request after `seconds`, so that a slow client holds nothing."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer 504 (or 413) where nothing was sent in time."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.seconds):
                await self.app(scope, receive, watched)
        except TimeoutError:
            if not started:
                answer = _refusal(504, "timeout", f"gave up after {self.seconds:g} s")
                await answer(scope, receive, send)
        except TooLarge:
            await _refusal(413, "too-large", "the body is too large")(scope, receive, send)


class Log:
    """Write one JSON line a request, without what was asked; tell `count` its figures."""

    def __init__(self, app: ASGIApp, count: Callable[[str, int, float], None]) -> None:
        self.app, self.count = app, count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note method, route, status and milliseconds."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - begun
            route = getattr(scope.get("route"), "path", "") or "site"
            self.count(route, status, seconds)
            line = {
                "method": scope["method"],
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "key": scope.get("state", {}).get("key", ""),
            }
            LOG.info(json.dumps(line))


def _refusal(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)
