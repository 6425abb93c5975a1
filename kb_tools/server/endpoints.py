"""The endpoints: each reads its request, lets plain functions answer, and says it as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb_tools.config import Config, site_facts
from kb_tools.corpus.visibility import require_known
from kb_tools.errors import KbError
from kb_tools.feedback import message
from kb_tools.language import Text
from kb_tools.privacy.own_numbers import compiled
from kb_tools.search.store import places
from kb_tools.server import answering, service
from kb_tools.server.asked import Asked, BadRequest, asked, batch, number, spoken
from kb_tools.server.figures import TYPE, Figures
from kb_tools.server.guard import Guard, refusal, speak
from kb_tools.server.hooks import CHATS, deliver, question
from kb_tools.server.intake import LOG, Intake
from kb_tools.server.keys import Grant, Keys
from kb_tools.server.live import Live
from kb_tools.server.notes import NOTES
from kb_tools.server.openapi import document
from kb_tools.server.pages import NO_SCRIPT, PAGES, page
from kb_tools.server.rate import Rate
from kb_tools.server.shelf import Shelf
from kb_tools.server.signature import SENDERS, Verifier

INLINE = 20_000
"""Characters up to which a question is answered at once; a longer one, and a model, which takes
its time, do not hold up others."""


class Service:
    """The endpoints over one live index, one set of keys, one configuration, one store.

    `shared` is a folder in which workers count together.
    """

    def __init__(
        self,
        config: Config,
        live: Live,
        keys: Callable[[], Keys],
        intake: Intake | None,
        shared: Path | None = None,
    ) -> None:
        self.config, self.live, self.intake = config, live, intake
        self.figures = Figures()
        self._guard = Guard(keys, Rate(config.server.per_minute, shared and shared / "rate"))
        self._shelf = Shelf(config)
        self._site_url = site_facts(config).site_url
        self._verifier = Verifier(_hooks_folder(config.root))
        self._orders = compiled(config.privacy.orders)
        require_known(config.server.hook_audience, config.audience)
        rank = config.audience.index(config.server.hook_audience)
        self._hook_grant = Grant("hook", frozenset(["suggest"]), rank)

    def routes(self) -> list[Route]:
        """Return every route of the service."""
        guard = self._guard
        return [
            Route("/v1/suggest", guard("suggest", self.suggest), methods=["POST"]),
            Route("/v1/suggest/batch", guard("suggest", self.suggest_batch), methods=["POST"]),
            Route("/v1/search", guard("search", self.search)),
            Route("/v1/articles/{id}", guard("articles", self.article)),
            Route("/v1/reply", guard("reply", self.reply), methods=["POST"]),
            Route("/v1/feedback", guard("feedback", self.feedback), methods=["POST"]),
            Route("/hooks/{sender}", self.hook, methods=["POST"]),
            Route("/metrics", guard("metrics", self.metrics)),
            Route("/healthz", self.healthy),
            Route("/readyz", self.ready),
            Route("/openapi.json", self.openapi),
            *(Route(f"/{name}/", self.page) for name in PAGES),
            *(Route(f"/{name}/{{file}}", self.page) for name in PAGES),
        ]

    async def suggest(self, request: Request) -> Response:
        """Suggest articles for one ticket."""
        wanted = asked(await _json(request), self.config.suggest.top)
        return JSONResponse(await self._suggested(request, wanted))

    async def suggest_batch(self, request: Request) -> Response:
        """Suggest articles for many tickets, in their order."""
        wanted = batch(await _json(request), self.config.suggest.top)
        results = [{"id": one.id, **await self._suggested(request, one)} for one in wanted]
        return JSONResponse({"results": results})

    async def _suggested(self, request: Request, wanted: Asked, lang: str = "") -> service.Data:
        work = partial(
            service.suggestions,
            self.live.ready, self.config, request.state.grant, wanted, lang or speak(request),
        )  # fmt: skip
        if len(wanted.text) > INLINE or self.live.ready.semantic:
            answer = await asyncio.to_thread(work)
        else:
            answer = work()
            await asyncio.sleep(0)
        self.figures.answered(fits=bool(answer["suggestions"]))
        if wanted.record and self.intake is not None:
            answer["token"] = await self._recorded(self.intake, answer, wanted)
        return answer

    async def _recorded(self, intake: Intake, answer: service.Data, wanted: Asked) -> str:
        """Keep what was suggested; return the token by which one says what became of it.

        Where it cannot be kept the token is "": the answer is worth more than its record.
        """
        token = secrets.token_hex(16)
        subject = intake.store.pseudonym(wanted.requester)
        events = service.shown(answer, wanted, datetime.now(UTC), token, subject, self._orders)
        try:
            await intake.add(events)
        except KbError as error:
            LOG.warning(json.dumps({"not stored": str(error)}))
            return ""
        return token

    async def search(self, request: Request) -> Response:
        """Search articles, as the site's search box does."""
        query = request.query_params
        data = {"text": query.get("q", ""), "lang": query.get("lang", "")}
        wanted = asked(data | {"top": number(query.get("top", "10"))}, 10)
        grant = request.state.grant
        return JSONResponse(
            service.found(self.live.index, self.config, grant, wanted, speak(request))
        )

    async def article(self, request: Request) -> Response:
        """Return one article by its id."""
        found = await asyncio.to_thread(
            service.article,
            self.live.index,
            self.config,
            request.state.grant,
            request.path_params["id"],
            request.query_params.get("lang", ""),
            as_html="html" in request.query_params,
        )
        if found is None:
            raise refusal(404, "no-article", _NO_ARTICLE, request)
        return JSONResponse(found)

    async def reply(self, request: Request) -> Response:
        """Write a reply to a ticket from an article."""
        order = answering.ordered(await _json(request))
        found = await asyncio.to_thread(
            answering.answered, self.live.index, self.config, self._shelf, order
        )
        if found is None:
            raise refusal(404, "no-article", _NO_PUBLIC_ARTICLE, request)
        return JSONResponse(found)

    async def feedback(self, request: Request) -> Response:
        """Keep what a page or a program says."""
        if self.intake is None:
            raise refusal(404, "no-store", _NO_STORE, request)
        index, site = self.live.index, self._site_url
        events = message.events(
            await _json(request),
            datetime.now(UTC),
            self.intake.store.pseudonym,
            lambda url: service.id_at(index, site, url),
            self._orders,
        )
        try:
            await self.intake.add(events)
        except KbError as error:
            raise refusal(503, "not-stored", _NOT_STORED, request, {"retry-after": "5"}) from error
        return JSONResponse({"status": "stored"}, 201)

    async def hook(self, request: Request) -> Response:
        """Answer a help desk's webhook or a chat's command with a note for colleagues."""
        sender = request.path_params["sender"]
        secret = os.environ.get(f"KB_HOOK_{sender.upper()}", "") if sender in SENDERS else ""
        if not secret:
            raise refusal(404, "no-hook", _NO_HOOK, request)
        body = await request.body()
        verdict = self._verifier.verdict(sender, secret, request.headers, body)
        if verdict != "ok":
            raise refusal(401, verdict, _BAD_SIGNATURE.format(verdict=verdict), request)
        request.state.key = sender
        try:
            wanted, later = question(sender, body)
        except BadRequest as error:
            if sender in CHATS:  # they show a person nothing of a refusal
                return JSONResponse(NOTES[sender](_nothing(error.message), ""))
            raise refusal(422, "invalid", error.message, request) from error
        request.state.grant = self._hook_grant
        lang = spoken(wanted.text)
        try:
            answer = await self._suggested(request, wanted, lang)
        except BaseException:  # given up after a time, too
            self._verifier.forget(sender, secret, request.headers, body)
            raise
        note = NOTES[sender](answer, lang)
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

    async def page(self, request: Request) -> Response:
        """Return a page of the service itself, its script or its style."""
        name = request.url.path.split("/")[1]
        lang = request.query_params.get("lang", "") or speak(request)
        text, kind = page(name, request.path_params.get("file", "index.html"), lang)
        if not text:
            raise HTTPException(404)
        return HTMLResponse(text, media_type=kind, headers=NO_SCRIPT)


