"""The ASGI application: routes, who may use them, and what surrounds them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kb_tools.config import Config
from kb_tools.config import load as load_config
from kb_tools.corpus.visibility import require_known
from kb_tools.language import Text
from kb_tools.server import service
from kb_tools.server.asked import Asked, BadRequest, asked, batch, number
from kb_tools.server.figures import TYPE, Figures
from kb_tools.server.gates import BodyLimit, Log, Timeout
from kb_tools.server.hooks import deliver, question, spoken
from kb_tools.server.keys import Grant, Keys
from kb_tools.server.keys import load as load_keys
from kb_tools.server.live import Live
from kb_tools.server.notes import NOTES
from kb_tools.server.openapi import document
from kb_tools.server.signature import SENDERS, Verifier
from kb_tools.server.trial import page

Endpoint = Callable[[Request], Awaitable[Response]]

INLINE = 20_000
"""Characters up to which a question is answered at once; a longer one does not hold up others."""

_NO_SCRIPT = {"content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
              " connect-src 'self'", "x-content-type-options": "nosniff"}  # fmt: skip


class Service:
    """The endpoints over one live index, one set of keys, one configuration."""

    def __init__(self, config: Config, live: Live, keys: Keys) -> None:
        self.config, self.live, self.keys = config, live, keys
        self.figures = Figures()
        self._rate = RateLimitItemPerMinute(config.server.per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._verifier = Verifier()
        require_known(config.server.hook_audience, config.audience)
        rank = config.audience.index(config.server.hook_audience)
        self._hook_grant = Grant("hook", frozenset(["suggest"]), rank)

    def routes(self) -> list[Route]:
        """Return every route of the service."""
        return [
            Route("/v1/suggest", self._for("suggest", self.suggest), methods=["POST"]),
            Route("/v1/suggest/batch", self._for("suggest", self.suggest_batch), methods=["POST"]),
            Route("/v1/search", self._for("search", self.search)),
            Route("/v1/articles/{id}", self._for("articles", self.article)),
            Route("/hooks/{sender}", self.hook, methods=["POST"]),
            Route("/metrics", self._for("metrics", self.metrics)),
            Route("/healthz", self.healthy),
            Route("/readyz", self.ready),
            Route("/openapi.json", self.openapi),
            Route("/try/", self.trial),
            Route("/try/{name}", self.trial),
        ]

    def _for(self, scope: str, endpoint: Endpoint) -> Endpoint:
        """Let a request through to `endpoint` if its key may, and not too often."""

        async def guarded(request: Request) -> Response:
            grant = self._grant(request)
            if scope not in grant.scopes:
                raise _refusal(403, "not-allowed", _NOT_ALLOWED.format(scope=scope), request)
            who = grant.name if _token(request) else _client(request)
            if not self._limiter.hit(self._rate, who):
                raise _refusal(429, "too-often", _TOO_OFTEN, request, {"retry-after": "60"})
            request.state.grant, request.state.key = grant, grant.name
            try:
                return await endpoint(request)
            except BadRequest as error:
                raise _refusal(422, "invalid", error.message, request) from error

        return guarded

    def _grant(self, request: Request) -> Grant:
        grant = self.keys.grant(_token(request))
        if grant is None:
            challenge = {"www-authenticate": 'Bearer realm="kb"'}
            raise _refusal(401, "unknown-key", _UNKNOWN_KEY, request, challenge)
        return grant

    async def suggest(self, request: Request) -> Response:
        """Suggest articles for one ticket."""
        wanted = asked(await _json(request), self.config.suggest.top)
        return JSONResponse(await self._suggested(request, wanted))

    async def suggest_batch(self, request: Request) -> Response:
        """Suggest articles for many tickets, in their order."""
        wanted = batch(await _json(request), self.config.suggest.top)
        results = [{"id": one.id, **await self._suggested(request, one)} for one in wanted]
        return JSONResponse({"results": results})

    async def _suggested(self, request: Request, wanted: Asked, speak: str = "") -> service.Data:
        speak = speak or _speak(request)
        work = (self.live.index, self.config, request.state.grant, wanted, speak)
        if len(wanted.text) > INLINE:
            answer = await asyncio.to_thread(service.suggestions, *work)
        else:
            answer = service.suggestions(*work)
            await asyncio.sleep(0)
        self.figures.answered(fits=bool(answer["suggestions"]))
        return answer

    async def search(self, request: Request) -> Response:
        """Search articles, as the site's search box does."""
        query = request.query_params
        data = {"text": query.get("q", ""), "lang": query.get("lang", "")}
        wanted = asked(data | {"top": number(query.get("top", "10"))}, 10)
        grant = request.state.grant
        return JSONResponse(service.found(self.live.index, grant, wanted, _speak(request)))

    async def article(self, request: Request) -> Response:
        """Return one article by its id."""
        found = await asyncio.to_thread(
            service.article,
            self.live.index,
            self.config,
            request.state.grant,
            request.path_params["id"],
            request.query_params.get("lang", ""),
        )
        if found is None:
            raise _refusal(404, "no-article", _NO_ARTICLE, request)
        return JSONResponse(found)

    async def hook(self, request: Request) -> Response:
        """Answer a help desk's webhook or a chat's command with a note for colleagues."""
        sender = request.path_params["sender"]
        secret = os.environ.get(f"KB_HOOK_{sender.upper()}", "") if sender in SENDERS else ""
        if not secret:
            raise _refusal(404, "no-hook", _NO_HOOK, request)
        body = await request.body()
        verdict = self._verifier.verdict(sender, secret, request.headers, body)
        if verdict != "ok":
            raise _refusal(401, verdict, _BAD_SIGNATURE.format(verdict=verdict), request)
        request.state.key = sender
        try:
            wanted, later = question(sender, body)
        except BadRequest as error:
            raise _refusal(422, "invalid", error.message, request) from error
        request.state.grant = self._hook_grant
        lang = spoken(wanted.text)
        note = NOTES[sender](await self._suggested(request, wanted, lang), lang)
        if later:
            return Response(background=BackgroundTask(deliver, later, note))
        return JSONResponse(note)

    async def metrics(self, request: Request) -> Response:  # noqa: ARG002 - an endpoint's form
        """Return figures for Prometheus."""
        return PlainTextResponse(self.figures.text(), media_type=TYPE)

    async def healthy(self, request: Request) -> Response:  # noqa: ARG002
        """Say that the process is alive."""
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:  # noqa: ARG002
        """Say that questions are answered, and over how many articles."""
        live = self.live
        return JSONResponse(
            {"status": "ready", "articles": live.index.documents, "swaps": live.swaps}
        )

    async def openapi(self, request: Request) -> Response:  # noqa: ARG002
        """Return the description of this service."""
        return JSONResponse(document())

    async def trial(self, request: Request) -> Response:
        """Return the page on which one tries the service, and its script and style."""
        name = request.path_params.get("name", "index.html")
        text, kind = page(name, _speak(request))
        if not text:
            raise HTTPException(404)
        return HTMLResponse(text, media_type=kind, headers=_NO_SCRIPT)


