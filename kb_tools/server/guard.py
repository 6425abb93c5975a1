"""Who may ask, how often, and how a refusal reads."""

from __future__ import annotations

import contextlib
import ipaddress
import math
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kb_tools.errors import KbError
from kb_tools.feedback.message import MessageError
from kb_tools.language import Text
from kb_tools.server.asked import BadRequest
from kb_tools.server.keys import Grant, Keys
from kb_tools.server.rate import Rate

Endpoint = Callable[[Request], Awaitable[Response]]


class Guard:
    """Lets requests through whose key may do what they ask, and not too often."""

    def __init__(self, keys: Callable[[], Keys], rate: Rate) -> None:
        self._keys, self._rate = keys, rate

    def __call__(self, scope: str, endpoint: Endpoint) -> Endpoint:
        """Return `endpoint` for those who have `scope`; their grant is in the request's state."""

        async def guarded(request: Request) -> Response:
            grant = self._grant(request)
            if scope not in grant.scopes:
                raise refusal(403, "not-allowed", _NOT_ALLOWED.format(scope=scope), request)
            who = grant.name if _token(request) else _client(request)
            if wait := math.ceil(self._rate.wait(who)):
                after = {"retry-after": str(wait)}
                raise refusal(429, "too-often", _TOO_OFTEN.format(n=wait), request, after)
            request.state.grant, request.state.key = grant, grant.name
            try:
                return await endpoint(request)
            except (BadRequest, MessageError) as error:
                raise refusal(422, "invalid", error.message, request) from error
            except KbError as error:
                raise refusal(500, "failed", error.message, request) from error

        return guarded

    def _grant(self, request: Request) -> Grant:
        grant = self._keys().grant(_token(request))
        if grant is None:
            challenge = {"www-authenticate": 'Bearer realm="kb"'}
            raise refusal(401, "unknown-key", _UNKNOWN_KEY, request, challenge)
        return grant


def refusal(
    status: int, code: str, text: Text, request: Request, headers: dict[str, str] | None = None
) -> HTTPException:
    """Return what refuses a request: a code for programs, a sentence for people."""
    detail = {"code": code, "message": text.to(speak(request))}
    return HTTPException(status, detail, headers)  # type: ignore[arg-type]


def speak(request: Request) -> str:
    """Return the first language that the client accepts; "" if it names none."""
    return request.headers.get("accept-language", "").strip()[:2].strip("*")


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else scheme


def _client(request: Request) -> str:
    """Return the client's address; of IPv6 the part that one connection has for itself."""
    host = request.client.host if request.client else ""
    with contextlib.suppress(ValueError):
        return str(ipaddress.IPv6Network((host, 64), strict=False))
    return host


_NOT_ALLOWED = Text("this key lacks the scope '{scope}'", "此密钥没有“{scope}”权限")
_TOO_OFTEN = Text("too many requests; wait {n} s", "请求过于频繁；请 {n} 秒后再试")
_UNKNOWN_KEY = Text("give a valid key: 'Authorization: Bearer kbk_…'",
                    "请提供有效密钥：“Authorization: Bearer kbk_…”")  # fmt: skip