def _nothing(why: Text) -> service.Data:
    """Return an answer without suggestions, in both languages: who asked said nothing in one."""
    return {"suggestions": [], "note": f"{why.en} / {why.zh}"}


async def _json(request: Request) -> Any:  # noqa: ANN401 - whatever the JSON holds
    try:
        return json.loads(await request.body(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadRequest(_NOT_JSON) from error


def _no_number(name: str) -> None:
    raise ValueError(name)


_NO_HOOK = Text(
    "no webhook of that name; set its secret in KB_HOOK_ZENDESK, KB_HOOK_SLACK …",
    "没有这个 webhook；请在 KB_HOOK_ZENDESK、KB_HOOK_SLACK 等环境变量中设置密钥",
)
_BAD_SIGNATURE = Text("the signature is {verdict}", "签名无效（{verdict}）")
_NO_ARTICLE = Text("there is no such article, or you may not read it", "没有您可以查看的这篇文章")
_NO_PUBLIC_ARTICLE = Text(
    "there is no such article, or customers may not read it", "没有这篇客户可以查看的文章"
)
_NO_STORE = Text(
    "nothing is stored here; set 'store' in [tool.kb.server]",
    "这里不保存反馈；请在 [tool.kb.server] 中设置 store",
)
_NOT_STORED = Text(
    "it could not be stored; send it again",
    "没有保存成功；请稍后再发一次",
)
_NOT_JSON = Text("the body must be JSON in UTF-8", "请求体必须是 UTF-8 编码的 JSON")


def _hooks_folder(root: Path) -> Path:
    """Return where webhooks are remembered: beside the index, or in the user's own cache."""
    own, cache = (place.parent for place in places(root))
    return (own if os.access(own, os.W_OK) else cache) / "hooks"
