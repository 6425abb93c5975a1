"""The ASGI application: the endpoints, what surrounds them, and the built site."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kb_tools.config import Config
from kb_tools.config import load as load_config
from kb_tools.feedback.database import named
from kb_tools.feedback.store import Store
from kb_tools.server.endpoints import Service
from kb_tools.server.gates import BodyLimit, Log, Timeout
from kb_tools.server.intake import Intake
from kb_tools.server.keys import Keys, Ring
from kb_tools.server.live import Live
from kb_tools.server.parent import end_with_parent

with contextlib.suppress(ModuleNotFoundError):
    import numpy as np  # noqa: F401 - ranks faster where it is (search.summing)


def application(
    config: Config, keys: Callable[[], Keys], site: Path | None = None, shared: Path | None = None
) -> Starlette:
    """Return the application; `site` is a built site besides, `shared` a folder of all workers."""
    url = named(config, os.environ)
    store = Store.open(url) if url else None
    intake = Intake(store) if store else None
    service = Service(config, Live.start(config), keys, intake, shared)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(service.live.follow())]
        if intake is not None:
            tasks.append(asyncio.create_task(intake.forget_old(config.server.keep_days)))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if store is not None:
            store.close()

    routes: list[BaseRoute] = [*service.routes()]
    if site is not None:
        routes.append(_Site(site, service.routes()))
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={HTTPException: _error, ClientDisconnect: _gone},
        middleware=[
            Middleware(Log, count=service.figures.count),
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
    keys = Ring(config.root / config.server.keys, config)
    shared = os.environ.get("KB_SERVER_SHARED")
    end_with_parent(shared)
    return application(config, keys, Path(site) if site else None, Path(shared) if shared else None)


class _Site(Mount):
    """The built site: every address that is no endpoint's, whatever the method."""

    def __init__(self, folder: Path, endpoints: Sequence[BaseRoute]) -> None:
        super().__init__("/", StaticFiles(directory=folder, html=True))
        self._endpoints = endpoints

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave an endpoint asked by a wrong method to that endpoint: it knows the right ones."""
        if any(endpoint.matches(scope)[0] != Match.NONE for endpoint in self._endpoints):
            return Match.NONE, {}
        return super().matches(scope)


async def _error(request: Request, error: Exception) -> Response:  # noqa: ARG001 - a handler's form
    status = getattr(error, "status_code", 500)
    detail = getattr(error, "detail", "")
    if not isinstance(detail, dict):
        detail = {"code": "http", "message": str(detail)}
    return JSONResponse({"error": detail}, status, getattr(error, "headers", None))


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return Response(status_code=499)