_NOT_ALLOWED = Text("this key lacks the scope '{scope}'", "此密钥没有“{scope}”权限")
_TOO_OFTEN = Text("too many requests; wait a minute", "请求过于频繁；请一分钟后再试")
_UNKNOWN_KEY = Text("give a valid key: 'Authorization: Bearer kbk_…'",
                    "请提供有效密钥：“Authorization: Bearer kbk_…”")  # fmt: skip
_NO_HOOK = Text(
    "no webhook of that name; set its secret in KB_HOOK_ZENDESK, KB_HOOK_SLACK …",
    "没有这个 webhook；请在 KB_HOOK_ZENDESK、KB_HOOK_SLACK 等环境变量中设置密钥",
)
_BAD_SIGNATURE = Text("the signature is {verdict}", "签名无效（{verdict}）")
_NO_ARTICLE = Text("there is no such article for you", "没有您可以查看的这篇文章")
_NOT_JSON = Text("the body must be JSON in UTF-8", "请求体必须是 UTF-8 编码的 JSON")


def application(config: Config, keys: Keys, site: Path | None = None) -> Starlette:
    """Return the application; `site` is a built site to serve besides."""
    service_ = Service(config, Live.start(config), keys)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(service_.live.follow())
        yield
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following

    routes: list[Route | Mount] = [*service_.routes()]
    if site is not None:
        routes.append(Mount("/", StaticFiles(directory=site, html=True)))
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={HTTPException: _error, ClientDisconnect: _gone},
        middleware=[
            Middleware(Log, count=service_.figures.count),
            Middleware(Timeout, seconds=config.server.timeout),
            Middleware(
                CORSMiddleware,
                allow_origins=config.server.cors,
                allow_methods=["GET", "POST"],
                allow_headers=["authorization", "content-type"],
            ),
            Middleware(BodyLimit, limit=config.server.body_limit),
        ],
    )


def from_environment() -> Starlette:
    """Return the application that `kb serve-api` described to its workers."""
    config = load_config(Path(os.environ["KB_SERVER_ROOT"]))
    site = os.environ.get("KB_SERVER_SITE")
    keys = load_keys(config.root / config.server.keys, config)
    return application(config, keys, Path(site) if site else None)


async def _json(request: Request) -> object:
    try:
        data: object = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise BadRequest(_NOT_JSON) from error
    return data


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else scheme


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _speak(request: Request) -> str:
    """Return the language of notes and reasons: the first that the client accepts."""
    return request.headers.get("accept-language", "en").strip()[:2]


def _refusal(
    status: int, code: str, text: Text, request: Request, headers: dict[str, str] | None = None
) -> HTTPException:
    detail = {"code": code, "message": text.to(_speak(request))}
    return HTTPException(status, detail, headers)  # type: ignore[arg-type]


async def _error(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a handler's form
    status = getattr(error, "status_code", 500)
    detail = getattr(error, "detail", "")
    if not isinstance(detail, dict):
        detail = {"code": "http", "message": str(detail)}
    return JSONResponse({"error": detail}, status, getattr(error, "headers", None))


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return Response(status_code=499)
