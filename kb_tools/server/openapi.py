"""The description of the service, in OpenAPI 3.1; a test compares it with the routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kb_tools import __version__
from kb_tools.feedback.message import schema
from kb_tools.replies.formats import FORMATS
from kb_tools.server.asked import BATCH_LIMIT, TOP_LIMIT
from kb_tools.server.signature import SENDERS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TOP: Schema = {"type": "integer", "minimum": 1, "maximum": TOP_LIMIT}


_RECORD: Schema = {
    "type": "boolean",
    "description": "Keep what was suggested; the answer's token then tells what became of it."
    " / 保存推荐结果；之后凭应答里的 token 上报后续情况。",
}


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _array(items: Schema, **more: int) -> Schema:
    return {"type": "array", "items": items, **more}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def inlined(name: str) -> dict[str, Schema]:
    """Return a message's own schema as components, and those that it refers to."""
    whole = dict(schema(name))
    parts = whole.pop("$defs", {})
    whole.pop("$schema")
    named = {name: whole, **{f"{name}-{part}": inner for part, inner in parts.items()}}
    text = json.dumps(named).replace("#/$defs/", f"#/components/schemas/{name}-")
    found: dict[str, Schema] = json.loads(text)
    return found


_ANSWER_FIELDS: dict[str, Schema] = {
    "query": _TEXT,
    "lang": _TEXT,
    "suggestions": _array(_ref("Suggestion")),
    "note": {
        **_TEXT,
        "description": "Why there is none. / 没有推荐的原因。",
    },
    "token": {**_TEXT, "description": "Only with `record`. / 仅在 record 时有。"},
}

_SOMETHING: list[Schema] = [
    {"required": [name], "properties": {name: {"pattern": r"\S"}}}
    for name in ("text", "subject", "body")
]
"""One of a ticket's texts says something."""

SCHEMAS: dict[str, Schema] = {
    "Ticket": {
        **_object([], id=_TEXT, text=_TEXT, subject=_TEXT, body=_TEXT, lang=_TEXT, product=_TEXT,
                  top=_TOP, record=_RECORD, place=_TEXT, requester=_TEXT),
        "anyOf": _SOMETHING,
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
    "Order": {
        **_object(["article"], article={**_TEXT, "minLength": 1}, text=_TEXT, subject=_TEXT,
                  body=_TEXT, lang=_TEXT, section={**_TEXT, "description": "Anchor. / 锚点。"},
                  format={"enum": list(FORMATS)}),
        "anyOf": _SOMETHING,
    },
    "Reply": _object(
        ["reply", "format", "lang", "article", "url", "version"],
        reply=_TEXT, format=_TEXT, lang=_TEXT, article=_TEXT, url=_TEXT,
        version={**_TEXT, "description": "Commit of the article. / 文章的提交版本。"},
    ),
    **inlined("feedback"),
    **inlined("question"),
    **inlined("suggestion"),
    "Feedback": {"oneOf": [_ref("feedback"), _ref("question"), _ref("suggestion")]},
    "Article": _object(
        ["id", "lang", "title", "url", "kind", "summary", "languages", "audience_rank",
         "markdown"],
        id=_TEXT, lang=_TEXT, title=_TEXT, url=_TEXT, kind=_TEXT, summary=_TEXT,
        languages=_array(_TEXT), markdown=_TEXT,
        audience_rank={"type": "integer", "description": "0: everyone. / 0 表示所有人可见。"},
        html={**_TEXT, "description": "Only with `html`. / 仅在请求 html 时有。"},
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
    success: str = "200",
    more: Mapping[str, str] = MappingProxyType({}),
) -> Schema:
    refusals = {} if open_ else _REFUSALS | dict(more)
    operation: Schema = {
        "summary": summary,
        "responses": {
            success: {"description": "OK", "content": _json(_ref(answer))},
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
            parameters=(_parameter("id", "path", _TEXT, required=True), _LANG,
                        _parameter("html", "query", _TEXT)),
            more={"404": "No such article for this key. / 没有该密钥可见的这篇文章。"},
        )
    },
    "/v1/reply": {
        "post": _operation(
            "Write a reply from an article / 用文章内容写回复",
            "Reply",
            body="Order",
            more={"404": "No such article for customers. / 没有这篇客户可见的文章。"},
        )
    },
    "/v1/feedback": {
        "post": _operation(
            "Keep feedback, questions, what became of suggestions / 保存反馈、问题和推荐的后续情况",
            "Status",
            body="Feedback",
            success="201",
            more={"404": "Nothing is kept here. / 这里不保存反馈。",
                  "503": "Not stored; send it again. / 没有保存成功，请再发一次。"},
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
