"""The description of the service, in OpenAPI 3.1; a test compares it with the routes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kb_tools import __version__
from kb_tools.server.asked import BATCH_LIMIT, TOP_LIMIT
from kb_tools.server.signature import SENDERS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TOP: Schema = {"type": "integer", "minimum": 1, "maximum": TOP_LIMIT}


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _array(items: Schema, **more: int) -> Schema:
    return {"type": "array", "items": items, **more}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_ANSWER_FIELDS: dict[str, Schema] = {
    "query": _TEXT,
    "lang": _TEXT,
    "suggestions": _array(_ref("Suggestion")),
    "note": {
        **_TEXT,
        "description": "Why there is none. / 没有推荐的原因。",
    },
}

SCHEMAS: dict[str, Schema] = {
    "Ticket": {
        **_object([], id=_TEXT, text=_TEXT, subject=_TEXT, body=_TEXT, lang=_TEXT, product=_TEXT,
                  top=_TOP),
        "anyOf": [{"required": ["text"]}, {"required": ["subject"]}, {"required": ["body"]}],
        "description": "`text`, or `subject` and `body`. / text，或 subject 和 body。",
    },
    "Batch": _object(
        ["tickets"], tickets=_array(_ref("Ticket"), minItems=1, maxItems=BATCH_LIMIT)
    ),
    "Reason": _object(
        ["stage", "detail", "weight"], stage=_TEXT, detail=_TEXT, weight={"type": "number"}
    ),
    "Suggestion": _object(
        ["id", "title", "url", "score", "lang", "section", "reasons"],
        id=_TEXT, title=_TEXT, url=_TEXT, score={"type": "number", "minimum": 0, "maximum": 1},
        lang=_TEXT, section=_TEXT, reasons=_array(_ref("Reason")),
    ),
    "Answer": _object(["query", "lang", "suggestions", "note"], **_ANSWER_FIELDS),
    "Answers": _object(
        ["results"],
        results=_array(_object(["id", "query", "lang", "suggestions", "note"], id=_TEXT,
                               **_ANSWER_FIELDS)),
    ),
    "Article": _object(
        ["id", "lang", "title", "url", "kind", "summary", "languages", "markdown"],
        id=_TEXT, lang=_TEXT, title=_TEXT, url=_TEXT, kind=_TEXT, summary=_TEXT,
        languages=_array(_TEXT), markdown=_TEXT,
    ),
    "Status": _object(["status"], status=_TEXT, articles={"type": "integer"},
                      swaps={"type": "integer"}),
    "Error": _object(["error"], error=_object(["code", "message"], code=_TEXT, message=_TEXT)),
}  # fmt: skip

_REFUSALS = {
    "400": "Not HTTP as it should be. / 请求格式有误。",
    "401": "No valid key. / 密钥无效。",
    "403": "The key lacks the scope. / 密钥没有此权限。",
    "413": "The body is too large. / 请求体过大。",
    "422": "A field is missing or wrong. / 字段缺失或有误。",
    "429": "Too many requests. / 请求过于频繁。",
    "504": "Given up after the time limit. / 超时。",
}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _parameter(name: str, place: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": place, "required": required, "schema": schema}


def _operation(
    summary: str,
    answer: str,
    *,
    body: str = "",
    parameters: tuple[Schema, ...] = (),
    open_: bool = False,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Schema:
    refusals = {} if open_ else _REFUSALS | dict(more)
    operation: Schema = {
        "summary": summary,
        "responses": {
            "200": {"description": "OK", "content": _json(_ref(answer))},
            **{code: {"description": text, "content": _json(_ref("Error"))}
               for code, text in refusals.items()},
        },
    }  # fmt: skip
    if body:
        operation["requestBody"] = {"required": True, "content": _json(_ref(body))}
    if parameters:
        operation["parameters"] = list(parameters)
    if open_:
        operation["security"] = []
    return operation


_LANG = _parameter("lang", "query", _TEXT)

PATHS: dict[str, Schema] = {
    "/v1/suggest": {
        "post": _operation("Suggest for a ticket / 为工单推荐文章", "Answer", body="Ticket")
    },
    "/v1/suggest/batch": {
        "post": _operation(
            "For up to 100 tickets / 为至多 100 张工单推荐文章",
            "Answers",
            body="Batch",
        )
    },
    "/v1/search": {
        "get": _operation(
            "Search articles / 搜索文章",
            "Answer",
            parameters=(
                _parameter("q", "query", {**_TEXT, "minLength": 1}, required=True),
                _LANG,
                _parameter("top", "query", _TOP),
            ),
        )
    },
    "/v1/articles/{id}": {
        "get": _operation(
            "Read an article / 读取文章",
            "Article",
            parameters=(_parameter("id", "path", _TEXT, required=True), _LANG),
            more={"404": "No such article for this key. / 没有该密钥可见的这篇文章。"},
        )
    },
    "/hooks/{sender}": {
        "post": {
            "summary": "Answer a signed webhook or chat command / 应答已签名的 webhook 或聊天命令",
            "description": "The body is the sender's own. / 请求体为发送方自己的格式。",
            "parameters": [_parameter("sender", "path", {"enum": list(SENDERS)}, required=True)],
            "security": [],
            "responses": {
                "200": {"description": "A note for colleagues. / 给同事的内部备注。"},
                **{code: {"description": text, "content": _json(_ref("Error"))}
                   for code, text in {**_REFUSALS, "404": "Not set up. / 未启用。"}.items()},
            },
        }
    },
    "/metrics": {
        "get": {
            "summary": "Figures for Prometheus / Prometheus 指标",
            "responses": {
                "200": {"description": "OK", "content": {"text/plain": {"schema": _TEXT}}},
                **{code: {"description": text, "content": _json(_ref("Error"))}
                   for code, text in _REFUSALS.items()},
            },
        }
    },
    "/healthz": {"get": _operation("Whether it lives / 进程是否存活", "Status", open_=True)},
    "/readyz": {"get": _operation("Whether it answers / 是否可以应答", "Status", open_=True)},
}  # fmt: skip
"""Every path, with what it does in both languages; the pages to try and describe it aside."""


def document() -> Schema:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kb_tools",
            "version": __version__,
            "description": "Articles for tickets. / 为工单找文章。",
        },
        "paths": PATHS,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}, {}],
    }
